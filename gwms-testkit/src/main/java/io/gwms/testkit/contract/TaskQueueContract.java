package io.gwms.testkit.contract;

import static io.gwms.testkit.data.SampleOrder.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.catalogue.WarehouseCode;
import io.gwms.state.Change;
import io.gwms.state.CommitResult;
import io.gwms.state.StateRepository;
import io.gwms.state.TaskQueue;
import io.gwms.task.BusinessType;
import io.gwms.task.NewTask;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskAttempt;
import io.gwms.task.TaskId;
import io.gwms.task.TaskQuery;
import io.gwms.task.TaskStatus;
import io.gwms.task.TaskType;
import io.gwms.testkit.data.SampleTasks;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The rules of {@link TaskQueue}, and what {@link io.gwms.state.TaskReads} shows. */
public abstract class TaskQueueContract extends TaskLanesContract {
    private static final Duration LEASE = Duration.ofSeconds(30);

    protected TaskQueueContract() {}

    /** A second repository over the same data, as another node has it; the same one where there is no such thing. */
    protected StateRepository otherNode() {
        return state();
    }

    private TaskQueue queue() {
        return state().queue();
    }

    private TaskId add(NewTask task) {
        CommitResult result = state().commit(List.of(new Change.AddTask(task)));
        return ((CommitResult.Committed) result).tasks().get(0);
    }

    private TaskId add(String key, Instant due) {
        return add(SampleTasks.create(key, NOON).dueAt(due));
    }

    private SyncTask task(TaskId id) {
        return state().tasks().find(id).orElseThrow();
    }

    private void update(SyncTask task) {
        assertThat(state().commit(List.of(new Change.UpdateTask(task, task.runToken(), null))))
                .isInstanceOf(CommitResult.Committed.class);
    }

    @Test
    @DisplayName("hands a task out once: running, with one more round and a newer token (rule 1)")
    public void handsOutOnce() {
        TaskId id = add("k1", NOON);
        long node = queue().register("node-a", NOON, LEASE);
        SyncTask before = task(id);

        List<SyncTask> claimed = queue().claim(node, NOON.plusSeconds(1), 10);

        assertThat(claimed).containsExactly(task(id));
        assertThat(task(id).status()).isEqualTo(TaskStatus.RUNNING);
        assertThat(task(id).runToken()).isEqualTo(before.runToken() + 1);
        assertThat(task(id).rounds()).isEqualTo(1);
        assertThat(task(id).lastExecutedAt()).isEqualTo(NOON.plusSeconds(1));
        assertThat(queue().claim(node, NOON.plusSeconds(2), 10)).isEmpty();
        assertThat(state().tasks().nextDue()).isEmpty();
    }

    @Test
    @DisplayName("never hands one task to two of eight claimers (rule 1)")
    public void claimersNeverShareATask() {
        List<Change> tasks = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            tasks.add(new Change.AddTask(SampleTasks.create("k" + i, NOON)));
        }
        state().commit(tasks);

        List<List<TaskId>> shares = Race.of(8, claimer -> () -> {
            TaskQueue mine = (claimer % 2 == 0 ? state() : otherNode()).queue();
            long node = mine.register("node-" + claimer, NOON, LEASE);
            List<TaskId> share = new ArrayList<>();
            for (List<SyncTask> some = mine.claim(node, NOON, 7); !some.isEmpty(); some = mine.claim(node, NOON, 7)) {
                some.forEach(task -> share.add(task.id()));
            }
            return share;
        });

        List<TaskId> all = new ArrayList<>();
        shares.forEach(all::addAll);
        assertThat(all).hasSize(200).doesNotHaveDuplicates();
    }

    @Test
    @DisplayName("hands out what is due, the longest due first, and no more than asked for (rule 2)")
    public void longestDueFirst() {
        TaskId second = add("k1", NOON.plusSeconds(2));
        TaskId first = add("k2", NOON.plusSeconds(1));
        TaskId third = add("k3", NOON.plusSeconds(2));
        add("later", NOON.plusSeconds(11));
        long node = queue().register("node-a", NOON, LEASE);
        assertThat(state().tasks().nextDue()).contains(NOON.plusSeconds(1));

        assertThat(queue().claim(node, NOON.plusSeconds(10), 0)).isEmpty();
        assertThat(queue().claim(node, NOON.plusSeconds(10), 2))
                .extracting(SyncTask::id)
                .containsExactly(first, second);
        assertThat(queue().claim(node, NOON.plusSeconds(10), 2))
                .extracting(SyncTask::id)
                .containsExactly(third);
        assertThat(queue().claim(node, NOON.plusSeconds(10), 2)).isEmpty();
    }

    @Test
    @DisplayName("hands out waiting tasks and leaves those alone that are finished or need a person (rule 2)")
    public void leavesFinishedTasksAlone() {
        TaskId waiting = add("k1", NOON);
        TaskId manual = add("k2", NOON);
        TaskId done = add("k3", NOON);
        TaskId cancelled = add("k4", NOON);
        update(SampleTasks.after(task(waiting), TaskStatus.WAITING, NOON, ""));
        update(SampleTasks.after(task(manual), TaskStatus.MANUAL, NOON, ""));
        update(SampleTasks.after(task(done), TaskStatus.SUCCESS, NOON, ""));
        update(SampleTasks.after(task(cancelled), TaskStatus.CANCELLED, NOON, ""));
        long node = queue().register("node-a", NOON, LEASE);

        assertThat(queue().claim(node, NOON, 10)).extracting(SyncTask::id).containsExactly(waiting);
    }

    @Test
    @DisplayName("gives every incarnation of a node a number of its own (rule 3)")
    public void incarnationsAreUnique() {
        long first = queue().register("node-a", NOON, LEASE);
        long second = otherNode().queue().register("node-a", NOON, LEASE);
        queue().retire(second);
        long third = queue().register("node-a", NOON, LEASE);

        assertThat(List.of(first, second, third)).doesNotHaveDuplicates();
    }

    @Test
    @DisplayName("ends the older lives of a node that is started again under its name, and of no other (rule 6)")
    public void startedAgainUnderItsNameItResumesAtOnce() {
        TaskId left = add("k1", NOON);
        TaskId others = add("k2", NOON.plusSeconds(1));
        long old = queue().register("node-a", NOON, LEASE);
        long other = queue().register("node-b", NOON, LEASE);
        queue().claim(old, NOON, 1);
        queue().claim(other, NOON.plusSeconds(1), 1);

        long young = otherNode().queue().register("node-a", NOON.plusSeconds(2), LEASE);

        assertThat(queue().renew(old, NOON.plusSeconds(2), LEASE)).isFalse();
        assertThat(queue().renew(other, NOON.plusSeconds(2), LEASE)).isTrue();
        assertThat(queue().rescue(NOON.plusSeconds(2))).isEqualTo(1);
        assertThat(queue().claim(young, NOON.plusSeconds(2), 10))
                .extracting(SyncTask::id)
                .containsExactly(left);
        assertThat(task(others).status()).isEqualTo(TaskStatus.RUNNING);
    }

    @Test
    @DisplayName("leaves a checkpoint alone when a task is changed by hand (Change.UpdateTask)")
    public void changeByHandLeavesTheCheckpoint() {
        TaskId id = add("k1", NOON);
        long node = queue().register("node-a", NOON, LEASE);
        SyncTask asRead = queue().claim(node, NOON, 1).get(0);
        assertThat(queue().checkpoint(id, asRead.runToken(), "SENDING")).isTrue();

        update(SampleTasks.after(asRead, TaskStatus.RUNNING, NOON, ""));

        assertThat(task(id).checkpoint()).isEqualTo("SENDING");
    }

    @Test
    @DisplayName("leaves a checkpoint alone when a round is ended from outside")
    public void endFromOutsideLeavesTheCheckpoint() {
        TaskId id = add("k1", NOON);
        long node = queue().register("node-a", NOON, LEASE);
        SyncTask asRead = queue().claim(node, NOON, 1).get(0);
        assertThat(queue().checkpoint(id, asRead.runToken(), "SENDING")).isTrue();

        SyncTask overdue = SampleTasks.after(asRead, TaskStatus.WAITING, NOON, "too late");
        assertThat(state().commit(List.of(new Change.UpdateTask(
                                overdue, asRead.runToken(), SampleTasks.round(asRead, NOON, "FAILED"), true)))
                        .isCommitted())
                .isTrue();
        assertThat(task(id).checkpoint()).isEqualTo("SENDING");
    }

    @Test
    @DisplayName("renews a lease until it has run out, and never after (rule 3)")
    public void renewsUntilItRanOut() {
        long node = queue().register("node-a", NOON, LEASE);

        assertThat(queue().renew(node, NOON.plusSeconds(29), LEASE)).isTrue();
        assertThat(queue().renew(node, NOON.plusSeconds(58), LEASE)).isTrue();
        assertThat(queue().renew(node, NOON.plusSeconds(88), LEASE)).isFalse();
        assertThat(queue().renew(node, NOON.plusSeconds(60), LEASE))
                .as("a clock that went back finds the lease as it was")
                .isTrue();
        assertThat(queue().renew(node + 1000, NOON, LEASE)).isFalse();
        queue().retire(node);
        assertThat(queue().renew(node, NOON, LEASE)).isFalse();
    }

    @Test
    @DisplayName("hands no task to a node without a lease (rule 3)")
    public void handsNothingToADeadNode() {
        add("k1", NOON);
        long node = queue().register("node-a", NOON, LEASE);

        assertThat(queue().claim(node, NOON.plus(LEASE), 10)).isEmpty();
        assertThat(queue().claim(node + 1000, NOON, 10)).isEmpty();
        assertThat(queue().claim(node, NOON, 10)).hasSize(1);
    }

    @Test
    @DisplayName("makes the tasks of a dead node due at once, fenced and counted (rule 4)")
    public void rescuesTasksOfDeadNodes() {
        TaskId id = add("k1", NOON);
        long dead = queue().register("node-a", NOON, LEASE);
        SyncTask running = queue().claim(dead, NOON.plusSeconds(1), 1).get(0);
        Instant later = NOON.plusSeconds(40);
        long alive = queue().register("node-b", later, LEASE);

        assertThat(queue().rescue(NOON.plusSeconds(29))).isZero();
        assertThat(queue().rescue(later)).isEqualTo(1);

        SyncTask rescued = task(id);
        assertThat(rescued.status()).isEqualTo(TaskStatus.WAITING);
        assertThat(rescued.nextExecutionAt()).isEqualTo(later);
        assertThat(rescued.runToken()).isEqualTo(running.runToken() + 1);
        assertThat(rescued.crashes()).isEqualTo(1);
        assertThat(state().tasks().attempts(id)).singleElement().satisfies(attempt -> {
            assertThat(attempt.outcome()).isEqualTo("CRASHED");
            assertThat(attempt.round()).isEqualTo(1);
            assertThat(attempt.startedAt()).isEqualTo(NOON.plusSeconds(1));
            assertThat(attempt.endedAt()).isEqualTo(later);
        });
        assertThat(state().commit(List.of(new Change.UpdateTask(
                        SampleTasks.after(running, TaskStatus.SUCCESS, NOON, ""), running.runToken(), null))))
                .as("the dead node's result comes too late")
                .isInstanceOf(CommitResult.Conflict.class);
        assertThat(queue().claim(alive, later, 1)).extracting(SyncTask::id).containsExactly(id);
        assertThat(queue().rescue(later)).isZero();
    }

    @Test
    @DisplayName("counts a further crash only for a task whose round had begun (rule 5)")
    public void countsTheCrashesOfRoundsThatBegan() {
        TaskId ran = add("k1", NOON);
        TaskId held = add("k2", NOON);
        for (int life = 1; life <= 3; life++) {
            long doomed = queue().register("node-a", NOON, LEASE);
            assertThat(queue().claim(doomed, NOON, 10)).hasSize(2);
            assertThat(queue().begin(ran, life)).isTrue();
            queue().retire(doomed);
            assertThat(queue().rescue(NOON)).isEqualTo(2);
        }

        assertThat(task(ran).crashes()).isEqualTo(3);
        assertThat(task(held).crashes()).isEqualTo(1);
        for (TaskId each : List.of(ran, held)) {
            assertThat(state().tasks().attempts(each))
                    .extracting(TaskAttempt::cause)
                    .containsExactly("DUE", "RESCUE", "RESCUE");
        }
    }

    @Test
    @DisplayName("lets a round begin while its claim lives, also after Sync Now, and never after (rule 5)")
    public void roundsBeginWhileTheirClaimLives() {
        TaskId id = add("k1", NOON);
        long node = queue().register("node-a", NOON, LEASE);
        assertThat(queue().begin(id, 0)).as("nobody has claimed it").isFalse();
        queue().claim(node, NOON, 1);
        update(SampleTasks.after(task(id), TaskStatus.RUNNING, NOON, "asked to run once more"));

        assertThat(queue().begin(id, 1)).isTrue();
        assertThat(queue().begin(id, 2)).as("a round nobody claimed").isFalse();
        queue().retire(node);
        queue().rescue(NOON);
        assertThat(queue().begin(id, 1)).as("it was rescued").isFalse();
        assertThat(queue().begin(new TaskId(id.value() + 1), 1)).as("no task").isFalse();
    }

    @Test
    @DisplayName("shows what an incarnation holds: claimed, neither ended nor rescued (rule 4)")
    public void showsWhatAnIncarnationHolds() {
        TaskId ended = add("k1", NOON);
        TaskId kept = add("k2", NOON.plusSeconds(1));
        add("k3", NOON.plusSeconds(2));
        long node = queue().register("node-a", NOON, LEASE);
        long other = queue().register("node-b", NOON, LEASE);
        assertThat(queue().held(node)).isEmpty();
        queue().claim(node, NOON.plusSeconds(1), 2);
        queue().claim(other, NOON.plusSeconds(2), 1);
        update(SampleTasks.after(task(ended), TaskStatus.SUCCESS, NOON, ""));

        assertThat(queue().held(node)).containsExactly(task(kept));
        queue().retire(node);
        queue().rescue(NOON.plusSeconds(2));
        assertThat(queue().held(node)).isEmpty();
    }

    @Test
    @DisplayName("rescues at once what a retired node holds (rule 4)")
    public void rescuesWhatARetiredNodeHolds() {
        TaskId id = add("k1", NOON);
        long node = queue().register("node-a", NOON, LEASE);
        queue().claim(node, NOON, 1);

        queue().retire(node);

        assertThat(queue().rescue(NOON)).isEqualTo(1);
        assertThat(task(id).status()).isEqualTo(TaskStatus.WAITING);
    }

    @Test
    @DisplayName("rescues each task once when eight look at the same moment (rule 4)")
    public void eightRescuersRescueOnce() {
        for (int i = 0; i < 20; i++) {
            add("k" + i, NOON);
        }
        queue().claim(queue().register("node-a", NOON, LEASE), NOON, 20);

        List<Integer> rescued = Race.of(
                8,
                racer -> () -> (racer % 2 == 0 ? state() : otherNode()).queue().rescue(NOON.plusSeconds(60)));

        assertThat(rescued.stream().mapToInt(Integer::intValue).sum()).isEqualTo(20);
        assertThat(state().tasks().list(TaskQuery.newest(100))).allSatisfy(task -> {
            assertThat(task.crashes()).isEqualTo(1);
            assertThat(state().tasks().attempts(task.id())).hasSize(1);
        });
    }

    @Test
    @DisplayName("stores a checkpoint under the current run token only (rule 5)")
    public void checkpointsAreFenced() {
        TaskId id = add("k1", NOON);
        long node = queue().register("node-a", NOON, LEASE);
        SyncTask running = queue().claim(node, NOON, 1).get(0);

        assertThat(queue().checkpoint(id, running.runToken(), "SENDING ref-1")).isTrue();
        assertThat(queue().checkpoint(id, running.runToken() - 1, "stale")).isFalse();
        assertThat(queue().checkpoint(new TaskId(id.value() + 1), running.runToken(), "none"))
                .isFalse();
        assertThat(task(id).checkpoint()).isEqualTo("SENDING ref-1");

        queue().rescue(NOON.plusSeconds(60));
        assertThat(queue().checkpoint(id, running.runToken(), "stale")).isFalse();
        assertThat(task(id).checkpoint()).as("what the dead round left").isEqualTo("SENDING ref-1");
    }

    @Test
    @DisplayName("keeps a running task running, with its owner, through a change that says so (rule 1)")
    public void changesARunningTask() {
        TaskId id = add("k1", NOON);
        long node = queue().register("node-a", NOON, LEASE);
        queue().claim(node, NOON, 1);

        update(SampleTasks.after(task(id), TaskStatus.RUNNING, NOON, "asked to run once more"));

        assertThat(queue().claim(node, NOON, 1)).isEmpty();
        assertThat(queue().rescue(NOON.plusSeconds(1))).as("its owner is alive").isZero();
        assertThat(queue().rescue(NOON.plusSeconds(60))).isEqualTo(1);
    }

    @Test
    @DisplayName("shows tasks newest first, by every filter")
    public void showsTasks() {
        TaskId first = add("k1", NOON);
        TaskId second = add(SampleTasks.create("k2", NOON.plusSeconds(60)));
        TaskId third = add(NewTask.of(TaskType.ORDER_SYNC, "acme", BusinessType.STORE, "acme", NOON.plusSeconds(120))
                .payload("{}"));
        update(SampleTasks.after(task(first), TaskStatus.SUCCESS, NOON, ""));

        assertThat(shown(TaskQuery.newest(2))).containsExactly(third, second);
        assertThat(shown(TaskQuery.newest(2).after(second))).containsExactly(first);
        assertThat(shown(TaskQuery.newest(9).withStatus(TaskStatus.PENDING))).containsExactly(third, second);
        assertThat(shown(TaskQuery.newest(9).withType(TaskType.CREATE))).containsExactly(second, first);
        assertThat(shown(TaskQuery.newest(9).withBusinessNo("OUT-k2"))).containsExactly(second);
        assertThat(shown(TaskQuery.newest(9)
                        .withBusinessType(BusinessType.STORE)
                        .createdBetween(NOON, NOON.plusSeconds(121))))
                .containsExactly(third);
        assertThat(shown(TaskQuery.newest(9)
                        .withWarehouse(new WarehouseCode("JNB-1"))
                        .createdBetween(NOON, NOON.plusSeconds(60))))
                .containsExactly(first);
        assertThat(state().tasks().countByStatus())
                .containsOnly(Map.entry(TaskStatus.SUCCESS, 1L), Map.entry(TaskStatus.PENDING, 2L));
        assertThat(state().tasks().findLive(TaskType.CREATE, "k1")).isEmpty();
        assertThat(state().tasks().findLive(TaskType.CREATE, "k2")).contains(task(second));
        assertThat(state().tasks().find(new TaskId(third.value() + 1))).isEmpty();
    }

    private List<TaskId> shown(TaskQuery query) {
        return state().tasks().list(query).stream().map(SyncTask::id).toList();
    }
}
