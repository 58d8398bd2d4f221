package io.gwms.order;

import io.gwms.Incubating;
import io.gwms.internal.Require;
import io.gwms.store.StoreId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What to show of the orders (platform-orders, section 2.1): all filters apply together, whatever is
 * null does not filter; newest order time first.
 *
 * @param kind the tab
 * @param number exactly this platform order number
 * @param store only this store
 * @param status only this status
 * @param source only this order source channel
 * @param orderedFrom first order time shown
 * @param orderedTo first order time no longer shown
 * @param recipientName recipients whose name begins so, whatever the case; B2C only
 * @param trackingNumber exactly this tracking number; B2C only
 * @param limit rows of a page, 1 to 500
 * @param before the last row of the page before; null for the first page
 */
@Incubating
public record OrderQuery(
        @Nullable OrderKind kind,
        @Nullable String number,
        @Nullable StoreId store,
        @Nullable OrderStatus status,
        @Nullable String source,
        @Nullable Instant orderedFrom,
        @Nullable Instant orderedTo,
        @Nullable String recipientName,
        @Nullable String trackingNumber,
        int limit,
        @Nullable OrderId before) {
    public OrderQuery {
        Require.that(limit >= 1 && limit <= 500, "limit", limit, "1 to 500");
        Require.that(
                kind != OrderKind.B2B || (recipientName == null && trackingNumber == null),
                "filter",
                "a recipient name or tracking number for B2B orders",
                "left out: those filters are for B2C orders");
    }

    /** The newest orders of all. */
    public static OrderQuery newest(int limit) {
        return new OrderQuery(null, null, null, null, null, null, null, null, null, limit, null);
    }

    /** The same, for one status only. */
    public OrderQuery withStatus(OrderStatus status) {
        return new OrderQuery(
                kind,
                number,
                store,
                status,
                source,
                orderedFrom,
                orderedTo,
                recipientName,
                trackingNumber,
                limit,
                before);
    }

    /** The page after the one that ended with this order. */
    public OrderQuery after(OrderId last) {
        return new OrderQuery(
                kind,
                number,
                store,
                status,
                source,
                orderedFrom,
                orderedTo,
                recipientName,
                trackingNumber,
                limit,
                last);
    }
}
