package io.gwms.task;

import static java.util.Objects.requireNonNull;

/**
 * Something a person should act upon (sync-tasks, section 2.2, «Action reminders»).
 *
 * @param name a stable name, such as {@code manual-for-a-day}
 * @param text what is the matter, with its figure
 * @param threshold from when on it is told
 * @param query shows the tasks it is about
 */
public record TaskReminder(String name, String text, String threshold, TaskQuery query) {
    public TaskReminder {
        requireNonNull(name, "name");
        requireNonNull(text, "text");
        requireNonNull(threshold, "threshold");
        requireNonNull(query, "query");
    }
}
