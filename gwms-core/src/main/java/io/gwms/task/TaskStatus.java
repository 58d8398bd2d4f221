package io.gwms.task;

/** The status of a task (sync-tasks, section 3.2). */
public enum TaskStatus {
    /** Created, waiting to be run the first time. */
    PENDING,
    /** Being run. */
    RUNNING,
    /** Did not finish its last round; the next one is scheduled. */
    WAITING,
    /** Finished. Terminal. */
    SUCCESS,
    /** Needs a person; see the reason. */
    MANUAL,
    /** Will not run any more. Terminal. */
    CANCELLED;

    /** Whether it is neither finished nor cancelled. */
    public boolean isLive() {
        return this != SUCCESS && this != CANCELLED;
    }
}
