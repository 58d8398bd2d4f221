package io.gwms.testkit.state;

import static io.gwms.testkit.data.SampleOrder.NOON;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.state.Change;
import io.gwms.state.jdbc.JdbcState;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskQuery;
import io.gwms.task.TaskStatus;
import io.gwms.testkit.data.SampleTasks;
import io.gwms.testkit.db.OnPostgres;
import io.gwms.testkit.db.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.jdbc.PreferQueryMode;

/**
 * Claim, completion, look-ahead and the overview's counts walk indexes, whatever the statistics say: PostgreSQL is asked for the plan of each
 * statement they really send.
 */
@OnPostgres
class TaskPlansTest {
    private final SentStatements sent = new SentStatements();

    @Test
    void walkIndexesWithTheStatisticsOfAnEmptyTable(TestDatabase database) throws SQLException {
        walkIndexes(0, database);
    }

    @Test
    void walkIndexesWithTheStatisticsOfAThousandTasks(TestDatabase database) throws SQLException {
        walkIndexes(1_000, database);
    }

    @Test
    void walkIndexesWithTheStatisticsOfTwoHundredThousandTasks(TestDatabase database) throws SQLException {
        walkIndexes(200_000, database);
    }

    private void walkIndexes(int counted, TestDatabase database) throws SQLException {
        try (JdbcState state = JdbcState.open(sent.by(database.dataSource()));
                Connection connection = simple(database).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("ALTER TABLE gwms_task SET (autovacuum_enabled = off)");
            tasks(statement, counted);
            statement.execute("ANALYZE gwms_task");
            tasks(statement, 2_000);
            sent.forget();

            roundOf(state, 50);

            Set<String> statements = sent.all().stream()
                    .flatMap(sql -> Stream.of(sql.split("; ")))
                    .collect(toCollection(LinkedHashSet::new));
            statement.execute(statements.stream()
                    .filter(sql -> sql.startsWith("SELECT set_config"))
                    .findFirst()
                    .orElseThrow()
                    .replace("true", "false"));
            List<String> onTasks = statements.stream()
                    .filter(sql -> sql.contains("gwms_task ") || sql.contains("gwms_task\n"))
                    .toList();
            assertThat(onTasks).hasSizeGreaterThanOrEqualTo(6);
            for (String sql : onTasks) {
                String plan = plan(statement, sql);
                assertThat(plan).as(sql).doesNotContain("Seq Scan on gwms_task ", "Hash Join");
                if (sql.contains("early_span")) {
                    assertThat(plan.split("Index Only Scan using gwms_task_open", -1))
                            .as("%s counts its three stretches by the index alone: %s", sql, plan)
                            .hasSize(1 + 3);
                }
                if (sql.contains("WITH chosen")) {
                    assertThat(plan)
                            .as(sql)
                            .contains("gwms_task_due", "gwms_task_claim_by_lane", "hashed SubPlan")
                            .doesNotContain("Sort");
                }
            }
        }
    }

    /** One that sends a statement as it is: a plan is asked for without values for its parameters. */
    private static DataSource simple(TestDatabase database) throws SQLException {
        PGSimpleDataSource source = database.dataSource().unwrap(PGSimpleDataSource.class);
        source.setPreferQueryMode(PreferQueryMode.SIMPLE);
        return source;
    }

    private static void roundOf(JdbcState state, int tasks) {
        long node = state.queue().register("node-a", NOON, Duration.ofMinutes(1));
        state.tasks().nextDue();
        state.tasks().countLive(TaskQuery.newest(1), NOON, Map.of());
        state.tasks().list(TaskQuery.newest(1).withStatus(TaskStatus.RUNNING));
        List<Change> ends = new ArrayList<>();
        for (SyncTask task : state.queue().claim(node, NOON, tasks)) {
            SyncTask after = SampleTasks.after(task, TaskStatus.SUCCESS, NOON, "done");
            ends.add(new Change.UpdateTask(after, task.runToken(), SampleTasks.round(task, NOON, "DONE")));
        }
        assertThat(ends).hasSize(tasks);
        assertThat(state.commit(ends).isCommitted()).isTrue();
        ends.clear();
        for (SyncTask task : state.queue().claim(node, NOON, tasks)) {
            TaskStatus status = ends.isEmpty() ? TaskStatus.SUCCESS : TaskStatus.MANUAL;
            ends.add(new Change.UpdateTask(SampleTasks.after(task, status, NOON, "unlike"), task.runToken(), null));
        }
        assertThat(ends).hasSize(tasks);
        assertThat(state.commit(ends).isCommitted()).isTrue();
        state.queue().rescue(NOON.plusSeconds(61));
    }

    private static void tasks(Statement statement, int count) throws SQLException {
        statement.execute("""
                INSERT INTO gwms_task
                       (type, effect_key, lane, status, business_type, business_no, third_party_no, request_id,
                        created_at, due_at, attempts, failures, crashes, rounds, summary, error, rerun_requested,
                        payload, checkpoint_text, run_token)
                SELECT 'CREATE', 'k' || gen_random_uuid(), 'CREATE', CASE WHEN n %% 2 = 0 THEN 'SUCCESS' ELSE 'WAITING' END,
                       'OUTBOUND', 'B' || n, '', '', n, n, 0, 0, 0, 0, '', '', 0, '', '', 0
                  FROM generate_series(1, %d) AS n
                """.formatted(count));
    }

    private static String plan(Statement statement, String sql) throws SQLException {
        StringBuilder numbered = new StringBuilder();
        int parameter = 0;
        String typed = sql.replaceAll("\\? AS (early|late)(_span)?", "?::bigint AS $1$2"); // as the driver sends them
        for (char c : typed.toCharArray()) {
            numbered.append(c == '?' ? "$" + ++parameter : String.valueOf(c));
        }
        StringBuilder plan = new StringBuilder();
        try (ResultSet rows = statement.executeQuery("EXPLAIN (GENERIC_PLAN) " + numbered)) {
            while (rows.next()) {
                plan.append(rows.getString(1)).append('\n');
            }
        }
        return plan.toString();
    }
}
