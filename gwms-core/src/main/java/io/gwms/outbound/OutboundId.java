package io.gwms.outbound;

import static java.util.Objects.requireNonNull;

import io.gwms.internal.Require;
import io.gwms.order.OrderId;

/**
 * Identifies an outbound order, and is the reference it has at the warehouse: the same order and
 * attempt always give the same one, and no other order does. It is the store, what follows the last slash of the
 * platform's id of the order, and the attempt, joined by {@code -}; a {@code -} within the platform's id is {@code _}
 * here, and {@code _} and {@code ~} are {@code ~1} and {@code ~0}.
 */
public record OutboundId(String value) {
    public OutboundId {
        Require.text(value, "OutboundId");
    }

    /** The outbound order of that attempt to dispatch that order. */
    public static OutboundId of(OrderId order, int attempt) {
        requireNonNull(order, "order");
        String store = order.store().value();
        String number = withoutJoint(lastPart(order.platformOrderId()));
        // Nearly all are the first, and a text with a constant end is put together in less time than one with a number.
        return new OutboundId(attempt == 1 ? store + "-" + number + "-1" : store + "-" + number + "-" + attempt);
    }

    /** What follows the last slash, as a platform's id of an order may be a whole address. */
    private static String lastPart(String platformOrderId) {
        return platformOrderId.indexOf('/') < 0
                ? platformOrderId
                : platformOrderId.substring(platformOrderId.lastIndexOf('/') + 1);
    }

    /** Where the store ends must be told from the end, for it may have the sign that joins. */
    private static String withoutJoint(String number) {
        boolean isPlain = number.indexOf('-') < 0 && number.indexOf('_') < 0 && number.indexOf('~') < 0;
        return isPlain ? number : number.replace("~", "~0").replace("_", "~1").replace('-', '_');
    }

    @Override
    public String toString() {
        return value;
    }
}
