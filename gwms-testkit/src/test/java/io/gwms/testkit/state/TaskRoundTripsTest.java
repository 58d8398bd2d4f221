package io.gwms.testkit.state;

import static io.gwms.testkit.data.SampleOrder.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.gwms.state.Change;
import io.gwms.state.CommitResult;
import io.gwms.state.jdbc.JdbcState;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskControl;
import io.gwms.task.TaskQuery;
import io.gwms.task.TaskScope;
import io.gwms.task.TaskStatus;
import io.gwms.task.TaskType;
import io.gwms.testkit.data.SampleTasks;
import io.gwms.testkit.db.OnPostgres;
import io.gwms.testkit.db.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Few tasks in hand pay for every round trip, so a claim and the ends of a batch send as few statements as can be. */
@OnPostgres
class TaskRoundTripsTest {
    private static final int IN_HAND = 20;

    private final SentStatements sent = new SentStatements();
    private JdbcState state;
    private long node;

    @BeforeEach
    void open(TestDatabase database) {
        state = JdbcState.open(sent.by(database.dataSource()));
        node = state.queue().register("node-a", NOON, Duration.ofMinutes(1));
        List<Change> tasks = IntStream.range(0, 3 * IN_HAND)
                .mapToObj(i -> new Change.AddTask(SampleTasks.create("OB-" + i, NOON)))
                .collect(Collectors.toList());
        assertThat(state.commit(tasks).isCommitted()).isTrue();
    }

    @AfterEach
    void close() {
        state.close();
    }

    private List<Change> endsOfAClaim() {
        List<Change> ends = new ArrayList<>();
        for (SyncTask task : state.queue().claim(node, NOON, IN_HAND)) {
            SyncTask after = SampleTasks.after(task, TaskStatus.SUCCESS, NOON, "");
            ends.add(new Change.UpdateTask(after, task.runToken(), SampleTasks.round(task, NOON, "DONE")));
        }
        assertThat(ends).hasSize(IN_HAND);
        return ends;
    }

    @Test
    void aClaimThatGoesOnSendsTwoStatementsAndTheEndsOfABatchOne() {
        endsOfAClaim();
        sent.forget();

        List<Change> ends = endsOfAClaim();
        assertThat(sent.all())
                .as("lease and pauses, then the claim")
                .hasSize(2)
                .last(STRING)
                .endsWith("; COMMIT");
        sent.forget();

        assertThat(state.commit(ends).isCommitted()).isTrue();
        assertThat(sent.all())
                .as("the ends, with their tally")
                .singleElement(STRING)
                .endsWith("; COMMIT");
    }

    @Test
    void theEndsOfRoundsThatGoIntoTheHistorySendThatFirst() {
        List<Change> ends = new ArrayList<>();
        for (SyncTask task : state.queue().claim(node, NOON, IN_HAND)) {
            SyncTask after = SampleTasks.after(task, TaskStatus.WAITING, NOON.plusSeconds(60), "again");
            ends.add(new Change.UpdateTask(after, task.runToken(), SampleTasks.round(task, NOON, "AGAIN")));
        }
        sent.forget();

        assertThat(state.commit(ends).isCommitted()).isTrue();

        assertThat(sent.all()).hasSize(2).last(STRING).endsWith("; COMMIT");
        assertThat(state.tasks()
                        .attempts(((Change.UpdateTask) ends.get(0)).task().id()))
                .hasSize(1);
    }

    @Test
    void changesByHandAreNotTriedAsEnds() {
        List<Change> changes = state.tasks().list(TaskQuery.newest(IN_HAND)).stream()
                .<Change>map(task -> new Change.UpdateTask(
                        SampleTasks.after(task, TaskStatus.CANCELLED, NOON, "by hand"), task.runToken(), null))
                .toList();
        sent.forget();

        assertThat(state.commit(changes).isCommitted()).isTrue();

        assertThat(sent.all()).noneMatch(statement -> statement.endsWith("; COMMIT"));
    }

    @Test
    void aClaimThatIsCountedAgainstALimitCommitsAfterThat() {
        TaskControl limit =
                TaskControl.none(TaskScope.of(TaskType.CREATE), NOON).limited(null, 5, NOON);
        assertThat(state.commit(List.of(new Change.SetTaskControl(limit))).isCommitted())
                .isTrue();
        sent.forget();

        assertThat(state.queue().claim(node, NOON, IN_HAND)).hasSize(5);
        assertThat(state.queue().claim(node, NOON, IN_HAND)).isEmpty();

        assertThat(sent.all()).noneMatch(statement -> statement.endsWith("; COMMIT"));
    }

    @Test
    void staleEndInTheMiddleOfABatchIsNamedAndUndoesTheTalliesOfAll() {
        List<Change> ends = new ArrayList<>();
        for (SyncTask task : state.queue().claim(node, NOON, IN_HAND)) {
            SyncTask after = SampleTasks.after(task, TaskStatus.SUCCESS, NOON, "done");
            long token = ends.size() == 7 ? task.runToken() - 1 : task.runToken();
            ends.add(new Change.UpdateTask(after, token, SampleTasks.round(task, NOON, "DONE")));
        }

        assertThat(state.commit(ends))
                .isInstanceOfSatisfying(
                        CommitResult.Conflict.class,
                        conflict -> assertThat(conflict.index()).isEqualTo(7));
        assertThat(state.tasks().countRounds(TaskQuery.newest(1), NOON.minusSeconds(9_000), NOON.plusSeconds(1)))
                .isEmpty();
        assertThat(state.tasks().countByStatus()).containsEntry(TaskStatus.RUNNING, (long) IN_HAND);
    }
}
