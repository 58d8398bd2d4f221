package io.gwms.testkit.state;

import static io.gwms.testkit.data.SampleOrder.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.state.Change;
import io.gwms.state.CommitResult;
import io.gwms.state.jdbc.JdbcState;
import io.gwms.testkit.data.SampleTasks;
import io.gwms.testkit.db.OnMariaDb;
import io.gwms.testkit.db.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@OnMariaDb
class MariaDbJdbcStateTest extends JdbcStateTest {
    /** A host's transaction shows by default how things were at its first read, and an insert meets them as they are. */
    @Test
    @Timeout(60)
    void aJoinedCommitFindsTheTaskThatCameAfterTheHostsFirstRead(TestDatabase database) throws SQLException {
        try (JdbcState state = JdbcState.open(database.dataSource());
                Connection host = database.dataSource().getConnection()) {
            host.setAutoCommit(false);
            assertThat(state.joined(host).tasks().countByStatus()).isEmpty();
            Change add = new Change.AddTask(SampleTasks.create("k", NOON));
            CommitResult first = state.commit(List.of(add));

            assertThat(state.joined(host).commit(List.of(add))).isEqualTo(first);
        }
    }

    /** The choice of a claim and the look for the next lane, with literals in place of parameters. */
    @Test
    void claimAndLookAheadWalkTheIndexOfWhatWaits(TestDatabase database) throws SQLException {
        try (JdbcState state = JdbcState.open(database.dataSource());
                Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            assertThat(state.tasks().nextDue()).isEmpty();
            statement.execute("""
                    INSERT INTO gwms_task
                           (type, effect_key, lane, status, business_type, business_no, third_party_no, request_id,
                            created_at, due_at, attempts, failures, crashes, rounds, summary, error, rerun_requested,
                            payload, checkpoint_text, run_token)
                    SELECT 'CREATE', CONCAT('k', seq), CONCAT('lane-', seq % 7),
                           IF(seq % 10 = 0, 'WAITING', 'SUCCESS'), 'OUTBOUND', CONCAT('B', seq), '', '', seq, seq, 0,
                           0, 0, 0, '', '', 0, '', '', 0
                      FROM seq_1_to_20000
                    """);

            assertThat(plan(statement, """
                            SELECT id FROM gwms_task
                             WHERE waiting_lane = 'lane-3' AND status IN ('PENDING', 'WAITING') AND owner IS NULL
                               AND due_at <= 19000 AND (due_at, id) > (0, 0)
                             ORDER BY due_at, id LIMIT 50 FOR UPDATE SKIP LOCKED
                            """)).contains("gwms_task_due").doesNotContain("filesort");
            assertThat(plan(statement, """
                            SELECT waiting_lane AS lane, due_at FROM gwms_task WHERE waiting_lane > 'lane-3'
                             ORDER BY waiting_lane, due_at LIMIT 1
                            """)).contains("gwms_task_due").doesNotContain("filesort");
        }
    }

    private static String plan(Statement statement, String sql) throws SQLException {
        StringBuilder plan = new StringBuilder();
        try (ResultSet rows = statement.executeQuery("EXPLAIN " + sql)) {
            while (rows.next()) {
                plan.append(rows.getString("key")).append(' ').append(rows.getString("Extra"));
            }
        }
        return plan.toString();
    }
}
