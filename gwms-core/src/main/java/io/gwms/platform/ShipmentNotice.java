package io.gwms.platform;

import static java.util.Objects.requireNonNull;

import io.gwms.internal.Require;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * What a platform is to be told of one shipment.
 *
 * @param effectKey stable for ever; the same shipment always has the same one
 * @param platformOrderId the platform's immutable id of the order
 * @param number the number people read
 * @param quantities pieces by line id
 * @param trackingNumber the carrier's number; empty where the platform issues it
 * @param carrier who carries it
 * @param serviceType the carrier's service; may be empty
 * @param shippedAt when it left
 * @param otherShipments the platform's ids of the order's other shipments that are confirmed: what these
 *     hold is never taken for this one, even under the same tracking number
 * @param transaction what a {@linkplain WrittenShipment#pending() pending} answer named; empty when there is none
 */
public record ShipmentNotice(
        String effectKey,
        String platformOrderId,
        String number,
        Map<String, Long> quantities,
        String trackingNumber,
        String carrier,
        String serviceType,
        Instant shippedAt,
        Set<String> otherShipments,
        String transaction) {
    public ShipmentNotice {
        Require.text(effectKey, "effectKey");
        Require.text(platformOrderId, "platformOrderId");
        requireNonNull(number, "number");
        quantities = Map.copyOf(requireNonNull(quantities, "quantities"));
        Require.that(!quantities.isEmpty(), "quantities", "empty", "at least one line");
        requireNonNull(trackingNumber, "trackingNumber");
        requireNonNull(carrier, "carrier");
        requireNonNull(serviceType, "serviceType");
        requireNonNull(shippedAt, "shippedAt");
        otherShipments = Set.copyOf(requireNonNull(otherShipments, "otherShipments"));
        requireNonNull(transaction, "transaction");
    }

    /** One of which the platform has not heard yet. */
    public ShipmentNotice(
            String effectKey,
            String platformOrderId,
            String number,
            Map<String, Long> quantities,
            String trackingNumber,
            String carrier,
            String serviceType,
            Instant shippedAt,
            Set<String> otherShipments) {
        this(
                effectKey,
                platformOrderId,
                number,
                quantities,
                trackingNumber,
                carrier,
                serviceType,
                shippedAt,
                otherShipments,
                "");
    }

    /** The same, about the transaction the platform named. */
    public ShipmentNotice withTransaction(String transaction) {
        return new ShipmentNotice(
                effectKey,
                platformOrderId,
                number,
                quantities,
                trackingNumber,
                carrier,
                serviceType,
                shippedAt,
                otherShipments,
                transaction);
    }
}
