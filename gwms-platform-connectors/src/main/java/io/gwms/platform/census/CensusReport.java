package io.gwms.platform.census;

import static java.util.Objects.requireNonNull;

import io.gwms.order.OrderKind;
import io.gwms.ordersync.SyncRunId;
import io.gwms.ordersync.TimeWindow;
import io.gwms.store.StoreId;
import java.time.Instant;
import java.util.List;

/**
 * What a census found.
 *
 * @param store the store
 * @param kind consumer orders or purchase orders
 * @param takenAt when it began
 * @param window what it looked at, about the field of the platform's list; its end leaves out what the list may not show yet
 * @param listed how many orders the platform listed
 * @param missing orders that the platform has and that were neither stored nor in quarantine
 * @param differing orders that have changed there since they were stored
 * @param extra orders that are stored and that the platform did not list; told only where the list goes by order time
 * @param runs the runs that pull what is missing or differs
 */
public record CensusReport(
        StoreId store,
        OrderKind kind,
        Instant takenAt,
        TimeWindow window,
        long listed,
        Found missing,
        Found differing,
        Found extra,
        List<SyncRunId> runs) {
    public CensusReport {
        requireNonNull(store, "store");
        requireNonNull(kind, "kind");
        requireNonNull(takenAt, "takenAt");
        requireNonNull(window, "window");
        requireNonNull(missing, "missing");
        requireNonNull(differing, "differing");
        requireNonNull(extra, "extra");
        runs = List.copyOf(runs);
    }

    /** Whether both sides had the same orders, as far as the list tells. */
    public boolean isEqual() {
        return missing.count() + differing.count() + extra.count() == 0;
    }

    /**
     * Orders of one sort.
     *
     * @param count how many
     * @param numbers the numbers of the first {@value #MOST_NAMED}
     */
    public record Found(long count, List<String> numbers) {
        /** How many are named. */
        public static final int MOST_NAMED = 100;

        public Found {
            numbers = List.copyOf(numbers);
        }
    }
}
