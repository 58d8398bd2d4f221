package io.gwms.platform.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gwms.outcome.Outcome;
import io.gwms.outcome.Refusal;
import io.gwms.outcome.RefusalCode;
import io.gwms.platform.ShipmentNotice;
import io.gwms.platform.StoreSession;
import io.gwms.platform.WrittenShipment;
import io.gwms.redact.Redactor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Writes shipments and asks about them. Writing fills up: what the order already holds under our tracking
 * number is taken off first, so that a shipment over two locations of which one part got through is
 * completed and never doubled.
 */
final class Shipments {
    private final ShopifyClient client;
    private final boolean notifyCustomers;

    Shipments(ShopifyClient client, boolean notifyCustomers) {
        this.client = client;
        this.notifyCustomers = notifyCustomers;
    }

    Outcome<Optional<WrittenShipment>> probe(StoreSession session, ShipmentNotice notice) {
        return read(session, notice)
                .then(order -> Outcome.done(
                        order.missing(notice).isEmpty() ? Optional.of(order.ours(notice)) : Optional.empty()));
    }

    Outcome<WrittenShipment> write(StoreSession session, ShipmentNotice notice) {
        return read(session, notice).then(order -> {
            Map<String, Long> missing = order.missing(notice);
            return missing.isEmpty()
                    ? Outcome.done(order.ours(notice))
                    : order.plan(missing).then(parcels -> send(session, notice, order, parcels));
        });
    }

    private Outcome<WrittenShipment> send(
            StoreSession session, ShipmentNotice notice, ShippedOrder order, List<ShippedOrder.Parcel> parcels) {
        List<String> ids = new ArrayList<>(order.idsOfOurs(notice));
        for (int i = 0; i < parcels.size(); i++) {
            Outcome<String> sent = create(session, notice, parcels.get(i));
            if (sent.asDone().isPresent()) {
                ids.add(sent.asDone().get());
            } else if (i > 0) {
                return Outcome.unknown(i + " of " + parcels.size()
                        + " parts of the shipment were written, the next was not: " + sent.fold(new Said()));
            } else {
                return sent instanceof Outcome.Refused<String> refused
                        ? refusedOrThere(session, notice, refused.refusal())
                        : Outcome.unknown(sent.fold(new Said()));
            }
        }
        return Outcome.done(new WrittenShipment(String.join(",", ids)));
    }

    private Outcome<String> create(StoreSession session, ShipmentNotice notice, ShippedOrder.Parcel parcel) {
        ObjectNode variables = ShopifyClient.variables();
        ObjectNode fulfillment = variables.putObject("fulfillment");
        ArrayNode groups = fulfillment.putArray("lineItemsByFulfillmentOrder");
        parcel.pieces().forEach((fulfillmentOrder, lines) -> {
            ObjectNode group = groups.addObject().put("fulfillmentOrderId", fulfillmentOrder);
            ArrayNode items = group.putArray("fulfillmentOrderLineItems");
            lines.forEach((line, quantity) -> items.addObject().put("id", line).put("quantity", quantity));
        });
        fulfillment.put("notifyCustomer", notifyCustomers);
        ObjectNode tracking = fulfillment.putObject("trackingInfo");
        if (!notice.trackingNumber().isBlank()) {
            tracking.put("number", notice.trackingNumber());
        }
        if (!notice.carrier().isBlank()) {
            tracking.put("company", notice.carrier());
        }
        return client.ask(session, Queries.FULFILLMENT_CREATE, variables).then(data -> {
            JsonNode created = data.path("fulfillmentCreate");
            if (!created.path("userErrors").isEmpty()) {
                return Outcome.refused(
                        RefusalCode.INVALID_REQUEST,
                        "Shopify says: " + words(created.path("userErrors"), session.redactor()));
            }
            String id = created.at("/fulfillment/id").asText("");
            return id.isBlank()
                    ? Outcome.unknown("Shopify named no fulfilment: "
                            + ShopifyFailures.redacted(data.toString(), session.redactor()))
                    : Outcome.done(id);
        });
    }

    /** A refusal may mean that it is there already; userErrors have no codes, so the order itself tells. */
    private Outcome<WrittenShipment> refusedOrThere(StoreSession session, ShipmentNotice notice, Refusal refusal) {
        if (!refusal.code().equals(RefusalCode.INVALID_REQUEST)) {
            return Outcome.refused(refusal);
        }
        return read(session, notice)
                .asDone()
                .filter(order -> order.missing(notice).isEmpty())
                .<Outcome<WrittenShipment>>map(order -> Outcome.done(order.ours(notice)))
                .orElseGet(() -> Outcome.refused(refusal));
    }

    /** Reads only, so whatever went wrong, nothing was done. */
    private Outcome<ShippedOrder> read(StoreSession session, ShipmentNotice notice) {
        ObjectNode variables = ShopifyClient.variables().put("id", notice.platformOrderId());
        Outcome<JsonNode> answer = client.ask(session, Queries.ORDER_SHIPMENTS, variables);
        if (answer instanceof Outcome.Unknown<JsonNode> unknown) {
            return Outcome.refused(Refusal.temporary(RefusalCode.PLATFORM_FAILURE, unknown.cause()));
        }
        return answer.then(data -> ShippedOrder.of(data.path("order"), notice.number(), session.redactor()));
    }

    /** What the errors of a mutation say, and of which field. */
    static String words(JsonNode userErrors, Redactor redactor) {
        return ShopifyFailures.redacted(
                StreamSupport.stream(userErrors.spliterator(), false)
                        .map(error -> error.path("message").asText()
                                + (error.path("field").isArray() ? " " + error.path("field") : ""))
                        .collect(Collectors.joining("; ")),
                redactor);
    }

    private static final class Said implements Outcome.Cases<String, String> {
        @Override
        public String done(String value) {
            return value;
        }

        @Override
        public String refused(Refusal refusal) {
            return refusal.text();
        }

        @Override
        public String unknown(String cause) {
            return cause;
        }
    }
}
