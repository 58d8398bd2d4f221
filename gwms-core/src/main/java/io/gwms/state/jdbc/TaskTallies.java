package io.gwms.state.jdbc;

import io.gwms.internal.jdbc.Conditions;
import io.gwms.internal.jdbc.Tx;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskQuery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
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
    private static final long QUARTERS_OF_A_DAY = 96;
    private static final int ROWS_OF_A_QUARTER = 50;

    private static final String INTO =
            "INSERT INTO gwms_task_tally (quarter, type, business_type, warehouse, outcome, rounds)";
    private static final String ADD = INTO + " VALUES (?, ?, ?, ?, ?, ?)";

    /** For a statement of PostgreSQL that writes something else along with it, by {@link #columns}. */
    static final String ADD_ARRAYS =
            INTO + " SELECT * FROM unnest(?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[], ?::bigint[])";

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
        tx.batch(ADD, rows());
    }

    /** The values of {@link #ADD_ARRAYS}. */
    @Nullable
    Object[] columns() {
        return Tx.columns("nttttn", rows());
    }

    private List<@Nullable Object[]> rows() {
        List<@Nullable Object[]> rows = new ArrayList<>(rounds.size());
        rounds.forEach((kind, count) ->
                rows.add(Tx.values(kind.quarter, kind.type, kind.businessType, kind.warehouse, kind.outcome, count)));
        return rows;
    }

    static Map<String, Long> rounds(Tx tx, TaskQuery filter, Instant from, Instant to) {
        Conditions conditions = new Conditions()
                .and("quarter >= ?", quarter(from))
                .and("quarter <= ?", quarter(to.minusMillis(1)))
                .equal("type", filter.type() == null ? null : filter.type().value())
                .equal(
                        "business_type",
                        filter.businessType() == null
                                ? null
                                : filter.businessType().value())
                .equal(
                        "warehouse",
                        filter.warehouse() == null ? null : filter.warehouse().value());
        if (filter.isRouteOnly()) {
            conditions.and("warehouse IS NOT NULL");
        }
        Map<String, Long> counts = new HashMap<>();
        tx.forEach(
                "SELECT outcome, sum(rounds) AS rounds FROM gwms_task_tally" + conditions.where() + "GROUP BY outcome",
                row -> counts.put(row.string("outcome"), row.longValue("rounds")),
                conditions.values());
        return counts;
    }

    /**
     * Adds the rows of each quarter of the last day that is over up into one for each kind, so that a sum stays short.
     * What it takes away it adds up, so that two nodes at once count nothing twice.
     */
    static void rollUp(Tx tx, Instant now) {
        long current = quarter(now);
        for (long quarter : tx.query(
                "SELECT quarter FROM gwms_task_tally WHERE quarter >= ? AND quarter < ?"
                        + " GROUP BY quarter HAVING count(*) > " + ROWS_OF_A_QUARTER,
                row -> row.longValue("quarter"),
                current - QUARTERS_OF_A_DAY,
                current - 1)) {
            TaskTallies sums = new TaskTallies();
            tx.forEach(
                    "DELETE FROM gwms_task_tally WHERE quarter = ?"
                            + " RETURNING type, business_type, warehouse, outcome, rounds",
                    row -> sums.rounds.merge(
                            new Kind(
                                    quarter,
                                    row.string("type"),
                                    row.string("business_type"),
                                    row.stringOrNull("warehouse"),
                                    row.string("outcome")),
                            row.longValue("rounds"),
                            Long::sum),
                    quarter);
            sums.write(tx);
        }
    }

    /** The quarter of an hour since 1970 that moment lies in. */
    static long quarter(Instant moment) {
        return Math.floorDiv(moment.toEpochMilli(), MILLIS_OF_A_QUARTER);
    }
}
