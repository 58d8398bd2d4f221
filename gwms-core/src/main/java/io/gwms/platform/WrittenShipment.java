package io.gwms.platform;

import io.gwms.Incubating;
import io.gwms.internal.Require;

/**
 * A shipment a platform knows of.
 *
 * @param platformShipmentId the platform's id of it, or what stands for one where it gives none
 */
@Incubating
public record WrittenShipment(String platformShipmentId) {
    public WrittenShipment {
        Require.text(platformShipmentId, "platformShipmentId");
    }
}
