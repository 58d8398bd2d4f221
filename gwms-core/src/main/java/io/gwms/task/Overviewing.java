package io.gwms.task;

import io.gwms.state.TaskReads;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Makes the overview of a filter: its figures, and what a person should act upon. For one call. */
final class Overviewing {
    private static final Duration LONG_MANUAL = Duration.ofHours(24);
    private static final Duration FAILING_WITHIN = Duration.ofHours(1);
    private static final int FAILING_PERCENT = 20;

    private final TaskReads tasks;
    private final TaskQuery filter;
    private final Instant now;
    private final Instant today;
    private final Map<TaskType, Instant> overdueSince;
    private final List<TaskCount> counts;

    Overviewing(TaskReads tasks, TaskQuery filter, Instant now, ZoneId zone, Intervals intervals) {
        this.tasks = tasks;
        this.filter = filter.firstPage(filter.limit());
        this.now = now.truncatedTo(ChronoUnit.MILLIS);
        this.today = now.atZone(zone).toLocalDate().atStartOfDay(zone).toInstant();
        Map<TaskType, Instant> since = intervals.overdueSince(now);
        List<TaskCount> counted = tasks.countLive(this.filter, now, since);
        if (intervals.learns(counted.stream().map(TaskCount::type).toList())) {
            since = intervals.overdueSince(now);
            counted = tasks.countLive(this.filter, now, since);
        }
        this.overdueSince = since;
        this.counts = counted;
    }

    TaskOverview overview() {
        TaskQuery waits = only(TaskStatus.PENDING, TaskStatus.WAITING);
        Instant next = now.plusMillis(1);
        TaskMetric overdue = metric(
                "overdue",
                "Overdue by more than one interval",
                waiting(TaskCount::overdue),
                TaskTone.RED,
                "Tasks that should have run more than one interval ago",
                waits.dueBefore(overdueSince));
        TaskMetric manual = metric(
                "manual",
                "Manual handling",
                sum(TaskCount::tasks, TaskStatus.MANUAL),
                TaskTone.RED,
                "Tasks that run no more before a person has acted",
                only(TaskStatus.MANUAL));
        return new TaskOverview(
                List.of(
                        metric(
                                "backlog",
                                "Backlog",
                                waiting(TaskCount::due),
                                TaskTone.YELLOW,
                                "Tasks that are due and wait for a worker",
                                waits.dueBetween(null, next)),
                        metric(
                                "running",
                                "Running",
                                sum(TaskCount::tasks, TaskStatus.RUNNING),
                                TaskTone.BLUE,
                                "Tasks in a round at this moment",
                                only(TaskStatus.RUNNING)),
                        manual),
                List.of(
                        metric(
                                "waiting",
                                "Waiting",
                                waiting(count -> count.tasks() - count.due()),
                                TaskTone.BLUE,
                                "Tasks whose next time has not come",
                                waits.dueBetween(next, null)),
                        overdue,
                        metric(
                                "succeeded-today",
                                "Succeeded today",
                                succeeded(),
                                TaskTone.GREEN,
                                "Tasks that ended with success since midnight",
                                only(TaskStatus.SUCCESS).finishedBetween(today, next)),
                        metric(
                                "failed-rounds-today",
                                "Failed attempts today",
                                tasks.countFailedRounds(filter, today, next),
                                TaskTone.YELLOW,
                                "Rounds that failed, or died with their process, since midnight",
                                filter.failedBetween(today, next))),
                reminders(overdue),
                oldestDue());
    }

    private TaskQuery only(TaskStatus... statuses) {
        List<TaskStatus> both = new ArrayList<>();
        for (TaskStatus status : statuses) {
            if (filter.statuses().isEmpty() || filter.statuses().contains(status)) {
                both.add(status);
            }
        }
        return both.isEmpty()
                ? filter.withStatus(statuses[0]).createdBetween(Instant.EPOCH, Instant.EPOCH)
                : filter.withStatus(both.toArray(TaskStatus[]::new));
    }

    private static TaskMetric metric(
            String name, String label, long count, TaskTone tone, String meaning, TaskQuery query) {
        return new TaskMetric(name, label, count, tone, meaning, query);
    }

    private long waiting(ToLongFunction<TaskCount> figure) {
        return sum(figure, TaskStatus.PENDING) + sum(figure, TaskStatus.WAITING);
    }

    private long sum(ToLongFunction<TaskCount> figure, TaskStatus status) {
        return counts.stream()
                .filter(count -> count.status() == status)
                .mapToLong(figure)
                .sum();
    }

    private long succeeded() {
        Instant next = now.plusMillis(1);
        return filter.isByKindOnly()
                ? tasks.countRounds(filter, today, next).getOrDefault("DONE", 0L)
                : tasks.count(only(TaskStatus.SUCCESS).finishedBetween(today, next));
    }

    private @Nullable Duration oldestDue() {
        return counts.stream()
                .filter(count -> count.due() > 0
                        && (count.status() == TaskStatus.PENDING || count.status() == TaskStatus.WAITING))
                .map(count -> Duration.between(count.oldestDue(), now))
                .max(Duration::compareTo)
                .orElse(null);
    }

    private List<TaskReminder> reminders(TaskMetric overdue) {
        List<TaskReminder> reminders = new ArrayList<>();
        TaskQuery longManual = only(TaskStatus.MANUAL).executedBefore(now.minus(LONG_MANUAL));
        long manual = tasks.count(longManual);
        if (manual > 0) {
            reminders.add(new TaskReminder(
                    "manual-for-a-day",
                    manual + " tasks have needed a person for more than 24 hours",
                    "more than 24 hours since the last round",
                    longManual));
        }
        if (overdue.count() > 0) {
            reminders.add(new TaskReminder(
                    "overdue",
                    overdue.count() + " tasks are overdue by more than one interval; look whether a node runs",
                    "more than one interval after the due time",
                    overdue.query()));
        }
        paused(reminders);
        failing(reminders);
        return reminders;
    }

    private void paused(List<TaskReminder> reminders) {
        for (TaskControl control : tasks.controls()) {
            control.pause()
                    .ifPresent(because -> reminders.add(new TaskReminder(
                            "paused",
                            control.scope() + " is paused since " + control.since() + ": " + because,
                            "any pause",
                            scoped(control.scope()))));
        }
    }

    private TaskQuery scoped(TaskScope scope) {
        TaskQuery query = only(TaskStatus.PENDING, TaskStatus.WAITING);
        if (scope.type() != null) {
            query = query.withType(scope.type());
        }
        return scope.warehouse() == null ? query : query.withWarehouse(scope.warehouse());
    }

    private void failing(List<TaskReminder> reminders) {
        Instant from = now.minus(FAILING_WITHIN);
        Instant next = now.plusMillis(1);
        Map<String, Long> ended = tasks.countRounds(filter, from, next);
        long all = ended.values().stream().mapToLong(Long::longValue).sum();
        long failed = ended.getOrDefault("FAILED", 0L) + ended.getOrDefault("CRASHED", 0L);
        if (failed * 100 > all * FAILING_PERCENT) {
            reminders.add(new TaskReminder(
                    "failing",
                    failed + " of " + all + " rounds failed within the last hour",
                    "more than " + FAILING_PERCENT + " % within an hour, to the quarter of an hour",
                    filter.failedBetween(from, next)));
        }
    }
}
