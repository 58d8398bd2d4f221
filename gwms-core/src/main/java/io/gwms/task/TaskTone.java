package io.gwms.task;

/** The colour of a task or of a figure (sync-tasks, sections 2.2 and 2.3). */
public enum TaskTone {
    /** Red: a person has to act. */
    RED,
    /** Yellow: worth a look; a task that waits. */
    YELLOW,
    /** Blue: for information; a task that runs. */
    BLUE,
    /** Green: all is well; a task that succeeded. */
    GREEN,
    /** Grey: over without success; a task that was cancelled. */
    GREY;

    /** The colour of a row of that status. */
    public static TaskTone of(TaskStatus status) {
        return switch (status) {
            case PENDING, WAITING -> YELLOW;
            case RUNNING -> BLUE;
            case SUCCESS -> GREEN;
            case MANUAL -> RED;
            case CANCELLED -> GREY;
        };
    }
}
