package io.gwms.state.jdbc;

import io.gwms.internal.SearchKey;
import io.gwms.internal.jdbc.Conditions;
import io.gwms.internal.jdbc.Row;
import io.gwms.internal.jdbc.Transactions;
import io.gwms.internal.jdbc.Tx;
import io.gwms.internal.json.OrderDocument;
import io.gwms.order.JournalEntry;
import io.gwms.order.Order;
import io.gwms.order.OrderId;
import io.gwms.order.OrderKind;
import io.gwms.order.OrderQuery;
import io.gwms.order.OrderStatus;
import io.gwms.order.TextFilter;
import io.gwms.state.Change;
import io.gwms.state.CommandRecord;
import io.gwms.state.OrderReads;
import io.gwms.store.PlatformType;
import io.gwms.store.StoreId;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Orders, what they are found by, their journal, and the results of commands. */
final class OrderTable implements OrderReads {
    static final String ADD_JOURNAL = """
            INSERT INTO gwms_order_journal
                   (store, platform_order_id, version, at, what, from_status, to_status, detail, rule_row, rules,
                    actor)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    private static final String LAST_CHARACTER = Character.toString(Character.MAX_CODE_POINT);

    private final Transactions transactions;

    OrderTable(Transactions transactions) {
        this.transactions = transactions;
    }

    static boolean record(Tx tx, Change.RecordCommand command) {
        return tx.insertIgnoring("""
                INSERT INTO gwms_command (command_key, content_hash, result, at)
                VALUES (?, ?, ?, ?)
                """, command.key(), command.contentHash(), command.result(), command.at());
    }

    @Override
    public Optional<Order> find(OrderId id) {
        return findAll(List.of(id)).stream().findFirst();
    }

    @Override
    public List<Order> findAll(Collection<OrderId> ids) {
        Set<OrderId> distinct = new LinkedHashSet<>(ids);
        return distinct.isEmpty()
                ? List.of()
                : transactions.read(
                        tx -> OrderIds.query(tx, "SELECT * FROM gwms_order", distinct, "", OrderTable::order));
    }

    @Override
    public List<Order> findByNumber(StoreId store, String number) {
        return transactions.read(tx -> tx.query(
                "SELECT * FROM gwms_order WHERE store = ? AND number = ? ORDER BY platform_order_id",
                OrderTable::order,
                store.value(),
                number));
    }

    @Override
    public List<Order> list(OrderQuery query) {
        return transactions.read(tx -> {
            Conditions conditions = filters(query);
            if (query.before() != null) {
                goOnAfter(tx, query.before(), conditions);
            }
            return tx.query(
                    "SELECT * FROM gwms_order" + conditions.where()
                            + "ORDER BY ordered_at DESC, store, platform_order_id LIMIT " + query.limit(),
                    OrderTable::order,
                    conditions.values());
        });
    }

    /**
     * A recipient and a tracking number find few orders, but a planner without statistics would rather walk a whole
     * index that sorts. So beside them the other columns are hidden from it.
     */
    private static Conditions filters(OrderQuery query) {
        boolean hidden = query.recipientName() != null || query.trackingNumber() != null;
        Conditions conditions = new Conditions()
                .equal(column("number", hidden), query.number())
                .equal(
                        column("store", hidden),
                        query.store() == null ? null : query.store().value())
                .equal(column("status", hidden), query.status())
                .equal(column("source", hidden), query.source())
                .between(hidden ? "COALESCE(ordered_at, 0)" : "ordered_at", query.orderedFrom(), query.orderedTo())
                .equal(column("kind", hidden), hidden ? OrderKind.B2C : query.kind());
        TextFilter name = query.recipientName();
        if (name != null) {
            conditions.and(matches("recipient_key", name), keys(SearchKey.name(name.text()), name));
        }
        TextFilter number = query.trackingNumber();
        if (number != null) {
            conditions.and(
                    "(store, platform_order_id) IN (SELECT store, platform_order_id FROM gwms_order_tracking WHERE "
                            + matches("tracking_key", number) + ")",
                    keys(SearchKey.tracking(number.text()), number));
        }
        return conditions;
    }

    private static String column(String name, boolean hidden) {
        return hidden ? "COALESCE(" + name + ", '')" : name;
    }

    private static String matches(String column, TextFilter filter) {
        return filter.prefix() ? column + " >= ? AND " + column + " < ?" : column + " = ?";
    }

    private static @Nullable Object[] keys(String key, TextFilter filter) {
        return filter.prefix() ? new Object[] {key, key + LAST_CHARACTER} : new Object[] {key};
    }

    private static void goOnAfter(Tx tx, OrderId last, Conditions conditions) {
        String store = last.store().value();
        Instant orderedAt = tx.queryOne(
                        "SELECT ordered_at FROM gwms_order WHERE store = ? AND platform_order_id = ?",
                        row -> row.instant("ordered_at"),
                        store,
                        last.platformOrderId())
                .orElseThrow(() ->
                        new IllegalArgumentException("before is " + last + ", but must be an order that is stored"));
        conditions.and(
                "ordered_at <= ? AND (ordered_at < ? OR (store, platform_order_id) > (?, ?))",
                orderedAt,
                orderedAt,
                store,
                last.platformOrderId());
    }

    @Override
    public List<Order> waitingFor(StoreId store, String platformSku) {
        return transactions.read(tx -> tx.query("""
                SELECT o.*
                  FROM gwms_order_sku s
                 CROSS JOIN gwms_order o
                 WHERE o.store = s.store
                   AND o.platform_order_id = s.platform_order_id
                   AND s.store = ?
                   AND s.platform_sku = ?
                 ORDER BY o.platform_order_id
                """, OrderTable::order, store.value(), platformSku));
    }

    @Override
    public Map<OrderStatus, Long> countByStatus() {
        Map<OrderStatus, Long> counts = new EnumMap<>(OrderStatus.class);
        transactions.<@Nullable Object>read(tx -> {
            tx.forEach(
                    "SELECT status, count(*) AS orders FROM gwms_order GROUP BY status",
                    row -> counts.put(row.enumValue("status", OrderStatus.class), row.longValue("orders")));
            return null;
        });
        return counts;
    }

    @Override
    public List<JournalEntry> journal(OrderId id) {
        return transactions.read(tx -> tx.query(
                "SELECT * FROM gwms_order_journal WHERE store = ? AND platform_order_id = ? ORDER BY seq",
                row -> new JournalEntry(
                        id,
                        row.longValue("version"),
                        row.instant("at"),
                        row.string("what"),
                        row.enumValue("from_status", OrderStatus.class),
                        row.enumValue("to_status", OrderStatus.class),
                        row.string("detail"),
                        row.string("rule_row"),
                        row.intValue("rules"),
                        row.string("actor")),
                id.store().value(),
                id.platformOrderId()));
    }

    @Override
    public Optional<CommandRecord> command(String key) {
        return transactions.read(tx -> tx.queryOne(
                "SELECT * FROM gwms_command WHERE command_key = ?",
                row -> new CommandRecord(key, row.string("content_hash"), row.string("result"), row.instant("at")),
                key));
    }

    private static Order order(Row row) {
        OrderDocument.Columns columns = new OrderDocument.Columns(
                OrderIds.of(row),
                row.longValue("version"),
                new PlatformType(row.string("platform_type")),
                row.string("content_hash"),
                row.instant("created_at"),
                row.instant("updated_at"));
        return OrderDocument.read(columns, row.intValue("facts_schema"), row.string("facts"));
    }
}
