package io.gwms.task;

import static io.gwms.task.Runtimes.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.Gwms;
import io.gwms.catalogue.WarehouseCode;
import io.gwms.proxy.ProxySystem;
import io.gwms.state.Change;
import io.gwms.state.CommitResult;
import io.gwms.testkit.state.InMemoryState;
import io.gwms.testkit.time.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * Whatever the tasks and whatever the filter: each figure of an overview is what a count by hand gives, its query lists
 * exactly that, and neither a figure nor a reminder speaks of a task that the filter does not show.
 */
class OverviewPropertyTest {
    private static final List<TaskType> TYPES = List.of(TaskType.CREATE, TaskType.CANCEL, TaskType.QUERY);
    private static final List<BusinessType> BUSINESSES = List.of(BusinessType.OUTBOUND, BusinessType.INBOUND);
    private static final List<WarehouseCode> WAREHOUSES = List.of(new WarehouseCode("E"), new WarehouseCode("W"));
    private static final List<ProxySystem> SYSTEMS = List.of(new ProxySystem("4PX"), new ProxySystem("QIMEN"));
    private static final List<ManualReason> REASONS = List.of(ManualReason.MAPPING, ManualReason.REJECTED);
    private static final Instant TODAY = START.truncatedTo(ChronoUnit.DAYS);
    private static final Map<TaskType, Duration> INTERVALS = Map.of(
            TaskType.CREATE,
            Duration.ofMinutes(30),
            TaskType.CANCEL,
            Duration.ofMinutes(10),
            TaskType.QUERY,
            Duration.ofHours(24));

    private record Failed(TaskId task, Instant ended) {}

    private InMemoryState state = InMemoryState.empty();
    private List<Failed> failed = new ArrayList<>();

    /** One of its own for each try. */
    private Gwms runtime() {
        state = InMemoryState.empty();
        failed = new ArrayList<>();
        VirtualClock time = VirtualClock.startingAt(START);
        return Runtimes.bare(state, time)
                .module(Runtimes.module("tasks", setup -> {
                    setup.handler(TaskType.CREATE, PollingPolicy.create(), run -> TaskResult.again(""));
                    setup.handler(TaskType.CANCEL, PollingPolicy.cancel(), run -> TaskResult.again(""));
                    setup.handler(TaskType.QUERY, PollingPolicy.query(), run -> TaskResult.again(""));
                }))
                .build();
    }

    private static <T> T any(Random random, List<T> some) {
        return some.get(random.nextInt(some.size()));
    }

    /** Moments that meet each other and the bounds often. */
    private static Instant moment(Random random) {
        Instant base = any(
                random,
                List.of(
                        START,
                        TODAY,
                        START.minus(Duration.ofMinutes(10)),
                        START.minus(Duration.ofMinutes(30)),
                        START.minus(Duration.ofHours(24)),
                        START.plus(Duration.ofHours(2))));
        return base.plusMillis(random.nextInt(3) - 1);
    }

    private void addTask(Random random, String key) {
        NewTask fresh = NewTask.of(
                        any(random, TYPES), key, any(random, BUSINESSES), "NO-" + random.nextInt(3), moment(random))
                .dueAt(moment(random));
        if (random.nextInt(4) > 0) {
            fresh = fresh.route(new TaskRoute(any(random, WAREHOUSES), "there", any(random, SYSTEMS)));
        }
        TaskId id = ((CommitResult.Committed) state.commit(List.of(new Change.AddTask(fresh))))
                .tasks()
                .get(0);
        TaskStatus status = any(random, List.of(TaskStatus.values()));
        if (status == TaskStatus.PENDING || status == TaskStatus.RUNNING) {
            return; // those that run are claimed together later
        }
        SyncTask task = state.tasks().find(id).orElseThrow();
        Instant ended = moment(random);
        ended = ended.isAfter(START) ? START : ended;
        SyncTask after = task.toBuilder()
                .status(status)
                .lastExecutedAt(ended)
                .finishedAt(status.isLive() ? null : ended)
                .manualReason(status == TaskStatus.MANUAL ? any(random, REASONS) : null)
                .runToken(task.runToken() + 1)
                .build();
        String unfinished = random.nextBoolean() ? "FAILED" : "AGAIN";
        String outcome = status == TaskStatus.SUCCESS ? "DONE" : unfinished;
        TaskAttempt round = new TaskAttempt(id, 1, ended, ended, "DUE", outcome, "");
        assertThat(state.commit(List.of(new Change.UpdateTask(after, task.runToken(), round)))
                        .isCommitted())
                .isTrue();
        if (outcome.equals("FAILED")) {
            failed.add(new Failed(id, ended));
        }
    }

    private static TaskQuery anyFilter(Random random) {
        TaskQuery filter = TaskQuery.newest(500);
        filter = random.nextInt(4) == 0 ? filter.withType(any(random, TYPES)) : filter;
        filter = random.nextInt(4) == 0 ? filter.withBusinessType(any(random, BUSINESSES)) : filter;
        filter = random.nextInt(4) == 0 ? filter.withWarehouse(any(random, WAREHOUSES)) : filter;
        filter = random.nextInt(6) == 0 ? filter.withProxySystem(any(random, SYSTEMS)) : filter;
        filter = random.nextInt(6) == 0 ? filter.withBusinessNo("NO-1") : filter;
        filter = random.nextInt(6) == 0 ? filter.withManualReason(any(random, REASONS)) : filter;
        filter = random.nextInt(6) == 0 ? filter.withRouteOnly() : filter;
        filter = random.nextInt(3) == 0
                ? filter.withStatus(
                        any(random, List.of(TaskStatus.values())), any(random, List.of(TaskStatus.values())))
                : filter;
        filter = random.nextInt(4) == 0 ? filter.createdBetween(moment(random), null) : filter;
        filter = random.nextInt(6) == 0 ? filter.dueBetween(moment(random), moment(random)) : filter;
        filter = random.nextInt(6) == 0 ? filter.dueBefore(Map.of(any(random, TYPES), moment(random))) : filter;
        filter = random.nextInt(6) == 0 ? filter.executedBefore(moment(random)) : filter;
        filter = random.nextInt(6) == 0 ? filter.finishedBetween(moment(random), moment(random)) : filter;
        return random.nextInt(6) == 0 ? filter.failedBetween(moment(random), moment(random)) : filter;
    }

    @Property(tries = 300)
    void everyFigureIsExactUnderEveryFilter(@ForAll long seed) {
        Random random = new Random(seed);
        Gwms gwms = runtime();
        for (int i = random.nextInt(30); i >= 0; i--) {
            addTask(random, "k" + i);
        }
        long node = state.queue().register("n", START, Duration.ofMinutes(1));
        state.queue().claim(node, START, random.nextInt(4));
        if (random.nextBoolean()) {
            TaskScope scope = new TaskScope(
                    random.nextBoolean() ? any(random, TYPES) : null,
                    random.nextBoolean() ? any(random, SYSTEMS) : null,
                    random.nextBoolean() ? any(random, WAREHOUSES) : null);
            gwms.tasks().pause(scope, "stocktaking");
        }
        TaskQuery filter = anyFilter(random);

        TaskOverview overview = gwms.tasks().overview(filter, ZoneOffset.UTC);

        Predicate<SyncTask> scheduled =
                task -> task.status() == TaskStatus.PENDING || task.status() == TaskStatus.WAITING;
        Predicate<SyncTask> due = scheduled.and(task -> !task.nextExecutionAt().isAfter(START));
        Predicate<SyncTask> overdue =
                scheduled.and(task -> task.nextExecutionAt().isBefore(START.minus(INTERVALS.get(task.type()))));
        check(gwms, filter, overview, "backlog", due);
        check(gwms, filter, overview, "running", task -> task.status() == TaskStatus.RUNNING);
        check(gwms, filter, overview, "manual", task -> task.status() == TaskStatus.MANUAL);
        check(gwms, filter, overview, "waiting", scheduled.and(due.negate()));
        check(gwms, filter, overview, "overdue", overdue);
        check(
                gwms,
                filter,
                overview,
                "succeeded-today",
                task -> task.status() == TaskStatus.SUCCESS
                        && !task.finishedAt().isBefore(TODAY));
        assertThat(overview.oldestDueAge())
                .isEqualTo(shown(gwms, filter).stream()
                        .filter(due)
                        .map(task -> Duration.between(task.nextExecutionAt(), START))
                        .max(Duration::compareTo)
                        .orElse(null));
        checkFailures(gwms, filter, overview);
        checkPauses(gwms, filter, overview, scheduled);
        List<TaskId> shown = shown(gwms, filter).stream().map(SyncTask::id).toList();
        for (TaskReminder reminder : overview.reminders()) {
            assertThat(gwms.tasks().list(reminder.query()))
                    .as(reminder.name())
                    .extracting(SyncTask::id)
                    .isSubsetOf(shown);
        }
    }

    private static void checkPauses(Gwms gwms, TaskQuery filter, TaskOverview overview, Predicate<SyncTask> scheduled) {
        List<TaskId> waiting = shown(gwms, filter).stream()
                .filter(scheduled)
                .filter(task -> gwms.tasks().controls().stream()
                        .anyMatch(control -> control.scope().covers(TaskLane.of(task))))
                .map(SyncTask::id)
                .toList();
        List<TaskId> told = overview.reminders().stream()
                .filter(reminder -> reminder.name().equals("paused"))
                .flatMap(reminder -> gwms.tasks().list(reminder.query()).stream())
                .map(SyncTask::id)
                .toList();
        assertThat(told).as("what a pause holds up").isEqualTo(waiting);
    }

    private static List<SyncTask> shown(Gwms gwms, TaskQuery filter) {
        return gwms.tasks().list(filter);
    }

    private static void check(
            Gwms gwms, TaskQuery filter, TaskOverview overview, String name, Predicate<SyncTask> counts) {
        TaskMetric metric = overview.metric(name).orElseThrow();
        List<TaskId> expected =
                shown(gwms, filter).stream().filter(counts).map(SyncTask::id).toList();
        assertThat(metric.count()).as(name).isEqualTo(expected.size());
        assertThat(gwms.tasks().list(metric.query()))
                .as(name)
                .extracting(SyncTask::id)
                .isEqualTo(expected);
    }

    private void checkFailures(Gwms gwms, TaskQuery filter, TaskOverview overview) {
        TaskMetric metric = overview.metric("failed-rounds-today").orElseThrow();
        List<TaskId> shown = shown(gwms, filter).stream().map(SyncTask::id).toList();
        List<TaskId> expected = failed.stream()
                .filter(round -> shown.contains(round.task) && !round.ended.isBefore(TODAY))
                .filter(round -> filter.failedFrom() == null
                        || (!round.ended.isBefore(filter.failedFrom()) && round.ended.isBefore(filter.failedTo())))
                .map(Failed::task)
                .toList();
        assertThat(metric.count()).as("failed rounds").isEqualTo(expected.size());
        assertThat(gwms.tasks().list(metric.query()))
                .as("failed rounds")
                .extracting(SyncTask::id)
                .containsExactlyInAnyOrderElementsOf(expected);
    }
}
