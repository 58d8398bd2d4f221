package io.gwms.audit;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** An SQLite file on a disk that has room for nothing more while it is full. One thread. */
final class FullDisk {
    private static final long PLENTY = 1_000_000;

    private final DataSource file;
    private final List<Connection> connections = new ArrayList<>();
    private boolean full;

    FullDisk(DataSource file) {
        this.file = file;
    }

    void full(boolean full) throws SQLException {
        this.full = full;
        for (Connection connection : connections) {
            if (!connection.isClosed()) {
                limit(connection);
            }
        }
    }

    DataSource dataSource() {
        return (DataSource) Proxy.newProxyInstance(
                DataSource.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, values) -> {
                    try {
                        Object result = method.invoke(file, values);
                        return result instanceof Connection connection ? limited(connection) : result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private Connection limited(Connection connection) throws SQLException {
        connections.add(connection);
        limit(connection);
        return connection;
    }

    private void limit(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            long most = PLENTY;
            if (full) {
                try (ResultSet pages = statement.executeQuery("PRAGMA page_count")) {
                    most = pages.getLong(1);
                }
            }
            statement.execute("PRAGMA max_page_count = " + most);
        }
    }
}
