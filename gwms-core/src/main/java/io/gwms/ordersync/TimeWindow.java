package io.gwms.ordersync;

import static java.util.Objects.requireNonNull;

import io.gwms.internal.Require;
import java.time.Duration;
import java.time.Instant;

/**
 * A stretch of time, half open: it holds {@code from} and ends before {@code to}.
 *
 * @param from first moment in it
 * @param to first moment after it; later than {@code from}
 */
public record TimeWindow(Instant from, Instant to) {
    public TimeWindow {
        requireNonNull(from, "from");
        requireNonNull(to, "to");
        Require.that(from.isBefore(to), "to", to, "after " + from);
    }

    /** Whether that moment is in it. */
    public boolean contains(Instant moment) {
        return !moment.isBefore(from) && moment.isBefore(to);
    }

    /** The shortest stretch that holds this one and the other. */
    public TimeWindow hull(TimeWindow other) {
        return new TimeWindow(from.isBefore(other.from) ? from : other.from, to.isAfter(other.to) ? to : other.to);
    }

    /** How long it is. */
    public Duration length() {
        return Duration.between(from, to);
    }
}
