package io.gwms.samples.quickstart;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gwms.evidence.ApiCall;
import io.gwms.evidence.ApiCallLog;
import io.gwms.order.Order;
import io.gwms.order.OrderStatus;
import io.gwms.outbound.OutboundOrder;
import io.gwms.proxy.reconcile.Explanation;
import io.gwms.task.TaskId;
import io.gwms.task.TaskStatus;
import io.gwms.testkit.http.FakeControl;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** What the quickstart claims, each checked against the far side itself and not only against our own database. */
final class Claims {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Host host;
    private final JsonNode shop;
    private final JsonNode warehouse;
    private final List<Claim> claims = new ArrayList<>();

    private record Claim(String statement, boolean holds) {}

    Claims(Host host, FakeControl shop, FakeControl warehouse) {
        this.host = host;
        this.shop = parsed(shop.holdings());
        this.warehouse = parsed(warehouse.holdings());
    }

    /** Prints every claim with its truth; says whether all hold. */
    boolean print(PrintStream out) {
        orders();
        outbounds();
        fulfilments();
        tasks();
        stock();
        calls();
        out.println();
        out.println("== What is claimed");
        claims.forEach(claim -> out.println((claim.holds() ? "true   " : "FALSE  ") + claim.statement()));
        long broken = claims.stream().filter(claim -> !claim.holds()).count();
        out.println(broken == 0 ? "All of it is so." : broken + " of it is NOT so.");
        return broken == 0;
    }

    private void claim(boolean holds, String statement) {
        claims.add(new Claim(statement, holds));
    }

    private void orders() {
        List<Order> here = host.orders();
        List<String> there = texts(shop.path("orders"), "id");
        List<String> ids = here.stream()
                .map(order -> order.id().platformOrderId())
                .sorted()
                .toList();
        claim(
                ids.equals(there.stream().sorted().toList()),
                "%d orders at the shop, %d here, the same ones".formatted(there.size(), ids.size()));
        claim(
                here.stream()
                        .allMatch(order -> order.status() == OrderStatus.COMPLETED
                                && order.exceptions().isEmpty()),
                "every order is completed, without an open exception");
    }

    private void outbounds() {
        Map<String, List<JsonNode>> byReference = byText(warehouse.path("outbound"), "ref_no");
        List<OutboundOrder> here = host.orders().stream()
                .flatMap(order -> host.outboundsOf(order).stream())
                .toList();
        claim(
                warehouse.path("outbound").size() == here.size()
                        && here.size() == host.orders().size()
                        && here.stream()
                                .allMatch(one ->
                                        found(byReference, one.id().value()).size() == 1),
                "%d outbound orders at the warehouse: exactly one for each order, though replies were lost"
                        .formatted(warehouse.path("outbound").size()));
        claim(
                here.stream()
                        .allMatch(one -> units(one)
                                .equals(units(found(byReference, one.id().value())))),
                "each has the SKUs and quantities that were ordered");
    }

    private static Map<String, Long> units(OutboundOrder outbound) {
        var units = new TreeMap<String, Long>();
        outbound.lines().forEach(line -> units.merge(proxySku(line.sku().value()), line.units(), Long::sum));
        return units;
    }

    private static Map<String, Long> units(Collection<JsonNode> outbounds) {
        var units = new TreeMap<String, Long>();
        outbounds.forEach(one -> one.path("outboundlist_sku")
                .forEach(line -> units.merge(
                        line.path("sku_code").asText(), line.path("qty").asLong(), Long::sum)));
        return units;
    }

    private void fulfilments() {
        Map<String, List<JsonNode>> byOrder = byText(shop.path("fulfillments"), "order");
        claim(
                shop.path("fulfillments").size() == host.orders().size()
                        && host.orders().stream()
                                .allMatch(
                                        order -> found(byOrder, order.platform().number())
                                                        .size()
                                                == 1),
                "%d fulfilments at the shop: exactly one for each order, though a reply was lost"
                        .formatted(shop.path("fulfillments").size()));
        claim(
                host.orders().stream().allMatch(order -> toldTracking(order, byOrder)),
                "each carries the tracking number that the warehouse gave");
        claim(
                texts(shop.path("orders"), "fulfillmentStatus").stream().allMatch("FULFILLED"::equals),
                "the shop calls every order fulfilled");
    }

    private static boolean toldTracking(Order order, Map<String, List<JsonNode>> byOrder) {
        String told = found(byOrder, order.platform().number()).toString();
        return order.shipments().stream()
                .allMatch(shipment -> !shipment.trackingNumber().isEmpty() && told.contains(shipment.trackingNumber()));
    }

    private void tasks() {
        Map<TaskStatus, Long> byStatus = host.gwms().tasks().countByStatus();
        claim(
                byStatus.keySet().equals(Set.of(TaskStatus.SUCCESS)),
                "no task is open and none needs a person: %s".formatted(byStatus));
    }

    private void stock() {
        var there = new HashMap<String, Long>();
        warehouse
                .path("stock")
                .forEach(row -> there.merge(
                        row.path("sku").asText() + " "
                                + (row.path("quality").asText().equals("G") ? "QUALIFIED" : "DEFECTIVE"),
                        row.path("available").asLong() + row.path("pending").asLong(),
                        Long::sum));
        there.remove(Scenario.STRANGE_SKU + " QUALIFIED");
        var here = new HashMap<String, Long>();
        host.books()
                .ledger()
                .read(
                        Scenario.WAREHOUSE,
                        batch -> here.merge(
                                proxySku(batch.key().sku().value()) + " "
                                        + batch.key().quality(),
                                batch.quantity(),
                                Long::sum));
        here.values().removeIf(quantity -> quantity == 0);
        claim(here.equals(there), "our two managed locations hold what the warehouse holds, SKU by SKU");
        claim(host.books().elsewhereIsUntouched(), "stock in other locations is untouched");
        claim(linesNameTheirCalls(), "each line of the comparison names the calls in the API log that told of it");
    }

    private boolean linesNameTheirCalls() {
        ApiCallLog log = host.calls();
        TaskId comparison = host.comparison().orElseThrow().id();
        List<Explanation> lines = new ArrayList<>();
        host.books()
                .ledger()
                .read(
                        Scenario.WAREHOUSE,
                        batch -> host.warehouses()
                                .explain(comparison, batch.key())
                                .filter(line -> !line.rows().isEmpty())
                                .ifPresent(lines::add));
        return !lines.isEmpty()
                && lines.stream()
                        .allMatch(line -> !line.calls().isEmpty()
                                && line.calls().stream()
                                        .allMatch(id -> log.find(id)
                                                .filter(call -> call.context()
                                                        .correlation()
                                                        .equals(Optional.of(line.correlation())))
                                                .isPresent()));
    }

    private void calls() {
        ApiCallLog log = host.calls();
        List<ApiCall> all = host.allCalls();
        long recorded = all.size() - host.callsRecordedBefore();
        claim(
                recorded == host.callsMade(),
                "%d HTTP calls were made by this run, %d are in the API log".formatted(host.callsMade(), recorded));
        claim(
                all.stream()
                        .allMatch(call ->
                                !call.duration().isNegative() && !call.method().isEmpty()),
                "each of the %d calls in the log has its action, status class and duration".formatted(all.size()));
        claim(
                all.stream().map(call -> log.find(call.id()).orElseThrow()).noneMatch(Claims::showsASecret),
                "none of them shows the shop's token or the warehouse's secret");
    }

    private static boolean showsASecret(ApiCall call) {
        String whole = call.requestHeaders() + call.path() + call.query() + call.requestBody() + call.responseBody();
        return whole.contains(Scenario.SHOPIFY_TOKEN) || whole.contains(Scenario.APP_SECRET);
    }

    private static String proxySku(String warehouseSku) {
        return Goods.kept().stream()
                .filter(goods -> goods.warehouseSku().value().equals(warehouseSku))
                .map(Goods::proxySku)
                .findFirst()
                .orElse("?");
    }

    private static Map<String, List<JsonNode>> byText(JsonNode rows, String field) {
        return StreamSupport.stream(rows.spliterator(), false)
                .collect(Collectors.groupingBy(row -> row.path(field).asText()));
    }

    private static List<JsonNode> found(Map<String, List<JsonNode>> rows, String key) {
        return rows.getOrDefault(key, List.of());
    }

    private static List<String> texts(JsonNode rows, String field) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> row.path(field).asText())
                .toList();
    }

    private static JsonNode parsed(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a fake holds what is not JSON", e);
        }
    }
}
