package io.gwms.task;

import static java.util.Objects.requireNonNull;

import io.gwms.internal.task.TaskTypes;
import io.gwms.state.TaskReads;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Makes the overview of a filter: its figures, and what a person should act upon. For one call. */
final class Overviewing {
    private static final Duration LONG_MANUAL = Duration.ofHours(24);
    private static final Duration FAILING_WITHIN = Duration.ofHours(1);
    private static final int FAILING_PERCENT = 20;
    private static final Set<TaskStatus> SCHEDULED = Set.of(TaskStatus.PENDING, TaskStatus.WAITING);

    private final TaskReads tasks;
    private final TaskQuery filter;
    private final Instant now;
    private final Instant today;
    private final Map<TaskType, Instant> overdueSince;
    private final List<TaskCount> counts;
    private final Intervals intervals;

    Overviewing(TaskReads tasks, TaskQuery filter, Instant now, ZoneId zone, Intervals intervals) {
        this.tasks = tasks;
        this.intervals = intervals;
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
        TaskQuery failedToday = Narrowed.byFailedRounds(filter, today, next);
        TaskMetric overdue = metric(
                "overdue",
                "Overdue by more than one interval",
                waiting(TaskCount::overdue),
                TaskTone.RED,
                "Tasks that should have run more than one interval ago",
                Narrowed.byDueBefore(waits, overdueSince));
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
                                due()),
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
                                Narrowed.byDue(waits, next, null)),
                        overdue,
                        metric(
                                "succeeded-today",
                                "Succeeded today",
                                succeeded(),
                                TaskTone.GREEN,
                                "Tasks that ended with success since midnight",
                                succeededToday()),
                        metric(
                                "failed-rounds-today",
                                "Failed attempts today",
                                countFailedRounds(failedToday),
                                TaskTone.YELLOW,
                                "Rounds that failed, or died with their process, since midnight",
                                failedToday)),
                reminders(overdue),
                oldestDue());
    }

    private TaskQuery only(TaskStatus... statuses) {
        return Narrowed.byStatus(filter, statuses);
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

    private TaskQuery due() {
        return Narrowed.byDue(only(TaskStatus.PENDING, TaskStatus.WAITING), null, now.plusMillis(1));
    }

    private TaskQuery succeededToday() {
        return Narrowed.byFinished(only(TaskStatus.SUCCESS), today, now.plusMillis(1));
    }

    private long succeeded() {
        return filter.isByKindOnly()
                ? tasks.countRounds(filter, today, now.plusMillis(1)).getOrDefault("DONE", 0L)
                : tasks.count(succeededToday());
    }

    private long countFailedRounds(TaskQuery shown) {
        return tasks.countFailedRounds(filter, requireNonNull(shown.failedFrom()), requireNonNull(shown.failedTo()));
    }

    private @Nullable Duration oldestDue() {
        return counts.stream()
                .filter(count -> count.due() > 0 && SCHEDULED.contains(count.status()))
                .map(count -> Duration.between(count.oldestDue(), now))
                .max(Duration::compareTo)
                .orElse(null);
    }

    private List<TaskReminder> reminders(TaskMetric overdue) {
        List<TaskReminder> reminders = new ArrayList<>();
        TaskQuery longManual = Narrowed.byExecuted(only(TaskStatus.MANUAL), now.minus(LONG_MANUAL));
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
        unserved(reminders);
        failing(reminders);
        return reminders;
    }

    private void paused(List<TaskReminder> reminders) {
        for (TaskControl control : tasks.controls()) {
            if (control.isPaused()) {
                Narrowed.byScope(only(TaskStatus.PENDING, TaskStatus.WAITING), control.scope())
                        .ifPresent(query -> reminders.add(new TaskReminder(
                                "paused",
                                control.scope() + " is paused since " + control.since() + ": "
                                        + control.pausedBecause(),
                                "any pause",
                                query)));
            }
        }
    }

    /** Nobody looks after them here, and perhaps nobody does anywhere. */
    private void unserved(List<TaskReminder> reminders) {
        for (TaskType type : intervals.unserved()) {
            long due = counts.stream()
                    .filter(count -> count.type().equals(type) && SCHEDULED.contains(count.status()))
                    .mapToLong(TaskCount::due)
                    .sum();
            if (due > 0) {
                reminders.add(new TaskReminder(
                        "no-handler",
                        due + " tasks are due, but " + TaskTypes.nobodyDoes(type),
                        "any due task of a type that nobody does here",
                        due().withType(type)));
            }
        }
    }

    private void failing(List<TaskReminder> reminders) {
        Instant from = now.minus(FAILING_WITHIN);
        Instant next = now.plusMillis(1);
        Map<String, Long> ended = tasks.countRounds(filter, from, next);
        long all = ended.values().stream().mapToLong(Long::longValue).sum();
        long failed = ended.getOrDefault("FAILED", 0L) + ended.getOrDefault("CRASHED", 0L);
        TaskQuery shown = Narrowed.byFailedRounds(filter, from, next);
        if (failed * 100 > all * FAILING_PERCENT && tasks.count(shown) > 0) {
            reminders.add(new TaskReminder(
                    "failing",
                    failed + " of " + all + " rounds failed within the last hour"
                            + (filter.isByKindOnly() ? "" : ", those of other tasks of the kind included"),
                    "more than " + FAILING_PERCENT + " % within an hour, to the quarter of an hour",
                    shown));
        }
    }
}
