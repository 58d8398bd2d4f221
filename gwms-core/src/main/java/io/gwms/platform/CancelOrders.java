package io.gwms.platform;

import static java.util.Objects.requireNonNull;

import io.gwms.internal.Require;
import java.util.List;

/**
 * Asks the platform to cancel orders. An order that is cancelled there already answers done, or
 * {@code ALREADY_DONE}; so asking twice does no harm.
 *
 * @param session the store and how to reach it
 * @param platformOrderIds the platform's immutable ids, at least one
 * @param cause why
 * @param reason why, in words
 */
public record CancelOrders(StoreSession session, List<String> platformOrderIds, CancelReason cause, String reason) {
    public CancelOrders {
        requireNonNull(session, "session");
        platformOrderIds = Require.some(platformOrderIds, "platformOrderIds");
        requireNonNull(cause, "cause");
        requireNonNull(reason, "reason");
    }

    /** For a reason that is told in words only. */
    public CancelOrders(StoreSession session, List<String> platformOrderIds, String reason) {
        this(session, platformOrderIds, CancelReason.OTHER, reason);
    }
}
