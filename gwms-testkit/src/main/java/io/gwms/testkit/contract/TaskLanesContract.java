package io.gwms.testkit.contract;

import static io.gwms.testkit.data.SampleOrder.NOON;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.catalogue.WarehouseCode;
import io.gwms.proxy.ProxySystem;
import io.gwms.state.Change;
import io.gwms.state.CommitResult;
import io.gwms.state.TaskQueue;
import io.gwms.task.BusinessType;
import io.gwms.task.NewTask;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskControl;
import io.gwms.task.TaskId;
import io.gwms.task.TaskLane;
import io.gwms.task.TaskRoute;
import io.gwms.task.TaskScope;
import io.gwms.task.TaskStatus;
import io.gwms.task.TaskType;
import io.gwms.testkit.data.SampleTasks;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The rules of {@link TaskQueue} on lanes, pauses and limits; part of {@link TaskQueueContract}. */
public abstract class TaskLanesContract extends TaskRacesContract {
    private static final Duration LEASE = Duration.ofMinutes(10);
    private static final WarehouseCode EAST = new WarehouseCode("EAST");
    private static final WarehouseCode WEST = new WarehouseCode("WEST");

    TaskLanesContract() {}

    private TaskQueue queue() {
        return state().queue();
    }

    private void add(WarehouseCode warehouse, String prefix, int count) {
        TaskRoute route = new TaskRoute(warehouse, "far-" + warehouse, new ProxySystem("4PX"));
        List<Change> tasks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            NewTask task = SampleTasks.create(prefix + i, NOON).route(route);
            tasks.add(new Change.AddTask(task.dueAt(NOON.plusMillis(i))));
        }
        state().commit(tasks);
    }

    private void control(TaskControl control) {
        assertThat(state().commit(List.of(new Change.SetTaskControl(control))).isCommitted())
                .isTrue();
    }

    private static TaskControl on(WarehouseCode warehouse) {
        return TaskControl.none(TaskScope.of(warehouse), NOON);
    }

    private static Map<WarehouseCode, Long> byWarehouse(List<SyncTask> tasks) {
        return tasks.stream()
                .collect(Collectors.groupingBy(
                        task -> requireNonNull(task.route()).warehouse(), Collectors.counting()));
    }

    @Test
    @DisplayName("shares a claim evenly among the lanes, and hands the rest of a short one to the others")
    public void lanesShare() {
        add(EAST, "e", 50);
        add(WEST, "w", 5);
        long node = queue().register("node-a", NOON, LEASE);

        assertThat(byWarehouse(queue().claim(node, NOON.plusSeconds(1), 8)))
                .containsOnly(Map.entry(EAST, 4L), Map.entry(WEST, 4L));
        assertThat(byWarehouse(queue().claim(node, NOON.plusSeconds(1), 20)))
                .containsOnly(Map.entry(EAST, 19L), Map.entry(WEST, 1L));
    }

    @Test
    @DisplayName("goes on where a claim of many ended, and finds what has come to be due before that soon after")
    public void claimsOfManyGoOn() {
        add(EAST, "e", 350);
        long node = queue().register("node-a", NOON, LEASE);
        Instant now = NOON.plusSeconds(1);
        assertThat(queue().claim(node, now, 100)).hasSize(100);
        add(EAST, "early", 1);
        add(WEST, "w", 1);

        List<SyncTask> next = queue().claim(node, now.plusMillis(1), 100);
        assertThat(next).hasSize(100);
        assertThat(queue().claim(node, now.plusMillis(250), 100)).hasSize(100).satisfies(later -> {
            List<String> keys = Stream.concat(next.stream(), later.stream())
                    .map(SyncTask::key)
                    .toList();
            assertThat(keys).contains("early0", "w0").doesNotHaveDuplicates();
        });
        assertThat(queue().claim(node, now.plusMillis(251), 100)).hasSize(52);
        assertThat(queue().claim(node, now.plusMillis(252), 100)).isEmpty();
    }

    private static List<String> keys(List<SyncTask> tasks) {
        return tasks.stream().map(SyncTask::key).toList();
    }

    @Test
    @DisplayName("hands each task out once where several claim many by turns, and leaves none")
    public void claimsOfManyByTurns() {
        add(EAST, "e", 500);
        Instant now = NOON.plusSeconds(1);
        List<Long> nodes = Stream.of("node-a", "node-b", "node-c")
                .map(name -> queue().register(name, NOON, LEASE))
                .toList();
        List<String> keys = new ArrayList<>();
        for (int turn = 0; keys.size() < 500 && turn < 30; turn++) {
            Instant then = now.plusMillis(turn);
            keys.addAll(keys(queue().claim(nodes.get(turn % 3), then, 20 + 7 * (turn % 4))));
            if (turn == 4) {
                add(EAST, "early", 5);
            }
        }
        for (long node : nodes) {
            keys.addAll(keys(queue().claim(node, now.plusSeconds(2), 200)));
        }
        assertThat(keys).hasSize(505).doesNotHaveDuplicates();
    }

    @Test
    @DisplayName("finds soon what has come to be due before the rest of a backlog that several nodes claim out of step")
    public void earlierOnesComeOutSoon() {
        add(EAST, "e", 2_000);
        Instant now = NOON.plusSeconds(1);
        List<Long> nodes = new ArrayList<>();
        List<String> keys = new ArrayList<>();
        for (int turn = 0; turn < 30; turn++) {
            Instant then = now.plusMillis(40L * turn);
            if (turn % 10 == 0) {
                nodes.add(queue().register("node-" + turn, NOON, LEASE));
            }
            if (turn == 22) {
                add(EAST, "early", 60);
            }
            keys.addAll(keys(queue().claim(nodes.get(turn % nodes.size()), then, 40)));
        }
        assertThat(keys)
                .doesNotHaveDuplicates()
                .filteredOn(key -> key.startsWith("early"))
                .hasSizeGreaterThanOrEqualTo(40);
        for (int turn = 30; turn < 42; turn++) {
            keys.addAll(keys(queue().claim(nodes.get(turn % 3), now.plusMillis(40L * turn), 40)));
        }
        assertThat(keys)
                .doesNotHaveDuplicates()
                .filteredOn(key -> key.startsWith("early"))
                .hasSize(60);
    }

    @Test
    @DisplayName("hands out nothing of a lane that is paused while a claim of many would go on in it")
    public void pausedWhileClaimsGoOn() {
        add(EAST, "e", 300);
        long node = queue().register("node-a", NOON, LEASE);
        Instant now = NOON.plusSeconds(1);
        assertThat(queue().claim(node, now, 100)).hasSize(100);
        assertThat(queue().claim(node, now.plusMillis(1), 100)).hasSize(100);

        control(on(EAST).paused("stocktaking", NOON));
        assertThat(queue().claim(node, now.plusMillis(2), 100)).isEmpty();
        control(on(EAST).limited(30, null, NOON));
        assertThat(queue().claim(node, now.plusMillis(3), 100)).isEmpty();
        control(on(EAST).limited(230, null, NOON));
        assertThat(queue().claim(node, now.plusMillis(4), 100)).hasSize(30);
    }

    @Test
    @DisplayName("hands out nothing to a node that died while its claims of many went on")
    public void deadWhileClaimsGoOn() {
        add(EAST, "e", 300);
        long node = queue().register("node-a", NOON, LEASE);
        Instant now = NOON.plusSeconds(1);
        assertThat(queue().claim(node, now, 100)).hasSize(100);
        queue().register("node-a", now, LEASE);

        assertThat(queue().claim(node, now.plusMillis(1), 100)).isEmpty();
    }

    @Test
    @DisplayName("looks at everything when a claim of many finds less than it may take where it goes on")
    public void claimsOfManyFindTheRest() {
        add(EAST, "e", 150);
        long node = queue().register("node-a", NOON, LEASE);
        Instant now = NOON.plusSeconds(1);
        assertThat(queue().claim(node, now, 100)).hasSize(100);
        add(EAST, "early", 1);
        add(WEST, "w", 1);

        assertThat(queue().claim(node, now.plusMillis(1), 100)).hasSize(52);
    }

    @Test
    @DisplayName("hands out nothing of a paused lane, says it is not due, and goes on when it is resumed")
    public void pausedLanesWait() {
        add(EAST, "e", 3);
        add(WEST, "w", 1);
        TaskControl paused = on(EAST).paused("stocktaking", NOON);
        control(paused);
        long node = queue().register("node-a", NOON, LEASE);

        assertThat(state().tasks().controls()).containsExactly(paused);
        assertThat(byWarehouse(queue().claim(node, NOON.plusSeconds(1), 8))).containsOnly(Map.entry(WEST, 1L));
        assertThat(state().tasks().nextDue()).isEmpty();

        control(paused.resumed(NOON));
        assertThat(state().tasks().controls()).isEmpty();
        assertThat(state().tasks().nextDue()).contains(NOON);
        assertThat(queue().claim(node, NOON.plusSeconds(1), 8)).hasSize(3);
    }

    @Test
    @DisplayName("hands a node tasks of the types it does and leaves the others to others (rule 2)")
    public void nodesDoSomeTypes() {
        add(EAST, "e", 30);
        NewTask other = NewTask.of(TaskType.ORDER_SYNC, "acme", BusinessType.STORE, "acme", NOON.minusSeconds(60));
        assertThat(state().commit(List.of(new Change.AddTask(other))).isCommitted())
                .isTrue();
        long node = queue().register("node-a", NOON, LEASE);
        Predicate<TaskType> creates = TaskType.CREATE::equals;
        Instant now = NOON.plusSeconds(1);

        assertThat(state().tasks().nextDue()).contains(NOON.minusSeconds(60));
        assertThat(state().tasks().nextDue(creates)).contains(NOON);
        assertThat(queue().claim(node, now, 25, creates)).hasSize(25);
        assertThat(queue().claim(node, now.plusMillis(1), 25, creates)).hasSize(5);
        assertThat(queue().claim(node, now.plusMillis(2), 25, creates)).isEmpty();
        assertThat(state().tasks().nextDue(creates)).isEmpty();

        long second = queue().register("node-b", NOON, LEASE);
        assertThat(queue().claim(second, now, 25, TaskType.ORDER_SYNC::equals))
                .extracting(SyncTask::key)
                .containsExactly("acme");
    }

    @Test
    @DisplayName("pauses by type, by proxy system, by warehouse and all at once")
    public void pausesByEachPart() {
        add(EAST, "e", 1);
        long node = queue().register("node-a", NOON, LEASE);
        List<TaskScope> covering = List.of(
                TaskScope.everything(),
                TaskScope.of(TaskType.CREATE),
                TaskScope.of(new ProxySystem("4PX")),
                TaskScope.of(EAST).with(TaskType.CREATE));
        for (TaskScope scope : covering) {
            TaskControl none = TaskControl.none(scope, NOON);
            control(none.paused("because", NOON));
            assertThat(queue().claim(node, NOON, 8)).as("%s", scope).isEmpty();
            control(none);
        }
        control(TaskControl.none(TaskScope.of(TaskType.CANCEL), NOON).paused("because", NOON));
        control(on(WEST).paused("because", NOON));
        assertThat(queue().claim(node, NOON, 8)).hasSize(1);
    }

    @Test
    @DisplayName("runs no more at once than a limit says, over all nodes")
    public void limitsWhatRuns() {
        add(EAST, "e", 9);
        control(on(EAST).limited(3, null, NOON));
        long first = queue().register("node-a", NOON, LEASE);
        long second = queue().register("node-b", NOON, LEASE);

        List<SyncTask> running = queue().claim(first, NOON.plusSeconds(1), 2);
        assertThat(running).hasSize(2);
        assertThat(queue().claim(second, NOON.plusSeconds(1), 8)).hasSize(1);
        assertThat(queue().claim(first, NOON.plusSeconds(1), 8)).isEmpty();

        SyncTask over = SampleTasks.after(running.get(0), TaskStatus.SUCCESS, NOON, "done");
        state().commit(List.of(new Change.UpdateTask(over, over.runToken(), null)));
        assertThat(queue().claim(second, NOON.plusSeconds(1), 8)).hasSize(1);
    }

    @Test
    @DisplayName("begins no more in a minute than a limit says, over all nodes")
    public void limitsWhatBeginsInAMinute() {
        add(EAST, "e", 9);
        add(WEST, "w", 9);
        control(on(EAST).limited(null, 2, NOON));
        long first = queue().register("node-a", NOON, LEASE);
        long second = queue().register("node-b", NOON, LEASE);

        assertThat(byWarehouse(queue().claim(first, NOON.plusSeconds(1), 6)))
                .containsOnly(Map.entry(EAST, 2L), Map.entry(WEST, 4L));
        assertThat(byWarehouse(queue().claim(second, NOON.plusSeconds(59), 2))).containsOnly(Map.entry(WEST, 2L));
        assertThat(byWarehouse(queue().claim(second, NOON.plusSeconds(60), 9)))
                .containsOnly(Map.entry(EAST, 2L), Map.entry(WEST, 3L));
    }

    @Test
    @DisplayName("keeps apart lanes whose names contain what separates them")
    public void oddNames() {
        WarehouseCode odd = new WarehouseCode("A|B\\C");
        add(odd, "o", 1);
        add(EAST, "e", 1);
        control(on(odd).paused("odd", NOON));
        long node = queue().register("node-a", NOON, LEASE);

        assertThat(queue().claim(node, NOON, 8))
                .extracting(TaskLane::of)
                .singleElement()
                .satisfies(lane -> assertThat(lane.route()).isNotNull());
        assertThat(state().tasks().nextDue()).isEmpty();
    }

    @Test
    @DisplayName("declares a node dead for good when its tasks are rescued, whatever a clock says (rule 4)")
    public void sweptNodesStayDead() {
        add(EAST, "e", 2);
        long node = queue().register("node-a", NOON, Duration.ofSeconds(30));
        queue().claim(node, NOON, 1);

        assertThat(queue().rescue(NOON.plusSeconds(31))).isEqualTo(1);
        assertThat(queue().renew(node, NOON.plusSeconds(1), LEASE)).isFalse();
        assertThat(queue().claim(node, NOON.plusSeconds(1), 8)).isEmpty();
    }

    @Test
    @DisplayName("names the one stale task among many that end together, and stores none of them")
    public void namesTheStaleOneOfABatch() {
        add(EAST, "e", 5);
        long node = queue().register("node-a", NOON, LEASE);
        List<SyncTask> running = queue().claim(node, NOON.plusSeconds(1), 5);
        List<Change> ends = new ArrayList<>();
        for (int i = 0; i < running.size(); i++) {
            SyncTask task = running.get(i);
            long token = task.runToken() - (i == 3 ? 1 : 0);
            SyncTask after = SampleTasks.after(task, TaskStatus.SUCCESS, NOON, "done");
            ends.add(new Change.UpdateTask(after, token, SampleTasks.round(task, NOON, "DONE")));
        }

        CommitResult refused = state().commit(ends);
        assertThat(refused).isInstanceOfSatisfying(CommitResult.Conflict.class, conflict -> {
            assertThat(conflict.index()).isEqualTo(3);
            assertThat(conflict.kind()).isEqualTo(CommitResult.Kind.STALE_TOKEN);
        });
        ends.remove(3);
        assertThat(state().commit(ends).isCommitted()).isTrue();

        List<TaskId> ids = running.stream().map(SyncTask::id).toList();
        assertThat(state().tasks().findAll(ids))
                .extracting(SyncTask::status)
                .containsOnly(TaskStatus.SUCCESS, TaskStatus.RUNNING)
                .hasSize(5);
        assertThat(state().tasks().attempts(ids.get(4))).hasSize(1);
        assertThat(state().tasks().attempts(ids.get(3))).isEmpty();
    }

    @Test
    @DisplayName("gives each added task of a batch its id, twice the same where two have one key")
    public void addsManyWithIds() {
        NewTask one = SampleTasks.create("k1", NOON);
        NewTask two = SampleTasks.create("k2", NOON);
        CommitResult result =
                state().commit(List.of(new Change.AddTask(one), new Change.AddTask(two), new Change.AddTask(one)));

        assertThat(result).isInstanceOfSatisfying(CommitResult.Committed.class, committed -> {
            assertThat(committed.tasks().get(0)).isEqualTo(committed.tasks().get(2));
            assertThat(state().tasks().findLive(TaskType.CREATE, "k2").map(SyncTask::id))
                    .contains(committed.tasks().get(1));
        });
    }
}
