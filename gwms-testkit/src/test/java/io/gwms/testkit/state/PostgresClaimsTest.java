package io.gwms.testkit.state;

import static io.gwms.testkit.data.SampleOrder.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gwms.GwmsException;
import io.gwms.state.Change;
import io.gwms.state.jdbc.JdbcState;
import io.gwms.task.BusinessType;
import io.gwms.task.NewTask;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskControl;
import io.gwms.task.TaskId;
import io.gwms.task.TaskQuery;
import io.gwms.task.TaskScope;
import io.gwms.task.TaskStatus;
import io.gwms.task.TaskType;
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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** On PostgreSQL a claim is a row of its own, which names the tasks that were taken and goes when they have ended. */
@OnPostgres
class PostgresClaimsTest {
    private static final Duration LEASE = Duration.ofMinutes(10);

    private TestDatabase database;
    private JdbcState state;
    private long node;

    @BeforeEach
    void open(TestDatabase at) {
        database = at;
        state = JdbcState.open(at.dataSource());
        node = state.queue().register("node-a", NOON, LEASE);
        List<Change> tasks = IntStream.range(0, 6)
                .<Change>mapToObj(i -> new Change.AddTask(SampleTasks.create("OB-" + i, NOON)))
                .toList();
        assertThat(state.commit(tasks).isCommitted()).isTrue();
    }

    @AfterEach
    void close() {
        state.close();
    }

    private List<String> ask(String sql) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        }
    }

    private int claims() throws SQLException {
        return ask("SELECT no FROM gwms_task_claim").size();
    }

    private static void end(JdbcState by, SyncTask task) {
        assertThat(by.commit(List.of(new Change.UpdateTask(
                                SampleTasks.withToken(
                                        SampleTasks.after(task, TaskStatus.SUCCESS, NOON, "done"), task.runToken() + 1),
                                task.runToken(),
                                null)))
                        .isCommitted())
                .isTrue();
    }

    @Test
    void aClaimWritesToNoTask() throws SQLException {
        List<String> before = ask("SELECT ctid || ' ' || xmin FROM gwms_task ORDER BY id");

        assertThat(state.queue().claim(node, NOON, 6)).hasSize(6);

        assertThat(ask("SELECT ctid || ' ' || xmin FROM gwms_task ORDER BY id")).isEqualTo(before);
        assertThat(claims()).isEqualTo(1);
    }

    @Test
    void aClaimGoesWithTheNextOnceItsTasksHaveEnded() throws SQLException {
        List<SyncTask> first = state.queue().claim(node, NOON, 2);
        List<SyncTask> second = state.queue().claim(node, NOON, 2);
        end(state, first.get(0));
        end(state, first.get(1));
        end(state, second.get(0));

        state.queue().claim(node, NOON, 1);
        assertThat(claims()).as("the second and the third").isEqualTo(2);

        end(state, second.get(1));
        state.queue().claim(node, NOON, 9);
        assertThat(state.queue().claim(node, NOON, 9)).isEmpty();
        assertThat(claims()).as("the third and the fourth").isEqualTo(2);
    }

    @Test
    void aClaimThatEndedElsewhereGoesWithTheTidyingOfAMinuteLater() throws SQLException {
        List<SyncTask> first = state.queue().claim(node, NOON, 2);
        List<SyncTask> second = state.queue().claim(node, NOON, 2);
        try (JdbcState other = JdbcState.open(database.dataSource())) {
            first.forEach(task -> end(other, task));
            end(other, second.get(0));
        }
        SyncTask asked = second.get(1).toBuilder()
                .runToken(second.get(1).runToken() + 1)
                .rerunRequested(true)
                .build();
        assertThat(state.commit(List.of(new Change.UpdateTask(asked, asked.runToken() - 1, null)))
                        .isCommitted())
                .isTrue();

        state.queue().tidy(NOON.plusSeconds(59), NOON.minusSeconds(9));
        assertThat(claims()).isEqualTo(2);
        state.queue().tidy(NOON.plusSeconds(61), NOON.minusSeconds(9));
        assertThat(claims()).as("the one that has a task running").isEqualTo(1);
        assertThat(state.queue().held(node)).extracting(SyncTask::id).containsExactly(asked.id());
    }

    private static Change cancelled(SyncTask task) {
        SyncTask after = SampleTasks.after(task, TaskStatus.CANCELLED, NOON, "by hand");
        return new Change.UpdateTask(SampleTasks.withToken(after, task.runToken() + 1), task.runToken(), null);
    }

    @Test
    void aHostsTransactionThatChangesATaskHoldsUpThatTaskAndNotTheOthers() throws SQLException {
        List<SyncTask> all = state.tasks().list(TaskQuery.newest(9));
        try (Connection connection = database.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            assertThat(state.joined(connection)
                            .commit(List.of(cancelled(all.get(0))))
                            .isCommitted())
                    .isTrue();

            assertThat(state.queue().claim(node, NOON, 9))
                    .extracting(SyncTask::id)
                    .containsExactlyInAnyOrderElementsOf(all.subList(1, all.size()).stream()
                            .map(SyncTask::id)
                            .toList());
            connection.rollback();
        }

        assertThat(state.queue().claim(node, NOON, 9))
                .extracting(SyncTask::id)
                .containsExactly(all.get(0).id());
    }

    @Test
    void aHostsTransactionThatCannotSeeNewClaimsChangesNoTask() throws SQLException {
        SyncTask task = state.tasks().list(TaskQuery.newest(1)).get(0);
        try (Connection connection = database.dataSource().getConnection()) {
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setAutoCommit(false);
            assertThatThrownBy(() -> state.joined(connection).commit(List.of(cancelled(task))))
                    .hasMessageContaining("GWMS-1013")
                    .hasMessageContaining("READ COMMITTED");
            connection.rollback();
        }

        assertThat(state.queue().claim(node, NOON, 9)).hasSize(6);
    }

    @Test
    void aLimitThatAHostIsJustChangingHoldsUpItsOwnTasksAlone() throws Exception {
        TaskControl limit = TaskControl.none(new TaskScope(TaskType.CREATE, null, null), NOON)
                .limited(5, null, NOON);
        NewTask other = NewTask.of(TaskType.CANCEL, "other", BusinessType.OUTBOUND, "OUT-other", NOON.plusSeconds(1));
        assertThat(state.commit(List.of(new Change.SetTaskControl(limit), new Change.AddTask(other)))
                        .isCommitted())
                .isTrue();
        SyncTask task = state.tasks().find(new TaskId(1)).orElseThrow();
        ExecutorService nodes = Executors.newCachedThreadPool();
        try (Connection host = database.otherNodesDataSource().getConnection()) {
            host.setAutoCommit(false);
            state.joined(host).commit(List.of(new Change.SetTaskControl(limit.limited(4, null, NOON))));

            assertThat(nodes.submit(() -> state.queue().claim(node, NOON.plusSeconds(1), 9))
                            .get(30, TimeUnit.SECONDS))
                    .extracting(SyncTask::type)
                    .containsExactly(TaskType.CANCEL);
            nodes.submit(() -> end(state, task)).get(30, TimeUnit.SECONDS);
            host.commit();
        } finally {
            nodes.shutdown();
        }
        assertThat(state.queue().claim(node, NOON.plusSeconds(1), 9)).hasSize(4);
    }

    @Test
    void aCountThatIsTheSameWhoeverRunsLooksAtNoClaim() {
        state.queue().claim(node, NOON, 2);
        SentStatements sent = new SentStatements();
        TaskQuery all = TaskQuery.newest(9);
        try (JdbcState counting = JdbcState.open(sent.by(database.dataSource()))) {
            sent.forget();
            assertThat(counting.tasks().count(all)).isEqualTo(6);
            assertThat(counting.tasks()
                            .count(all.withStatus(TaskStatus.PENDING, TaskStatus.WAITING, TaskStatus.RUNNING)))
                    .isEqualTo(6);
            assertThat(sent.all()).noneMatch(sql -> sql.contains("gwms_task_now"));

            assertThat(counting.tasks().count(all.withStatus(TaskStatus.PENDING)))
                    .isEqualTo(4);
            assertThat(counting.tasks().count(all.withStatus(TaskStatus.RUNNING)))
                    .isEqualTo(2);
        }
    }

    /** The server's own clock decides, which no test can put forward. */
    @Test
    @EnabledIfSystemProperty(named = "gwms.slow", matches = "true", disabledReason = "takes 20 s; runs with -Pslow")
    void aClaimWhoseProcessIsStoppedDoesNotHoldUpTheOthersForEver() throws SQLException {
        try (Connection stopped = database.dataSource().getConnection();
                Statement statement = stopped.createStatement()) {
            stopped.setAutoCommit(false);
            statement.execute("SELECT pg_advisory_xact_lock(CAST(CAST('gwms_task' AS regclass) AS oid)::int, -1)");

            List<SyncTask> claimed = List.of();
            int waits = 0;
            while (claimed.isEmpty()) {
                try {
                    claimed = state.queue().claim(node, NOON, 9);
                } catch (GwmsException e) {
                    assertThat(e).hasMessageContaining("lock timeout");
                    assertThat(++waits).isLessThan(5);
                }
            }
            assertThat(claimed).hasSize(6);
            assertThatThrownBy(() -> statement.execute("SELECT 1")).isInstanceOf(SQLException.class);
        }
    }

    @Test
    void aDeadNodesClaimsGoWithIt() throws SQLException {
        state.queue().claim(node, NOON, 4);

        assertThat(state.queue().rescue(NOON.plus(LEASE).plusSeconds(1))).isEqualTo(4);

        assertThat(claims()).isZero();
    }
}
