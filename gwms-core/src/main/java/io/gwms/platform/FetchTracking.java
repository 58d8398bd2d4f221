package io.gwms.platform;

import static java.util.Objects.requireNonNull;

import io.gwms.Incubating;
import io.gwms.internal.Require;
import java.util.List;

/**
 * Asks for the tracking numbers that the platform itself issues for shipments it was told of.
 *
 * @param session the store and how to reach it
 * @param shipments the shipments, at least one
 */
@Incubating("Shopee alone issues tracking numbers")
public record FetchTracking(StoreSession session, List<Written> shipments) {
    public FetchTracking {
        requireNonNull(session, "session");
        shipments = Require.some(shipments, "shipments");
    }

    /**
     * A shipment the platform was told of.
     *
     * @param platformOrderId the platform's immutable id of the order
     * @param platformShipmentId what {@link PlatformConnector#writeShipments} answered
     */
    public record Written(String platformOrderId, String platformShipmentId) {
        public Written {
            Require.text(platformOrderId, "platformOrderId");
            Require.text(platformShipmentId, "platformShipmentId");
        }
    }
}
