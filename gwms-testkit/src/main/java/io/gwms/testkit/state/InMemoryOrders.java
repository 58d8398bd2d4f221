package io.gwms.testkit.state;

import io.gwms.internal.Require;
import io.gwms.internal.SearchKey;
import io.gwms.internal.TextOrder;
import io.gwms.order.JournalEntry;
import io.gwms.order.Order;
import io.gwms.order.OrderId;
import io.gwms.order.OrderKind;
import io.gwms.order.OrderQuery;
import io.gwms.order.OrderStatus;
import io.gwms.order.TextFilter;
import io.gwms.state.CommandRecord;
import io.gwms.state.OrderReads;
import io.gwms.store.StoreId;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads orders from memory. */
final class InMemoryOrders implements OrderReads {
    private static final Comparator<Order> BY_ID = Comparator.comparing(
                    (Order order) -> order.id().store().value(), TextOrder.CODE_POINTS)
            .thenComparing(order -> order.id().platformOrderId(), TextOrder.CODE_POINTS);
    private static final Comparator<Order> NEWEST_FIRST = Comparator.comparing(
                    (Order order) -> order.platform().orderedAt(), Comparator.reverseOrder())
            .thenComparing(BY_ID);

    private final Tables tables;

    InMemoryOrders(Tables tables) {
        this.tables = tables;
    }

    @Override
    public Optional<Order> find(OrderId id) {
        synchronized (tables) {
            return Optional.ofNullable(tables.orders.get(id));
        }
    }

    @Override
    public List<Order> findAll(Collection<OrderId> ids) {
        synchronized (tables) {
            return ids.stream()
                    .distinct()
                    .map(tables.orders::get)
                    .filter(Objects::nonNull)
                    .toList();
        }
    }

    @Override
    public List<Order> findByNumber(StoreId store, String number) {
        return select(
                BY_ID,
                order -> order.id().store().equals(store)
                        && order.platform().number().equals(number));
    }

    @Override
    public List<Order> list(OrderQuery query) {
        synchronized (tables) {
            Predicate<Order> shown = order -> matches(query, order);
            if (query.before() != null) {
                Order last = tables.orders.get(query.before());
                Require.that(last != null, "before", query.before(), "an order that is stored");
                shown = shown.and(order -> last != null && NEWEST_FIRST.compare(order, last) > 0);
            }
            List<Order> all = select(NEWEST_FIRST, shown);
            return all.subList(0, Math.min(query.limit(), all.size()));
        }
    }

    @Override
    public List<Order> waitingFor(StoreId store, String platformSku) {
        return select(
                BY_ID,
                order -> order.id().store().equals(store)
                        && !platformSku.isEmpty()
                        && isWaiting(order)
                        && order.lines().stream()
                                .anyMatch(line -> line.platformSku().equals(platformSku)));
    }

    static boolean isWaiting(Order order) {
        return order.status() == OrderStatus.PENDING || order.status() == OrderStatus.ACKNOWLEDGED;
    }

    @Override
    public Map<OrderStatus, Long> countByStatus() {
        synchronized (tables) {
            return tables.orders.values().stream()
                    .collect(Collectors.groupingBy(Order::status, TreeMap::new, Collectors.counting()));
        }
    }

    @Override
    public List<JournalEntry> journal(OrderId id) {
        synchronized (tables) {
            return tables.journal.getOrDefault(id, List.of());
        }
    }

    @Override
    public Optional<CommandRecord> command(String key) {
        synchronized (tables) {
            return Optional.ofNullable(tables.commands.get(key));
        }
    }

    private List<Order> select(Comparator<Order> sorting, Predicate<Order> filter) {
        synchronized (tables) {
            return tables.orders.values().stream()
                    .filter(filter)
                    .sorted(sorting)
                    .toList();
        }
    }

    private static boolean matches(OrderQuery query, Order order) {
        TextFilter name = query.recipientName();
        TextFilter tracking = query.trackingNumber();
        OrderKind kind = name == null && tracking == null ? query.kind() : OrderKind.B2C;
        return same(kind, order.kind())
                && same(query.number(), order.platform().number())
                && same(query.store(), order.id().store())
                && same(query.status(), order.status())
                && same(query.source(), order.platform().source())
                && (query.orderedFrom() == null || !order.platform().orderedAt().isBefore(query.orderedFrom()))
                && (query.orderedTo() == null || order.platform().orderedAt().isBefore(query.orderedTo()))
                && (name == null
                        || fits(
                                name,
                                SearchKey.name(name.text()),
                                SearchKey.name(order.platform().recipient().name())))
                && (tracking == null
                        || order.shipments().stream()
                                .map(shipment -> SearchKey.tracking(shipment.trackingNumber()))
                                .anyMatch(key ->
                                        !key.isEmpty() && fits(tracking, SearchKey.tracking(tracking.text()), key)));
    }

    private static boolean fits(TextFilter filter, String wanted, String key) {
        return filter.prefix() ? key.startsWith(wanted) : key.equals(wanted);
    }

    private static boolean same(@Nullable Object wanted, Object actual) {
        return wanted == null || wanted.equals(actual);
    }
}
