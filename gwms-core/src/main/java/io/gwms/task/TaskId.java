package io.gwms.task;

import io.gwms.internal.Require;

/** Identifies a sync task; grows with the order of creation. */
public record TaskId(long value) {
    public TaskId {
        Require.that(value >= 1, "value", value, "1 or more");
    }

    /** What the task's calls are recorded under in the API log. */
    public String correlation() {
        return "task:" + value;
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
