package io.gwms.order;

import static java.util.Objects.requireNonNull;

import io.gwms.internal.Require;
import io.gwms.store.StoreId;

/**
 * Identifies an order: its store and the platform's immutable id. The number people read is a display
 * value and never identifies.
 */
public record OrderId(StoreId store, String platformOrderId) {
    public OrderId {
        requireNonNull(store, "store");
        Require.text(platformOrderId, "platformOrderId");
        Require.that(store.value().indexOf('/') < 0, "store", store, "an id without '/'");
    }

    /** Reads what {@link #toString} wrote. */
    public static OrderId parse(String text) {
        int slash = text.indexOf('/');
        Require.that(slash > 0, "order id", "'" + text + "'", "of the form store/platform-order-id");
        return new OrderId(new StoreId(text.substring(0, slash)), text.substring(slash + 1));
    }

    @Override
    public String toString() {
        return store + "/" + platformOrderId;
    }
}
