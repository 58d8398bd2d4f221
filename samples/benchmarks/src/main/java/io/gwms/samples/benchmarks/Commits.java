package io.gwms.samples.benchmarks;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.sqlite.SQLiteCommitListener;
import org.sqlite.SQLiteConnection;

/** Counts the durable commits that go through a data source: SQLite itself tells of each transaction that wrote. */
final class Commits implements DataSource {
    private final DataSource inner;
    private final AtomicInteger count = new AtomicInteger();
    private final SQLiteCommitListener listener = new SQLiteCommitListener() {
        @Override
        public void onCommit() {
            count.incrementAndGet();
        }

        @Override
        public void onRollback() {}
    };

    Commits(DataSource inner) {
        this.inner = inner;
    }

    int count() {
        return count.get();
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = inner.getConnection();
        connection.unwrap(SQLiteConnection.class).addCommitListener(listener);
        return connection;
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
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
        return inner.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return inner.isWrapperFor(type);
    }
}
