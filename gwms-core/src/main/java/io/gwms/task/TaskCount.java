package io.gwms.task;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How many tasks of one type and status there are.
 *
 * @param type their type
 * @param status their status
 * @param tasks how many
 * @param due how many of them were due by the moment asked for
 * @param overdue how many of them were due before the moment asked for their type
 * @param oldestDue when the first of them is due; null when there is none
 */
public record TaskCount(
        TaskType type,
        TaskStatus status,
        long tasks,
        long due,
        long overdue,
        @Nullable Instant oldestDue) {
    public TaskCount {
        requireNonNull(type, "type");
        requireNonNull(status, "status");
    }
}
