package io.gwms.proxy;

import static java.util.Objects.requireNonNull;

import io.gwms.internal.Require;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks a proxy warehouse to cancel orders.
 *
 * @param session the warehouse and how to reach it
 * @param orders the orders, at least one
 * @param reason why, in words
 */
public record CancelOrders(ProxySession session, List<Target> orders, String reason) {
    public CancelOrders {
        requireNonNull(session, "session");
        orders = Require.some(orders, "orders");
        requireNonNull(reason, "reason");
    }

    /**
     * One order to be cancelled.
     *
     * @param reference our reference
     * @param thirdPartyNo the warehouse's own number; empty when not known
     * @param askedSince when this wish was first put to the warehouse; null when it has not been. What the warehouse
     *     answered before that, such as that it could not stop the order, answers an earlier wish and not this one
     */
    public record Target(
            String reference, String thirdPartyNo, @Nullable Instant askedSince) {
        public Target {
            Require.text(reference, "reference");
            requireNonNull(thirdPartyNo, "thirdPartyNo");
        }

        /** One that the warehouse has not been asked to cancel yet. */
        public Target(String reference, String thirdPartyNo) {
            this(reference, thirdPartyNo, null);
        }
    }
}
