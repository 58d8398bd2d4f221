package io.gwms.platform.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import io.gwms.outcome.Outcome;
import io.gwms.outcome.Refusal;
import io.gwms.outcome.RefusalCode;
import io.gwms.platform.ShipmentNotice;
import io.gwms.platform.WrittenShipment;
import io.gwms.redact.Redactor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What an order holds of fulfilments, and what can still be fulfilled where. */
final class ShippedOrder {
    private static final RefusalCode ON_HOLD = new RefusalCode("ON_HOLD");
    private static final Set<String> FULFILLABLE = Set.of("OPEN", "IN_PROGRESS");
    private static final Set<String> LATER = Set.of("ON_HOLD", "SCHEDULED");
    private static final Set<String> VOID = Set.of("CANCELLED", "ERROR", "FAILURE");

    private final JsonNode order;
    private final String number;

    private ShippedOrder(JsonNode order, String number) {
        this.order = order;
        this.number = number;
    }

    /** Fulfilment order to line of it to pieces; all of one location, so that one call can send it. */
    record Parcel(Map<String, Map<String, Long>> pieces) {}

    static Outcome<ShippedOrder> of(JsonNode order, String number, Redactor redactor) {
        if (order.isNull()) {
            return Outcome.refused(RefusalCode.NOT_FOUND, "Shopify knows no order " + number);
        }
        boolean whole = order.at("/fulfillmentOrders/nodes").isArray()
                && order.path("fulfillments").isArray();
        if (!whole) {
            return Outcome.refused(Refusal.temporary(
                    RefusalCode.PLATFORM_FAILURE,
                    "Shopify answered no shipments of " + number + ": "
                            + ShopifyFailures.redacted(order.toString(), redactor)));
        }
        boolean more = order.findValues("hasNextPage").stream().anyMatch(JsonNode::asBoolean);
        return more
                ? Outcome.refused(
                        RefusalCode.INVALID_REQUEST,
                        "the order " + number
                                + " has more than 250 lines or 50 fulfilment orders, which cannot be read whole")
                : Outcome.done(new ShippedOrder(order, number));
    }

    /** What of the notice no valid fulfilment with its tracking number holds yet. */
    Map<String, Long> missing(ShipmentNotice notice) {
        Map<String, Long> missing = new LinkedHashMap<>(notice.quantities());
        fulfillmentsOf(notice)
                .flatMap(fulfillment -> elements(fulfillment.at("/fulfillmentLineItems/nodes")))
                .forEach(part -> missing.computeIfPresent(
                        part.at("/lineItem/id").asText(),
                        (line, left) -> left > part.path("quantity").asLong()
                                ? left - part.path("quantity").asLong()
                                : null));
        missing.values().removeIf(left -> left <= 0);
        return missing;
    }

    List<String> idsOfOurs(ShipmentNotice notice) {
        return fulfillmentsOf(notice)
                .filter(fulfillment -> elements(fulfillment.at("/fulfillmentLineItems/nodes"))
                        .anyMatch(part -> notice.quantities()
                                .containsKey(part.at("/lineItem/id").asText())))
                .map(fulfillment -> fulfillment.path("id").asText())
                .toList();
    }

    WrittenShipment ours(ShipmentNotice notice) {
        return new WrittenShipment(String.join(",", idsOfOurs(notice)));
    }

    /** How to send those pieces: from one location where that is possible, else a parcel for each. */
    Outcome<List<Parcel>> plan(Map<String, Long> pieces) {
        if (order.hasNonNull("cancelledAt")) {
            return Outcome.refused(RefusalCode.TOO_LATE, "the order " + number + " is cancelled at Shopify");
        }
        List<String> locations = open().map(ShippedOrder::location).distinct().toList();
        for (String location : locations) {
            Map<String, Long> left = new LinkedHashMap<>(pieces);
            Parcel parcel = take(location, left);
            if (left.isEmpty()) {
                return Outcome.done(List.of(parcel));
            }
        }
        Map<String, Long> left = new LinkedHashMap<>(pieces);
        List<Parcel> parcels = new ArrayList<>();
        for (String location : locations) {
            Parcel parcel = take(location, left);
            if (!parcel.pieces().isEmpty()) {
                parcels.add(parcel);
            }
        }
        return left.isEmpty() ? Outcome.done(parcels) : Outcome.refused(notOpen(left));
    }

    private Parcel take(String location, Map<String, Long> left) {
        Map<String, Map<String, Long>> taken = new LinkedHashMap<>();
        open().filter(group -> location(group).equals(location))
                .forEach(group -> elements(group.at("/lineItems/nodes")).forEach(item -> {
                    String line = item.at("/lineItem/id").asText();
                    long take = Math.min(
                            left.getOrDefault(line, 0L),
                            item.path("remainingQuantity").asLong());
                    if (take > 0) {
                        taken.computeIfAbsent(group.path("id").asText(), id -> new LinkedHashMap<>())
                                .put(item.path("id").asText(), take);
                        left.computeIfPresent(line, (id, wanted) -> wanted > take ? wanted - take : null);
                    }
                }));
        return new Parcel(taken);
    }

    private Refusal notOpen(Map<String, Long> left) {
        boolean later = elements(order.at("/fulfillmentOrders/nodes"))
                .anyMatch(group -> LATER.contains(group.path("status").asText()));
        return later
                ? Refusal.temporary(ON_HOLD, "the order " + number + " is on hold or scheduled at Shopify")
                : Refusal.permanent(
                        RefusalCode.ALREADY_DONE,
                        "Shopify has nothing open for " + left + " of the order " + number
                                + "; it was fulfilled under another tracking number or removed");
    }

    /** Those with its tracking number that no other shipment of the order holds. */
    private Stream<JsonNode> fulfillmentsOf(ShipmentNotice notice) {
        String trackingNumber = notice.trackingNumber();
        Set<String> others = notice.otherShipments().stream()
                .flatMap(ids -> Stream.of(ids.split(",")))
                .collect(Collectors.toSet());
        return elements(order.path("fulfillments"))
                .filter(fulfillment -> !others.contains(fulfillment.path("id").asText()))
                .filter(fulfillment -> !VOID.contains(fulfillment.path("status").asText()))
                .filter(fulfillment -> {
                    List<String> numbers = elements(fulfillment.path("trackingInfo"))
                            .map(tracking -> tracking.path("number").asText("").strip())
                            .filter(given -> !given.isEmpty())
                            .toList();
                    return trackingNumber.isBlank()
                            ? numbers.isEmpty()
                            : numbers.stream().anyMatch(trackingNumber.strip()::equalsIgnoreCase);
                });
    }

    private Stream<JsonNode> open() {
        return elements(order.at("/fulfillmentOrders/nodes"))
                .filter(group -> FULFILLABLE.contains(group.path("status").asText()));
    }

    private static String location(JsonNode group) {
        return group.at("/assignedLocation/location/id").asText("");
    }

    private static Stream<JsonNode> elements(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }
}
