package io.gwms.order;

import static java.util.Objects.requireNonNull;

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
 * @param recipientName recipients of that name; B2C only
 * @param trackingNumber orders with that tracking number; B2C only
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
        @Nullable TextFilter recipientName,
        @Nullable TextFilter trackingNumber,
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

    /** The same, for one tab only. */
    public OrderQuery withKind(OrderKind kind) {
        return new OrderQuery(
                requireNonNull(kind, "kind"),
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

    /** The same, for one platform order number only. */
    public OrderQuery withNumber(String number) {
        return new OrderQuery(
                kind,
                requireNonNull(number, "number"),
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

    /** The same, for one store only. */
    public OrderQuery withStore(StoreId store) {
        return new OrderQuery(
                kind,
                number,
                requireNonNull(store, "store"),
                status,
                source,
                orderedFrom,
                orderedTo,
                recipientName,
                trackingNumber,
                limit,
                before);
    }

    /** The same, for one status only. */
    public OrderQuery withStatus(OrderStatus status) {
        return new OrderQuery(
                kind,
                number,
                store,
                requireNonNull(status, "status"),
                source,
                orderedFrom,
                orderedTo,
                recipientName,
                trackingNumber,
                limit,
                before);
    }

    /** The same, for one order source channel only. */
    public OrderQuery withSource(String source) {
        return new OrderQuery(
                kind,
                number,
                store,
                status,
                requireNonNull(source, "source"),
                orderedFrom,
                orderedTo,
                recipientName,
                trackingNumber,
                limit,
                before);
    }

    /** The same, ordered from the first moment on and before the second. */
    public OrderQuery orderedBetween(Instant from, Instant to) {
        return new OrderQuery(
                kind,
                number,
                store,
                status,
                source,
                requireNonNull(from, "from"),
                requireNonNull(to, "to"),
                recipientName,
                trackingNumber,
                limit,
                before);
    }

    /** The same, for B2C orders to recipients of that name only. */
    public OrderQuery withRecipient(TextFilter name) {
        return new OrderQuery(
                kind,
                number,
                store,
                status,
                source,
                orderedFrom,
                orderedTo,
                requireNonNull(name, "name"),
                trackingNumber,
                limit,
                before);
    }

    /** The same, for B2C orders with that tracking number only. */
    public OrderQuery withTracking(TextFilter number) {
        return new OrderQuery(
                kind,
                this.number,
                store,
                status,
                source,
                orderedFrom,
                orderedTo,
                recipientName,
                requireNonNull(number, "number"),
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
                requireNonNull(last, "last"));
    }
}
