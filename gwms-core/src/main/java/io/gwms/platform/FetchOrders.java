package io.gwms.platform;

import static java.util.Objects.requireNonNull;

import io.gwms.order.OrderKind;
import io.gwms.ordersync.TimeWindow;
import org.jspecify.annotations.Nullable;

/**
 * Asks for one page of the orders of a window.
 *
 * @param session the store and how to reach it
 * @param kind consumer orders or purchase orders
 * @param window a window within the declared limits, about the declared field
 * @param cursor where to go on; null for the first page
 */
public record FetchOrders(
        StoreSession session,
        OrderKind kind,
        TimeWindow window,
        @Nullable String cursor) {
    public FetchOrders {
        requireNonNull(session, "session");
        requireNonNull(kind, "kind");
        requireNonNull(window, "window");
    }
}
