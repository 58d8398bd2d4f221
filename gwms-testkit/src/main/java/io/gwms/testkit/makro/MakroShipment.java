package io.gwms.testkit.makro;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;

/**
 * A shipment to put into a {@link FakeMakro}; an order is all shipments that name it. Immutable.
 *
 * @param shipmentId its id
 * @param orderId the order it is of
 * @param items what is in it, at least one
 * @param hold whether Makro wants it not to be shipped yet
 * @param dispatchAfter how long from now on it must not be dispatched
 */
public record MakroShipment(
        String shipmentId, String orderId, List<MakroItem> items, boolean hold, Duration dispatchAfter) {
    public MakroShipment {
        requireNonNull(shipmentId, "shipmentId");
        requireNonNull(orderId, "orderId");
        items = List.copyOf(items);
        requireNonNull(dispatchAfter, "dispatchAfter");
    }

    /** A shipment that can be dispatched at once. */
    public static MakroShipment of(String shipmentId, String orderId, MakroItem... items) {
        return new MakroShipment(shipmentId, orderId, List.of(items), false, Duration.ZERO);
    }

    /** The same, on hold. */
    public MakroShipment onHold() {
        return new MakroShipment(shipmentId, orderId, items, true, dispatchAfter);
    }

    /** The same, not to be dispatched before so much time has passed. */
    public MakroShipment notBefore(Duration time) {
        return new MakroShipment(shipmentId, orderId, items, hold, time);
    }
}
