package io.gwms.testkit.time;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * A clock that stands still until it is moved, and never moves backwards.
 *
 * <p><b>Threads:</b> shared; of several moves at once, the latest instant wins.
 */
public final class VirtualClock implements InstantSource {
    private Instant now;

    private VirtualClock(Instant start) {
        this.now = requireNonNull(start, "start");
    }

    /** A clock that reads {@code start} until it is moved. */
    public static VirtualClock startingAt(Instant start) {
        return new VirtualClock(start);
    }

    /** Moves to {@code instant}; an earlier instant is ignored. Returns the time now in force. */
    public synchronized Instant advanceTo(Instant instant) {
        if (requireNonNull(instant, "instant").isAfter(now)) {
            now = instant;
        }
        return now;
    }

    /**
     * Moves forward by {@code step}, zero or longer. Returns the time now in force.
     *
     * @throws IllegalArgumentException when the step is negative
     */
    public synchronized Instant advance(Duration step) {
        if (step.isNegative()) {
            throw new IllegalArgumentException("step is " + step + ", but must be zero or longer");
        }
        now = now.plus(step);
        return now;
    }

    @Override
    public synchronized Instant instant() {
        return now;
    }

    @Override
    public String toString() {
        return "VirtualClock[" + instant() + "]";
    }
}
