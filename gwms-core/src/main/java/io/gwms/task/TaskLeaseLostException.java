package io.gwms.task;

import io.gwms.GwmsException;

/**
 * Ends a round whose task belongs to somebody else by now. Thrown by the engine only; a handler lets it pass, and whoever
 * has the task now goes on.
 */
public final class TaskLeaseLostException extends GwmsException {
    private static final long serialVersionUID = 1L;

    public TaskLeaseLostException(TaskId task) {
        super(
                "GWMS-1110",
                "task " + task + " was taken over, changed or cancelled while this round ran; its result is dropped",
                "let this exception pass out of the handler and send nothing more; what is stored of the task counts");
    }
}
