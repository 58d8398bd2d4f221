package io.gwms.testkit.shopify;

import io.gwms.testkit.shopify.HeldOrder.FulfilmentOrder;
import io.gwms.testkit.shopify.HeldOrder.Shipment;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An order in the words of the schema: field names to values, a supplier where a value is built only when asked for.
 */
final class OrderView {
    private final HeldOrder order;
    private final ShopifyOrder facts;

    private OrderView(HeldOrder order) {
        this.order = order;
        this.facts = order.facts();
    }

    static Map<String, @Nullable Object> of(HeldOrder order) {
        return new OrderView(order).order();
    }

    static Map<String, @Nullable Object> fulfilmentOrder(HeldOrder order, FulfilmentOrder group) {
        return new OrderView(order).fulfilmentOrder(group);
    }

    static Map<String, @Nullable Object> shipment(HeldOrder order, Shipment shipment) {
        return new OrderView(order).shipment(shipment);
    }

    private Map<String, @Nullable Object> order() {
        BigDecimal subtotal = IntStream.range(0, facts.lines().size())
                .mapToObj(line -> facts.lines().get(line).unitPrice().multiply(BigDecimal.valueOf(order.wanted(line))))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal total = subtotal.add(facts.tax()).add(facts.shippingPrice()).subtract(facts.discount());
        Map<String, @Nullable Object> view = node("Order", order.id());
        view.put("legacyResourceId", Long.toString(order.id()));
        view.put("name", order.name());
        view.put("createdAt", order.createdAt());
        view.put("updatedAt", order.updatedAt());
        view.put("processedAt", order.processedAt());
        view.put("cancelledAt", order.cancelledAt());
        view.put("cancelReason", order.cancelReason());
        view.put("closed", order.closedAt() != null);
        view.put("closedAt", order.closedAt());
        view.put("test", facts.test());
        view.put("email", facts.email());
        view.put("phone", facts.phone());
        view.put("poNumber", facts.poNumber());
        view.put("sourceName", "web");
        view.put("note", facts.note());
        view.put("tags", facts.tags());
        view.put("currencyCode", facts.currency());
        view.put("displayFinancialStatus", facts.financialStatus());
        view.put("displayFulfillmentStatus", order.fulfilmentStatus());
        view.put("paymentGatewayNames", facts.paymentGateways());
        view.put("currentTotalPriceSet", money(total));
        view.put("currentSubtotalPriceSet", money(subtotal.subtract(facts.discount())));
        view.put("totalPriceSet", money(total));
        view.put("subtotalPriceSet", money(subtotal.subtract(facts.discount())));
        view.put("totalTaxSet", money(facts.tax()));
        view.put("totalDiscountsSet", money(facts.discount()));
        view.put("totalShippingPriceSet", money(facts.shippingPrice()));
        view.put("billingAddress", address(facts.billingAddress()));
        view.put("shippingAddress", address(facts.shippingAddress()));
        var shippingLines =
                Stream.ofNullable(facts.shippingTitle()).map(this::shippingLine).toList();
        view.put("shippingLine", shippingLines.isEmpty() ? null : shippingLines.get(0));
        view.put("shippingLines", shippingLines);
        view.put("lineItems", later(() -> lines().mapToObj(this::line).toList()));
        view.put(
                "fulfillmentOrders",
                later(() -> order.fulfilmentOrders().stream()
                        .map(this::fulfilmentOrder)
                        .toList()));
        view.put(
                "fulfillments",
                later(() -> order.shipments().stream().map(this::shipment).toList()));
        view.put("transactions", facts.financialStatus().equals("PENDING") ? List.of() : List.of(payment(total)));
        return view;
    }

    private Map<String, @Nullable Object> line(int index) {
        ShopifyLine line = facts.lines().get(index);
        Map<String, @Nullable Object> view = node("LineItem", order.lineId(index));
        view.put("name", line.title());
        view.put("title", line.title());
        view.put("sku", line.sku());
        view.put("variantTitle", null);
        view.put("quantity", line.quantity());
        view.put("currentQuantity", order.wanted(index));
        view.put("unfulfilledQuantity", order.remaining(index));
        view.put("fulfillableQuantity", order.cancelledAt() == null ? order.remaining(index) : 0);
        view.put("requiresShipping", true);
        view.put("originalUnitPriceSet", money(line.unitPrice()));
        view.put("discountedUnitPriceSet", money(line.unitPrice()));
        view.put("variant", line.sku() == null ? null : variant(line.sku()));
        return view;
    }

    private static Map<String, @Nullable Object> variant(String sku) {
        Map<String, @Nullable Object> view =
                node("ProductVariant", 40_000_000_000L + Integer.toUnsignedLong(sku.hashCode()));
        view.put("sku", sku);
        view.put("title", "Default Title");
        return view;
    }

    private Map<String, @Nullable Object> fulfilmentOrder(FulfilmentOrder group) {
        String status = order.status(group);
        Map<String, @Nullable Object> view = node("FulfillmentOrder", group.id());
        view.put("orderId", Gid.of("Order", order.id()));
        view.put("orderName", order.name());
        view.put("order", later(() -> of(order)));
        view.put("status", status);
        view.put("requestStatus", facts.requestStatus());
        view.put("createdAt", order.createdAt());
        view.put("updatedAt", order.updatedAt());
        view.put(
                "assignedLocation",
                Map.of("name", locationName(group.location()), "location", location(group.location())));
        view.put("supportedActions", actions(status));
        view.put(
                "lineItems",
                group.lines().stream().map(this::fulfilmentOrderLine).toList());
        return view;
    }

    private static List<Map<String, String>> actions(String status) {
        var names = switch (status) {
            case "OPEN" -> List.of("CREATE_FULFILLMENT", "MOVE", "HOLD");
            case "IN_PROGRESS" -> List.of("CREATE_FULFILLMENT", "HOLD");
            case "ON_HOLD" -> List.of("RELEASE_HOLD");
            default -> List.<String>of();
        };
        return names.stream().map(name -> Map.of("action", name)).toList();
    }

    private Map<String, @Nullable Object> fulfilmentOrderLine(int index) {
        Map<String, @Nullable Object> view = node("FulfillmentOrderLineItem", order.lineId(index));
        view.put("totalQuantity", order.wanted(index));
        view.put("remainingQuantity", order.remaining(index));
        view.put("sku", facts.lines().get(index).sku());
        view.put("lineItem", line(index));
        return view;
    }

    private Map<String, @Nullable Object> shipment(Shipment shipment) {
        Map<String, @Nullable Object> view = node("Fulfillment", shipment.id());
        view.put("name", shipment.name());
        view.put("status", shipment.status());
        view.put("displayStatus", shipment.displayStatus());
        view.put("createdAt", shipment.createdAt());
        view.put("updatedAt", shipment.updatedAt());
        view.put(
                "totalQuantity",
                shipment.parts().stream().mapToInt(HeldOrder.Part::quantity).sum());
        view.put(
                "trackingInfo",
                shipment.tracking().stream().map(OrderView::tracking).toList());
        view.put(
                "fulfillmentLineItems",
                shipment.parts().stream().map(part -> part(shipment, part)).toList());
        view.put("location", location(shipment.location()));
        view.put("order", later(() -> of(order)));
        return view;
    }

    private Map<String, @Nullable Object> part(Shipment shipment, HeldOrder.Part part) {
        Map<String, @Nullable Object> view = node("FulfillmentLineItem", shipment.id() * 1000 + part.line() + 1);
        view.put("quantity", part.quantity());
        view.put("lineItem", line(part.line()));
        return view;
    }

    private static Map<String, @Nullable Object> tracking(HeldOrder.Tracking tracking) {
        Map<String, @Nullable Object> view = new LinkedHashMap<>();
        view.put("number", tracking.number());
        view.put("url", tracking.url());
        view.put("company", tracking.company());
        return view;
    }

    private Map<String, @Nullable Object> shippingLine(String title) {
        Map<String, @Nullable Object> view = node("ShippingLine", order.id() * 10 + 1);
        view.put("title", title);
        view.put("code", facts.shippingCode());
        view.put("originalPriceSet", money(facts.shippingPrice()));
        return view;
    }

    private Map<String, @Nullable Object> payment(BigDecimal total) {
        Map<String, @Nullable Object> view = node("OrderTransaction", order.id() * 10 + 1);
        view.put("kind", facts.financialStatus().equals("AUTHORIZED") ? "AUTHORIZATION" : "SALE");
        view.put("status", "SUCCESS");
        view.put("gateway", facts.paymentGateways().stream().findFirst().orElse(null));
        view.put("createdAt", order.processedAt());
        view.put("processedAt", order.processedAt());
        view.put("amountSet", money(total));
        return view;
    }

    private static @Nullable Map<String, @Nullable Object> address(@Nullable ShopifyAddress address) {
        if (address == null) {
            return null;
        }
        Map<String, @Nullable Object> view = new LinkedHashMap<>(address.parts());
        var names = Stream.of(address.firstName(), address.lastName())
                .filter(name -> name != null)
                .toList();
        view.put("name", names.isEmpty() ? null : String.join(" ", names));
        return view;
    }

    static Map<String, @Nullable Object> location(long number) {
        Map<String, @Nullable Object> view = node("Location", number);
        view.put("name", locationName(number));
        return view;
    }

    private static String locationName(long number) {
        return number == ShopifyLine.MAIN_LOCATION ? "Shop location" : "Location " + number;
    }

    private Map<String, Object> money(BigDecimal amount) {
        var money = Map.of("amount", decimal(amount), "currencyCode", facts.currency());
        return Map.of("shopMoney", money, "presentmentMoney", money);
    }

    /** As the real server writes it: at least one decimal and no zeros beyond, {@code 55.0} and {@code 19.99}. */
    private static String decimal(BigDecimal amount) {
        BigDecimal shortest = amount.stripTrailingZeros();
        return shortest.scale() < 1
                ? shortest.setScale(1, RoundingMode.UNNECESSARY).toPlainString()
                : shortest.toPlainString();
    }

    private IntStream lines() {
        return IntStream.range(0, facts.lines().size());
    }

    private static Map<String, @Nullable Object> node(String type, long number) {
        Map<String, @Nullable Object> view = new LinkedHashMap<>();
        view.put("__typename", type);
        view.put("id", Gid.of(type, number));
        return view;
    }

    private static Supplier<Object> later(Supplier<Object> value) {
        return value;
    }
}
