package io.gwms.platform.makro;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gwms.order.Money;
import io.gwms.order.Payment;
import io.gwms.order.Recipient;
import io.gwms.platform.FetchedOrder;
import io.gwms.platform.PlatformOrder;
import io.gwms.platform.PlatformOrderLine;
import io.gwms.platform.StoreSession;
import io.gwms.platform.reading.Fields;
import io.gwms.platform.reading.Orders;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Turns the shipments of one order into an order in the SDK's words, or says why it cannot. */
final class OrderMapping {
    static final String BY_MAKRO = "FBM";
    static final String BY_SELLER = "NON_FBM";

    /** What Flipkart calls the same (serviceProfile), and what would be Makro's words for that. */
    private static final Set<String> ALL_BY_MAKRO = Set.of(BY_MAKRO, "FBF", "Flipkart_Fulfilment", "Makro_Fulfilment");

    private final String country;
    private final String currency;
    private final ZoneOffset zone;

    OrderMapping(String country, String currency, ZoneOffset zone) {
        this.country = country;
        this.currency = currency;
        this.zone = zone;
    }

    /**
     * One order.
     *
     * @param shipments all its shipments, as the reply by order shows them
     * @param details where they go, by shipment id
     */
    FetchedOrder map(StoreSession session, String orderId, List<JsonNode> shipments, Map<String, JsonNode> details) {
        ObjectNode whole = MakroClient.object();
        ArrayNode held = whole.putArray("shipments");
        shipments.forEach(held::add);
        ArrayNode going = whole.putArray("details");
        shipments.forEach(shipment -> {
            JsonNode detail = details.get(id(shipment));
            if (detail != null) {
                going.add(detail);
            }
        });
        Instant now = session.clock().instant();
        return Orders.read(whole, orderId, orderId, order -> read(orderId, order, now), session.redactor());
    }

    private PlatformOrder read(String orderId, JsonNode whole, Instant now) {
        List<JsonNode> shipments = Fields.list(whole, "shipments").toList();
        List<JsonNode> items =
                shipments.stream().flatMap(shipment -> items(shipment, orderId)).toList();
        if (items.isEmpty()) {
            throw new IllegalArgumentException("orderItems is empty, but must name what is ordered");
        }
        return PlatformOrder.builder(orderId, orderId)
                .orderedAt(items.stream()
                        .map(item -> moment(Fields.needed(item, "orderDate")))
                        .min(Instant::compareTo)
                        .orElseThrow())
                .changedAt(shipments.stream()
                        .map(shipment -> moment(Fields.needed(shipment, "updatedAt")))
                        .max(Instant::compareTo)
                        .orElseThrow())
                .fact(Standing.fact(items.stream().map(OrderMapping::standing).toList()))
                .fulfillmentStatus(items.stream()
                        .map(item -> Fields.needed(item, "status"))
                        .distinct()
                        .collect(Collectors.joining(", ")))
                .onHold(shipments.stream().anyMatch(shipment -> isOpen(shipment) && isHeld(shipment, now)))
                .platformDelivers(items.stream().allMatch(OrderMapping::isByMakro))
                .payment(payment(items))
                .recipient(recipient(whole.at("/details/0")))
                .lines(shipments.stream()
                        .flatMap(shipment -> items(shipment, orderId).map(item -> line(shipment, item)))
                        .toList())
                .build();
    }

    private PlatformOrderLine line(JsonNode shipment, JsonNode item) {
        long quantity = Fields.count(item, "quantity");
        boolean cancelled = standing(item) == Standing.CANCELLED;
        boolean gone = !cancelled && (standing(item).hasLeft() || isByMakro(item));
        return new PlatformOrderLine(
                lineId(shipment, item),
                Fields.sku(item, "sku"),
                Fields.text(item, "title"),
                quantity,
                cancelled ? quantity : 0,
                gone ? quantity : 0,
                piece(price(item, "sellingPrice"), quantity));
    }

    /** Prices are of all pieces of an item together. */
    private Money piece(Money whole, long quantity) {
        return quantity < 2
                ? whole
                : new Money(whole.amount().divide(BigDecimal.valueOf(quantity), 2, RoundingMode.HALF_UP), currency);
    }

    private Payment payment(List<JsonNode> items) {
        return new Payment(
                sum(items, "totalPrice"),
                Fields.text(items.get(0), "paymentType"),
                null,
                sum(items, "shippingCharge"),
                null,
                null);
    }

    private Money sum(List<JsonNode> items, String field) {
        return new Money(
                items.stream().map(item -> price(item, field).amount()).reduce(BigDecimal.ZERO, BigDecimal::add),
                currency);
    }

    private Money price(JsonNode item, String field) {
        return Fields.money(item.path("priceComponents"), field, currency);
    }

    private Recipient recipient(JsonNode detail) {
        JsonNode to = detail.path("deliveryAddress");
        if (!to.isObject()) {
            return Recipient.none();
        }
        return new Recipient(
                Fields.joined(" ", Fields.text(to, "firstName"), Fields.text(to, "lastName")),
                Fields.text(to, "contactNumber"),
                country,
                Fields.text(to, "state"),
                Fields.text(to, "city"),
                Fields.joined(
                        "\n",
                        Fields.text(to, "addressLine1"),
                        Fields.text(to, "addressLine2"),
                        Fields.text(to, "landmark")),
                Fields.text(to, "pinCode"));
    }

    /** Makro stamps with an offset of +05:30; one without an offset is of the zone that was set. */
    Instant moment(String stamp) {
        return stamp.matches(".*T.*([+-]\\d\\d:?\\d\\d|Z)")
                ? OffsetDateTime.parse(stamp.replaceFirst("([+-]\\d\\d)(\\d\\d)$", "$1:$2"))
                        .toInstant()
                : LocalDateTime.parse(stamp).toInstant(zone);
    }

    /** The day over there at that moment. */
    LocalDate day(Instant moment) {
        return moment.atOffset(zone).toLocalDate();
    }

    /** Whether Makro wants a shipment not to be dispatched yet. */
    boolean isHeld(JsonNode shipment, Instant now) {
        String after = Fields.text(shipment, "dispatchAfterDate");
        return shipment.path("hold").asBoolean(false)
                || (!after.isBlank() && moment(after).isAfter(now));
    }

    /** Whether anything of a shipment is still to leave the seller. */
    static boolean isOpen(JsonNode shipment) {
        return Fields.elements(shipment.path("orderItems"))
                .anyMatch(item -> standing(item).isOpen() && !isByMakro(item));
    }

    static String id(JsonNode shipment) {
        return shipment.path("shipmentId").asText("");
    }

    static String lineId(JsonNode shipment, JsonNode item) {
        return Fields.needed(shipment, "shipmentId") + ":" + Fields.needed(item, "orderItemId");
    }

    static Standing standing(JsonNode item) {
        return Standing.of(item.path("status").asText(""));
    }

    static Stream<JsonNode> items(JsonNode shipment, String orderId) {
        return Fields.elements(shipment.path("orderItems"))
                .filter(item -> item.path("orderId").asText("").equals(orderId));
    }

    private static boolean isByMakro(JsonNode item) {
        return ALL_BY_MAKRO.contains(item.path("serviceProfile").asText(""));
    }
}
