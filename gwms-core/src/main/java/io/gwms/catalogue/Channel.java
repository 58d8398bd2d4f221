package io.gwms.catalogue;

import static java.util.Objects.requireNonNull;

import io.gwms.internal.Require;

/**
 * A shipping channel a warehouse offers (platform-orders, section 2.4: the page also shows the
 * carrier and service type).
 *
 * @param code its code, unique within the host
 * @param name what people call it
 * @param carrier who carries the parcel, by the name platforms know
 * @param serviceType the carrier's service, empty when there is only one
 * @param selfPickup whether the buyer fetches the parcel; then a PDF label is needed and batches are
 *     refused
 */
public record Channel(ChannelCode code, String name, String carrier, String serviceType, boolean selfPickup) {
    public Channel {
        requireNonNull(code, "code");
        Require.text(name, "name");
        Require.text(carrier, "carrier");
        requireNonNull(serviceType, "serviceType");
    }
}
