package io.gwms.internal.jdbc;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A connection lent to a host's function: it runs statements, but the transaction stays with its owner. */
final class GuardedConnection implements InvocationHandler {
    private static final Set<String> OWNERS_ONLY = Set.of(
            "commit", "setAutoCommit", "abort", "setReadOnly", "setTransactionIsolation", "setCatalog", "setSchema");

    private final Connection connection;
    private final BooleanSupplier ended;

    private GuardedConnection(Connection connection, BooleanSupplier ended) {
        this.connection = connection;
        this.ended = ended;
    }

    static Connection of(Connection connection, BooleanSupplier ended) {
        return (Connection) Proxy.newProxyInstance(
                GuardedConnection.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                new GuardedConnection(connection, ended));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        return switch (method.getName()) {
            case "close" -> null;
            case "getAutoCommit" -> false;
            case "isClosed" -> ended.getAsBoolean();
            case "toString" -> "connection in a GWMS transaction";
            case "hashCode" -> System.identityHashCode(proxy);
            case "equals" -> arguments != null && proxy == arguments[0];
            default -> forward(method, arguments);
        };
    }

    private @Nullable Object forward(Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
        String name = method.getName();
        if (ended.getAsBoolean()) {
            throw new SQLException("the GWMS transaction of this connection has ended");
        }
        if (OWNERS_ONLY.contains(name) || (name.equals("rollback") && arguments == null)) {
            throw new SQLException(name + "() is not yours here: GWMS ends this transaction; throw to undo it");
        }
        try {
            return method.invoke(connection, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }
}
