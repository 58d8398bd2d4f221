package io.gwms.platform.amazonvendor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gwms.outcome.Outcome;
import io.gwms.outcome.RefusalCode;
import io.gwms.platform.AcknowledgeOrders.Acknowledgement;
import io.gwms.platform.AcknowledgeOrders.Line;
import io.gwms.platform.Acknowledged;
import io.gwms.platform.StoreSession;
import io.gwms.platform.reading.Fields;
import io.gwms.platform.reading.Replies;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Acknowledges purchase orders line by line, and asks what became of it (Vendor Orders v1, submitAcknowledgement). */
final class Acknowledgements {
    private static final String PATH = "/vendor/orders/v1/acknowledgements";
    private static final String STATUS_PATH = "/vendor/orders/v1/purchaseOrdersStatus";

    private final AmazonClient client;
    private final PurchaseOrderReads reads;
    private final Transactions transactions;

    Acknowledgements(AmazonClient client, PurchaseOrderReads reads) {
        this.client = client;
        this.reads = reads;
        this.transactions = new Transactions(client);
    }

    /** The purchase order is read first: its seller, units and costs have to be told back. */
    Outcome<Acknowledged> send(StoreSession session, Acknowledgement acknowledgement) {
        return Replies.beforeWriting(reads.order(session, acknowledgement.platformOrderId()))
                .then(order -> AmazonClient.made(() -> body(session, order, acknowledgement)))
                .then(body -> client.submit(session, PATH, body))
                .then(transaction -> Outcome.done(Acknowledged.pending(transaction)));
    }

    Outcome<Optional<Acknowledged>> probe(StoreSession session, Acknowledgement acknowledgement) {
        if (acknowledgement.transaction().isEmpty()) {
            return standing(session, acknowledgement);
        }
        return transactions
                .state(session, acknowledgement.transaction())
                .then(state -> Outcome.done(Optional.of(
                        new Acknowledged(acknowledgement.transaction(), state == Transactions.State.PROCESSING))));
    }

    private static Outcome<ObjectNode> body(StoreSession session, JsonNode order, Acknowledgement acknowledgement) {
        JsonNode details = order.path("orderDetails");
        Map<String, JsonNode> items = new HashMap<>();
        Fields.elements(details.path("items"))
                .forEach(item -> items.put(item.path("itemSequenceNumber").asText(""), item));
        ArrayNode lines = JsonNodeFactory.instance.arrayNode();
        for (Line line : acknowledgement.lines()) {
            JsonNode item = items.get(line.lineId());
            if (item == null) {
                return wrong("line " + line.lineId() + " is not on purchase order " + acknowledgement.platformOrderId());
            }
            Quantity ordered = Quantity.of(item.path("orderedQuantity"));
            if (line.accepted() + line.rejected() != ordered.pieces()) {
                return Outcome.refused(
                        RefusalCode.CHANGED_MEANWHILE,
                        "line " + line.lineId() + " is ordered in " + ordered.pieces() + " pieces now, but "
                                + line.accepted() + " accepted and " + line.rejected()
                                + " rejected do not add up to that; pull the purchase order and decide anew");
            }
            if (!ordered.holds(line.accepted())) {
                return wrong("line " + line.lineId() + " is ordered in cases of " + ordered.unitSize()
                        + ", but accepted is " + line.accepted() + "; accept a multiple of it");
            }
            if (ordered.pieces() > 0) {
                lines.add(item(item, ordered, line));
            }
        }
        if (lines.isEmpty()) {
            return wrong("nothing is ordered any more on purchase order " + acknowledgement.platformOrderId());
        }
        ObjectNode one = JsonNodeFactory.instance.objectNode();
        one.put("purchaseOrderNumber", order.path("purchaseOrderNumber").asText());
        one.set("sellingParty", party(details.path("sellingParty")));
        one.put(
                "acknowledgementDate",
                session.clock().instant().truncatedTo(ChronoUnit.MILLIS).toString());
        one.set("items", lines);
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putArray("acknowledgements").add(one);
        return Outcome.done(body);
    }

    private static Outcome<ObjectNode> wrong(String what) {
        return Outcome.refused(RefusalCode.INVALID_REQUEST, what);
    }

    private static ObjectNode item(JsonNode item, Quantity ordered, Line line) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        copy(item, json, "itemSequenceNumber", "amazonProductIdentifier", "vendorProductIdentifier");
        json.set("orderedQuantity", ordered.json(ordered.pieces()));
        copy(item, json, "netCost", "listPrice");
        ArrayNode parts = json.putArray("itemAcknowledgements");
        if (line.accepted() > 0) {
            parts.addObject()
                    .put("acknowledgementCode", "Accepted")
                    .set("acknowledgedQuantity", ordered.json(line.accepted()));
        }
        if (line.rejected() > 0) {
            ObjectNode rejected = parts.addObject();
            rejected.put("acknowledgementCode", "Rejected");
            rejected.set("acknowledgedQuantity", ordered.json(line.rejected()));
            rejected.put("rejectionReason", line.rejectReason());
        }
        return json;
    }

    /** Only who it is: the address that came with it is Amazon's own. */
    static ObjectNode party(JsonNode party) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("partyId", party.path("partyId").asText());
    }

    private static void copy(JsonNode from, ObjectNode to, String... fields) {
        for (String field : fields) {
            if (from.hasNonNull(field)) {
                to.set(field, from.path(field));
            }
        }
    }

    private Outcome<Optional<Acknowledged>> standing(StoreSession session, Acknowledgement acknowledgement) {
        String number = acknowledgement.platformOrderId();
        return client.get(session, STATUS_PATH, Map.of("purchaseOrderNumber", number))
                .then(answer -> {
                    List<JsonNode> found = Fields.elements(answer.payload().path("ordersStatus"))
                            .filter(order -> order.path("purchaseOrderNumber").asText("").equals(number))
                            .toList();
                    return found.size() == 1
                            ? AmazonClient.made(() -> standing(found.get(0), acknowledgement))
                            : Outcome.unknown("Amazon answered no status of purchase order " + number);
                });
    }

    private static Outcome<Optional<Acknowledged>> standing(JsonNode order, Acknowledgement acknowledgement) {
        Map<String, JsonNode> known = new HashMap<>();
        Fields.elements(order.path("itemStatus"))
                .forEach(item -> known.put(
                        item.path("itemSequenceNumber").asText(""), item.path("acknowledgementStatus")));
        boolean untouched = known.values().stream().allMatch(Acknowledgements::isUnconfirmed);
        if (untouched) {
            return Outcome.done(Optional.empty());
        }
        boolean ours = acknowledgement.lines().stream()
                .filter(line -> line.accepted() + line.rejected() > 0)
                .allMatch(line -> known.containsKey(line.lineId())
                        && pieces(known.get(line.lineId()), "acceptedQuantity") == line.accepted()
                        && pieces(known.get(line.lineId()), "rejectedQuantity") == line.rejected());
        return ours
                ? Outcome.done(Optional.of(Acknowledged.confirmed(acknowledgement.platformOrderId())))
                : Outcome.unknown("purchase order " + acknowledgement.platformOrderId()
                        + " is acknowledged at Amazon, but with other quantities than these");
    }

    private static boolean isUnconfirmed(JsonNode status) {
        String word = status.path("confirmationStatus").asText("UNCONFIRMED");
        return word.equals("UNCONFIRMED");
    }

    private static long pieces(JsonNode status, String field) {
        JsonNode quantity = status.path(field);
        return quantity.isObject() ? Quantity.of(quantity).pieces() : 0;
    }
}
