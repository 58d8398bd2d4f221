package io.gwms.platform;

import static java.util.Objects.requireNonNull;

import io.gwms.order.OrderKind;
import io.gwms.ordersync.TimeWindow;
import org.jspecify.annotations.Nullable;

/**
 * Asks for one page of a census: which orders there are, without their details. It is meant to cost as
 * few calls as the platform allows, so no detail is fetched for it.
 *
 * @param session the store and how to reach it
 * @param kind consumer orders or purchase orders
 * @param window a window within the limits of {@link PlatformCapabilities#census()}, about its field
 * @param cursor where to go on; null for the first page
 */
public record ListOrders(
        StoreSession session,
        OrderKind kind,
        TimeWindow window,
        @Nullable String cursor) {
    public ListOrders {
        requireNonNull(session, "session");
        requireNonNull(kind, "kind");
        requireNonNull(window, "window");
    }
}
