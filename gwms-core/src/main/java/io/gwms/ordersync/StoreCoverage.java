package io.gwms.ordersync;

import static java.util.Objects.requireNonNull;

import io.gwms.order.OrderKind;
import io.gwms.store.StoreId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far the orders of a store are in, as it stood at one moment.
 *
 * @param store the store
 * @param kind consumer orders or purchase orders
 * @param proven the stretches of time proven complete: every order of them is stored or quarantined
 * @param gaps what runs set out to cover and have not, oldest first; empty exactly when nothing up to the last run was
 *     skipped, as far as the platform's change cursor can be trusted
 * @param reliableCursor whether every change there moves an order into a later window; when not, changes of orders that
 *     are here are found by the sweep of open orders alone
 * @param sweptAt as of when all open orders were last asked for again; null when never, as for a reliable cursor
 * @param asOf when this was read
 */
public record StoreCoverage(
        StoreId store,
        OrderKind kind,
        List<TimeWindow> proven,
        List<TimeWindow> gaps,
        boolean reliableCursor,
        @Nullable Instant sweptAt,
        Instant asOf) {
    public StoreCoverage {
        requireNonNull(store, "store");
        requireNonNull(kind, "kind");
        proven = List.copyOf(proven);
        gaps = List.copyOf(gaps);
        requireNonNull(asOf, "asOf");
    }

    /** Whether nothing was skipped. Never so for a cursor that is not reliable: see {@link #sweepAge} there. */
    public boolean isComplete() {
        return reliableCursor && gaps.isEmpty();
    }

    /** How long ago all open orders were last asked for again; empty when they never were. */
    public Optional<Duration> sweepAge() {
        return sweptAt == null ? Optional.empty() : Optional.of(Duration.between(sweptAt, asOf));
    }

    /** The end of the last proven stretch. */
    public Optional<Instant> provenUntil() {
        return proven.isEmpty()
                ? Optional.empty()
                : Optional.of(proven.get(proven.size() - 1).to());
    }
}
