package io.gwms.task;

import io.gwms.state.Change;
import java.util.List;

/**
 * Does the work of one type of task, one round at a time.
 *
 * <h2>Contract</h2>
 *
 * <ol>
 *   <li><b>At least once.</b> A round may run again after a crash, also when the far side has already
 *       done what it was asked. Before a call that is not idempotent, {@link TaskRun#checkpoint commit
 *       a mark}; a round that finds one asks the far side before it repeats.
 *   <li><b>Local effects in the result.</b> What is to change here goes into the result's changes;
 *       they are committed together with the end of the round, or not at all.
 *   <li><b>Answer, don't throw.</b> An exception counts as a failed round, with its redacted text.
 *   <li><b>Mind the deadline.</b> A round that overran it, or lost its lease, is run again elsewhere
 *       and its result is dropped.
 * </ol>
 *
 * <p><b>Threads:</b> shared; a task is in one round at a time, different tasks in several.
 */
@FunctionalInterface
public interface TaskHandler {
    /** Does one round. */
    TaskResult run(TaskRun run);

    /**
     * What is to change here when a person cancels a live task of this type; committed together with the cancel. A
     * round that runs then goes on and its result is dropped, so the far side may have taken what it sent.
     */
    default List<Change> cancelled(SyncTask task) {
        return List.of();
    }
}
