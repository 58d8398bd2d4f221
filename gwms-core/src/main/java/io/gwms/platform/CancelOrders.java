package io.gwms.platform;

import static java.util.Objects.requireNonNull;

import io.gwms.Incubating;
import io.gwms.internal.Require;
import java.util.List;

/**
 * Asks the platform to cancel orders.
 *
 * @param session the store and how to reach it
 * @param platformOrderIds the platform's immutable ids, at least one
 * @param reason why, in words
 */
@Incubating
public record CancelOrders(StoreSession session, List<String> platformOrderIds, String reason) {
    public CancelOrders {
        requireNonNull(session, "session");
        platformOrderIds = Require.some(platformOrderIds, "platformOrderIds");
        requireNonNull(reason, "reason");
    }
}
