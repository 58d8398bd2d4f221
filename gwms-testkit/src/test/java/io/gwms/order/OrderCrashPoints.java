package io.gwms.order;

import java.io.PrintWriter;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.logging.Logger;
import javax.sql.DataSource;

/**
 * A database as a process sees it that dies at a numbered point: before its nth statement or commit, or after it and
 * without its answer. Its connections are gone then, as they are when a process is killed, and it gets no others.
 */
final class OrderCrashPoints implements DataSource {
    private static final Set<String> POINTS =
            Set.of("execute", "executeUpdate", "executeBatch", "executeQuery", "executeLargeUpdate", "commit");

    private final DataSource inner;
    private final List<Connection> open = new ArrayList<>();
    private int left = Integer.MAX_VALUE;
    private boolean after;
    private boolean dead;

    OrderCrashPoints(DataSource inner) {
        this.inner = inner;
    }

    /** Dies at the nth point from now, before or after it. */
    synchronized void diesAt(int point, boolean after) {
        this.left = point;
        this.after = after;
    }

    synchronized boolean isDead() {
        return dead;
    }

    @Override
    public synchronized Connection getConnection() throws SQLException {
        if (dead) {
            throw gone();
        }
        Connection connection = inner.getConnection();
        open.add(connection);
        return wrapped(Connection.class, connection);
    }

    private static SQLException gone() {
        return new SQLException("the process died", "08006");
    }

    private <T> T wrapped(Class<T> type, T target) {
        InvocationHandler handler = (proxy, method, arguments) -> called(target, method, arguments);
        return type.cast(Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {type}, handler));
    }

    private synchronized Object called(Object target, Method method, Object[] arguments) throws Throwable {
        if (dead && !method.getName().equals("close")) {
            throw gone();
        }
        boolean point = POINTS.contains(method.getName());
        boolean dies = point && --left == 0;
        if (dies && !after) {
            die();
        }
        Object result;
        try {
            result = method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
        if (dies) {
            die();
        }
        if (result instanceof PreparedStatement prepared) {
            return wrapped(PreparedStatement.class, prepared);
        }
        return result instanceof Statement statement ? wrapped(Statement.class, statement) : result;
    }

    private void die() throws SQLException {
        dead = true;
        for (Connection connection : open) {
            if (!connection.isClosed()) {
                if (!connection.getAutoCommit()) {
                    connection.rollback();
                }
                connection.close();
            }
        }
        throw gone();
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        return getConnection();
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        return inner.getLogWriter();
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        inner.setLogWriter(out);
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        inner.setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return inner.getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        return inner.getParentLogger();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLException("it wraps nothing that anybody may see");
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
