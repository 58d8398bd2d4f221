package io.gwms.state.jdbc;

import io.gwms.internal.jdbc.Row;
import io.gwms.internal.jdbc.Transactions;
import io.gwms.internal.jdbc.Tx;
import io.gwms.order.OrderKind;
import io.gwms.ordersync.Coverage;
import io.gwms.ordersync.FailureFamily;
import io.gwms.ordersync.Quarantined;
import io.gwms.ordersync.TimeWindow;
import io.gwms.state.Change;
import io.gwms.state.OrderSyncReads;
import io.gwms.store.StoreId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Coverage and quarantine of order sync. */
final class OrderSyncTables implements OrderSyncReads {
    private static final int IDS_PER_QUERY = 500;

    private final Transactions transactions;

    OrderSyncTables(Transactions transactions) {
        this.transactions = transactions;
    }

    /**
     * Replaces the stretches that touch the new one by their union. Only what this very statement took away is put
     * together, so that a stretch another node joins meanwhile is never lost; reading joins what is left apart.
     */
    static void prove(Tx tx, Change.ProveWindow prove) {
        String store = prove.store().value();
        TimeWindow window = prove.window();
        List<TimeWindow> touching =
                tx.query("""
                DELETE FROM gwms_coverage
                 WHERE store = ?
                   AND kind = ?
                   AND from_at <= ?
                   AND to_at >= ?
                RETURNING from_at, to_at
                """, OrderSyncTables::window, store, prove.kind(), window.to(), window.from());
        Coverage joined = Coverage.none(prove.store(), prove.kind()).with(window);
        for (TimeWindow stretch : touching) {
            joined = joined.with(stretch);
        }
        for (TimeWindow stretch : joined.proven()) {
            tx.insertIgnoring("""
                    INSERT INTO gwms_coverage (store, kind, from_at, to_at)
                    VALUES (?, ?, ?, ?)
                    """, store, prove.kind(), stretch.from(), stretch.to());
        }
    }

    static void want(Tx tx, Change.WantWindow want) {
        tx.upsert(
                """
                INSERT INTO gwms_order_stream (store, kind, wanted_from, wanted_to)
                VALUES (?, ?, ?, ?)
                ON CONFLICT (store, kind) DO UPDATE
                   SET wanted_from = CASE WHEN excluded.wanted_from < gwms_order_stream.wanted_from
                                          THEN excluded.wanted_from ELSE gwms_order_stream.wanted_from END,
                       wanted_to = CASE WHEN excluded.wanted_to > gwms_order_stream.wanted_to
                                        THEN excluded.wanted_to ELSE gwms_order_stream.wanted_to END
                """,
                want.store().value(),
                want.kind(),
                want.window().from(),
                want.window().to());
    }

    static void noteSweep(Tx tx, Change.NoteSweep note) {
        tx.update(
                "UPDATE gwms_order_stream SET swept_at = ? WHERE store = ? AND kind = ?",
                note.at(),
                note.store().value(),
                note.kind());
    }

    static void setAside(Tx tx, Quarantined order) {
        TimeWindow foundIn = order.foundIn();
        tx.upsert(
                """
                INSERT INTO gwms_quarantine
                       (store, platform_order_id, kind, number, family, code, reason, raw, first_seen_at, last_seen_at,
                        attempts, found_from, found_to)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (store, platform_order_id) DO UPDATE
                   SET kind = excluded.kind,
                       number = excluded.number,
                       family = excluded.family,
                       code = excluded.code,
                       reason = excluded.reason,
                       raw = excluded.raw,
                       last_seen_at = excluded.last_seen_at,
                       attempts = gwms_quarantine.attempts + excluded.attempts,
                       found_from = excluded.found_from,
                       found_to = excluded.found_to
                """,
                order.store().value(),
                order.platformOrderId(),
                order.kind(),
                order.platformOrderNumber(),
                order.family(),
                order.code(),
                order.reason(),
                order.raw(),
                order.firstSeenAt(),
                order.lastSeenAt(),
                order.attempts(),
                foundIn == null ? null : foundIn.from(),
                foundIn == null ? null : foundIn.to());
    }

    static void release(Tx tx, Change.Release release) {
        tx.update(
                "DELETE FROM gwms_quarantine WHERE store = ? AND platform_order_id = ?",
                release.store().value(),
                release.platformOrderId());
    }

    private record Stream(TimeWindow wanted, @Nullable Instant sweptAt) {}

    @Override
    public Coverage coverage(StoreId store, OrderKind kind) {
        return transactions.read(tx -> {
            List<TimeWindow> proven = tx.query(
                    "SELECT from_at, to_at FROM gwms_coverage WHERE store = ? AND kind = ?",
                    OrderSyncTables::window,
                    store.value(),
                    kind);
            Stream stream = tx.queryOne(
                            "SELECT wanted_from, wanted_to, swept_at FROM gwms_order_stream WHERE store = ? AND kind = ?",
                            row -> new Stream(
                                    new TimeWindow(row.instant("wanted_from"), row.instant("wanted_to")),
                                    row.instantOrNull("swept_at")),
                            store.value(),
                            kind)
                    .orElse(null);
            return stream == null
                    ? new Coverage(store, kind, proven, null, null)
                    : new Coverage(store, kind, proven, stream.wanted(), stream.sweptAt());
        });
    }

    private static TimeWindow window(Row row) {
        return new TimeWindow(row.instant("from_at"), row.instant("to_at"));
    }

    @Override
    public List<Quarantined> quarantined(StoreId store) {
        return transactions.read(tx -> tx.query(
                "SELECT * FROM gwms_quarantine WHERE store = ? ORDER BY first_seen_at, platform_order_id",
                OrderSyncTables::quarantined,
                store.value()));
    }

    @Override
    public List<Quarantined> quarantined(StoreId store, Collection<String> platformOrderIds) {
        List<String> ids = platformOrderIds.stream().distinct().toList();
        return transactions.read(tx -> {
            List<Quarantined> found = new ArrayList<>();
            for (int from = 0; from < ids.size(); from += IDS_PER_QUERY) {
                List<@Nullable Object> values = new ArrayList<>();
                values.add(store.value());
                values.addAll(ids.subList(from, Math.min(ids.size(), from + IDS_PER_QUERY)));
                String places = String.join(", ", Collections.nCopies(values.size() - 1, "?"));
                found.addAll(tx.query(
                        "SELECT * FROM gwms_quarantine WHERE store = ? AND platform_order_id IN (" + places + ")",
                        OrderSyncTables::quarantined,
                        values.toArray()));
            }
            return found;
        });
    }

    @Override
    public List<Quarantined> quarantinedAfter(StoreId store, String after, int limit) {
        return transactions.read(tx -> tx.query(
                "SELECT * FROM gwms_quarantine WHERE store = ? AND platform_order_id > ?"
                        + " ORDER BY platform_order_id LIMIT " + limit,
                OrderSyncTables::quarantined,
                store.value(),
                after));
    }

    private static Quarantined quarantined(Row row) {
        Instant from = row.instantOrNull("found_from");
        Instant to = row.instantOrNull("found_to");
        return new Quarantined(
                new StoreId(row.string("store")),
                row.enumValue("kind", OrderKind.class),
                row.string("platform_order_id"),
                row.string("number"),
                row.enumValue("family", FailureFamily.class),
                row.string("code"),
                row.string("reason"),
                row.string("raw"),
                row.instant("first_seen_at"),
                row.instant("last_seen_at"),
                row.intValue("attempts"),
                from == null || to == null ? null : new TimeWindow(from, to));
    }
}
