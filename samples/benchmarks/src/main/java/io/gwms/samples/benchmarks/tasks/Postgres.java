package io.gwms.samples.benchmarks.tasks;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.gwms.testkit.db.TestDatabase;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** An empty database for one contestant, on a server that syncs as in production; closing drops it. */
final class Postgres implements AutoCloseable {
    private final TestDatabase database;
    private final String url;
    private final String driverVersion;
    private final long server;

    private Postgres(TestDatabase database, Connection connection) throws SQLException {
        DatabaseMetaData data = connection.getMetaData();
        this.database = database;
        this.url = data.getURL() + (data.getURL().contains("?") ? "&" : "?") + "user=" + data.getUserName();
        this.driverVersion = data.getDriverVersion();
        this.server = Long.parseLong(ask(connection, "SELECT split_part(pg_read_file('postmaster.pid'), E'\\n', 1)"));
    }

    static Postgres create() throws SQLException {
        TestDatabase database = TestDatabase.postgres();
        try (Connection connection = database.dataSource().getConnection()) {
            return new Postgres(database, connection);
        }
    }

    /** A pool of that many connections, all open. */
    HikariDataSource pool(int size) {
        return pool(url, size);
    }

    /** The same from another process. */
    static HikariDataSource pool(String url, int size) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(size);
        return new HikariDataSource(config);
    }

    /** Where it is, with the name of the user, for any process of this machine. */
    String url() {
        return url;
    }

    /** Version of the JDBC driver. */
    String driverVersion() {
        return driverVersion;
    }

    /** Process id of the server. */
    long server() {
        return server;
    }

    /** Runs the statements one by one, each in a transaction of its own. */
    void execute(String... statements) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** The first column of the first row. */
    String ask(String sql) throws SQLException {
        try (Connection connection = database.dataSource().getConnection()) {
            return ask(connection, sql);
        }
    }

    private static String ask(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    @Override
    public void close() {
        database.close();
    }
}
