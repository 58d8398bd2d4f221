package io.gwms.testkit.contract;

import static io.gwms.testkit.data.SampleOrder.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.state.Change;
import io.gwms.state.CommitResult;
import io.gwms.state.TaskQueue;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskId;
import io.gwms.task.TaskStatus;
import io.gwms.testkit.data.SampleTasks;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The rules of {@link TaskQueue} where several want the same task; part of {@link TaskQueueContract}. */
public abstract class TaskRacesContract extends TaskCountsContract {
    private static final Duration LEASE = Duration.ofMinutes(10);
    private static final int TASKS = 200;
    private static final int BITE = 3;

    TaskRacesContract() {}

    private TaskQueue queue() {
        return state().queue();
    }

    private List<TaskId> added(int count) {
        List<Change> tasks = IntStream.range(0, count)
                .<Change>mapToObj(i ->
                        new Change.AddTask(SampleTasks.create("k" + i, NOON).dueAt(NOON.plusMillis(i))))
                .toList();
        return ((CommitResult.Committed) state().commit(tasks)).tasks();
    }

    private SyncTask task(TaskId id) {
        return state().tasks().find(id).orElseThrow();
    }

    @Test
    @DisplayName("lets a claim and a change by hand exclude each other, and two claims (rules 1 and 4 of changes)")
    public void claimsAndChangesExcludeEachOther() {
        List<TaskId> all = added(TASKS);
        List<Set<TaskId>> got = Race.of(
                5, racer -> racer < 3 ? claimer("node-" + racer) : canceller(all.subList(racer - 3, all.size())));

        Set<TaskId> claimed = new HashSet<>();
        Set<TaskId> cancelled = new HashSet<>();
        for (Set<TaskId> some : got) {
            for (TaskId id : some) {
                boolean isCancelled = task(id).status() == TaskStatus.CANCELLED;
                assertThat((isCancelled ? cancelled : claimed).add(id))
                        .as("%s went to one alone", id)
                        .isTrue();
            }
        }
        assertThat(claimed)
                .as("what was claimed runs, and what was cancelled was not claimed")
                .noneMatch(cancelled::contains)
                .allMatch(id -> task(id).status() == TaskStatus.RUNNING);
        assertThat(claimed.size() + cancelled.size()).isEqualTo(TASKS);
    }

    private Callable<Set<TaskId>> claimer(String name) {
        return () -> {
            long node = queue().register(name, NOON, LEASE);
            Set<TaskId> claimed = new HashSet<>();
            while (state().tasks().nextDue().isPresent()) {
                for (SyncTask task : queue().claim(node, NOON.plusSeconds(1), BITE)) {
                    assertThat(claimed.add(task.id())).isTrue();
                }
            }
            return claimed;
        };
    }

    private Callable<Set<TaskId>> canceller(List<TaskId> tasks) {
        return () -> {
            Set<TaskId> cancelled = new HashSet<>();
            for (int i = 0; i < tasks.size(); i += 2) {
                SyncTask read = task(tasks.get(i));
                if (read.status() == TaskStatus.PENDING
                        && state().commit(List.of(new Change.UpdateTask(
                                        SampleTasks.withToken(
                                                SampleTasks.after(read, TaskStatus.CANCELLED, NOON, "by hand"),
                                                read.runToken() + 1),
                                        read.runToken(),
                                        null)))
                                .isCommitted()) {
                    cancelled.add(read.id());
                }
            }
            return cancelled;
        };
    }

    @Test
    @DisplayName(
            "leaves a running task to its node when it is changed by hand, and rescues it with the others (rules 1, 5)")
    public void changedWhileTheyRun() {
        List<TaskId> all = added(4);
        long node = queue().register("node-a", NOON, LEASE);
        List<SyncTask> running = queue().claim(node, NOON.plusSeconds(1), 4);
        SyncTask changed = running.get(1);
        assertThat(state().commit(List.of(changed(changed))).isCommitted()).isTrue();
        assertThat(state().commit(List.of(changed(task(changed.id())))).isCommitted())
                .isTrue();
        SyncTask ended = running.get(2);
        assertThat(state().commit(List.of(new Change.UpdateTask(
                                SampleTasks.after(ended, TaskStatus.SUCCESS, NOON, "done"), ended.runToken(), null)))
                        .isCommitted())
                .isTrue();

        assertThat(queue().held(node))
                .extracting(SyncTask::id)
                .containsExactlyInAnyOrder(all.get(0), all.get(1), all.get(3));
        assertThat(queue().claim(node, NOON.plusSeconds(2), 9)).isEmpty();
        assertThat(task(changed.id()))
                .returns(TaskStatus.RUNNING, SyncTask::status)
                .returns(1, SyncTask::rounds)
                .returns(changed.runToken() + 2, SyncTask::runToken);

        Instant dead = NOON.plus(LEASE).plusSeconds(1);
        assertThat(queue().rescue(dead)).isEqualTo(3);
        assertThat(List.of(all.get(0), all.get(1), all.get(3)))
                .allSatisfy(id -> assertThat(task(id))
                        .returns(TaskStatus.WAITING, SyncTask::status)
                        .returns(1, SyncTask::rounds)
                        .returns(1, SyncTask::crashes)
                        .returns(dead, SyncTask::nextExecutionAt));
        assertThat(task(changed.id()).runToken()).isEqualTo(changed.runToken() + 3);
        List<SyncTask> again = new ArrayList<>(queue().claim(queue().register("node-b", dead, LEASE), dead, 9));
        assertThat(again)
                .hasSize(3)
                .allSatisfy(task -> assertThat(task.rounds()).isEqualTo(2));
    }

    private static Change changed(SyncTask task) {
        SyncTask after = SampleTasks.withToken(task, task.runToken() + 1).toBuilder()
                .rerunRequested(true)
                .build();
        return new Change.UpdateTask(after, task.runToken(), null);
    }
}
