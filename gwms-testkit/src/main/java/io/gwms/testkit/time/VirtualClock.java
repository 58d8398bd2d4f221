package io.gwms.testkit.time;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A clock that stands still until it is moved, and never moves backwards.
 *
 * <p><b>Threads:</b> shared; of several moves at once, the latest instant wins.
 */
public final class VirtualClock implements InstantSource {
    private final AtomicReference<Instant> now;

    private VirtualClock(Instant start) {
        this.now = new AtomicReference<>(requireNonNull(start, "start"));
    }

    /** A clock that reads {@code start} until it is moved. */
    public static VirtualClock startingAt(Instant start) {
        return new VirtualClock(start);
    }

    /** Moves to {@code instant}; an earlier instant is ignored. Returns the time now in force. */
    public Instant advanceTo(Instant instant) {
        requireNonNull(instant, "instant");
        return now.accumulateAndGet(instant, (current, wanted) -> wanted.isAfter(current) ? wanted : current);
    }

    /**
     * Moves forward by {@code step}, zero or longer. Returns the time now in force.
     *
     * @throws IllegalArgumentException when the step is negative
     */
    public Instant advance(Duration step) {
        if (step.isNegative()) {
            throw new IllegalArgumentException("step is " + step + ", but must be zero or longer");
        }
        return now.updateAndGet(current -> current.plus(step));
    }

    @Override
    public Instant instant() {
        return now.get();
    }

    @Override
    public String toString() {
        return "VirtualClock[" + instant() + "]";
    }
}
