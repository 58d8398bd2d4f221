package io.gwms.task;

/** Ends a round whose task belongs to somebody else by now. Thrown by the engine only. */
public final class TaskLeaseLostException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public TaskLeaseLostException(TaskId task) {
        super("task " + task + " was taken over, changed or cancelled while this round ran; its result is dropped");
    }
}
