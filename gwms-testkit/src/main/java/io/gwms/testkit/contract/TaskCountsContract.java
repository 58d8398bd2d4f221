package io.gwms.testkit.contract;

import static io.gwms.testkit.data.SampleOrder.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.catalogue.WarehouseCode;
import io.gwms.proxy.ProxySystem;
import io.gwms.state.Change;
import io.gwms.state.CommitResult;
import io.gwms.state.StateRepository;
import io.gwms.task.BusinessType;
import io.gwms.task.ManualReason;
import io.gwms.task.NewTask;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskCount;
import io.gwms.task.TaskId;
import io.gwms.task.TaskQuery;
import io.gwms.task.TaskStatus;
import io.gwms.task.TaskType;
import io.gwms.testkit.data.SampleTasks;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What {@link io.gwms.state.TaskReads} counts is what it lists; part of {@link TaskQueueContract}. */
public abstract class TaskCountsContract extends TaskHistoryClauses {
    private static final TaskQuery ALL = TaskQuery.newest(500);
    private static final int MORE_THAN_ARE_LOOKED_AT = 10_000;

    TaskCountsContract() {}

    /** The repository under test: the same throughout a test, empty at its start. */
    @Override
    protected abstract StateRepository state();

    private TaskId added(NewTask task) {
        return ((CommitResult.Committed) state().commit(List.of(new Change.AddTask(task))))
                .tasks()
                .get(0);
    }

    private void ended(TaskId id, TaskStatus status, Instant due, String outcome) {
        SyncTask task = state().tasks().find(id).orElseThrow();
        SyncTask after = SampleTasks.after(task, status, due, "");
        assertThat(state().commit(List.of(
                                new Change.UpdateTask(after, task.runToken(), SampleTasks.round(task, due, outcome))))
                        .isCommitted())
                .isTrue();
    }

    private void someTasks() {
        added(SampleTasks.create("due", NOON));
        added(SampleTasks.create("later", NOON).dueAt(NOON.plusSeconds(90)));
        added(NewTask.of(TaskType.ORDER_SYNC, "acme", BusinessType.STORE, "acme", NOON));
        ended(added(SampleTasks.create("again", NOON)), TaskStatus.WAITING, NOON.minusSeconds(7200), "FAILED");
        ended(added(SampleTasks.create("person", NOON)), TaskStatus.MANUAL, NOON, "MANUAL");
        ended(added(SampleTasks.create("good", NOON)), TaskStatus.SUCCESS, NOON.minusSeconds(60), "DONE");
        ended(added(SampleTasks.create("old", NOON)), TaskStatus.SUCCESS, NOON.minusSeconds(86_400), "DONE");
        long node = state().queue().register("node-a", NOON, Duration.ofSeconds(30));
        assertThat(state().queue().claim(node, NOON.minusSeconds(1), 1)).hasSize(1);
    }

    @Test
    @DisplayName("lists and counts by any choice of statuses, tasks that run included")
    public void findsByAnyStatuses() {
        someTasks();
        long other = state().queue().register("node-b", NOON, Duration.ofSeconds(30));
        assertThat(state().queue().claim(other, NOON, 1))
                .extracting(SyncTask::status)
                .containsExactly(TaskStatus.RUNNING);
        List<SyncTask> all = state().tasks().list(ALL);
        TaskStatus[] statuses = TaskStatus.values();

        for (int choice = 1; choice < 1 << statuses.length; choice++) {
            int chosen = choice;
            TaskStatus[] some = IntStream.range(0, statuses.length)
                    .filter(place -> ((chosen >> place) & 1) == 1)
                    .mapToObj(place -> statuses[place])
                    .toArray(TaskStatus[]::new);
            List<SyncTask> expected = all.stream()
                    .filter(task -> List.of(some).contains(task.status()))
                    .toList();
            TaskQuery query = ALL.withStatus(some);
            assertThat(state().tasks().list(query)).as("%s", List.of(some)).isEqualTo(expected);
            assertThat(state().tasks().count(query)).as("%s", List.of(some)).isEqualTo(expected.size());
        }
    }

    @Test
    @DisplayName("counts what lives by type and status: how many, due, overdue, and the oldest")
    public void countsWhatLives() {
        someTasks();

        List<TaskCount> counts = state().tasks()
                .countLive(ALL, NOON, Map.of(TaskType.CREATE, NOON.plusSeconds(60), TaskType.ORDER_SYNC, NOON));

        assertThat(counts)
                .containsExactlyInAnyOrder(
                        new TaskCount(TaskType.CREATE, TaskStatus.PENDING, 2, 1, 1, NOON),
                        new TaskCount(TaskType.ORDER_SYNC, TaskStatus.PENDING, 1, 1, 0, NOON),
                        new TaskCount(TaskType.CREATE, TaskStatus.RUNNING, 1, 1, 1, NOON.minusSeconds(7200)),
                        new TaskCount(TaskType.CREATE, TaskStatus.MANUAL, 1, 1, 1, NOON));
        assertThat(state().tasks().countLive(ALL.withRouteOnly().withType(TaskType.ORDER_SYNC), NOON, Map.of()))
                .isEmpty();
        assertThat(state().tasks().countManual(ALL)).containsExactly(Map.entry(ManualReason.REJECTED, 1L));
    }

    @Test
    @DisplayName("counts to the millisecond how many are due and overdue, wherever the bounds lie")
    public void countsToTheMillisecond() {
        List<Long> seconds = List.of(-86_400L, -20L, -16L, -1L, 0L, 1L, 16L, 20L, 86_400L);
        List<Instant> moments = seconds.stream()
                .map(NOON::plusSeconds)
                .flatMap(moment -> Stream.of(moment.minusMillis(1), moment, moment.plusMillis(1)))
                .toList();
        state().commit(moments.stream()
                .<Change>map(due -> new Change.AddTask(
                        SampleTasks.create("due " + due, NOON).dueAt(due)))
                .toList());

        for (Instant now : moments) {
            for (Instant since : moments) {
                TaskCount expected = new TaskCount(
                        TaskType.CREATE,
                        TaskStatus.PENDING,
                        moments.size(),
                        moments.stream().filter(due -> !due.isAfter(now)).count(),
                        moments.stream().filter(due -> due.isBefore(since)).count(),
                        moments.get(0));
                assertThat(state().tasks().countLive(ALL, now, Map.of(TaskType.CREATE, since)))
                        .as("as of %s, overdue since %s", now, since)
                        .containsExactly(expected);
            }
        }
    }

    @Test
    @DisplayName("counts exactly what a query lists, for every filter alone and for several together")
    public void countsWhatItLists() {
        someTasks();
        List<TaskQuery> queries = List.of(
                ALL,
                ALL.withStatus(TaskStatus.PENDING, TaskStatus.WAITING),
                ALL.withStatus(TaskStatus.SUCCESS),
                ALL.withStatus(TaskStatus.SUCCESS).finishedBetween(NOON.minusSeconds(3600), NOON),
                ALL.finishedBetween(null, NOON.minusSeconds(3600)),
                ALL.dueBetween(NOON, NOON.plusSeconds(1)),
                ALL.dueBefore(Map.of(TaskType.CREATE, NOON.plusSeconds(1))).withStatus(TaskStatus.PENDING),
                ALL.executedBefore(NOON),
                ALL.failedBetween(NOON.minusSeconds(7200), NOON.minusSeconds(7199)),
                ALL.failedBetween(NOON, NOON.plusSeconds(1)),
                ALL.withManualReason(ManualReason.REJECTED),
                ALL.withManualReason(ManualReason.MAPPING),
                ALL.withRouteOnly(),
                ALL.withProxySystem(new ProxySystem("4PX")).withBusinessNo("OUT-later"),
                ALL.withProxySystem(new ProxySystem("QIMEN")),
                ALL.withWarehouse(new WarehouseCode("JNB-1")).withBusinessType(BusinessType.OUTBOUND),
                ALL.withBusinessNo("OUT-due").createdBetween(NOON, null));
        int[] expected = {7, 3, 2, 1, 1, 3, 1, 1, 1, 0, 1, 0, 6, 1, 0, 6, 1};

        for (int i = 0; i < expected.length; i++) {
            assertThat(state().tasks().count(queries.get(i))).as("query %s", i).isEqualTo(expected[i]);
            assertThat(state().tasks().list(queries.get(i))).as("query %s", i).hasSize(expected[i]);
        }
    }

    @Test
    @DisplayName("counts rounds by outcome to the quarter of an hour, and the failed ones exactly")
    public void countsRounds() {
        someTasks();

        assertThat(state().tasks().countRounds(ALL, NOON.minusSeconds(61), NOON.plusMillis(1)))
                .containsOnly(Map.entry("DONE", 1L), Map.entry("MANUAL", 1L));
        assertThat(state().tasks().countRounds(ALL.withType(TaskType.QUERY), NOON.minusSeconds(90_000), NOON))
                .isEmpty();
        assertThat(state().tasks().countFailedRounds(ALL, NOON.minusSeconds(7200), NOON))
                .isEqualTo(1);
        assertThat(state().tasks().countFailedRounds(ALL, NOON.minusSeconds(7199), NOON))
                .isZero();
    }

    @Test
    @DisplayName("forgets what ended long ago also behind many older tasks that live on")
    public void forgetsBehindWhatLivesOn() {
        List<Change> living = IntStream.rangeClosed(0, MORE_THAN_ARE_LOOKED_AT)
                .<Change>mapToObj(i -> new Change.AddTask(SampleTasks.create("lives" + i, NOON)))
                .toList();
        assertThat(state().commit(living).isCommitted()).isTrue();
        ended(added(SampleTasks.create("old", NOON)), TaskStatus.SUCCESS, NOON.minusSeconds(86_400), "DONE");

        assertThat(state().queue().tidy(NOON, NOON)).isEqualTo(1);
        assertThat(state().tasks().count(ALL)).isEqualTo(living.size());
    }

    @Test
    @DisplayName("forgets what ended long ago with its rounds, and nothing else; what was counted stays counted")
    public void forgetsOldTasks() {
        someTasks();
        Instant yesterday = NOON.minusSeconds(86_400);
        Map<String, Long> counted = state().tasks().countRounds(ALL, NOON.minusSeconds(3600), NOON.plusMillis(1));

        assertThat(state().queue().tidy(NOON, yesterday)).isZero();
        assertThat(state().queue().tidy(NOON, yesterday.plusMillis(1))).isEqualTo(1);

        assertThat(state().tasks().count(ALL)).isEqualTo(6);
        assertThat(state().tasks().list(ALL.withStatus(TaskStatus.SUCCESS)))
                .extracting(SyncTask::key)
                .containsExactly("good");
        assertThat(state().tasks().countRounds(ALL, NOON.minusSeconds(3600), NOON.plusMillis(1)))
                .isEqualTo(counted);
    }
}
