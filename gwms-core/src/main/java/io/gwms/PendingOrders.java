package io.gwms;

import io.gwms.order.Intake;
import io.gwms.order.Order;
import io.gwms.order.OrderEvent;
import io.gwms.order.OrderEvents;
import io.gwms.order.OrderId;
import io.gwms.platform.PlatformOrder;
import io.gwms.state.Change;
import io.gwms.store.Store;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Stands where the order lifecycle is wired in; refuses every event until it is. */
final class PendingOrders implements OrderEvents {
    @Override
    public Intake received(Store store, PlatformOrder order, @Nullable Order stored) {
        throw pending();
    }

    @Override
    public List<Change> happened(OrderId order, OrderEvent event) {
        throw pending();
    }

    private static UnsupportedOperationException pending() {
        return new UnsupportedOperationException("the order lifecycle is not wired in");
    }
}
