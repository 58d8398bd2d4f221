package io.gwms.order;

import static java.util.Objects.requireNonNull;

/**
 * What a person typed of goods that were shipped without the warehouse, or of a tracking number the
 * platform refused (platform-orders, section 2.5).
 *
 * @param order the order
 * @param trackingNumber the carrier's number; required
 * @param channel the carrier, one of the known ones or in words of one's own; required
 * @param serviceType the carrier's service; may be empty
 */
public record ManualShipment(OrderId order, String trackingNumber, String channel, String serviceType) {
    public ManualShipment {
        requireNonNull(order, "order");
        trackingNumber = requireNonNull(trackingNumber, "trackingNumber").strip();
        channel = requireNonNull(channel, "channel").strip();
        serviceType = requireNonNull(serviceType, "serviceType").strip();
    }
}
