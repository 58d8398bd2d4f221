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
import io.gwms.order.OrderLine;
import io.gwms.order.OrderQuery;
import io.gwms.order.OrderStatus;
import io.gwms.order.TextFilter;
import io.gwms.state.Change;
import io.gwms.state.CommandRecord;
import io.gwms.state.OrderReads;
import io.gwms.store.PlatformType;
import io.gwms.store.StoreId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    private static final int IDS_PER_QUERY = 5_000;

    private final Transactions transactions;

    OrderTable(Transactions transactions) {
        this.transactions = transactions;
    }

    /** Adds a first version or replaces the one before; whether it was there to be replaced. */
    static boolean save(Tx tx, Order order) {
        String store = order.id().store().value();
        String platformOrderId = order.id().platformOrderId();
        if (order.version() == 1) {
            return tx.insertIgnoring(
                    """
                            INSERT INTO gwms_order
                                   (store, platform_order_id, version, kind, number, platform_type, source, status,
                                    ordered_at, recipient_key, content_hash, created_at, updated_at, facts_schema,
                                    facts)
                            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                            """,
                    store,
                    platformOrderId,
                    order.version(),
                    order.kind(),
                    order.platform().number(),
                    order.platformType().value(),
                    order.platform().source(),
                    order.status(),
                    order.platform().orderedAt(),
                    SearchKey.name(order.platform().recipient().name()),
                    order.contentHash(),
                    order.createdAt(),
                    order.updatedAt(),
                    OrderDocument.SCHEMA,
                    OrderDocument.write(order));
        }
        return tx.update(
                        """
                        UPDATE gwms_order
                           SET version = ?, kind = ?, number = ?, platform_type = ?, source = ?, status = ?,
                               ordered_at = ?, recipient_key = ?, content_hash = ?, created_at = ?, updated_at = ?,
                               facts_schema = ?, facts = ?
                         WHERE store = ?
                           AND platform_order_id = ?
                           AND version = ?
                        """,
                        order.version(),
                        order.kind(),
                        order.platform().number(),
                        order.platformType().value(),
                        order.platform().source(),
                        order.status(),
                        order.platform().orderedAt(),
                        SearchKey.name(order.platform().recipient().name()),
                        order.contentHash(),
                        order.createdAt(),
                        order.updatedAt(),
                        OrderDocument.SCHEMA,
                        OrderDocument.write(order),
                        store,
                        platformOrderId,
                        order.version() - 1)
                == 1;
    }

    /** Writes what these orders, just saved, are found by: the SKUs they wait for and their tracking numbers. */
    static void writeKeys(Tx tx, Collection<Order> orders) {
        List<@Nullable Object[]> old = new ArrayList<>();
        List<@Nullable Object[]> skus = new ArrayList<>();
        List<@Nullable Object[]> numbers = new ArrayList<>();
        for (Order order : orders) {
            String store = order.id().store().value();
            String id = order.id().platformOrderId();
            if (order.version() > 1) {
                old.add(Tx.values(store, id));
            }
            if (order.status() == OrderStatus.PENDING || order.status() == OrderStatus.ACKNOWLEDGED) {
                order.lines().stream()
                        .filter(OrderLine::hasPlatformSku)
                        .map(OrderLine::platformSku)
                        .distinct()
                        .forEach(sku -> skus.add(Tx.values(store, sku, id)));
            }
            order.shipments().stream()
                    .map(shipment -> SearchKey.tracking(shipment.trackingNumber()))
                    .distinct()
                    .filter(key -> !key.isEmpty())
                    .forEach(key -> numbers.add(Tx.values(key, store, id)));
        }
        tx.batch("DELETE FROM gwms_order_sku WHERE store = ? AND platform_order_id = ?", old);
        tx.batch("DELETE FROM gwms_order_tracking WHERE store = ? AND platform_order_id = ?", old);
        tx.batch("INSERT INTO gwms_order_sku (store, platform_sku, platform_order_id) VALUES (?, ?, ?)", skus);
        tx.batch("INSERT INTO gwms_order_tracking (tracking_key, store, platform_order_id) VALUES (?, ?, ?)", numbers);
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
        List<OrderId> distinct = ids.stream().distinct().toList();
        return transactions.read(tx -> {
            List<Order> found = new ArrayList<>();
            for (int from = 0; from < distinct.size(); from += IDS_PER_QUERY) {
                found.addAll(findSome(tx, distinct.subList(from, Math.min(distinct.size(), from + IDS_PER_QUERY))));
            }
            return found;
        });
    }

    private static List<Order> findSome(Tx tx, List<OrderId> ids) {
        String places = String.join(", ", Collections.nCopies(ids.size(), "(?, ?)"));
        List<@Nullable Object> values = new ArrayList<>();
        ids.forEach(id -> {
            values.add(id.store().value());
            values.add(id.platformOrderId());
        });
        return tx.query(
                "SELECT * FROM gwms_order WHERE (store, platform_order_id) IN (VALUES " + places + ")",
                OrderTable::order,
                values.toArray());
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

    private static Conditions filters(OrderQuery query) {
        boolean consumersOnly = query.recipientName() != null || query.trackingNumber() != null;
        Conditions conditions = new Conditions()
                .equal("number", query.number())
                .equal("store", query.store() == null ? null : query.store().value())
                .equal("status", query.status())
                .equal("source", query.source())
                .between("ordered_at", query.orderedFrom(), query.orderedTo());
        if (consumersOnly) {
            conditions.and("kind = 'B2C'");
        } else {
            conditions.equal("kind", query.kind());
        }
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
                  JOIN gwms_order o ON o.store = s.store AND o.platform_order_id = s.platform_order_id
                 WHERE s.store = ?
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
                new OrderId(new StoreId(row.string("store")), row.string("platform_order_id")),
                row.longValue("version"),
                new PlatformType(row.string("platform_type")),
                row.string("content_hash"),
                row.instant("created_at"),
                row.instant("updated_at"));
        return OrderDocument.read(columns, row.intValue("facts_schema"), row.string("facts"));
    }
}
