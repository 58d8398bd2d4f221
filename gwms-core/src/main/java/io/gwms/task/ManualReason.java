package io.gwms.task;

import io.gwms.internal.Require;

/** Why a task needs a person (sync-tasks, section 3.2). Open: a handler may bring reasons of its own. */
public record ManualReason(String value) {
    /** The policy's limit of rounds or age is reached. */
    public static final ManualReason RETRIES_EXHAUSTED = new ManualReason("RETRIES_EXHAUSTED");

    /** The warehouse is done and the local action failed; Sync Now finishes locally. */
    public static final ManualReason REMOTE_DONE_LOCAL_FAILED = new ManualReason("REMOTE_DONE_LOCAL_FAILED");

    /** Several rounds failed in a row. */
    public static final ManualReason CONSECUTIVE_FAILURES = new ManualReason("CONSECUTIVE_FAILURES");

    /** The worker died in this task several times in a row. */
    public static final ManualReason CRASH_LOOP = new ManualReason("CRASH_LOOP");

    /** The far side rejected what was asked. */
    public static final ManualReason REJECTED = new ManualReason("REJECTED");

    /** A mapping of warehouse, channel or SKU is missing or has changed. */
    public static final ManualReason MAPPING = new ManualReason("MAPPING");

    /** The outcome is unknown and the far side cannot be asked. */
    public static final ManualReason OUTCOME_UNKNOWN = new ManualReason("OUTCOME_UNKNOWN");

    /** No handler is installed for the task's type. */
    public static final ManualReason NO_HANDLER = new ManualReason("NO_HANDLER");

    public ManualReason {
        Require.text(value, "ManualReason");
    }

    @Override
    public String toString() {
        return value;
    }
}
