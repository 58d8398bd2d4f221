package io.gwms.platform;

import static java.util.Objects.requireNonNull;

import io.gwms.internal.Require;
import java.util.List;

/**
 * Tells, or asks about, shipments of one store.
 *
 * @param session the store and how to reach it
 * @param shipments the shipments, at least one
 */
public record WriteShipments(StoreSession session, List<ShipmentNotice> shipments) {
    public WriteShipments {
        requireNonNull(session, "session");
        shipments = Require.some(shipments, "shipments");
    }
}
