package io.gwms.order;

import static java.util.Objects.requireNonNull;

import io.gwms.internal.Require;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Keeps an order from being dispatched, acknowledged or shipped by hand; it can be cancelled all the same.
 *
 * @param order the order
 * @param reason what it waits for, such as {@code FRAUD_CHECK} or words
 * @param until when the hold ends by itself; null when somebody has to release it
 */
public record HoldOrder(
        OrderId order, String reason, @Nullable Instant until) {
    public HoldOrder {
        requireNonNull(order, "order");
        Require.text(reason, "reason");
    }

    /** A hold that somebody has to release. */
    public static HoldOrder of(OrderId order, String reason) {
        return new HoldOrder(order, reason, null);
    }

    /** The same, ending by itself then. */
    public HoldOrder until(Instant until) {
        return new HoldOrder(order, reason, requireNonNull(until, "until"));
    }
}
