package io.gwms.internal.task;

import io.gwms.internal.jdbc.DatabaseException;
import io.gwms.state.Change;
import io.gwms.task.SyncTask;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The end of a claim on its way to the store: what becomes of the task, and what the handler wants changed with it. One
 * thread at a time.
 */
final class Ending {
    /** What the slot is freed for; a claim that is ended from outside keeps its slot until its handler has returned. */
    enum From {
        ROUND,
        OUTSIDE
    }

    private final LiveRun run;
    private final From from;
    private final Function<Round, Change.UpdateTask> head;
    private final Supplier<List<Change>> own;
    private Change.UpdateTask update;
    private List<Change> changes = List.of();
    private int conflicts;
    private boolean settled;

    private Ending(LiveRun run, From from, Function<Round, Change.UpdateTask> head, Supplier<List<Change>> own) {
        this.run = run;
        this.from = from;
        this.head = head;
        this.own = own;
        this.update = head.apply(run.round());
    }

    /** The end of a round, or of a claim that began none. */
    static Ending of(LiveRun run, Function<Round, Change.UpdateTask> head, Supplier<List<Change>> own) {
        return new Ending(run, From.ROUND, head, own);
    }

    /** The end of a round whose handler has not returned. */
    static Ending fromOutside(LiveRun run, Function<Round, Change.UpdateTask> head) {
        return new Ending(run, From.OUTSIDE, head, List::of);
    }

    LiveRun run() {
        return run;
    }

    From from() {
        return from;
    }

    /** The task as it is to be, for the newest token that is known. */
    Change.UpdateTask update() {
        return update;
    }

    /** What the handler wants changed, as it said when it was {@linkplain #ask asked} last. */
    List<Change> changes() {
        return changes;
    }

    /** Asks the handler what it wants changed as things stand now. */
    void ask() {
        changes = own.get();
    }

    /** How often its changes met a conflict. */
    int conflicts() {
        return conflicts;
    }

    void metConflict() {
        conflicts++;
    }

    /** Somebody has seen to it. */
    void settle() {
        settled = true;
    }

    boolean isSettled() {
        return settled;
    }

    /** Says the same of the task as it stands now, for its newer token. */
    void rebuild() {
        update = head.apply(run.round());
    }

    /** Whether the stored task is what this would make of it: the answer to a commit was lost. */
    boolean isStored(SyncTask stored) {
        SyncTask wanted = update.task();
        return stored.runToken() == wanted.runToken()
                && stored.status() == wanted.status()
                && stored.nextExecutionAt().equals(wanted.nextExecutionAt())
                && stored.summary().equals(wanted.summary());
    }

    /** Whether the stored task may still be changed by {@link #update}. */
    boolean isCurrent(SyncTask stored) {
        return stored.runToken() == update.expectedToken() && stored.status().isLive();
    }

    /** Whether that failure is about the store and not about what is to be stored. */
    static boolean isOutage(@Nullable Throwable failure) {
        return failure instanceof DatabaseException outage
                && switch (outage.kind()) {
                    case RETRYABLE, UNAVAILABLE, COMMIT_UNKNOWN -> true;
                    case UNIQUE_VIOLATION, OTHER -> false;
                };
    }
}
