package io.gwms.task;

import static java.util.Objects.requireNonNull;

/**
 * A figure of the task overview (sync-tasks, section 2.2, «Primary metrics»).
 *
 * @param name a stable name, such as {@code backlog}
 * @param label what people call it
 * @param count how many
 * @param tone how much attention it wants
 * @param meaning one sentence on what it counts
 * @param query shows exactly what it counts; where it counts rounds, the tasks they belong to
 */
public record TaskMetric(String name, String label, long count, TaskTone tone, String meaning, TaskQuery query) {
    public TaskMetric {
        requireNonNull(name, "name");
        requireNonNull(label, "label");
        requireNonNull(tone, "tone");
        requireNonNull(meaning, "meaning");
        requireNonNull(query, "query");
    }
}
