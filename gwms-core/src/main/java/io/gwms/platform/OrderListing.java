package io.gwms.platform;

import static java.util.Objects.requireNonNull;

import io.gwms.internal.Require;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a census.
 *
 * @param orders what is on it; may be empty although more pages follow
 * @param nextCursor how to ask for the next one; null when this is the last
 * @param platformTime as in {@link OrderPage}
 */
public record OrderListing(
        List<Listed> orders,
        @Nullable String nextCursor,
        @Nullable Instant platformTime) {
    public OrderListing {
        orders = List.copyOf(orders);
    }

    /**
     * That an order is there.
     *
     * @param platformOrderId the platform's immutable id
     * @param number the number that {@link LookUpOrders} takes
     * @param changedAt when it last changed there; null when the list does not say
     * @param fact how it stands there; null when the list does not say
     */
    public record Listed(
            String platformOrderId,
            String number,
            @Nullable Instant changedAt,
            @Nullable PlatformFact fact) {
        public Listed {
            Require.text(platformOrderId, "platformOrderId");
            requireNonNull(number, "number");
        }
    }
}
