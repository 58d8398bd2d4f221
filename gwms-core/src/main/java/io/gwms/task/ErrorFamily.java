package io.gwms.task;

import io.gwms.internal.IncompleteCredential;
import io.gwms.internal.task.TaskRules;
import io.gwms.outcome.RefusalCode;

/** What kind of thing went wrong, and where to look first (sync-tasks, section 3, «Troubleshooting»). */
public enum ErrorFamily {
    /** The far side or the way to it. */
    INTERFACE("Look at the request logs of this task: what was sent, and what the far side answered"),
    /** A mapping of warehouse, channel or SKU. */
    MAPPING(
            "Correct the mapping of warehouse, channel or SKU that the message names; the task then goes on by itself where"
                    + " the message says so, else use Sync Now"),
    /** What is installed or set here, a credential that is missing, lacks a secret or is not accepted included. */
    CONFIGURATION(
            "Check what is installed and set up in this process as the message says, the credential where the far side"
                    + " does not accept it (gwms.credentials().replace(…)); then use Sync Now"),
    /** Something here: the database, or what is done here after the far side was done. */
    LOCAL("Mend what the message names here, then use Sync Now; what the far side has done is not asked of it again"),
    /** The process that ran it. */
    PROCESS("Look at the logs of the processes that died while they ran this task, then use Sync Now"),
    /** Nothing broke: a person has to decide what the message asks. Reasons that handlers bring of their own are here. */
    DECISION("Decide what the message asks, by the request logs of this task where it names the far side; then use"
            + " Sync Now");

    private final String remedy;

    ErrorFamily(String remedy) {
        this.remedy = remedy;
    }

    /** What to do first. */
    public String remedy() {
        return remedy;
    }

    /** The family of a task's last error. */
    static ErrorFamily of(SyncTask task) {
        ErrorFamily family = task.needsPersonBecause().map(ErrorFamily::of).orElse(INTERFACE);
        if (family != INTERFACE) {
            return family;
        }
        if (task.error().contains(TaskRules.NOT_STORED)) {
            return LOCAL;
        }
        return task.error().contains(IncompleteCredential.REMEDY)
                        || task.error().contains(RefusalCode.NOT_AUTHORIZED + ": ")
                ? CONFIGURATION
                : INTERFACE;
    }

    private static ErrorFamily of(ManualReason reason) {
        return switch (reason.value()) {
            case "MAPPING", "NO_MANAGED_LOCATION" -> MAPPING;
            case "NO_HANDLER", "NO_CREDENTIAL", "NO_INVENTORY" -> CONFIGURATION;
            case "REMOTE_DONE_LOCAL_FAILED" -> LOCAL;
            case "CRASH_LOOP" -> PROCESS;
            case "RETRIES_EXHAUSTED", "CONSECUTIVE_FAILURES", "REJECTED", "OUTCOME_UNKNOWN", "RUN_FAILED" -> INTERFACE;
            default -> DECISION;
        };
    }
}
