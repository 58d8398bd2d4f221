package io.gwms.audit.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import javax.sql.DataSource;

/** A pool of one connection, for one thread: hosts have pools, and opening a connection is not what is measured. */
final class KeptConnection {
    private KeptConnection() {}

    static DataSource of(Connection kept) {
        ClassLoader loader = KeptConnection.class.getClassLoader();
        Object lent = Proxy.newProxyInstance(loader, new Class<?>[] {Connection.class}, (proxy, method, values) -> {
            if (method.getName().equals("close")) {
                return null;
            }
            try {
                return method.invoke(kept, values);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        });
        return (DataSource) Proxy.newProxyInstance(
                loader, new Class<?>[] {DataSource.class}, (proxy, method, values) -> switch (method.getName()) {
                    case "getConnection" -> lent;
                    case "hashCode" -> System.identityHashCode(proxy);
                    case "equals" -> proxy == values[0];
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
