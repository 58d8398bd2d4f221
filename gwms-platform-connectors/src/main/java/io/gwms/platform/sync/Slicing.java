package io.gwms.platform.sync;

import io.gwms.ordersync.Coverage;
import io.gwms.ordersync.TimeWindow;
import io.gwms.platform.OrderCursor;
import io.gwms.platform.OrderPage;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Cuts what is to be covered into windows a platform allows. */
final class Slicing {
    /** The shortest part of a window that is asked for; parts begin and end at multiples of it. */
    static final Duration SHORTEST_PART = Duration.ofSeconds(5);

    private final OrderCursor cursor;
    private final Instant startedAt;

    Slicing(OrderCursor cursor, Instant startedAt) {
        this.cursor = cursor;
        this.startedAt = startedAt;
    }

    /**
     * A slice of a stretch.
     *
     * @param fresh what it covers; the slices of a stretch follow each other without a hole
     * @param asked the window to ask for: it begins earlier by the lag and stays within the limit
     */
    record Slice(TimeWindow fresh, TimeWindow asked) {
        /** Whether it cannot be made any smaller. */
        boolean isSmallest() {
            return asked.equals(fresh) && fresh.length().compareTo(SHORTEST_PART) <= 0;
        }
    }

    /** Now is part of what is asked for. */
    Instant end() {
        return startedAt.plusMillis(1);
    }

    /** Up to where the platform can vouch for completeness, as far as our own clock tells. */
    Instant provableTo() {
        return startedAt.minus(cursor.lag());
    }

    /** The same with a page in hand: of both clocks the one behind counts, for what it has not reached may still change. */
    static Instant provableTo(Instant sofar, OrderCursor cursor, OrderPage page) {
        if (page.platformTime() == null) {
            return sofar;
        }
        Instant theirs = page.platformTime().minus(cursor.lag());
        return sofar.isAfter(theirs) ? theirs : sofar;
    }

    /** The earliest moment one may ask for, where there is one; a little later than the limit, which moves. */
    Optional<Instant> earliest() {
        return Optional.ofNullable(cursor.lookback())
                .map(lookback -> startedAt.minus(lookback).plus(Duration.ofMinutes(1)));
    }

    /**
     * What to cover so that everything up to now is: whatever is not proven since the first run set out, or within the
     * lookback, and may still be asked for.
     */
    List<TimeWindow> sinceProven(Coverage coverage, Duration lookback) {
        return coverage.gaps(new TimeWindow(origin(coverage, lookback), end()));
    }

    Instant origin(Coverage coverage, Duration lookback) {
        Instant origin = startedAt.minus(lookback);
        TimeWindow wanted = coverage.wanted();
        if (wanted != null && wanted.from().isBefore(origin)) {
            origin = wanted.from();
        }
        Instant from = later(origin, earliest().orElse(origin));
        return from.isBefore(end()) ? from : startedAt;
    }

    /** The part of a window that one may ask for; empty when there is none. */
    List<TimeWindow> within(TimeWindow window) {
        Instant from = later(window.from(), earliest().orElse(window.from()));
        Instant to = window.to().isBefore(end()) ? window.to() : end();
        return from.isBefore(to) ? List.of(new TimeWindow(from, to)) : List.of();
    }

    /** The slice of a stretch that a run is at. */
    Slice at(TimeWindow stretch, SyncProgress.Place place) {
        Instant from = place.slice() == null ? stretch.from() : place.slice();
        return place.brokenTo() == null ? slice(stretch, from) : part(from, place.brokenTo());
    }

    /** The first half of a window in which something is broken, without an overlap, which may be what is broken. */
    private static Slice part(Instant from, Instant brokenTo) {
        long each = SHORTEST_PART.toSeconds();
        Instant middle = from.plus(Duration.between(from, brokenTo).dividedBy(2));
        Instant even = Instant.ofEpochSecond(Math.floorDiv(middle.getEpochSecond(), each) * each);
        Instant next = Instant.ofEpochSecond((Math.floorDiv(from.getEpochSecond(), each) + 1) * each);
        Instant end = later(even, next);
        TimeWindow part = new TimeWindow(from, end.isBefore(brokenTo) ? end : brokenTo);
        return new Slice(part, part);
    }

    /** The slice of the stretch that begins at {@code at}, or the first. */
    Slice slice(TimeWindow stretch, @Nullable Instant at) {
        Instant from = at == null ? stretch.from() : at;
        Optional<Duration> limit = Optional.ofNullable(cursor.maxWindow());
        Duration overlap = limit.map(longest -> shorter(cursor.lag(), longest.dividedBy(2)))
                .orElse(cursor.lag());
        Instant to = limit.map(longest -> from.plus(longest).minus(overlap))
                .filter(stretch.to()::isAfter)
                .orElse(stretch.to());
        Instant askedFrom = later(from.minus(overlap), earliest().orElse(Instant.MIN));
        return new Slice(new TimeWindow(from, to), new TimeWindow(askedFrom.isAfter(from) ? from : askedFrom, to));
    }

    /** What of a slice the platform can vouch for. */
    static Optional<TimeWindow> proven(TimeWindow fresh, Instant provableTo) {
        Instant to = fresh.to().isBefore(provableTo) ? fresh.to() : provableTo;
        return fresh.from().isBefore(to) ? Optional.of(new TimeWindow(fresh.from(), to)) : Optional.empty();
    }

    /** Whether a moment is in the window as a platform that shows whole seconds tells it. */
    static boolean holds(TimeWindow window, Instant moment) {
        return !moment.isBefore(window.from().truncatedTo(ChronoUnit.SECONDS)) && moment.isBefore(window.to());
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
