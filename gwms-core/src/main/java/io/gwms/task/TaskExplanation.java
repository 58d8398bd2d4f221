package io.gwms.task;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * Why a task stands as it does, in words for people.
 *
 * @param task the task
 * @param syncNowRefusal why Sync Now is not offered; null when it is
 * @param cancelRefusal why a cancel is not offered; null when it is
 * @param nextTime which rule set the next execution time, or why there is none
 * @param roundsLeft rounds until a person is needed; null when the policy counts none, or it is over
 * @param toHuman what would send it to a person, or what did
 * @param lastError the last error; empty when the last round was fine
 * @param errorFamily where to look for its cause; null when the last round was fine. A task that waits, without an error,
 *     for a store to get its credential has {@link ErrorFamily#CONFIGURATION}
 */
public record TaskExplanation(
        SyncTask task,
        @Nullable String syncNowRefusal,
        @Nullable String cancelRefusal,
        String nextTime,
        @Nullable Integer roundsLeft,
        String toHuman,
        String lastError,
        @Nullable ErrorFamily errorFamily) {
    public TaskExplanation {
        requireNonNull(task, "task");
        requireNonNull(nextTime, "nextTime");
        requireNonNull(toHuman, "toHuman");
        requireNonNull(lastError, "lastError");
    }

    /** Whether Sync Now would be accepted. */
    public boolean offersSyncNow() {
        return syncNowRefusal == null;
    }

    /** Whether a cancel would be accepted. */
    public boolean offersCancel() {
        return cancelRefusal == null;
    }
}
