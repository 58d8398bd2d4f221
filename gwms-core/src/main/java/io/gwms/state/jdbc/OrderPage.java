package io.gwms.state.jdbc;

import io.gwms.internal.SearchKey;
import io.gwms.internal.jdbc.Conditions;
import io.gwms.internal.jdbc.Row;
import io.gwms.internal.jdbc.Tx;
import io.gwms.order.OrderId;
import io.gwms.order.OrderKind;
import io.gwms.order.OrderQuery;
import io.gwms.order.OrderStatus;
import io.gwms.order.TextFilter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A page of the list of orders, at the same cost however long the list is. Each index holds orders in the list's order
 * behind columns that are equal; where a filter leaves such a column open, the page is put together from the first
 * orders of each value it can have. Only keys are looked at until the orders of the page are known.
 */
final class OrderPage {
    private static final String LAST_CHARACTER = Character.toString(Character.MAX_CODE_POINT);
    private static final String KEYS = "SELECT store, platform_order_id, ordered_at FROM ";
    private static final String IN_ORDER = " ORDER BY ordered_at DESC, store, platform_order_id LIMIT ";

    private final OrderQuery query;

    OrderPage(OrderQuery query) {
        this.query = query;
    }

    <T> List<T> read(Tx tx, Function<Row, T> mapper) {
        List<String> parts = new ArrayList<>();
        List<@Nullable Object> values = new ArrayList<>();
        OrderId last = query.before();
        Instant lastOrderedAt = last == null ? null : orderedAt(tx, last);
        for (Conditions part : findsFew() ? List.of(few()) : stretches()) {
            if (last != null && lastOrderedAt != null) {
                goOnAfter(last, lastOrderedAt, part);
            }
            parts.add("SELECT * FROM (" + KEYS + "gwms_order" + part.where() + IN_ORDER + query.limit() + ") AS part_"
                    + parts.size());
            values.addAll(Arrays.asList(part.values()));
        }
        String keys = parts.size() == 1
                ? parts.get(0)
                : KEYS + "(" + String.join(" UNION ALL ", parts) + ") AS parts" + IN_ORDER + query.limit();
        return tx.query(
                "SELECT o.* FROM (" + keys + ") AS page CROSS JOIN gwms_order o"
                        + " WHERE o.store = page.store AND o.platform_order_id = page.platform_order_id"
                        + " ORDER BY o.ordered_at DESC, o.store, o.platform_order_id",
                mapper,
                values.toArray());
    }

    private boolean findsFew() {
        return query.number() != null || query.recipientName() != null || query.trackingNumber() != null;
    }

    /**
     * A number, a recipient and a tracking number find few orders, but a planner without statistics would rather walk a
     * whole index that sorts. So beside them the other columns are hidden from it.
     */
    private Conditions few() {
        TextFilter name = query.recipientName();
        TextFilter tracking = query.trackingNumber();
        boolean people = name != null || tracking != null;
        Conditions conditions = new Conditions()
                .equal(people ? hidden("number") : "number", query.number())
                .equal(hidden("store"), store())
                .equal(hidden("status"), query.status())
                .equal(hidden("source"), query.source())
                .between("COALESCE(ordered_at, 0)", query.orderedFrom(), query.orderedTo())
                .equal(hidden("kind"), people ? OrderKind.B2C : query.kind());
        if (name != null) {
            conditions.and(matches("recipient_key", name), keys(SearchKey.name(name.text()), name));
        }
        if (tracking != null) {
            conditions.and(
                    "(store, platform_order_id) IN (SELECT store, platform_order_id FROM gwms_order_tracking WHERE "
                            + matches("tracking_key", tracking) + ")",
                    keys(SearchKey.tracking(tracking.text()), tracking));
        }
        return conditions;
    }

    /** One for each kind and, where the index has it, each status; within one of them the list's order is the index's. */
    private List<Conditions> stretches() {
        boolean byStatus = query.status() != null || query.store() != null || query.source() != null;
        List<Conditions> stretches = new ArrayList<>();
        for (OrderKind kind : query.kind() == null ? List.of(OrderKind.values()) : List.of(query.kind())) {
            if (!byStatus) {
                stretches.add(stretch(kind, null));
            } else if (query.status() != null) {
                stretches.add(stretch(kind, query.status()));
            } else {
                for (OrderStatus status : OrderStatus.values()) {
                    stretches.add(stretch(kind, status));
                }
            }
        }
        return stretches;
    }

    /** The index by source has the store of each order too, to look at on the way. */
    private Conditions stretch(OrderKind kind, @Nullable OrderStatus status) {
        return new Conditions()
                .equal(query.source() == null ? "store" : hidden("store"), store())
                .equal("source", query.source())
                .equal("kind", kind)
                .equal("status", status)
                .between("ordered_at", query.orderedFrom(), query.orderedTo());
    }

    private @Nullable String store() {
        return query.store() == null ? null : query.store().value();
    }

    private static String hidden(String column) {
        return "COALESCE(" + column + ", '')";
    }

    private static String matches(String column, TextFilter filter) {
        return filter.prefix() ? column + " >= ? AND " + column + " < ?" : column + " = ?";
    }

    private static @Nullable Object[] keys(String key, TextFilter filter) {
        return filter.prefix() ? new Object[] {key, key + LAST_CHARACTER} : new Object[] {key};
    }

    private static Instant orderedAt(Tx tx, OrderId last) {
        return tx.queryOne(
                        "SELECT ordered_at FROM gwms_order WHERE store = ? AND platform_order_id = ?",
                        row -> row.instant("ordered_at"),
                        last.store().value(),
                        last.platformOrderId())
                .orElseThrow(() ->
                        new IllegalArgumentException("before is " + last + ", but must be an order that is stored"));
    }

    private static void goOnAfter(OrderId last, Instant orderedAt, Conditions conditions) {
        conditions.and(
                "ordered_at <= ? AND (ordered_at < ? OR (store, platform_order_id) > (?, ?))",
                orderedAt,
                orderedAt,
                last.store().value(),
                last.platformOrderId());
    }
}
