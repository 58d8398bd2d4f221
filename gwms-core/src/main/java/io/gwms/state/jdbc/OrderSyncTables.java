package io.gwms.state.jdbc;

import io.gwms.internal.jdbc.Row;
import io.gwms.internal.jdbc.Transactions;
import io.gwms.internal.jdbc.Tx;
import io.gwms.order.OrderKind;
import io.gwms.ordersync.Coverage;
import io.gwms.ordersync.Quarantined;
import io.gwms.ordersync.TimeWindow;
import io.gwms.state.Change;
import io.gwms.state.OrderSyncReads;
import io.gwms.store.StoreId;
import java.util.List;

/** Coverage and quarantine of order sync. */
final class OrderSyncTables implements OrderSyncReads {
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
        List<TimeWindow> touching = tx.query(
                """
                DELETE FROM gwms_coverage
                 WHERE store = ?
                   AND kind = ?
                   AND from_at <= ?
                   AND to_at >= ?
                RETURNING from_at, to_at
                """,
                OrderSyncTables::window,
                store,
                prove.kind(),
                window.to(),
                window.from());
        Coverage joined = new Coverage(prove.store(), prove.kind(), touching).with(window);
        for (TimeWindow stretch : joined.proven()) {
            tx.insertIgnoring(
                    """
                    INSERT INTO gwms_coverage (store, kind, from_at, to_at)
                    VALUES (?, ?, ?, ?)
                    """,
                    store,
                    prove.kind(),
                    stretch.from(),
                    stretch.to());
        }
    }

    static void setAside(Tx tx, Quarantined order) {
        tx.upsert(
                """
                INSERT INTO gwms_quarantine
                       (store, platform_order_id, number, reason, raw, first_seen_at, last_seen_at, attempts)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (store, platform_order_id) DO UPDATE
                   SET number = excluded.number,
                       reason = excluded.reason,
                       raw = excluded.raw,
                       last_seen_at = excluded.last_seen_at,
                       attempts = gwms_quarantine.attempts + excluded.attempts
                """,
                order.store().value(),
                order.platformOrderId(),
                order.platformOrderNumber(),
                order.reason(),
                order.raw(),
                order.firstSeenAt(),
                order.lastSeenAt(),
                order.attempts());
    }

    static void release(Tx tx, Change.Release release) {
        tx.update(
                "DELETE FROM gwms_quarantine WHERE store = ? AND platform_order_id = ?",
                release.store().value(),
                release.platformOrderId());
    }

    @Override
    public Coverage coverage(StoreId store, OrderKind kind) {
        return new Coverage(
                store,
                kind,
                transactions.read(tx -> tx.query(
                        "SELECT from_at, to_at FROM gwms_coverage WHERE store = ? AND kind = ?",
                        OrderSyncTables::window,
                        store.value(),
                        kind)));
    }

    private static TimeWindow window(Row row) {
        return new TimeWindow(row.instant("from_at"), row.instant("to_at"));
    }

    @Override
    public List<Quarantined> quarantined(StoreId store) {
        return transactions.read(tx -> tx.query(
                "SELECT * FROM gwms_quarantine WHERE store = ? ORDER BY first_seen_at, platform_order_id",
                row -> new Quarantined(
                        store,
                        row.string("platform_order_id"),
                        row.string("number"),
                        row.string("reason"),
                        row.string("raw"),
                        row.instant("first_seen_at"),
                        row.instant("last_seen_at"),
                        row.intValue("attempts")),
                store.value()));
    }
}
