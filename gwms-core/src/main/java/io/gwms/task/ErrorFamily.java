package io.gwms.task;

import org.jspecify.annotations.Nullable;

/** What kind of thing went wrong, and where to look first (sync-tasks, section 3, «Troubleshooting»). */
public enum ErrorFamily {
    /** The far side or the way to it. */
    INTERFACE("Look at the request logs of this task: what was sent, and what the far side answered"),
    /** A mapping of warehouse, channel or SKU. */
    MAPPING("Check the mapping of warehouse, channel and SKU that the message names, then use Sync Now"),
    /** What is installed or set here. */
    CONFIGURATION("Check what is installed and set up in this process as the message says, then use Sync Now"),
    /** Something here, after the far side was done. */
    LOCAL(
            "Mend what the message names here, then use Sync Now: it finishes here and asks nothing of the far side again"),
    /** The process that ran it. */
    PROCESS("Look at the logs of the processes that died while they ran this task, then use Sync Now");

    private final String remedy;

    ErrorFamily(String remedy) {
        this.remedy = remedy;
    }

    /** What to do first. */
    public String remedy() {
        return remedy;
    }

    /** The family of an error; {@code reason} is null while no person is needed. */
    static ErrorFamily of(@Nullable ManualReason reason) {
        if (ManualReason.MAPPING.equals(reason)) {
            return MAPPING;
        }
        if (ManualReason.NO_HANDLER.equals(reason)) {
            return CONFIGURATION;
        }
        if (ManualReason.REMOTE_DONE_LOCAL_FAILED.equals(reason)) {
            return LOCAL;
        }
        return ManualReason.CRASH_LOOP.equals(reason) ? PROCESS : INTERFACE;
    }
}
