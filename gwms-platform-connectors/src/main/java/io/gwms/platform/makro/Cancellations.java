package io.gwms.platform.makro;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gwms.outcome.Outcome;
import io.gwms.outcome.RefusalCode;
import io.gwms.platform.CancelReason;
import io.gwms.platform.StoreSession;
import io.gwms.platform.reading.Fields;
import io.gwms.platform.reading.Replies;
import java.util.ArrayList;
import java.util.List;

/** Cancels all that is left of an order, as long as none of it is packed. */
final class Cancellations {
    private static final String PATH = "/v3/shipments/cancel";
    private static final int MOST = 25;
    private static final String CANCELLED = "CANCELLED";

    private final ShipmentReads reads;

    Cancellations(ShipmentReads reads) {
        this.reads = reads;
    }

    Outcome<String> cancel(StoreSession session, String orderId, CancelReason cause) {
        return Replies.beforeWriting(reads.ofOrders(session, List.of(orderId))).then(shipments -> {
            if (shipments.isEmpty()) {
                return Outcome.refused(RefusalCode.NOT_FOUND, "Makro shows no order " + orderId);
            }
            List<ObjectNode> left = new ArrayList<>();
            for (JsonNode shipment : shipments) {
                List<JsonNode> items = Fields.elements(shipment.path("orderItems"))
                        .filter(item -> OrderMapping.standing(item) != Standing.CANCELLED)
                        .toList();
                if (items.stream().anyMatch(item -> OrderMapping.standing(item) != Standing.OPEN)) {
                    return Outcome.refused(
                            RefusalCode.TOO_LATE,
                            "shipment " + OrderMapping.id(shipment) + " of order " + orderId
                                    + " is packed or has left, and Makro cancels before that only");
                }
                if (!items.isEmpty()) {
                    left.add(body(shipment, items, cause));
                }
            }
            return left.isEmpty()
                    ? Outcome.done(CANCELLED)
                    : Batch.tell(session, PATH, MOST, left).then(done -> Outcome.done(CANCELLED));
        });
    }

    private static ObjectNode body(JsonNode shipment, List<JsonNode> items, CancelReason cause) {
        ObjectNode json = MakroClient.object();
        json.put("shipmentId", OrderMapping.id(shipment));
        json.put("locationId", shipment.path("locationId").asText(""));
        json.put("reason", cause == CancelReason.OUT_OF_STOCK ? "not_enough_inventory" : "cannot_procure_item");
        ArrayNode groups = json.putArray("cancellationGroupIds");
        items.stream()
                .map(item -> item.path("cancellationGroupId").asText(""))
                .distinct()
                .forEach(groups::add);
        return json;
    }
}
