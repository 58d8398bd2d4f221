package io.gwms.testkit.state;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.LinkedHashSet;
import java.util.Set;
import javax.sql.DataSource;

/**
 * The statements that the thread which made this prepares on the connections of a data source, each once; those of a
 * state's own threads, such as a notification of what is due, come whenever they come.
 */
final class SentStatements {
    private final Thread sender = Thread.currentThread();
    private final Set<String> sent = new LinkedHashSet<>();

    Set<String> all() {
        return sent;
    }

    void forget() {
        sent.clear();
    }

    DataSource by(DataSource source) {
        return through(
                DataSource.class,
                source,
                (method, made) -> made instanceof Connection connection
                        ? through(Connection.class, connection, (call, statement) -> statement)
                        : made);
    }

    @FunctionalInterface
    private interface Around {
        Object result(Method method, Object made);
    }

    private <T> T through(Class<T> type, T target, Around around) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (method.getName().equals("prepareStatement") && Thread.currentThread() == sender) {
                        sent.add((String) arguments[0]);
                    }
                    try {
                        return around.result(method, method.invoke(target, arguments));
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}
