package io.gwms.testkit.state;

import static io.gwms.testkit.data.SampleOrder.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.state.Change;
import io.gwms.state.CommitResult;
import io.gwms.state.jdbc.JdbcState;
import io.gwms.task.SyncTask;
import io.gwms.testkit.data.SampleOrder;
import io.gwms.testkit.data.SampleTasks;
import io.gwms.testkit.db.OnPostgres;
import io.gwms.testkit.db.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

@OnPostgres
class PostgresJdbcStateTest extends JdbcStateTest {
    /** The claim with literals in place of parameters, as it is planned. */
    private static final String CLAIM = """
            EXPLAIN UPDATE gwms_task SET status = 'RUNNING', last_executed_at = 9, owner = 1, rounds = rounds + 1,
                    run_token = run_token + 1
             WHERE id = ANY (ARRAY(SELECT id FROM gwms_task WHERE status IN ('PENDING', 'WAITING') AND due_at <= 9
                                    ORDER BY due_at, id LIMIT 50 FOR UPDATE SKIP LOCKED)) RETURNING *
            """;

    /** A driver that rewrites batches no longer says how many rows each statement touched. */
    @Test
    void tellsConflictsAlsoWhenTheDriverRewritesBatches(TestDatabase database) throws SQLException {
        PGSimpleDataSource rewriting = database.dataSource().unwrap(PGSimpleDataSource.class);
        rewriting.setReWriteBatchedInserts(true);
        try (JdbcState state = JdbcState.open(rewriting)) {
            List<Change> page = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                page.add(new Change.SaveOrder(
                        SampleOrder.of("acme", "o" + i).lines("A", "B", "C").stored()));
            }
            assertThat(state.commit(page).isCommitted()).isTrue();

            CommitResult again = state.commit(
                    List.of(new Change.SaveOrder(SampleOrder.of("acme", "new").stored()), page.get(3), page.get(4)));

            assertThat(again)
                    .isInstanceOfSatisfying(
                            CommitResult.Conflict.class,
                            conflict -> assertThat(conflict.index()).isEqualTo(1));
            assertThat(state.orders()
                            .waitingFor(SampleOrder.of("acme", "o1").id().store(), "B"))
                    .hasSize(20);
        }
    }

    @Test
    void claimWalksThePartialIndexWhateverTheStatisticsSay(TestDatabase database) throws SQLException {
        try (JdbcState state = JdbcState.open(database.dataSource());
                Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("ANALYZE gwms_task"); // of the empty table
            finishedTasks(statement, 20_000);
            assertClaimUsesIndexes(statement, "with the statistics of an empty table");

            statement.execute("ANALYZE gwms_task");
            assertClaimUsesIndexes(statement, "with the statistics of 20 000 finished tasks");

            statement.execute("UPDATE gwms_task SET status = 'WAITING' WHERE id % 2 = 0");
            statement.execute("VACUUM ANALYZE gwms_task");
            assertClaimUsesIndexes(statement, "with the statistics of 10 000 waiting tasks");

            long node = state.queue().register("node-a", NOON, Duration.ofMinutes(1));
            assertThat(state.queue().claim(node, NOON, 50))
                    .hasSize(50)
                    .extracting(SyncTask::rounds)
                    .containsOnly(1);
        }
    }

    private static void finishedTasks(Statement statement, int count) throws SQLException {
        statement.execute("""
                INSERT INTO gwms_task
                       (type, effect_key, status, business_type, business_no, third_party_no, request_id, created_at,
                        due_at, attempts, failures, crashes, rounds, summary, error, rerun_requested, payload,
                        checkpoint_text, run_token)
                SELECT 'CREATE', 'k' || n, 'SUCCESS', 'OUTBOUND', 'B' || n, '', '', n, n, 0, 0, 0, 0, '', '', 0, '', '', 0
                  FROM generate_series(1, %d) AS n
                """.formatted(count));
    }

    private static void assertClaimUsesIndexes(Statement statement, String when) throws SQLException {
        StringBuilder plan = new StringBuilder();
        try (ResultSet rows = statement.executeQuery(CLAIM)) {
            while (rows.next()) {
                plan.append(rows.getString(1)).append('\n');
            }
        }
        assertThat(plan.toString())
                .as(when)
                .contains("gwms_task_due")
                .contains("gwms_task_pkey")
                .doesNotContain("Seq Scan");
    }

    @Test
    void writersThatLockTheSameOrdersTheOtherWayRoundBothAnswer(TestDatabase database) throws Exception {
        try (JdbcState state = JdbcState.open(database.dataSource())) {
            var first = SampleOrder.of("acme", "1").stored();
            var second = SampleOrder.of("acme", "2").stored();
            state.commit(List.of(new Change.SaveOrder(first), new Change.SaveOrder(second)));
            state.commit(List.of(new Change.AddTask(SampleTasks.create("k", NOON))));
            var there = new Change.SaveOrder(first.change(NOON).done());
            var here = new Change.SaveOrder(second.change(NOON).done());
            List<CommitResult> results = new ArrayList<>();
            Thread other = new Thread(() -> results.add(state.commit(List.of(here, there))));
            other.start();
            CommitResult mine = state.commit(List.of(there, here));
            other.join();

            results.add(mine);
            assertThat(results).filteredOn(CommitResult::isCommitted).hasSize(1);
        }
    }
}
