package io.gwms.testkit.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

@OnPostgres
class KeptConnectionsTest {
    @Test
    void aConnectionGivenBackIsLentAgainAndAnotherNodeHasItsOwn(TestDatabase database) throws SQLException {
        int first = backend(database.dataSource());

        assertThat(backend(database.dataSource())).isEqualTo(first);
        assertThat(backend(database.otherNodesDataSource())).isNotEqualTo(first);
        assertThat(backend(database.dataSource().unwrap(DataSource.class))).isNotEqualTo(first);
    }

    @Test
    void whatWasNotCommittedIsUndone(TestDatabase database) throws SQLException {
        try (Connection connection = database.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            execute(connection, "CREATE TABLE thing (id int)");
        }
        try (Connection connection = database.dataSource().getConnection()) {
            assertThat(connection.getAutoCommit()).isTrue();
            assertThat(number(connection, "SELECT count(*) FROM pg_class WHERE relname = 'thing'"))
                    .isZero();
        }
    }

    @Test
    void oneThatWasKilledIsReplaced(TestDatabase database) throws SQLException {
        int killed = backend(database.dataSource());
        try (Connection connection = database.otherNodesDataSource().getConnection()) {
            execute(connection, "SELECT pg_terminate_backend(" + killed + ", 10000)");
        }

        assertThat(backend(database.dataSource())).isNotEqualTo(killed);
    }

    @Test
    void theLastOneIsWaitedForAndThenRefused(TestDatabase database) throws SQLException {
        DataSource pool = SmallPool.over(database.dataSource(), 1, Duration.ofMillis(20));
        Connection only = pool.getConnection();

        assertThatThrownBy(pool::getConnection)
                .isInstanceOf(SQLTransientConnectionException.class)
                .hasMessageContaining("none of the pool's 1 connections");
        only.close();
        pool.getConnection().close();
    }

    @Test
    void closingEndsThoseThatAreKeptAndTheOthersWhenTheyComeBack(TestDatabase database) throws SQLException {
        DataSource inner = database.dataSource().unwrap(DataSource.class);
        var pool = new KeptConnections(inner, 4, Duration.ofSeconds(10));
        Connection lent = pool.getConnection();
        Connection lentLonger = pool.getConnection();
        lent.close();
        try (Connection watching = database.dataSource().getConnection()) {
            pool.close();
            awaitOthers(watching, 1);
            lentLonger.close();
            awaitOthers(watching, 0);
        }
    }

    /** A backend ends a moment after its connection. */
    private static void awaitOthers(Connection watching, int others) throws SQLException {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        String sql = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                + " AND backend_type = 'client backend' AND pid <> pg_backend_pid()";
        while (number(watching, sql) != others && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        assertThat(number(watching, sql)).isEqualTo(others);
    }

    private static int backend(DataSource source) throws SQLException {
        try (Connection connection = source.getConnection()) {
            return number(connection, "SELECT pg_backend_pid()");
        }
    }

    private static int number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
