package io.gwms.task;

import io.gwms.Incubating;
import java.time.Instant;

/**
 * One round of a task, as its handler sees it.
 *
 * <p><b>Threads:</b> for the round's own thread only.
 */
@Incubating
public interface TaskRun {
    /** The task as it was claimed. */
    SyncTask task();

    /** When the round began. */
    Instant startedAt();

    /** When it must be over. */
    Instant deadline();

    /** Whether another node has taken the task over; the result will be dropped. */
    boolean isLeaseLost();

    /**
     * Commits what the next round must know, before it happens: above all that something that is not
     * idempotent is about to be sent.
     *
     * @throws TaskLeaseLostException when the task is no longer this round's; send nothing then
     */
    void checkpoint(String checkpoint);

    /** What the round before left, or this one since; empty when nothing. */
    String checkpoint();
}
