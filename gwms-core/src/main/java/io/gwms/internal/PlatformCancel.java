package io.gwms.internal;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.gwms.order.Order;
import io.gwms.order.OrderId;
import io.gwms.platform.CancelReason;

/**
 * What the payload of a task says that tells a platform whether an order is cancelled.
 *
 * @param order the order
 * @param keeps whether the buyer's request to cancel is rejected; else the order is cancelled there
 * @param cause why
 * @param reason why, in words
 */
public record PlatformCancel(OrderId order, boolean keeps, CancelReason cause, String reason) {
    private static final ObjectMapper JSON = new ObjectMapper();

    public PlatformCancel {
        requireNonNull(order, "order");
        requireNonNull(cause, "cause");
        requireNonNull(reason, "reason");
    }

    /** What a platform is told once the warehouse has confirmed: whoever asked, or the buyer if it was the buyer. */
    public static PlatformCancel afterWarehouse(Order order) {
        boolean buyer = order.platform().cancelRequested();
        return new PlatformCancel(
                order.id(),
                false,
                buyer ? CancelReason.CUSTOMER_REQUEST : CancelReason.OTHER,
                buyer ? "the buyer asked to cancel" : "the seller cancelled");
    }

    /** It as JSON. */
    public String payload() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("order", order.toString())
                .put("keeps", keeps)
                .put("cause", cause.name())
                .put("reason", reason)
                .toString();
    }

    /** Reads what {@link #payload} wrote. */
    public static PlatformCancel parse(String payload) {
        try {
            JsonNode node = JSON.readTree(payload);
            return new PlatformCancel(
                    OrderId.parse(node.path("order").asText()),
                    node.path("keeps").asBoolean(),
                    CancelReason.valueOf(node.path("cause").asText()),
                    node.path("reason").asText());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("payload is not JSON, but must be what payload() wrote", e);
        }
    }
}
