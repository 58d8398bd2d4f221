package io.gwms.platform.sync;

import static java.util.Objects.requireNonNull;

import io.gwms.order.OrderKind;
import io.gwms.ordersync.SyncCounts;
import io.gwms.ordersync.SyncRun;
import io.gwms.ordersync.SyncRunId;
import io.gwms.store.StoreId;
import java.time.Duration;

/**
 * How far a run has come.
 *
 * @param run which
 * @param store its store
 * @param kind consumer orders or purchase orders
 * @param status {@code RUNNING} behind a page, or how it ended
 * @param counts what became of the orders so far
 * @param elapsed since it began, waiting included
 */
public record RunProgress(
        SyncRunId run, StoreId store, OrderKind kind, SyncRun.Status status, SyncCounts counts, Duration elapsed) {
    public RunProgress {
        requireNonNull(run, "run");
        requireNonNull(store, "store");
        requireNonNull(kind, "kind");
        requireNonNull(status, "status");
        requireNonNull(counts, "counts");
        requireNonNull(elapsed, "elapsed");
    }

    /** Orders fetched in a second, on average since it began; 0 in its first millisecond. */
    public double ordersPerSecond() {
        long millis = elapsed.toMillis();
        return millis <= 0 ? 0 : counts.fetched() * 1000.0 / millis;
    }

    @Override
    public String toString() {
        return "%s of %s: %s, %d orders (%d new, %d changed, %d skipped, %d set aside), %s a second"
                .formatted(
                        run,
                        store,
                        status,
                        counts.fetched(),
                        counts.created(),
                        counts.updated(),
                        counts.skipped(),
                        counts.quarantined(),
                        Math.round(ordersPerSecond() * 10) / 10.0);
    }
}
