package io.gwms.order;

import static java.util.Objects.requireNonNull;

import io.gwms.internal.Require;
import io.gwms.platform.CancelReason;

/**
 * Cancels an order, and tells its platform or not.
 *
 * @param order the order
 * @param tellsPlatform whether the platform is asked to cancel it too, once it is cancelled here
 * @param cause why, for the platform
 * @param reason why, in words
 */
public record CancelOrder(OrderId order, boolean tellsPlatform, CancelReason cause, String reason) {
    public CancelOrder {
        requireNonNull(order, "order");
        requireNonNull(cause, "cause");
        requireNonNull(reason, "reason");
    }

    /** Cancels it here only. */
    public static CancelOrder here(OrderId order) {
        return new CancelOrder(order, false, CancelReason.OTHER, "");
    }

    /** Cancels it here and on its platform. */
    public static CancelOrder everywhere(OrderId order, CancelReason cause, String reason) {
        return new CancelOrder(order, true, cause, Require.text(reason, "reason"));
    }
}
