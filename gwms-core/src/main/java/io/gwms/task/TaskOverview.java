package io.gwms.task;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How the tasks of a filter stand (sync-tasks, section 2.2).
 *
 * @param primary backlog, running, needing a person
 * @param secondary what the expanded card adds
 * @param reminders what a person should act upon; empty when nothing
 * @param oldestDueAge for how long the longest waiting due task has been due; null when none is due
 */
public record TaskOverview(
        List<TaskMetric> primary,
        List<TaskMetric> secondary,
        List<TaskReminder> reminders,
        @Nullable Duration oldestDueAge) {
    public TaskOverview {
        primary = List.copyOf(primary);
        secondary = List.copyOf(secondary);
        reminders = List.copyOf(reminders);
    }

    TaskOverview withReminders(List<TaskReminder> more) {
        List<TaskReminder> all = new ArrayList<>(reminders);
        all.addAll(more);
        return new TaskOverview(primary, secondary, all, oldestDueAge);
    }

    /** The figure of that name. */
    public Optional<TaskMetric> metric(String name) {
        requireNonNull(name, "name");
        return primary.stream()
                .filter(metric -> metric.name().equals(name))
                .findFirst()
                .or(() -> secondary.stream()
                        .filter(metric -> metric.name().equals(name))
                        .findFirst());
    }
}
