package io.gwms.internal.task;

import static java.util.Objects.requireNonNull;

import io.gwms.task.SyncTask;
import java.time.Instant;

/**
 * One round of a task: the task as it was claimed, and as it stands since. The two differ when a person
 * asked for one more round meanwhile, which counts the run token up without ending this claim.
 *
 * @param claimed the task as it was claimed
 * @param current the task as it stands, still of the same claim
 * @param startedAt when the round began
 * @param failuresBefore how many rounds failed in a row before this one
 */
public record Round(SyncTask claimed, SyncTask current, Instant startedAt, int failuresBefore) {
    public Round {
        requireNonNull(claimed, "claimed");
        requireNonNull(current, "current");
        requireNonNull(startedAt, "startedAt");
    }

    /** A round that has just begun. */
    public static Round of(SyncTask claimed, Instant startedAt) {
        return new Round(claimed, claimed, startedAt, claimed.failures());
    }

    /** The same round, the task having been read again. */
    public Round with(SyncTask current) {
        return new Round(claimed, current, startedAt, failuresBefore);
    }

    /** The same round, now that it is being run. */
    Round begun(Instant now) {
        return new Round(claimed, current, now, failuresBefore);
    }

    /** The same round, which got further than those before it: their failures count no longer. */
    public Round progressed() {
        return new Round(claimed, current, startedAt, 0);
    }

    /** Whether Sync Now made it run; such a round uses up no attempt. */
    public boolean isSyncNow() {
        return claimed.rerunRequested();
    }

    /** Whether a person asked for one more round while this one ran. */
    public boolean isRerunRequested() {
        return current.runToken() > claimed.runToken() && current.rerunRequested();
    }

    /** Why it ran, as an attempt names it. */
    public String cause() {
        if (claimed.crashes() > 0) {
            return "RESCUE";
        }
        return isSyncNow() ? "SYNC_NOW" : "DUE";
    }
}
