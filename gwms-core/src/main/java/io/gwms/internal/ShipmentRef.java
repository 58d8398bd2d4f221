package io.gwms.internal;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.gwms.order.OrderId;

/**
 * Names one shipment of one order: what the payload of a write-back task says.
 *
 * @param order the order
 * @param shipmentId the shipment within it
 */
public record ShipmentRef(OrderId order, String shipmentId) {
    private static final ObjectMapper JSON = new ObjectMapper();

    public ShipmentRef {
        requireNonNull(order, "order");
        Require.text(shipmentId, "shipmentId");
    }

    /** It as JSON with the fields {@code order} and {@code shipment}. */
    public String payload() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("order", order.toString())
                .put("shipment", shipmentId)
                .toString();
    }

    /** Reads what {@link #payload} wrote. */
    public static ShipmentRef parse(String payload) {
        try {
            JsonNode node = JSON.readTree(payload);
            return new ShipmentRef(
                    OrderId.parse(node.path("order").asText()),
                    node.path("shipment").asText());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "payload is not JSON, but must be an object with the fields order and shipment", e);
        }
    }
}
