package io.gwms.platform.sync;

import static java.util.Objects.requireNonNullElse;

import io.gwms.order.Order;
import io.gwms.order.OrderId;
import io.gwms.order.OrderKind;
import io.gwms.order.OrderQuery;
import io.gwms.ordersync.Quarantined;
import io.gwms.ordersync.SyncRequest;
import io.gwms.ordersync.SyncRunId;
import io.gwms.ordersync.TimeWindow;
import io.gwms.platform.OrderCursor;
import io.gwms.platform.OrderListing.Listed;
import io.gwms.platform.PlatformConnector;
import io.gwms.state.StateRepository;
import io.gwms.store.Store;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a platform lists for a stretch of time, against what is stored.
 *
 * @param listed how many orders are listed
 * @param missing listed and neither stored nor in quarantine
 * @param differing listed as changed since they were stored
 * @param extra stored and not listed
 */
record DayComparison(int listed, List<Listed> missing, List<Listed> differing, List<Order> extra) {
    private static final int AT_ONCE = 500;

    /** @param dayBefore what was listed for the stretch before; an order on the edge may be in either */
    static DayComparison of(
            StateRepository state,
            Store store,
            OrderKind kind,
            OrderCursor cursor,
            TimeWindow day,
            List<Listed> orders,
            Set<String> dayBefore) {
        Map<String, Listed> listed = new LinkedHashMap<>();
        orders.forEach(order -> listed.put(order.platformOrderId(), order));
        List<Listed> missing = new ArrayList<>();
        List<Listed> differing = new ArrayList<>();
        List<Listed> each = List.copyOf(listed.values());
        for (int from = 0; from < each.size(); from += AT_ONCE) {
            List<Listed> some = each.subList(from, Math.min(from + AT_ONCE, each.size()));
            compare(state, store, some, missing, differing);
        }
        List<Order> extra = cursor.field() == OrderCursor.Field.ORDERED_AT
                ? stored(state, store, kind, day).stream()
                        .filter(order -> !listed.containsKey(order.id().platformOrderId())
                                && !dayBefore.contains(order.id().platformOrderId()))
                        .toList()
                : List.of();
        return new DayComparison(listed.size(), missing, differing, extra);
    }

    private static void compare(
            StateRepository state, Store store, List<Listed> listed, List<Listed> missing, List<Listed> differing) {
        List<String> ids = names(listed, Listed::platformOrderId);
        Map<String, Order> stored = new HashMap<>();
        state.orders()
                .findAll(ids.stream().map(id -> new OrderId(store.id(), id)).toList())
                .forEach(order -> stored.put(order.id().platformOrderId(), order));
        Set<String> aside = state.orderSync().quarantined(store.id(), ids).stream()
                .map(Quarantined::platformOrderId)
                .collect(Collectors.toSet());
        for (Listed there : listed) {
            Order known = stored.get(there.platformOrderId());
            if (known == null && !aside.contains(there.platformOrderId())) {
                missing.add(there);
            } else if (known != null && differs(there, known)) {
                differing.add(there);
            }
        }
    }

    /** Where the list tells of a change by its time, an older time tells of nothing; some times never move. */
    private static boolean differs(Listed there, Order here) {
        Instant known = here.platform().changedAt();
        Instant changed = requireNonNullElse(there.changedAt(), known);
        boolean newer = changed.isAfter(known);
        boolean older = changed.isBefore(known);
        boolean otherwise =
                there.fact() != null && there.fact() != here.platform().fact();
        return newer || (otherwise && !older);
    }

    private static List<Order> stored(StateRepository state, Store store, OrderKind kind, TimeWindow day) {
        List<Order> all = new ArrayList<>();
        OrderQuery query =
                OrderQuery.newest(AT_ONCE).withKind(kind).withStore(store.id()).orderedBetween(day.from(), day.to());
        List<Order> page = state.orders().list(query);
        while (!page.isEmpty()) {
            all.addAll(page);
            page = page.size() < AT_ONCE
                    ? List.of()
                    : state.orders().list(query.after(page.get(page.size() - 1).id()));
        }
        return all;
    }

    /** Asks for what is missing or differs: by number, or, where that cannot be, for the whole stretch. */
    List<SyncRunId> fill(OrderSync sync, Store store, OrderKind kind, PlatformConnector connector, TimeWindow day) {
        List<Listed> wanted =
                Stream.of(missing, differing).flatMap(List::stream).toList();
        if (wanted.isEmpty()) {
            return List.of();
        }
        boolean byNumber = connector.capabilities().canLookUpByNumber()
                && wanted.stream().noneMatch(order -> order.number().isBlank());
        if (!byNumber) {
            boolean sameField = connector.capabilities().cursor().field()
                    == connector.capabilities().census().orElseThrow().field();
            return sameField
                    ? List.of(sync.queueAutomatic(SyncRequest.timeRange(day, store.id()), store, kind))
                    : List.of();
        }
        List<SyncRunId> runs = new ArrayList<>();
        List<String> numbers = names(wanted, Listed::number);
        for (int from = 0; from < numbers.size(); from += AT_ONCE) {
            List<String> some = numbers.subList(from, Math.min(from + AT_ONCE, numbers.size()));
            runs.add(sync.queueAutomatic(SyncRequest.orderNumbers(some, store.id()), store, kind));
        }
        return runs;
    }

    static <T> List<String> names(List<T> orders, Function<T, String> name) {
        return orders.stream().map(name).toList();
    }
}
