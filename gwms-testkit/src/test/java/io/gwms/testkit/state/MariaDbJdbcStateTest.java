package io.gwms.testkit.state;

import static io.gwms.testkit.data.SampleOrder.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.state.Change;
import io.gwms.state.CommitResult;
import io.gwms.state.jdbc.JdbcState;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskStatus;
import io.gwms.task.TaskType;
import io.gwms.testkit.data.SampleTasks;
import io.gwms.testkit.db.OnMariaDb;
import io.gwms.testkit.db.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@OnMariaDb
class MariaDbJdbcStateTest extends JdbcStateTest {
    private static final int LARGE = 300;

    /** Tasks in seven lanes, of which a tenth waits. */
    private static final String TWENTY_THOUSAND = """
            INSERT INTO gwms_task
                   (type, effect_key, lane, status, business_type, business_no, third_party_no, request_id,
                    created_at, due_at, attempts, failures, crashes, rounds, summary, error, rerun_requested,
                    payload, checkpoint_text, run_token)
            SELECT 'CREATE', CONCAT('k', seq), CONCAT('lane-', seq % 7),
                   IF(seq % 10 = 0, 'WAITING', 'SUCCESS'), 'OUTBOUND', CONCAT('B', seq), '', '', seq, seq, 0,
                   0, 0, 0, '', '', 0, '', '', 0
              FROM seq_1_to_20000
            """;

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
            statement.execute(TWENTY_THOUSAND);

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

    /** Each statement costs a turn over the network, and each index of a task a write. */
    @Test
    void aBatchIsAddedByOneStatementAndEndedByOne(TestDatabase database) {
        SentStatements sent = new SentStatements();
        try (JdbcState state = JdbcState.open(sent.by(database.dataSource()))) {
            long node = state.queue().register("node-a", NOON, Duration.ofMinutes(1));
            sent.forget();
            assertThat(state.commit(added("a", "b", "c")).isCommitted()).isTrue();
            assertThat(sent.all()).as("the tasks, and what they are about").hasSize(2);

            List<Change> ends = new ArrayList<>();
            for (SyncTask task : state.queue().claim(node, NOON, 10)) {
                ends.add(new Change.UpdateTask(
                        SampleTasks.after(task, TaskStatus.WAITING, NOON.plusSeconds(60), task.key()),
                        task.runToken(),
                        SampleTasks.round(task, NOON, "AGAIN")));
            }
            sent.forget();
            assertThat(state.commit(ends).isCommitted()).isTrue();
            assertThat(sent.all()).as("the tally, the ends and the rounds").hasSize(3);
        }
    }

    /** The texts of a batch come in the connection's collation, in which some of these are the same. */
    @Test
    void aBatchTellsKeysApartThatAreAlmostAlike(TestDatabase database) {
        SentStatements sent = new SentStatements();
        try (JdbcState state = JdbcState.open(sent.by(database.dataSource()))) {
            state.commit(added("straße"));
            sent.forget();
            assertThat(state.commit(added("Straße", "strasse", "straße ", "STRASSE"))
                            .isCommitted())
                    .isTrue();

            assertThat(sent.all()).as("the tasks, and what they are about").hasSize(2);
            assertThat(state.tasks().countByStatus()).containsExactly(Map.entry(TaskStatus.PENDING, 5L));
        }
    }

    @Test
    void textsOfABatchArriveAsTheyAre(TestDatabase database) {
        List<String> texts = List.of("\"quoted\" and \\ [1,2]", "lines\n\tand \u0001", "物流 😀 NULL ?", "");
        List<Change> adds = new ArrayList<>();
        for (String text : texts) {
            adds.add(new Change.AddTask(SampleTasks.create("key " + text, NOON).payload(text)));
        }
        try (JdbcState state = JdbcState.open(database.dataSource())) {
            long node = state.queue().register("node-a", NOON, Duration.ofMinutes(1));
            assertThat(state.commit(adds).isCommitted()).isTrue();
            List<SyncTask> claimed = state.queue().claim(node, NOON, 10);
            assertThat(claimed)
                    .as("in the order of the list")
                    .extracting(SyncTask::payload)
                    .isEqualTo(texts);

            List<Change> ends = new ArrayList<>();
            List<SyncTask> expected = new ArrayList<>();
            for (SyncTask task : claimed) {
                SyncTask after = SampleTasks.after(task, TaskStatus.WAITING, NOON, task.payload()).toBuilder()
                        .checkpoint(task.payload())
                        .thirdPartyNo(task.payload())
                        .build();
                expected.add(after);
                ends.add(new Change.UpdateTask(after, task.runToken(), null, false));
            }
            assertThat(state.commit(ends).isCommitted()).isTrue();
            assertThat(state.tasks().findAll(expected.stream().map(SyncTask::id).toList()))
                    .containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    /** A batch that no packet would hold goes one by one. */
    @Test
    void aBatchOfLargeTextsIsStoredToo(TestDatabase database) {
        List<Change> adds = new ArrayList<>();
        for (int i = 0; i < LARGE; i++) {
            adds.add(new Change.AddTask(SampleTasks.create("k" + i, NOON).payload(i + "\"".repeat(65_000))));
        }
        try (JdbcState state = JdbcState.open(database.dataSource())) {
            assertThat(state.commit(adds).isCommitted()).isTrue();
            assertThat(state.tasks().countByStatus()).containsEntry(TaskStatus.PENDING, (long) LARGE);
        }
    }

    @Test
    void aStaleEndInTheMiddleOfABatchIsNamedAndUndoesAll(TestDatabase database) {
        try (JdbcState state = JdbcState.open(database.dataSource())) {
            long node = state.queue().register("node-a", NOON, Duration.ofMinutes(1));
            assertThat(state.commit(added("a", "b", "c", "d")).isCommitted()).isTrue();
            List<Change> ends = new ArrayList<>();
            List<SyncTask> latestFirst = new ArrayList<>(state.queue().claim(node, NOON, 10));
            Collections.reverse(latestFirst);
            for (SyncTask task : latestFirst) {
                SyncTask after = SampleTasks.after(task, TaskStatus.SUCCESS, NOON, "done");
                ends.add(new Change.UpdateTask(after, task.runToken() - (ends.size() < 2 ? 0 : 1), null));
            }

            assertThat(state.commit(ends))
                    .isInstanceOfSatisfying(
                            CommitResult.Conflict.class,
                            conflict -> assertThat(conflict.index()).isEqualTo(2));
            assertThat(state.tasks().countByStatus()).containsExactly(Map.entry(TaskStatus.RUNNING, 4L));
        }
    }

    /** Else adding one task reads all that are open. */
    @Test
    void aTaskToAddLooksForTheLiveOneByItsKey(TestDatabase database) throws SQLException {
        SentStatements sent = new SentStatements();
        try (JdbcState state = JdbcState.open(sent.by(database.dataSource()));
                Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(TWENTY_THOUSAND);
            sent.forget();
            state.commit(added("k10"));
            state.commit(added("k20", "k30"));
            state.tasks().findLive(TaskType.CREATE, "k10");

            List<String> looks = sent.all().stream()
                    .filter(sql -> sql.contains("effect_key") && !sql.contains("subject"))
                    .map(sql -> sql.replaceAll(" RETURNING .*", "").replaceAll("JSON_TABLE\\(\\?", "JSON_TABLE('[]'"))
                    .map(sql -> sql.replace("?", "'x'"))
                    .toList();
            assertThat(looks).isNotEmpty();
            for (String look : looks) {
                assertThat(plan(statement, look)).as(look).containsAnyOf("gwms_task_live", "after reading const");
            }
        }
    }

    private static List<Change> added(String... keys) {
        return Stream.of(keys)
                .<Change>map(key -> new Change.AddTask(SampleTasks.create(key, NOON)))
                .toList();
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
