package io.gwms.testkit.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class PostgresServerTest {

    @Test
    void aKilledJvmLeavesNoServerBehind() throws Exception {
        try (TestDatabase probe = TestDatabase.postgres()) {
            assertThat(probe.dialect()).isEqualTo("postgresql"); // skips where PostgreSQL is switched off
        }
        KilledJvm.leavesNoServerBehind(ServerMain.class);
    }

    @Test
    void theServerSyncsAsInProductionUnlessItIsToldNotToWaitForTheDisk() throws SQLException {
        try (TestDatabase database = TestDatabase.postgres()) {
            assertThat(show(database, "fsync")).isEqualTo(System.getProperty(PostgresServer.SYNC, "on"));
            assertThat(show(database, "synchronous_commit")).isEqualTo("on");
        }
    }

    private static String show(TestDatabase database, String setting) throws SQLException {
        return ask(database, "SHOW " + setting);
    }

    private static String ask(TestDatabase database, String sql) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    /** Starts a server, prints its process id and then waits to be killed. */
    static final class ServerMain {
        public static void main(String[] args) throws Exception {
            System.out.println(
                    ask(TestDatabase.postgres(), "SELECT split_part(pg_read_file('postmaster.pid'), E'\\n', 1)"));
            Thread.currentThread().join();
        }
    }
}
