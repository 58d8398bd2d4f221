package io.gwms.testkit.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gwms.internal.jdbc.Database;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.mariadb.jdbc.MariaDbDataSource;

@OnMariaDb
class MariaDbServerTest {
    @Test
    void aKilledJvmLeavesNoServerBehind() throws Exception {
        KilledJvm.leavesNoServerBehind(ServerMain.class);
    }

    @Test
    void theServerSyncsAsInProductionAndLivesInAnotherZone(TestDatabase database) throws SQLException {
        assertThat(ask(database.dataSource(), "SELECT @@innodb_flush_log_at_trx_commit"))
                .isEqualTo("1");
        assertThat(ask(database.dataSource(), "SELECT @@time_zone")).isEqualTo("-03:30");
        assertThat(ZoneId.systemDefault()).isNotEqualTo(ZoneOffset.of("-03:30"));
        assertThat(ask(database.dataSource(), "SELECT @@character_set_database"))
                .isEqualTo("latin1");
    }

    @Test
    void settingsUnderWhichAStatementMeansSomethingElseAreRefused(TestDatabase database) throws SQLException {
        String url = database.dataSource().unwrap(MariaDbDataSource.class).getUrl();

        assertThatThrownBy(() -> Database.over(new MariaDbDataSource(url + "&sessionVariables=sql_mode='ANSI'")))
                .hasMessageContaining("GWMS-1016")
                .hasMessageContaining("STRICT_TRANS_TABLES");
        for (String option : List.of("useAffectedRows=true", "useBulkStmts=true")) {
            assertThatThrownBy(() -> Database.over(new MariaDbDataSource(url + "&" + option)))
                    .hasMessageContaining("GWMS-1017")
                    .hasMessageContaining(option);
        }
    }

    private static String ask(DataSource source, String sql) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    /** Starts a server, prints its process id and then waits to be killed. */
    static final class ServerMain {
        public static void main(String[] args) throws Exception {
            TestDatabase.mariaDb();
            System.out.println(ProcessHandle.current()
                    .descendants()
                    .filter(process -> process.info().command().orElse("").endsWith("mariadbd"))
                    .findFirst()
                    .orElseThrow()
                    .pid());
            Thread.currentThread().join();
        }
    }
}
