package io.gwms.state.jdbc;

import io.gwms.internal.SearchKey;
import io.gwms.internal.jdbc.Dialect;
import io.gwms.internal.jdbc.Tx;
import io.gwms.order.Order;
import io.gwms.order.OrderId;
import io.gwms.order.OrderLine;
import io.gwms.order.OrderStatus;
import io.gwms.order.Shipment;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What orders are found by beside their own columns: the platform SKUs they wait for, and their tracking numbers. Most
 * changes of an order leave both as they are, so the stored ones are read and only the difference is written.
 */
enum OrderKeys {
    SKU("gwms_order_sku", "platform_sku") {
        @Override
        void add(Order order, Set<Key> keys) {
            if (order.status() == OrderStatus.PENDING || order.status() == OrderStatus.ACKNOWLEDGED) {
                for (OrderLine line : order.lines()) {
                    if (line.hasPlatformSku()) {
                        keys.add(new Key(order.id(), line.platformSku()));
                    }
                }
            }
        }
    },
    TRACKING("gwms_order_tracking", "tracking_key") {
        @Override
        void add(Order order, Set<Key> keys) {
            for (Shipment shipment : order.shipments()) {
                String key = SearchKey.tracking(shipment.trackingNumber());
                if (!key.isEmpty()) {
                    keys.add(new Key(order.id(), key));
                }
            }
        }
    };

    private record Key(OrderId order, String text) {}

    private final String table;
    private final String column;

    OrderKeys(String table, String column) {
        this.table = table;
        this.column = column;
    }

    /** Those of this kind that find the order. */
    abstract void add(Order order, Set<Key> keys);

    /** Brings the keys in line with these orders, which this transaction has just saved. */
    static void write(Tx tx, Collection<Order> orders) {
        for (OrderKeys kind : values()) {
            kind.writeAll(tx, orders);
        }
    }

    private void writeAll(Tx tx, Collection<Order> orders) {
        Set<Key> keys = new LinkedHashSet<>();
        List<OrderId> known = new ArrayList<>();
        for (Order order : orders) {
            add(order, keys);
            if (order.version() > 1) {
                known.add(order.id());
            }
        }
        List<Key> stored = OrderIds.query(
                tx,
                "SELECT store, platform_order_id, " + column + " FROM " + table,
                known,
                tx.words().currentRead(),
                row -> new Key(OrderIds.of(row), row.string(column)));
        List<Key> gone = new ArrayList<>();
        for (Key key : stored) {
            if (!keys.remove(key)) {
                gone.add(key);
            }
        }
        tx.batch(
                "DELETE FROM " + table + " WHERE store = ? AND " + column + " = ? AND platform_order_id = ?",
                rows(gone));
        insert(tx, rows(keys));
    }

    private void insert(Tx tx, List<@Nullable Object[]> rows) {
        String insert = "INSERT INTO " + table + " (store, " + column + ", platform_order_id)";
        if (tx.dialect() != Dialect.POSTGRESQL) {
            tx.batch(insert + " VALUES (?, ?, ?)", rows);
        } else if (!rows.isEmpty()) {
            tx.update(insert + " SELECT * FROM unnest(?::text[], ?::text[], ?::text[])", Tx.columns("ttt", rows));
        }
    }

    private static List<@Nullable Object[]> rows(Collection<Key> keys) {
        List<@Nullable Object[]> rows = new ArrayList<>(keys.size());
        for (Key key : keys) {
            rows.add(Tx.values(key.order.store().value(), key.text, key.order.platformOrderId()));
        }
        return rows;
    }
}
