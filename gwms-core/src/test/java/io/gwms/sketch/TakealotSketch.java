package io.gwms.sketch;

import io.gwms.outcome.Outcome;
import io.gwms.platform.FetchOrders;
import io.gwms.platform.LookUpOrders;
import io.gwms.platform.OrderCursor;
import io.gwms.platform.OrderPage;
import io.gwms.platform.PlatformCapabilities;
import io.gwms.platform.PlatformConnector;
import io.gwms.platform.PushStock;
import io.gwms.platform.ShownStock;
import io.gwms.store.PlatformType;
import java.time.Duration;
import java.util.List;

/** Windows over the order date only, a row for each item, no buyer address, no shipment write-back. */
final class TakealotSketch implements PlatformConnector {
    @Override
    public PlatformType platform() {
        return PlatformType.TAKEALOT;
    }

    @Override
    public PlatformCapabilities capabilities() {
        return PlatformCapabilities.builder()
                .cursor(new OrderCursor(
                        OrderCursor.Field.ORDERED_AT,
                        false,
                        Duration.ofDays(180),
                        Duration.ofDays(180),
                        Duration.ofHours(1),
                        100))
                .lookupByNumber()
                .pushStock()
                .build();
    }

    @Override
    public Outcome<OrderPage> fetchOrders(FetchOrders request) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Outcome<OrderPage> lookUpOrders(LookUpOrders request) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Outcome<ShownStock>> pushStock(PushStock request) {
        throw new UnsupportedOperationException();
    }
}
