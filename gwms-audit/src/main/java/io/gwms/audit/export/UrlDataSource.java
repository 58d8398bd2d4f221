package io.gwms.audit.export;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A database by its JDBC URL; its password comes from the environment, where no list of processes shows it. */
final class UrlDataSource implements DataSource {
    private final String url;
    private final String user;

    UrlDataSource(String url, String user) {
        this.url = url;
        this.user = user;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return getConnection(user, System.getenv("GWMS_DB_PASSWORD"));
    }

    @Override
    public Connection getConnection(String username, @Nullable String password) throws SQLException {
        return username.isEmpty()
                ? DriverManager.getConnection(url)
                : DriverManager.getConnection(url, username, password);
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter out) {}

    @Override
    public void setLoginTimeout(int seconds) {}

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("there is no logger");
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLException("there is no " + type.getName() + " within");
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
