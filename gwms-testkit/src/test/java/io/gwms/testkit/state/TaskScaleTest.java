package io.gwms.testkit.state;

import static io.gwms.testkit.data.SampleOrder.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.state.Change;
import io.gwms.state.jdbc.JdbcState;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskQuery;
import io.gwms.task.TaskStatus;
import io.gwms.task.TaskType;
import io.gwms.testkit.data.SampleTasks;
import io.gwms.testkit.db.OnPostgres;
import io.gwms.testkit.db.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** A claim, its end and an overview cost with ten million finished tasks about what they cost without. */
@OnPostgres
@EnabledIfSystemProperty(named = "gwms.slow", matches = "true", disabledReason = "takes minutes; runs with -Pslow")
class TaskScaleTest {
    private static final int FINISHED = Integer.getInteger("gwms.scale", 10_000_000);
    private static final int DUE = 100_000;
    private static final int TURNS = 40;
    private static final TaskQuery ALL = TaskQuery.newest(50);

    @Test
    void finishedTasksSlowNothingDown(TestDatabase database) throws SQLException {
        try (JdbcState state = JdbcState.open(database.dataSource());
                Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            insert(statement, "WAITING", DUE);
            statement.execute("VACUUM ANALYZE gwms_task");
            double alone = millisOfARound(state);

            insert(statement, "SUCCESS", FINISHED);
            statement.execute("VACUUM ANALYZE gwms_task");
            double among = millisOfARound(state);
            System.out.printf(
                    "%nclaim and end of 500: %.2f ms alone, %.2f ms among %d finished%n", alone, among, FINISHED);

            double behind = p95(state);
            statement.execute("VACUUM gwms_task"); // as autovacuum does, but not just while it is timed
            double overview = p95(state);
            System.out.printf(
                    "live counts of %d tasks, p95: %.2f ms, and %.2f ms before the vacuum of what changed%n",
                    DUE, overview, behind);
            assertThat(among / alone).as("claim and end of 500").isLessThan(1.3);
            assertThat(overview).as("p95 of an overview, in ms").isLessThan(20);
        }
    }

    private static void insert(Statement statement, String status, int count) throws SQLException {
        statement.execute("""
                INSERT INTO gwms_task
                       (type, effect_key, lane, status, business_type, business_no, third_party_no, request_id,
                        created_at, due_at, finished_at, attempts, failures, crashes, rounds, summary, error,
                        rerun_requested, payload, checkpoint_text, run_token)
                SELECT 'CREATE', '%s' || n, 'CREATE', '%s', 'OUTBOUND', 'B' || n, '', '', n, n, n, 0, 0, 0, 0, '', '', 0,
                       '', '', 0
                  FROM generate_series(1, %d) AS n
                """.formatted(status, status, count));
    }

    /** The median: what one round of 500 tasks takes that are waiting again afterwards. */
    private static double millisOfARound(JdbcState state) {
        long node = state.queue().register("node-a", NOON, Duration.ofDays(1));
        double[] millis = new double[TURNS];
        for (int i = 0; i < TURNS; i++) {
            long began = System.nanoTime();
            List<Change> ends = new ArrayList<>();
            for (SyncTask task : state.queue().claim(node, NOON, 500)) {
                SyncTask after = SampleTasks.after(task, TaskStatus.WAITING, NOON.plusSeconds(60), "again");
                ends.add(new Change.UpdateTask(after, task.runToken(), SampleTasks.round(task, NOON, "AGAIN")));
            }
            assertThat(ends).hasSize(500);
            assertThat(state.commit(ends).isCommitted()).isTrue();
            millis[i] = (System.nanoTime() - began) / 1e6;
        }
        Arrays.sort(millis);
        return millis[TURNS / 2];
    }

    private static double p95(JdbcState state) {
        Instant later = NOON.plusSeconds(30);
        double[] millis = new double[TURNS];
        for (int i = 0; i < TURNS; i++) {
            long began = System.nanoTime();
            assertThat(state.tasks().countLive(ALL, later, Map.of(TaskType.CREATE, NOON)))
                    .isNotEmpty();
            state.tasks().countRounds(ALL, NOON.minusSeconds(86_400), NOON.plusSeconds(1));
            state.tasks().countFailedRounds(ALL, NOON.minusSeconds(86_400), NOON.plusSeconds(1));
            millis[i] = (System.nanoTime() - began) / 1e6;
        }
        Arrays.sort(millis);
        return millis[TURNS * 95 / 100];
    }
}
