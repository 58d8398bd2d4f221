package io.gwms.order;

import static java.util.Objects.requireNonNull;

import io.gwms.internal.Require;
import java.time.Instant;
import java.util.Map;

/**
 * Goods that left for the buyer, and how far the platform has been told.
 *
 * @param id unique within the order; telling of the same shipment twice changes nothing
 * @param quantities pieces by line id
 * @param trackingNumber the carrier's number; empty when there is none yet
 * @param carrier who carries it, by the name platforms know
 * @param serviceType the carrier's service; may be empty
 * @param shippedAt when it left
 * @param writeBack how far the platform has been told
 * @param platformShipmentId the platform's id of it; empty until it has one
 */
public record Shipment(
        String id,
        Map<String, Long> quantities,
        String trackingNumber,
        String carrier,
        String serviceType,
        Instant shippedAt,
        WriteBack writeBack,
        String platformShipmentId) {
    public Shipment {
        Require.text(id, "id");
        quantities = Map.copyOf(requireNonNull(quantities, "quantities"));
        requireNonNull(trackingNumber, "trackingNumber");
        requireNonNull(carrier, "carrier");
        requireNonNull(serviceType, "serviceType");
        requireNonNull(shippedAt, "shippedAt");
        requireNonNull(writeBack, "writeBack");
        requireNonNull(platformShipmentId, "platformShipmentId");
    }

    /** The same shipment, told or not. */
    public Shipment withWriteBack(WriteBack writeBack, String platformShipmentId) {
        return new Shipment(
                id, quantities, trackingNumber, carrier, serviceType, shippedAt, writeBack, platformShipmentId);
    }

    /** The same shipment under that number. */
    Shipment withTracking(String trackingNumber, String carrier) {
        return new Shipment(
                id, quantities, trackingNumber, carrier, serviceType, shippedAt, writeBack, platformShipmentId);
    }

    /** The same goods, of which the platform has been told in those words. */
    Shipment corrected(Shipment told) {
        return new Shipment(
                id,
                quantities,
                told.trackingNumber,
                told.carrier,
                told.serviceType,
                shippedAt,
                told.writeBack,
                told.platformShipmentId);
    }

    /** How far the platform has been told of a shipment. */
    public enum WriteBack {
        /**
         * There is nothing to tell, or nobody to be told. A task that finds it so has nothing to do: the platform
         * cancelled the order meanwhile.
         */
        NONE,
        /** A task is to tell it. */
        PENDING,
        /** It was told and did not answer; it is asked before it is told again. */
        UNKNOWN,
        /** It knows. */
        CONFIRMED,
        /** It did not take it; trying again may help. */
        FAILED_TEMPORARY,
        /** It will not take it as it is. */
        FAILED_PERMANENT
    }
}
