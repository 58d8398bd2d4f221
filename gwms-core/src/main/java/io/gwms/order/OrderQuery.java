package io.gwms.order;

import static java.util.Objects.requireNonNull;

import io.gwms.internal.Require;
import io.gwms.internal.Shown;
import io.gwms.store.StoreId;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What to show of the orders (platform-orders, section 2.1): all filters apply together, whatever is
 * null does not filter; newest order time first. Immutable.
 */
public final class OrderQuery {
    private @Nullable OrderKind kind;
    private @Nullable String number;
    private @Nullable StoreId store;
    private @Nullable OrderStatus status;
    private @Nullable String source;
    private @Nullable Instant orderedFrom;
    private @Nullable Instant orderedTo;
    private @Nullable TextFilter recipientName;
    private @Nullable TextFilter trackingNumber;
    private final int limit;
    private @Nullable OrderId before;

    private OrderQuery(int limit) {
        Require.that(limit >= 1 && limit <= 500, "limit", limit, "1 to 500");
        this.limit = limit;
    }

    /** The newest orders of all, 1 to 500 on a page. */
    public static OrderQuery newest(int limit) {
        return new OrderQuery(limit);
    }

    private OrderQuery with(Consumer<OrderQuery> change) {
        OrderQuery copy = new OrderQuery(limit);
        copy.kind = kind;
        copy.number = number;
        copy.store = store;
        copy.status = status;
        copy.source = source;
        copy.orderedFrom = orderedFrom;
        copy.orderedTo = orderedTo;
        copy.recipientName = recipientName;
        copy.trackingNumber = trackingNumber;
        copy.before = before;
        change.accept(copy);
        Require.that(
                copy.kind != OrderKind.B2B || (copy.recipientName == null && copy.trackingNumber == null),
                "filter",
                "a recipient name or tracking number for B2B orders",
                "left out: those filters are for B2C orders");
        return copy;
    }

    /** The same, for one tab only. */
    public OrderQuery withKind(OrderKind kind) {
        return with(copy -> copy.kind = requireNonNull(kind, "kind"));
    }

    /** The same, for one platform order number only. */
    public OrderQuery withNumber(String number) {
        return with(copy -> copy.number = requireNonNull(number, "number"));
    }

    /** The same, for one store only. */
    public OrderQuery withStore(StoreId store) {
        return with(copy -> copy.store = requireNonNull(store, "store"));
    }

    /** The same, for one status only. */
    public OrderQuery withStatus(OrderStatus status) {
        return with(copy -> copy.status = requireNonNull(status, "status"));
    }

    /** The same, for one order source channel only. */
    public OrderQuery withSource(String source) {
        return with(copy -> copy.source = requireNonNull(source, "source"));
    }

    /** The same, ordered from the first moment on and before the second; null leaves an end open. */
    public OrderQuery orderedBetween(@Nullable Instant from, @Nullable Instant to) {
        Require.ordered(from, to);
        return with(copy -> {
            copy.orderedFrom = from;
            copy.orderedTo = to;
        });
    }

    /** The same, for B2C orders to recipients of that name only. */
    public OrderQuery withRecipient(TextFilter name) {
        return with(copy -> copy.recipientName = requireNonNull(name, "name"));
    }

    /** The same, for B2C orders with that tracking number only. */
    public OrderQuery withTracking(TextFilter number) {
        return with(copy -> copy.trackingNumber = requireNonNull(number, "number"));
    }

    /** The page after the one that ended with this order. */
    public OrderQuery after(OrderId last) {
        return with(copy -> copy.before = requireNonNull(last, "last"));
    }

    /** The tab; null for both. */
    public @Nullable OrderKind kind() {
        return kind;
    }

    /** Exactly this platform order number. */
    public @Nullable String number() {
        return number;
    }

    /** Only this store. */
    public @Nullable StoreId store() {
        return store;
    }

    /** Only this status. */
    public @Nullable OrderStatus status() {
        return status;
    }

    /** Only this order source channel. */
    public @Nullable String source() {
        return source;
    }

    /** First order time shown. */
    public @Nullable Instant orderedFrom() {
        return orderedFrom;
    }

    /** First order time no longer shown. */
    public @Nullable Instant orderedTo() {
        return orderedTo;
    }

    /** Recipients of that name; B2C only. */
    public @Nullable TextFilter recipientName() {
        return recipientName;
    }

    /** Orders with that tracking number; B2C only. */
    public @Nullable TextFilter trackingNumber() {
        return trackingNumber;
    }

    /** Rows of a page, 1 to 500. */
    public int limit() {
        return limit;
    }

    /** The last row of the page before; null for the first page. */
    public @Nullable OrderId before() {
        return before;
    }

    @Override
    public String toString() {
        return Shown.of(OrderQuery.class)
                .with("kind", kind)
                .with("number", number)
                .with("store", store)
                .with("status", status)
                .with("source", source)
                .with("orderedFrom", orderedFrom)
                .with("orderedTo", orderedTo)
                .with("recipientName", recipientName)
                .with("trackingNumber", trackingNumber)
                .with("limit", limit)
                .with("before", before)
                .toString();
    }
}
