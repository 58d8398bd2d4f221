package io.gwms.platform.amazonvendor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gwms.outcome.Outcome;
import io.gwms.outcome.RefusalCode;
import io.gwms.platform.ShipmentNotice;
import io.gwms.platform.StoreSession;
import io.gwms.platform.WrittenShipment;
import io.gwms.platform.reading.Fields;
import io.gwms.platform.reading.Orders;
import io.gwms.platform.reading.Replies;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Sends advance shipment notices (Vendor Shipments v1, SubmitShipmentConfirmations), a carton for each shipment. */
final class ShipmentConfirmations {
    private static final String PATH = "/vendor/shipping/v1/shipmentConfirmations";
    private static final String DETAILS_PATH = "/vendor/shipping/v1/shipments";
    private static final String CARTON = "001";

    private final AmazonClient client;
    private final PurchaseOrderReads reads;
    private final Transactions transactions;

    ShipmentConfirmations(AmazonClient client, PurchaseOrderReads reads) {
        this.client = client;
        this.reads = reads;
        this.transactions = new Transactions(client);
    }

    /** The purchase order is read first: its parties and units have to be told back. */
    Outcome<WrittenShipment> send(StoreSession session, ShipmentNotice notice) {
        return Replies.beforeWriting(reads.order(session, notice.platformOrderId()))
                .then(order -> AmazonClient.made(() -> body(session, order, notice)))
                .then(body -> client.submit(session, PATH, body))
                .then(transaction -> Outcome.done(WrittenShipment.pending(transaction)));
    }

    Outcome<Optional<WrittenShipment>> probe(StoreSession session, ShipmentNotice notice) {
        if (notice.transaction().isEmpty()) {
            return byIdentifier(session, notice);
        }
        return transactions.state(session, notice.transaction()).then(state -> Outcome.done(Optional.of(
                state == Transactions.State.PROCESSING
                        ? WrittenShipment.pending(notice.transaction())
                        : new WrittenShipment(identifier(notice)))));
    }

    private Outcome<Optional<WrittenShipment>> byIdentifier(StoreSession session, ShipmentNotice notice) {
        String identifier = identifier(notice);
        return client.get(session, DETAILS_PATH, Map.of("vendorShipmentIdentifier", identifier))
                .then(answer -> {
                    JsonNode shipments = answer.payload().path("shipments");
                    if (!shipments.isArray()) {
                        return Outcome.unknown("Amazon answered no list of shipments: "
                                + AmazonClient.excerpt(answer.payload(), session.redactor()));
                    }
                    boolean known = Fields.elements(shipments).anyMatch(shipment -> shipment
                            .path("vendorShipmentIdentifier")
                            .asText("")
                            .equals(identifier));
                    return Outcome.done(known ? Optional.of(new WrittenShipment(identifier)) : Optional.empty());
                });
    }

    /** Short, and the same whenever the same shipment is told of. */
    static String identifier(ShipmentNotice notice) {
        return "GWMS-" + Orders.digest(notice.effectKey());
    }

    private static Outcome<ObjectNode> body(StoreSession session, JsonNode order, ShipmentNotice notice) {
        Map<String, JsonNode> items = new HashMap<>();
        Fields.elements(order.at("/orderDetails/items"))
                .forEach(item -> items.put(item.path("itemSequenceNumber").asText(""), item));
        ArrayNode shipped = JsonNodeFactory.instance.arrayNode();
        ArrayNode packed = JsonNodeFactory.instance.arrayNode();
        for (Map.Entry<String, Long> line : new TreeMap<>(notice.quantities()).entrySet()) {
            JsonNode item = items.get(line.getKey());
            if (item == null) {
                return wrong("line " + line.getKey() + " is not on purchase order " + notice.platformOrderId());
            }
            Quantity ordered = Quantity.of(item.path("orderedQuantity"));
            if (!ordered.holds(line.getValue())) {
                return wrong("line " + line.getKey() + " is ordered in cases of " + ordered.unitSize() + ", but "
                        + line.getValue() + " pieces were shipped; Amazon takes whole cases");
            }
            ObjectNode quantity = ordered.json(line.getValue());
            shipped.add(part(item, notice).set("shippedQuantity", quantity));
            packed.add(part(item, notice).set("packedQuantity", quantity));
        }
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putArray("shipmentConfirmations").add(confirmation(session, order, notice, shipped, packed));
        return Outcome.done(body);
    }

    private static ObjectNode confirmation(
            StoreSession session, JsonNode order, ShipmentNotice notice, ArrayNode shipped, ArrayNode packed) {
        JsonNode details = order.path("orderDetails");
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("shipmentIdentifier", identifier(notice));
        json.put("shipmentConfirmationType", "Original");
        json.put("shipmentConfirmationDate", time(session.clock().instant()));
        json.put("shippedDate", time(notice.shippedAt()));
        json.set("sellingParty", Acknowledgements.party(details.path("sellingParty")));
        json.putObject("shipFromParty")
                .put("partyId", session.credential().setting(AmazonVendorConnector.SHIP_FROM));
        json.set("shipToParty", Acknowledgements.party(details.path("shipToParty")));
        ObjectNode transport = json.putObject("transportationDetails");
        put(transport, "carrierScac", notice.carrier());
        put(transport, "carrierShipmentReferenceNumber", notice.trackingNumber());
        json.set("shippedItems", shipped);
        ObjectNode carton = json.putArray("cartons").addObject();
        carton.put("cartonSequenceNumber", CARTON);
        put(carton, "trackingNumber", notice.trackingNumber());
        carton.set("items", packed);
        return json;
    }

    private static ObjectNode part(JsonNode item, ShipmentNotice notice) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("itemSequenceNumber", item.path("itemSequenceNumber").asText());
        put(json, "vendorProductIdentifier", item.path("vendorProductIdentifier").asText(""));
        json.putObject("itemDetails").put("purchaseOrderNumber", notice.platformOrderId());
        return json;
    }

    private static Outcome<ObjectNode> wrong(String what) {
        return Outcome.refused(RefusalCode.INVALID_REQUEST, what);
    }

    private static String time(Instant moment) {
        return moment.truncatedTo(ChronoUnit.MILLIS).toString();
    }

    private static void put(ObjectNode json, String field, String text) {
        if (!text.isBlank()) {
            json.put(field, text);
        }
    }
}
