package io.gwms.testkit.contract;

import static io.gwms.testkit.data.SampleOrder.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.state.Change;
import io.gwms.state.CommitResult;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskId;
import io.gwms.task.TaskStatus;
import io.gwms.task.TaskType;
import io.gwms.testkit.data.SampleTasks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Rules 4 and 5: a task changes under its token, and an effect has one live task. */
abstract class TaskChangeClauses extends CommitClauses {
    private SyncTask task(TaskId id) {
        return state().tasks().find(id).orElseThrow();
    }

    @Test
    @DisplayName("changes a task under its current run token only (rule 4)")
    public void changesATaskUnderItsTokenOnly() {
        TaskId id =
                committed(new Change.AddTask(SampleTasks.create("k1", NOON))).get(0);
        long node = state().queue().register("node-a", NOON, Duration.ofMinutes(1));
        SyncTask running = state().queue().claim(node, NOON, 1).get(0);
        SyncTask waiting = SampleTasks.after(running, TaskStatus.WAITING, NOON.plusSeconds(1800), "not there yet");

        assertConflict(
                commit(new Change.UpdateTask(waiting, running.runToken() - 1, null)), 0, CommitResult.Kind.STALE_TOKEN);
        committed(new Change.UpdateTask(
                waiting, running.runToken(), SampleTasks.round(running, NOON.plusSeconds(1), "AGAIN")));

        assertThat(task(id)).isEqualTo(waiting);
        assertThat(state().tasks().attempts(id))
                .containsExactly(SampleTasks.round(running, NOON.plusSeconds(1), "AGAIN"));
        assertConflict(
                commit(new Change.UpdateTask(
                        SampleTasks.withId(waiting, new TaskId(id.value() + 1)), running.runToken(), null)),
                0,
                CommitResult.Kind.STALE_TOKEN);
    }

    @Test
    @DisplayName("stores a checkpoint with the changes of its commit, under the current run token only (rule 4)")
    public void storesACheckpointWithItsChanges() {
        TaskId id =
                committed(new Change.AddTask(SampleTasks.create("k1", NOON))).get(0);
        long node = state().queue().register("node-a", NOON, Duration.ofMinutes(1));
        SyncTask running = state().queue().claim(node, NOON, 1).get(0);
        Change.KeepCheckpoint keep = new Change.KeepCheckpoint(id, running.runToken(), "page 2");

        assertConflict(
                commit(command("page"), new Change.KeepCheckpoint(id, running.runToken() - 1, "stale")),
                1,
                CommitResult.Kind.STALE_TOKEN);
        committed(keep, command("page"));
        assertThat(task(id).checkpoint()).isEqualTo("page 2");
        assertThat(task(id).runToken()).isEqualTo(running.runToken());

        assertConflict(
                commit(new Change.KeepCheckpoint(id, running.runToken(), "page 3"), command("page")),
                1,
                CommitResult.Kind.KEY_TAKEN);
        assertThat(task(id).checkpoint())
                .as("nothing of a commit that conflicts")
                .isEqualTo("page 2");
        committed(new Change.UpdateTask(
                SampleTasks.after(task(id), TaskStatus.SUCCESS, NOON, "done"), running.runToken(), null));
        assertConflict(commit(keep), 0, CommitResult.Kind.STALE_TOKEN);
    }

    @Test
    @DisplayName("lets no change make a task run, and none of a running one move its due time (Change.UpdateTask)")
    public void onlyAClaimMakesATaskRun() {
        TaskId id =
                committed(new Change.AddTask(SampleTasks.create("k1", NOON))).get(0);
        SyncTask asRunning = SampleTasks.after(task(id), TaskStatus.RUNNING, NOON.plusSeconds(60), "not claimed");

        committed(new Change.UpdateTask(asRunning, 0, null));
        assertThat(task(id).status()).isEqualTo(TaskStatus.PENDING);
        assertThat(task(id).nextExecutionAt()).isEqualTo(NOON);

        long node = state().queue().register("node-a", NOON, Duration.ofMinutes(1));
        SyncTask running = state().queue().claim(node, NOON, 1).get(0);
        committed(new Change.UpdateTask(
                SampleTasks.after(running, TaskStatus.RUNNING, NOON.plusSeconds(60), "asked for"),
                running.runToken(),
                null));
        assertThat(task(id).status()).isEqualTo(TaskStatus.RUNNING);
        assertThat(task(id).nextExecutionAt()).isEqualTo(NOON);
        assertThat(state().queue().held(node)).extracting(SyncTask::id).containsExactly(id);
    }

    @Test
    @DisplayName("does not change a finished task (rule 4)")
    public void doesNotChangeAFinishedTask() {
        TaskId id =
                committed(new Change.AddTask(SampleTasks.create("k1", NOON))).get(0);
        SyncTask done = SampleTasks.after(task(id), TaskStatus.SUCCESS, NOON, "done");
        committed(new Change.UpdateTask(done, 0, null));

        SyncTask again = SampleTasks.after(done, TaskStatus.PENDING, NOON, "");

        assertConflict(commit(new Change.UpdateTask(again, 0, null)), 0, CommitResult.Kind.STALE_TOKEN);
        assertThat(task(id)).isEqualTo(done);
    }

    @Test
    @DisplayName("lets one of eight ends of the same round win, with its effects (rule 4)")
    public void oneOfEightEndsWins() {
        TaskId id =
                committed(new Change.AddTask(SampleTasks.create("k1", NOON))).get(0);
        SyncTask pending = task(id);

        List<CommitResult> results = Race.of(
                8,
                racer -> () -> (racer % 2 == 0 ? state() : otherNode())
                        .commit(List.of(
                                new Change.AddTask(SampleTasks.create("effect-" + racer, NOON)),
                                new Change.UpdateTask(
                                        SampleTasks.after(pending, TaskStatus.SUCCESS, NOON, "by " + racer),
                                        0,
                                        SampleTasks.round(pending, NOON, "DONE")))));

        assertThat(results).filteredOn(CommitResult::isCommitted).hasSize(1);
        assertThat(state().tasks().attempts(id)).hasSize(1);
        assertThat(state().tasks().countByStatus())
                .containsEntry(TaskStatus.SUCCESS, 1L)
                .containsEntry(TaskStatus.PENDING, 1L);
    }

    @Test
    @DisplayName("gives the live task when its effect is asked for again (rule 5)")
    public void givesTheLiveTask() {
        List<TaskId> first = committed(new Change.AddTask(SampleTasks.create("k1", NOON)));
        List<TaskId> second = committed(
                new Change.AddTask(SampleTasks.create("other", NOON)),
                new Change.AddTask(SampleTasks.create("k1", NOON.plusSeconds(9)).payload("changed")));

        assertThat(second.get(1)).isEqualTo(first.get(0));
        assertThat(second.get(0)).isNotEqualTo(first.get(0));
        assertThat(task(first.get(0)).payload()).isEmpty();

        SyncTask manual = SampleTasks.after(task(first.get(0)), TaskStatus.MANUAL, NOON, "");
        committed(new Change.UpdateTask(manual, 0, null));
        assertThat(committed(new Change.AddTask(SampleTasks.create("k1", NOON))))
                .isEqualTo(first);
    }

    @Test
    @DisplayName("adds a task anew once the one before is finished (rule 5)")
    public void addsATaskAnewAfterTheEnd() {
        TaskId first =
                committed(new Change.AddTask(SampleTasks.create("k1", NOON))).get(0);
        SyncTask done = SampleTasks.after(task(first), TaskStatus.SUCCESS, NOON, "");

        TaskId second = committed(
                        new Change.UpdateTask(done, 0, null), new Change.AddTask(SampleTasks.create("k1", NOON)))
                .get(0);

        assertThat(second.value()).isGreaterThan(first.value());
        assertThat(state().tasks().findLive(TaskType.CREATE, "k1").orElseThrow().id())
                .isEqualTo(second);
    }

    @Test
    @DisplayName("gives eight simultaneous askers for one effect one task (rule 5)")
    public void eightAskersGetOneTask() {
        List<CommitResult> results = Race.of(
                8,
                asker -> () -> (asker % 2 == 0 ? state() : otherNode())
                        .commit(List.of(new Change.AddTask(SampleTasks.create("k1", NOON)))));

        List<TaskId> ids = new ArrayList<>();
        results.forEach(result -> ids.addAll(((CommitResult.Committed) result).tasks()));
        assertThat(ids).hasSize(8).containsOnly(ids.get(0));
        assertThat(state().tasks().countByStatus()).containsEntry(TaskStatus.PENDING, 1L);
    }
}
