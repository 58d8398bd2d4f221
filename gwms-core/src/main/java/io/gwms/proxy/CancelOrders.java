package io.gwms.proxy;

import static java.util.Objects.requireNonNull;

import io.gwms.internal.Require;
import java.util.List;

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
     */
    public record Target(String reference, String thirdPartyNo) {
        public Target {
            Require.text(reference, "reference");
            requireNonNull(thirdPartyNo, "thirdPartyNo");
        }
    }
}
