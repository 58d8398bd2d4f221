package io.gwms.platform.makro;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gwms.outcome.Outcome;
import io.gwms.outcome.Refusal;
import io.gwms.outcome.RefusalCode;
import io.gwms.platform.ShipmentNotice;
import io.gwms.platform.StoreSession;
import io.gwms.platform.WrittenShipment;
import io.gwms.platform.reading.Fields;
import io.gwms.platform.reading.Replies;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Dispatches shipments that the seller's own carrier takes. What is dispatched already is left out, so repeating completes. */
final class Dispatches {
    private static final String PATH = "/v3/shipments/selfShip/dispatch";
    private static final int MOST = 100;
    private static final RefusalCode NOT_READY = new RefusalCode("NOT_READY");

    private final ShipmentReads reads;
    private final OrderMapping mapping;
    private final Duration deliveryTime;

    Dispatches(ShipmentReads reads, OrderMapping mapping, Duration deliveryTime) {
        this.reads = reads;
        this.mapping = mapping;
        this.deliveryTime = deliveryTime;
    }

    Outcome<WrittenShipment> send(StoreSession session, ShipmentNotice notice) {
        if (notice.trackingNumber().isBlank()) {
            return wrong("the tracking number is blank, but Makro knows a dispatch by it");
        }
        return Replies.beforeWriting(of(session, notice)
                        .then(own -> carried(session, notice, own).then(there -> Outcome.done(new Found(own, there)))))
                .then(found -> {
                    List<ObjectNode> waiting = new ArrayList<>();
                    for (JsonNode shipment : found.own()) {
                        if (found.there().contains(OrderMapping.id(shipment))) {
                            continue;
                        }
                        Optional<Refusal> refusal =
                                refusal(shipment, session.clock().instant());
                        if (refusal.isPresent()) {
                            return Outcome.refused(refusal.get());
                        }
                        waiting.add(body(session, notice, shipment));
                    }
                    WrittenShipment written = new WrittenShipment(ids(found.own()));
                    return waiting.isEmpty()
                            ? Outcome.done(written)
                            : Batch.tell(session, PATH, MOST, waiting).then(done -> Outcome.done(written));
                });
    }

    Outcome<Optional<WrittenShipment>> probe(StoreSession session, ShipmentNotice notice) {
        return of(session, notice).then(own -> {
            if (own.stream().anyMatch(shipment -> isAnothers(notice, OrderMapping.id(shipment)))) {
                return Outcome.done(Optional.empty());
            }
            return carried(session, notice, own)
                    .then(there -> Outcome.done(
                            there.size() == own.size()
                                    ? Optional.of(new WrittenShipment(ids(own)))
                                    : Optional.empty()));
        });
    }

    private record Found(List<JsonNode> own, List<String> there) {}

    private static boolean isAnothers(ShipmentNotice notice, String id) {
        return notice.otherShipments().stream()
                .anyMatch(other -> List.of(other.split(",", -1)).contains(id));
    }

    /** The shipments that the notice is about; each has to be in it as a whole, for Makro dispatches none in part. */
    private Outcome<List<JsonNode>> of(StoreSession session, ShipmentNotice notice) {
        return reads.ofOrders(session, List.of(notice.platformOrderId())).then(shipments -> {
            try {
                return whole(notice, shipments);
            } catch (IllegalArgumentException e) {
                return wrong("the order Makro shows cannot be read: " + e.getMessage());
            }
        });
    }

    private static Outcome<List<JsonNode>> whole(ShipmentNotice notice, List<JsonNode> shipments) {
        if (shipments.isEmpty()) {
            return Outcome.refused(RefusalCode.NOT_FOUND, "Makro shows no order " + notice.platformOrderId());
        }
        Map<String, Long> left = new TreeMap<>(notice.quantities());
        List<JsonNode> own = new ArrayList<>();
        for (JsonNode shipment : shipments) {
            List<JsonNode> items = Fields.elements(shipment.path("orderItems"))
                    .filter(item -> OrderMapping.standing(item) != Standing.CANCELLED)
                    .toList();
            long named = items.stream()
                    .filter(item -> notice.quantities().containsKey(OrderMapping.lineId(shipment, item)))
                    .count();
            if (named == 0) {
                continue;
            }
            for (JsonNode item : items) {
                Long pieces = left.remove(OrderMapping.lineId(shipment, item));
                if (pieces == null || pieces != Fields.count(item, "quantity")) {
                    return wrong("shipment " + OrderMapping.id(shipment)
                            + " is to be dispatched in part, but Makro dispatches whole shipments only; ship "
                            + Fields.count(item, "quantity") + " pieces of "
                            + OrderMapping.lineId(shipment, item) + " with it");
                }
            }
            own.add(shipment);
        }
        return left.isEmpty()
                ? Outcome.done(own)
                : wrong("the lines " + left.keySet() + " are not on order " + notice.platformOrderId()
                        + ", or are cancelled");
    }

    /** Those that Makro knows under the notice's tracking number, wherever in the detail it says so. */
    private Outcome<List<String>> carried(StoreSession session, ShipmentNotice notice, List<JsonNode> own) {
        List<String> ids = own.stream().map(OrderMapping::id).toList();
        return reads.details(session, ids).then(details -> {
            if (!details.keySet().containsAll(ids)) {
                return Outcome.unknown("Makro was asked about the shipments " + ids + " and left one out");
            }
            return Outcome.done(ids.stream()
                    .filter(id -> details.getOrDefault(id, MakroClient.object()).findValuesAsText("trackingId").stream()
                            .anyMatch(notice.trackingNumber().strip()::equalsIgnoreCase))
                    .toList());
        });
    }

    private Optional<Refusal> refusal(JsonNode shipment, Instant now) {
        String id = OrderMapping.id(shipment);
        if (!OrderMapping.isOpen(shipment)) {
            return Optional.of(Refusal.permanent(
                    RefusalCode.ALREADY_DONE,
                    "shipment " + id + " has left already, under another tracking number or by Makro"));
        }
        return mapping.isHeld(shipment, now)
                ? Optional.of(
                        Refusal.temporary(NOT_READY, "shipment " + id + " is on hold, or may not be dispatched yet"))
                : Optional.empty();
    }

    private ObjectNode body(StoreSession session, ShipmentNotice notice, JsonNode shipment) {
        Instant now = session.clock().instant().truncatedTo(ChronoUnit.SECONDS);
        Instant left =
                notice.shippedAt().isAfter(now) ? now : notice.shippedAt().truncatedTo(ChronoUnit.SECONDS);
        Instant due = left.plus(deliveryTime);
        ObjectNode json = MakroClient.object();
        json.put("shipmentId", OrderMapping.id(shipment));
        json.put("locationId", shipment.path("locationId").asText(""));
        json.put("dispatchDate", left.toString());
        json.put("tentativeDeliveryDate", (due.isBefore(now) ? now.plus(deliveryTime) : due).toString());
        json.put("deliveryPartner", notice.carrier());
        json.put("trackingId", notice.trackingNumber().strip());
        ObjectNode invoice = json.putObject("invoice");
        invoice.put("invoiceNumber", OrderMapping.id(shipment))
                .put("invoiceDate", mapping.day(left).toString());
        ArrayNode items = invoice.putArray("items");
        Fields.elements(shipment.path("orderItems"))
                .filter(item -> OrderMapping.standing(item) != Standing.CANCELLED)
                .forEach(item -> items.addObject()
                        .put("orderItemId", item.path("orderItemId").asText())
                        .put("quantity", item.path("quantity").asLong()));
        return json;
    }

    private static String ids(List<JsonNode> shipments) {
        return String.join(
                ",", shipments.stream().map(OrderMapping::id).sorted().toList());
    }

    private static <T> Outcome<T> wrong(String what) {
        return Outcome.refused(RefusalCode.INVALID_REQUEST, what);
    }
}
