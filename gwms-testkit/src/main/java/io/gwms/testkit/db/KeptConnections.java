package io.gwms.testkit.db;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A pool as hosts have one: so many connections, a bounded wait for one of them, and then an exception. A connection
 * that does not answer is replaced, so one that was killed on its shelf harms nobody. Shared.
 */
final class KeptConnections implements DataSource, AutoCloseable {
    private static final int ANSWERS_WITHIN_SECONDS = 5;

    private final DataSource source;
    private final int size;
    private final Duration patience;
    private final Semaphore free;
    private final ConcurrentLinkedDeque<Connection> idle = new ConcurrentLinkedDeque<>();
    private volatile boolean closed;

    /** So many connections; whoever asks waits so long at most. */
    KeptConnections(DataSource source, int size, Duration patience) {
        this.source = source;
        this.size = size;
        this.patience = patience;
        this.free = new Semaphore(size, true);
    }

    @Override
    public Connection getConnection() throws SQLException {
        acquire();
        try {
            for (Connection kept = idle.poll(); kept != null; kept = idle.poll()) {
                if (kept.isValid(ANSWERS_WITHIN_SECONDS)) {
                    return lent(kept);
                }
                kept.close();
            }
            return lent(source.getConnection());
        } catch (SQLException | RuntimeException e) {
            free.release();
            throw e;
        }
    }

    private void acquire() throws SQLException {
        try {
            if (free.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new SQLTransientConnectionException(
                "none of the pool's " + size + " connections was given back within " + patience.toMillis() + " ms");
    }

    private Connection lent(Connection connection) {
        AtomicBoolean back = new AtomicBoolean();
        return (Connection) Proxy.newProxyInstance(
                KeptConnections.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (self, method, arguments) -> {
                    switch (method.getName()) {
                        case "close" -> {
                            if (back.compareAndSet(false, true)) {
                                giveBack(connection);
                            }
                            return null;
                        }
                        case "isClosed" -> {
                            return back.get() || connection.isClosed();
                        }
                        case "equals" -> {
                            return self == arguments[0];
                        }
                        case "hashCode" -> {
                            return System.identityHashCode(self);
                        }
                        default -> {
                            if (back.get()) {
                                throw new SQLException("the connection was given back to its pool");
                            }
                            return call(method, connection, arguments);
                        }
                    }
                });
    }

    private static @Nullable Object call(Method method, Connection connection, Object[] arguments) throws Throwable {
        try {
            return method.invoke(connection, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private void giveBack(Connection connection) throws SQLException {
        try {
            if (!connection.isClosed()) {
                if (!connection.getAutoCommit()) {
                    connection.rollback();
                    connection.setAutoCommit(true);
                }
                idle.push(connection);
            }
        } catch (SQLException e) {
            connection.close();
        } finally {
            free.release();
        }
        if (closed) {
            close();
        }
    }

    /** Ends the connections that nobody has, and the others when they come back. */
    @Override
    public void close() {
        closed = true;
        for (Connection kept = idle.poll(); kept != null; kept = idle.poll()) {
            try {
                kept.close();
            } catch (SQLException e) {
                // It was broken, so it has ended already.
            }
        }
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException("the pool has a login of its own");
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(PrintWriter out) {}

    @Override
    public void setLoginTimeout(int seconds) {}

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("the pool logs nothing");
    }

    /** The driver's data source, whose connections are new ones. */
    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return type.isInstance(source) ? type.cast(source) : source.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return type.isInstance(source) || source.isWrapperFor(type);
    }
}
