package io.gwms.testkit.contract;

import static io.gwms.testkit.data.SampleOrder.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.state.Change;
import io.gwms.state.CommitResult;
import io.gwms.state.StateRepository;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskAttempt;
import io.gwms.task.TaskId;
import io.gwms.task.TaskQuery;
import io.gwms.task.TaskStatus;
import io.gwms.testkit.data.SampleTasks;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a store tells of the rounds of a task, however it keeps them; part of {@link TaskQueueContract}. */
abstract class TaskHistoryClauses {
    /** The repository under test. */
    protected abstract StateRepository state();

    /** A round with the words of the task it left behind, as the engine stores it. */
    private static TaskAttempt round(SyncTask claimed, Instant ended, String cause, String outcome, String text) {
        TaskAttempt round = SampleTasks.round(claimed, ended, outcome);
        return new TaskAttempt(round.task(), round.round(), round.startedAt(), ended, cause, outcome, text);
    }

    private List<SyncTask> claim(long node, Instant now, int tasks) {
        List<SyncTask> claimed = state().queue().claim(node, now, 100);
        assertThat(claimed).hasSize(tasks);
        return claimed;
    }

    private void commit(List<Change> changes) {
        assertThat(state().commit(changes)).isInstanceOf(CommitResult.Committed.class);
    }

    @Test
    @DisplayName("tells every round of a task, oldest first, whether the last one ended it or not")
    public void tellsEveryRoundOldestFirst() {
        commit(List.of(
                new Change.AddTask(SampleTasks.create("ends well", NOON)),
                new Change.AddTask(SampleTasks.create("needs a person", NOON)),
                new Change.AddTask(SampleTasks.create("other words", NOON))));
        long node = state().queue().register("node-a", NOON, Duration.ofHours(1));
        List<Change> ends = new ArrayList<>();
        List<List<TaskAttempt>> expected = new ArrayList<>();
        for (SyncTask task : claim(node, NOON, 3)) {
            SyncTask waiting = SampleTasks.after(task, TaskStatus.WAITING, NOON.plusSeconds(60), "not yet");
            TaskAttempt first = round(task, NOON.plusSeconds(1), "DUE", "AGAIN", "not yet");
            ends.add(new Change.UpdateTask(waiting, task.runToken(), first));
            expected.add(new ArrayList<>(List.of(first)));
        }
        commit(ends);
        ends.clear();

        Instant ended = NOON.plusSeconds(62);
        List<SyncTask> second = claim(node, NOON.plusSeconds(61), 3);
        add(ends, expected.get(0), SampleTasks.after(second.get(0), TaskStatus.SUCCESS, ended, "shipped"), "shipped");
        add(ends, expected.get(1), SampleTasks.after(second.get(1), TaskStatus.MANUAL, ended, "refused"), "refused");
        add(ends, expected.get(2), SampleTasks.after(second.get(2), TaskStatus.SUCCESS, ended, "told"), "told else");
        commit(ends);

        for (int i = 0; i < 3; i++) {
            TaskId id = second.get(i).id();
            assertThat(state().tasks().attempts(id)).containsExactlyElementsOf(expected.get(i));
        }
        assertThat(state().tasks().countRounds(TaskQuery.newest(1), NOON, ended))
                .containsAllEntriesOf(Map.of("AGAIN", 3L, "DONE", 2L, "MANUAL", 1L));
    }

    private static void add(List<Change> ends, List<TaskAttempt> expected, SyncTask after, String text) {
        String outcome = after.status() == TaskStatus.SUCCESS ? "DONE" : "MANUAL";
        TaskAttempt round = round(after, after.nextExecutionAt(), "SYNC_NOW", outcome, text);
        ends.add(new Change.UpdateTask(after, after.runToken(), round));
        expected.add(round);
    }

    @Test
    @DisplayName("stores ends that share some of their words as it stores those that share none")
    public void storesAlikeAndUnlikeEnds() {
        List<Change> added = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            added.add(new Change.AddTask(SampleTasks.create("task-" + i, NOON)));
        }
        commit(added);
        long node = state().queue().register("node-a", NOON, Duration.ofHours(1));
        List<SyncTask> claimed = claim(node, NOON, 12);

        List<SyncTask> alike = new ArrayList<>();
        List<SyncTask> unlike = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            alike.add(SampleTasks.after(claimed.get(i), TaskStatus.SUCCESS, NOON.plusSeconds(9), "well"));
            TaskStatus status = List.of(TaskStatus.SUCCESS, TaskStatus.WAITING, TaskStatus.MANUAL)
                    .get(i % 3);
            unlike.add(SampleTasks.withToken(
                    SampleTasks.after(claimed.get(6 + i), status, NOON.plusSeconds(i), "words " + i), i + 7));
        }
        commit(ends(alike, claimed));
        commit(ends(unlike, claimed));

        alike.addAll(unlike);
        List<TaskId> ids = alike.stream().map(SyncTask::id).toList();
        assertThat(state().tasks().findAll(ids)).containsExactlyInAnyOrderElementsOf(alike);
    }

    private static List<Change> ends(List<SyncTask> after, List<SyncTask> claimed) {
        return after.stream()
                .<Change>map(task -> new Change.UpdateTask(
                        task,
                        claimed.stream()
                                .filter(before -> before.id().equals(task.id()))
                                .findFirst()
                                .orElseThrow()
                                .runToken(),
                        SampleTasks.round(task, task.nextExecutionAt(), "DONE")))
                .toList();
    }
}
