package io.gwms.state.jdbc;

import io.gwms.internal.jdbc.Tx;
import io.gwms.task.SyncTask;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Counts how rounds ended, a quarter of an hour at a time, in rows that are only appended: a sum reads them, and no
 * two nodes wait for each other at a counter.
 */
final class TaskTallies {
    private static final long MILLIS_OF_A_QUARTER = 900_000;

    private record Kind(
            long quarter,
            String type,
            String businessType,
            @Nullable String warehouse,
            String outcome) {}

    private final Map<Kind, Long> rounds = new LinkedHashMap<>();

    void add(SyncTask task, Instant ended, String outcome) {
        add(
                ended,
                task.type().value(),
                task.businessType().value(),
                task.route() == null ? null : task.route().warehouse().value(),
                outcome);
    }

    void add(Instant ended, String type, String businessType, @Nullable String warehouse, String outcome) {
        rounds.merge(new Kind(quarter(ended), type, businessType, warehouse, outcome), 1L, Long::sum);
    }

    void write(Tx tx) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        rounds.forEach((kind, count) ->
                rows.add(Tx.values(kind.quarter, kind.type, kind.businessType, kind.warehouse, kind.outcome, count)));
        tx.batch(
                "INSERT INTO gwms_task_tally (quarter, type, business_type, warehouse, outcome, rounds)"
                        + " VALUES (?, ?, ?, ?, ?, ?)",
                rows);
    }

    /** The quarter of an hour since 1970 that moment lies in. */
    static long quarter(Instant moment) {
        return Math.floorDiv(moment.toEpochMilli(), MILLIS_OF_A_QUARTER);
    }
}
