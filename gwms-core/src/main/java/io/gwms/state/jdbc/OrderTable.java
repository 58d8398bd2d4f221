package io.gwms.state.jdbc;

import io.gwms.internal.jdbc.Row;
import io.gwms.internal.jdbc.Transactions;
import io.gwms.internal.jdbc.Tx;
import io.gwms.internal.json.OrderDocument;
import io.gwms.order.JournalEntry;
import io.gwms.order.Order;
import io.gwms.order.OrderId;
import io.gwms.order.OrderQuery;
import io.gwms.order.OrderStatus;
import io.gwms.state.Change;
import io.gwms.state.CommandRecord;
import io.gwms.state.OrderReads;
import io.gwms.store.PlatformType;
import io.gwms.store.StoreId;
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
        return transactions.read(tx -> new OrderPage(query).read(tx, OrderTable::order));
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

    static Order order(Row row) {
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
