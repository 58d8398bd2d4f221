package io.gwms.platform;

import io.gwms.internal.Require;

/**
 * A shipment a platform knows of.
 *
 * @param platformShipmentId the platform's id of it, or what stands for one where it gives none; of a
 *     pending one what the platform calls the transaction
 * @param pending whether the platform has only taken it and will say later what became of it; then
 *     {@link PlatformConnector#probeShipments} is asked until it says so
 */
public record WrittenShipment(String platformShipmentId, boolean pending) {
    public WrittenShipment {
        Require.text(platformShipmentId, "platformShipmentId");
    }

    /** A shipment that is there. */
    public WrittenShipment(String platformShipmentId) {
        this(platformShipmentId, false);
    }

    /** The platform works on it under that transaction. */
    public static WrittenShipment pending(String transaction) {
        return new WrittenShipment(transaction, true);
    }
}
