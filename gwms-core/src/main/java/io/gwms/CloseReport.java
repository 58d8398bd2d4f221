package io.gwms;

import io.gwms.task.TaskId;
import java.util.List;

/**
 * What a close left behind.
 *
 * @param unfinished tasks whose round was not over in time; they are run again by whoever runs next
 * @param problems what else did not end as it should, in words
 */
public record CloseReport(List<TaskId> unfinished, List<String> problems) {
    public CloseReport {
        unfinished = List.copyOf(unfinished);
        problems = List.copyOf(problems);
    }

    /** Whether nothing was left. */
    public boolean isClean() {
        return unfinished.isEmpty() && problems.isEmpty();
    }
}
