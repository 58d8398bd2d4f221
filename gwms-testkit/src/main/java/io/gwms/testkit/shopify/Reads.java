package io.gwms.testkit.shopify;

import graphql.schema.DataFetchingEnvironment;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the queries answer. Search looks at the index, which may lag; what it finds is answered as it is now. */
final class Reads {
    private static final Duration WITHOUT_ALL_ORDERS = Duration.ofDays(60);

    private final OrderBook book;
    private final ShopifyFaults faults;
    private final boolean allOrders;

    Reads(OrderBook book, ShopifyFaults faults, boolean allOrders) {
        this.book = book;
        this.faults = faults;
        this.allOrders = allOrders;
    }

    Map<String, Object> orders(DataFetchingEnvironment env) {
        Map<String, Object> arguments = env.getArguments();
        String sortKey = String.valueOf(arguments.get("sortKey"));
        List<Pages.Row> rows = found(env)
                .map(order -> new Pages.Row(
                        new Cursor(order.id(), sortValue(order, sortKey)),
                        () -> OrderView.of(book.byId(order.id()).orElseThrow())))
                .toList();
        return Pages.page(rows, arguments);
    }

    Map<String, Object> ordersCount(DataFetchingEnvironment env) {
        int found = (int) found(env).count();
        Integer limit = env.getArgument("limit");
        boolean more = limit != null && found > limit;
        return Map.of("count", more ? limit : found, "precision", more ? "AT_LEAST" : "EXACT");
    }

    @Nullable
    Map<String, @Nullable Object> order(String gid) {
        return byId(Gid.number("Order", gid)).map(OrderView::of).orElse(null);
    }

    @Nullable
    Map<String, @Nullable Object> fulfillmentOrder(String gid) {
        long id = Gid.number("FulfillmentOrder", gid);
        return byId(id / 100)
                .flatMap(order -> order.fulfilmentOrders().stream()
                        .filter(group -> group.id() == id)
                        .findFirst()
                        .map(group -> OrderView.fulfilmentOrder(order, group)))
                .orElse(null);
    }

    @Nullable
    Map<String, @Nullable Object> fulfillment(String gid) {
        long id = Gid.number("Fulfillment", gid);
        return byId(id / 100)
                .flatMap(order -> order.shipments().stream()
                        .filter(shipment -> shipment.id() == id)
                        .findFirst()
                        .map(shipment -> OrderView.shipment(order, shipment)))
                .orElse(null);
    }

    @Nullable
    Map<String, @Nullable Object> node(String gid) {
        return switch (Gid.type(gid)) {
            case "Order" -> order(gid);
            case "FulfillmentOrder" -> fulfillmentOrder(gid);
            case "Fulfillment" -> fulfillment(gid);
            default -> null;
        };
    }

    private Optional<HeldOrder> byId(long id) {
        return book.byId(id).filter(this::visible);
    }

    private Stream<HeldOrder> found(DataFetchingEnvironment env) {
        Search search = Search.of(env.getArgument("query"), faults.answersOutsideTheWindow());
        if (search.hasWarnings()) {
            var report = search.report(env.getExecutionStepInfo().getPath().toList());
            var reports = new ArrayList<Object>(
                    env.getGraphQlContext().<List<Object>>getOrDefault(AdminApi.SEARCHES, List.of()));
            reports.add(report);
            env.getGraphQlContext().put(AdminApi.SEARCHES, reports);
        }
        return book.indexed().stream().filter(this::visible).filter(search::matches);
    }

    private boolean visible(HeldOrder order) {
        Instant oldest = book.now().minus(WITHOUT_ALL_ORDERS);
        return allOrders || !order.createdAt().isBefore(oldest);
    }

    private static long sortValue(HeldOrder order, String sortKey) {
        return switch (sortKey) {
            case "CREATED_AT" -> order.createdAt().toEpochMilli();
            case "UPDATED_AT" -> order.updatedAt().toEpochMilli();
            case "PROCESSED_AT" -> order.processedAt().toEpochMilli();
            default -> order.id();
        };
    }

    static Map<String, Object> shop(String domain, String name, String currency, String zone, String plan) {
        Map<String, Object> shop = new LinkedHashMap<>();
        shop.put("id", Gid.of("Shop", 60_000_000_001L));
        shop.put("name", name);
        shop.put("myshopifyDomain", domain);
        shop.put("currencyCode", currency);
        shop.put("ianaTimezone", zone);
        shop.put("plan", Map.of("publicDisplayName", plan));
        return shop;
    }
}
