package io.gwms.outbound;

import static java.util.Objects.requireNonNull;

import io.gwms.internal.Require;
import io.gwms.order.OrderId;

/**
 * Identifies an outbound order, and is the reference it has at the warehouse: the same order and
 * attempt always give the same one.
 */
public record OutboundId(String value) {
    public OutboundId {
        Require.text(value, "OutboundId");
    }

    /** The outbound order of that attempt to dispatch that order. */
    public static OutboundId of(OrderId order, int attempt) {
        requireNonNull(order, "order");
        return new OutboundId(order.store() + "-" + shortened(order.platformOrderId()) + "-" + attempt);
    }

    private static String shortened(String platformOrderId) {
        return platformOrderId.substring(platformOrderId.lastIndexOf('/') + 1);
    }

    @Override
    public String toString() {
        return value;
    }
}
