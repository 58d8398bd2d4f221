package io.gwms.proxy.shipbob;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gwms.proxy.InboundRequest;
import io.gwms.proxy.OutboundRequest;
import io.gwms.proxy.RemoteOrder;
import io.gwms.proxy.RemoteStatus;
import io.gwms.proxy.wire.Replies;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Receiving orders (WRO) in the platform's words, and back. Our reference is their purchase order number. */
final class ShipBobReceivings {
    private ShipBobReceivings() {}

    /** A receiving order to create; {@code items} are the platform's inventory ids by SKU. */
    static ObjectNode request(
            InboundRequest order, long location, Map<String, Long> items, ShipBobInboundTerms terms, Instant now) {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("purchase_order_number", order.reference())
                .put("package_type", terms.packageType())
                .put("box_packaging_type", terms.boxPackaging())
                .put(
                        "expected_arrival_date",
                        requireNonNullElse(order.expectedAt(), now.plus(terms.usualTransit()))
                                .toString());
        body.putObject("fulfillment_center").put("id", location);
        ObjectNode box = body.putArray("boxes").addObject().put("tracking_number", order.reference());
        var lines = box.putArray("box_items");
        for (OutboundRequest.Line line : order.lines()) {
            lines.addObject()
                    .put("inventory_id", items.get(line.proxySku()))
                    .put("quantity", line.quantity())
                    .put("lot_number", order.reference());
        }
        return body;
    }

    static RemoteStatus status(String word) {
        return switch (word) {
            case "Awaiting",
                    "Processing",
                    "Arrived",
                    "PartiallyArrived",
                    "PartiallyArrivedAtHub",
                    "ArrivedAtHub",
                    "ProcessingAtHub",
                    "InternalTransfer" -> RemoteStatus.IN_WORK;
            case "Completed" -> RemoteStatus.PUT_AWAY;
            case "Cancelled" -> RemoteStatus.CANCELLED;
            case "Incomplete" -> RemoteStatus.EXCEPTION;
            default -> RemoteStatus.UNRECOGNIZED;
        };
    }

    /** What counts as come is what was stowed; what was only counted can still change. */
    static RemoteOrder order(JsonNode row) {
        List<RemoteOrder.Line> lines = new ArrayList<>();
        for (JsonNode item : Replies.list(row, "inventory_quantities")) {
            lines.add(new RemoteOrder.Line(
                    Replies.text(item, "sku"),
                    Replies.whole(item.path("expected_quantity")),
                    Replies.whole(item.path("stowed_quantity"))));
        }
        String word = row.path("status").asText("");
        RemoteStatus status = status(word);
        return RemoteOrder.builder(row.path("purchase_order_number").asText(""), Replies.text(row, "id"), status, word)
                .lines(lines)
                .endedAt(
                        status.isTerminal()
                                ? ShipBobOrders.time(row.path("last_updated_date"))
                                        .orElse(null)
                                : null)
                .build();
    }
}
