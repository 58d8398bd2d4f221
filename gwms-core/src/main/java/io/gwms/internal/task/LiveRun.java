package io.gwms.internal.task;

import static java.util.Objects.requireNonNull;

import io.gwms.state.StateRepository;
import io.gwms.task.PollingPolicy;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskLeaseLostException;
import io.gwms.task.TaskRun;
import io.gwms.task.TaskStatus;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A round that is being run. Its own thread works through {@link TaskRun}; the engine's may end it from
 * outside by {@link #abandon} and {@link #loseLease}.
 */
final class LiveRun implements TaskRun {
    private final StateRepository state;
    private final long incarnation;
    private final PollingPolicy policy;
    private final Instant deadline;
    private volatile Round round;
    private volatile String checkpoint;
    private volatile boolean leaseLost;
    private @Nullable Thread worker;
    private boolean interrupted;
    private volatile boolean abandoned;

    LiveRun(StateRepository state, SyncTask claimed, long incarnation, PollingPolicy policy, Instant startedAt) {
        this.state = state;
        this.incarnation = incarnation;
        this.policy = policy;
        this.deadline = startedAt.plus(policy.deadline());
        this.round = Round.of(claimed, startedAt);
        this.checkpoint = claimed.checkpoint();
    }

    @Override
    public SyncTask task() {
        return round.claimed();
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
    public String checkpoint() {
        return checkpoint;
    }

    @Override
    public void checkpoint(String checkpoint) {
        requireNonNull(checkpoint, "checkpoint");
        long token = round.current().runToken();
        while (!state.queue().checkpoint(task().id(), token, checkpoint)) {
            if (!refresh(token)) {
                throw new TaskLeaseLostException(task().id());
            }
            token = round.current().runToken();
        }
        this.checkpoint = checkpoint;
    }

    /** What rules it. */
    PollingPolicy policy() {
        return policy;
    }

    /** The incarnation that claimed it. */
    long incarnation() {
        return incarnation;
    }

    Round round() {
        return round;
    }

    /**
     * Reads the task again and says whether it is still this claim's, with a newer token than the stale
     * one: a person asked for one more round. Every claim counts {@link SyncTask#rounds} up, so that
     * number tells claims apart.
     */
    synchronized boolean refresh(long staleToken) {
        if (round.current().runToken() > staleToken) {
            return true;
        }
        Optional<SyncTask> stored = state.tasks().find(task().id());
        boolean ours = stored.filter(task -> task.status() == TaskStatus.RUNNING
                        && task.rounds() == task().rounds()
                        && task.runToken() > staleToken)
                .isPresent();
        if (ours) {
            round = round.with(stored.get());
        } else {
            leaseLost = true;
        }
        return ours;
    }

    void loseLease() {
        leaseLost = true;
    }

    synchronized void begin() {
        worker = Thread.currentThread();
    }

    /** Tells a handler that hangs that nobody waits for it any more. */
    synchronized void abandon() {
        abandoned = true;
        leaseLost = true;
        if (worker != null) {
            interrupted = true;
            worker.interrupt();
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
