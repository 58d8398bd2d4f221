package io.gwms.testkit.amazonvendor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gwms.testkit.amazonvendor.AmazonVendorFaults.Habit;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is sent in: taken at once under a transaction, judged later. */
final class Submissions {
    private static final Set<String> REASONS =
            Set.of("TemporarilyUnavailable", "InvalidProductIdentifier", "ObsoleteProduct");

    private final VendorAccount account;
    private final AmazonVendorFaults faults;
    private final Duration processing;

    Submissions(VendorAccount account, AmazonVendorFaults faults, Duration processing) {
        this.account = account;
        this.faults = faults;
        this.processing = processing;
    }

    ObjectNode acknowledge(JsonNode body, Instant at) {
        JsonNode acknowledgements = body.path("acknowledgements");
        Refusal.when(acknowledgements.isEmpty(), "acknowledgements is empty");
        for (JsonNode one : acknowledgements) {
            Refusal.when(
                    one.at("/sellingParty/partyId").asText("").isEmpty(),
                    "The content of element 'sellingParty' is not complete. One of '{partyId, address, taxInfo}' is"
                            + " expected.");
            Refusal.when(one.path("acknowledgementDate").asText("").isEmpty(), "acknowledgementDate is missing");
        }
        return taken("acknowledgement", body, at);
    }

    ObjectNode confirmShipments(JsonNode body, Instant at) {
        JsonNode confirmations = body.path("shipmentConfirmations");
        Refusal.when(confirmations.isEmpty(), "shipmentConfirmations is empty");
        for (JsonNode one : confirmations) {
            for (String party : Set.of("sellingParty", "shipFromParty", "shipToParty")) {
                Refusal.when(one.path(party).path("partyId").asText("").isEmpty(), party + " is not complete");
            }
            Refusal.when(one.path("shipmentIdentifier").asText("").isEmpty(), "shipmentIdentifier is missing");
            Refusal.when(one.path("shippedItems").isEmpty(), "shippedItems is empty");
        }
        return taken("shipment", body, at);
    }

    ObjectNode transaction(String id) {
        judgeWhatIsDue();
        ObjectNode held = account.transaction(id)
                .orElseThrow(() -> new Refusal(400, "NotFound", "transaction " + id + " was not found"));
        ObjectNode payload = VendorAccount.JSON.createObjectNode();
        ObjectNode status = payload.putObject("transactionStatus");
        status.put("transactionId", id);
        status.set("status", held.path("status"));
        if (held.has("errors")) {
            status.set("errors", held.path("errors"));
        }
        return payload;
    }

    /** Shipments under an identifier, as far as this list shows shipments that were only confirmed. */
    ObjectNode shipments(Map<String, String> parameters) {
        judgeWhatIsDue();
        ObjectNode payload = VendorAccount.JSON.createObjectNode();
        ArrayNode all = payload.putArray("shipments");
        if (!faults.has(Habit.CONFIRMED_SHIPMENTS_HIDDEN)) {
            account.shipment(parameters.getOrDefault("vendorShipmentIdentifier", ""))
                    .ifPresent(shipment -> all.addObject()
                            .put("transactionType", "New")
                            .put("currentShipmentStatus", "Shipped")
                            .set("vendorShipmentIdentifier", shipment.path("shipmentIdentifier")));
        }
        return payload;
    }

    /** Judges every transaction whose time has come, in the order they were taken. */
    void judgeWhatIsDue() {
        for (ObjectNode held : account.transactions()) {
            boolean due = !Instant.parse(held.path("due").asText()).isAfter(account.now());
            if (due && held.path("status").asText().equals("Processing")) {
                String wrong = held.path("fails").asText("");
                account.putTransaction(ended(held, wrong.isEmpty() ? judged(held) : wrong));
            }
        }
    }

    private ObjectNode taken(String kind, JsonNode body, Instant at) {
        String id =
                "20260701000000-" + String.format("%08d", account.transactions().size() + 1);
        ObjectNode transaction = VendorAccount.JSON.createObjectNode();
        transaction.put("transactionId", id);
        transaction.put("status", "Processing");
        transaction.put("kind", kind);
        transaction.put("due", at.plus(processing).toString());
        transaction.put("fails", faults.takeFailure());
        transaction.set("body", body);
        account.putTransaction(transaction);
        return VendorAccount.JSON.createObjectNode().put("transactionId", id);
    }

    private static ObjectNode ended(ObjectNode transaction, String wrong) {
        transaction.put("status", wrong.isEmpty() ? "Success" : "Failure");
        if (!wrong.isEmpty()) {
            transaction.putArray("errors").add(Refusal.error(wrong, "The submission could not be processed: " + wrong));
        }
        return transaction;
    }

    /** Empty when it is applied, else why not; nothing is applied in part. */
    private String judged(ObjectNode held) {
        JsonNode body = held.path("body");
        if (held.path("kind").asText().equals("shipment")) {
            return shipped(body.path("shipmentConfirmations").path(0));
        }
        JsonNode one = body.path("acknowledgements").path(0);
        return account.order(one.path("purchaseOrderNumber").asText())
                .map(order -> acknowledged(order, one))
                .orElse("PurchaseOrderNotFound");
    }

    private String acknowledged(ObjectNode order, JsonNode one) {
        if (!order.path("purchaseOrderState").asText().equals("New")) {
            return "PurchaseOrderNotNew";
        }
        for (JsonNode line : one.path("items")) {
            ObjectNode item = item(order, line.path("itemSequenceNumber").asText());
            if (item == null || line.at("/netCost/amount").asText("").isEmpty()) {
                return "InvalidItem";
            }
            long accepted = 0;
            long rejected = 0;
            for (JsonNode part : line.path("itemAcknowledgements")) {
                long pieces = pieces(part.path("acknowledgedQuantity"));
                boolean isRejected = part.path("acknowledgementCode").asText().equals("Rejected");
                if (pieces == 0
                        || (isRejected
                                && !REASONS.contains(
                                        part.path("rejectionReason").asText()))) {
                    return "InvalidAcknowledgement";
                }
                accepted += isRejected ? 0 : pieces;
                rejected += isRejected ? pieces : 0;
            }
            if (accepted + rejected != pieces(item.path("orderedQuantity"))) {
                return "QuantityMismatch";
            }
            item.put("acceptedPieces", accepted).put("rejectedPieces", rejected);
        }
        order.put("purchaseOrderState", "Acknowledged");
        ((ObjectNode) order.path("orderDetails"))
                .put("purchaseOrderStateChangedDate", account.now().toString());
        account.put(order);
        return "";
    }

    /** An identifier is taken once in 365 days. */
    private String shipped(JsonNode confirmation) {
        if (account.shipment(confirmation.path("shipmentIdentifier").asText()).isPresent()) {
            return "DuplicateShipmentIdentifier";
        }
        for (JsonNode line : confirmation.path("shippedItems")) {
            String number = line.at("/itemDetails/purchaseOrderNumber").asText();
            ObjectNode order = account.order(number).orElse(null);
            ObjectNode item = order == null
                    ? null
                    : item(order, line.path("itemSequenceNumber").asText());
            if (item == null || pieces(line.path("shippedQuantity")) > pieces(item.path("orderedQuantity"))) {
                return "InvalidShippedItem";
            }
        }
        account.putShipment((ObjectNode) confirmation);
        return "";
    }

    static @Nullable ObjectNode item(JsonNode order, String sequence) {
        for (JsonNode item : order.at("/orderDetails/items")) {
            if (item.path("itemSequenceNumber").asText().equals(sequence)) {
                return (ObjectNode) item;
            }
        }
        return null;
    }

    static long pieces(JsonNode quantity) {
        long size = quantity.path("unitOfMeasure").asText().equalsIgnoreCase("Cases")
                ? quantity.path("unitSize").asLong(1)
                : 1;
        return quantity.path("amount").asLong() * size;
    }
}
