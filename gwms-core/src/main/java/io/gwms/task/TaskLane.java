package io.gwms.task;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * The tasks that queue up behind one another: those of one type and one route. A lane that is paused or at
 * its limit holds up no other.
 *
 * @param type their type
 * @param route the warehouse they are for; null for those that are for none
 */
public record TaskLane(TaskType type, @Nullable TaskRoute route) {
    public TaskLane {
        requireNonNull(type, "type");
    }

    /** The lane of that task. */
    public static TaskLane of(SyncTask task) {
        return new TaskLane(task.type(), task.route());
    }

    @Override
    public String toString() {
        return route == null ? type.value() : type + " " + route;
    }
}
