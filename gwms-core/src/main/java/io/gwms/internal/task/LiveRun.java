package io.gwms.internal.task;

import static java.util.Objects.requireNonNull;

import io.gwms.state.Change;
import io.gwms.state.CommitResult;
import io.gwms.state.SqlWork;
import io.gwms.task.PollingPolicy;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskResult;
import io.gwms.task.TaskRun;
import io.gwms.task.TaskStatus;
import java.sql.Connection;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A claim in hand: it waits, then its round is run, then its end is stored. The round's own thread works through {@link
 * TaskRun}; the engine's may end it from outside by {@link #abandon} and {@link #loseLease}.
 */
final class LiveRun implements TaskRun {
    private final Completer completer;
    private final SyncTask claimed;
    private final long incarnation;
    private final PollingPolicy policy;
    private final long claimedNanos;
    private volatile Round round;
    private volatile Instant deadline;
    private volatile boolean begun;
    private volatile String checkpoint;
    private volatile boolean leaseLost;
    private volatile boolean abandoned;
    private volatile boolean overdue;
    private volatile Change.@Nullable UpdateTask completed;
    private volatile boolean completedByHost;
    private @Nullable Thread worker;
    private @Nullable Runnable told;
    private boolean interrupted;

    LiveRun(
            Completer completer,
            SyncTask claimed,
            long incarnation,
            PollingPolicy policy,
            Instant claimedAt,
            long claimedNanos) {
        this.completer = completer;
        this.claimed = claimed;
        this.incarnation = incarnation;
        this.policy = policy;
        this.claimedNanos = claimedNanos;
        this.round = Round.of(claimed, claimedAt);
        this.deadline = Instant.MAX;
        this.checkpoint = claimed.checkpoint();
    }

    @Override
    public SyncTask task() {
        return claimed;
    }

    @Override
    public Instant startedAt() {
        return round.startedAt();
    }

    @Override
    public Instant deadline() {
        return deadline;
    }

    @Override
    public boolean isLeaseLost() {
        return leaseLost;
    }

    @Override
    public void onLeaseLost(Runnable told) {
        requireNonNull(told, "told");
        boolean late;
        synchronized (this) {
            this.told = told;
            late = leaseLost;
        }
        if (late) {
            told.run();
        }
    }

    @Override
    public String checkpoint() {
        return checkpoint;
    }

    @Override
    public void checkpoint(String checkpoint) {
        requireNonNull(checkpoint, "checkpoint");
        completer.checkpoint(this, checkpoint);
        this.checkpoint = checkpoint;
    }

    @Override
    public CommitResult commit(List<Change> changes, String checkpoint) {
        CommitResult result =
                completer.commit(this, requireNonNull(changes, "changes"), requireNonNull(checkpoint, "checkpoint"));
        if (result.isCommitted()) {
            this.checkpoint = checkpoint;
        }
        return result;
    }

    @Override
    public TaskResult complete(TaskResult result, SqlWork own) {
        completed = completer.completeWith(this, requireNonNull(result, "result"), requireNonNull(own, "own"));
        return result;
    }

    @Override
    public TaskResult completeIn(TaskResult result, Connection connection) {
        completed =
                completer.completeIn(this, requireNonNull(result, "result"), requireNonNull(connection, "connection"));
        completedByHost = true;
        return result;
    }

    /** What the handler has stored as the end of its round by itself; null when it has not. */
    Change.@Nullable UpdateTask completed() {
        return completed;
    }

    /** Whether that was in a transaction of the host's, of which nobody here knows whether it was committed. */
    boolean isCompletedByHost() {
        return completedByHost;
    }

    /** What rules it. */
    PollingPolicy policy() {
        return policy;
    }

    /** The incarnation that claimed it. */
    long incarnation() {
        return incarnation;
    }

    /** When it was claimed, on the machine's counter of nanoseconds. */
    long claimedNanos() {
        return claimedNanos;
    }

    Round round() {
        return round;
    }

    /** Reads the task again; see {@link #refresh(long, Optional)}. */
    boolean refresh(long staleToken) {
        if (round.current().runToken() > staleToken) {
            return true;
        }
        return refresh(staleToken, completer.find(claimed.id()));
    }

    /**
     * Whether the task as it is stored is still this claim's, with a newer token than the stale one: a person asked for
     * one more round. Every claim counts {@link SyncTask#rounds} up, so that number tells claims apart.
     */
    synchronized boolean refresh(long staleToken, Optional<SyncTask> stored) {
        if (round.current().runToken() > staleToken) {
            return true;
        }
        boolean ours = stored.filter(task -> task.status() == TaskStatus.RUNNING
                        && task.rounds() == claimed.rounds()
                        && task.runToken() > staleToken)
                .isPresent();
        if (ours) {
            round = round.with(stored.get());
        } else {
            loseLease();
        }
        return ours;
    }

    void loseLease() {
        Runnable tell;
        synchronized (this) {
            tell = leaseLost ? null : told;
            leaseLost = true;
        }
        if (tell != null) {
            completer.tell(this, tell);
        }
    }

    /** The worker begins its round. */
    synchronized void begin(Instant now) {
        round = round.begun(now);
        deadline = now.plus(policy.deadline());
        worker = Thread.currentThread();
        begun = true;
    }

    /** Whether its round has begun. */
    boolean hasBegun() {
        return begun;
    }

    /** Whether its deadline has passed; once only. */
    boolean isOverdueNow(Instant now) {
        if (overdue || abandoned || !begun || !now.isAfter(deadline)) {
            return false;
        }
        overdue = true;
        return true;
    }

    /** Tells a handler that hangs that nobody waits for it any more. */
    void abandon() {
        loseLease();
        synchronized (this) {
            abandoned = true;
            if (worker != null) {
                interrupted = true;
                worker.interrupt();
            }
        }
    }

    /** Whether nobody waits for its handler any more. */
    boolean isAbandoned() {
        return abandoned;
    }

    /** Gives the thread back as it came: an interrupt of {@link #abandon} must not meet its next work. */
    @SuppressWarnings("ResultOfMethodCallIgnored")
    synchronized void end() {
        worker = null;
        if (interrupted) {
            Thread.interrupted();
        }
    }
}
