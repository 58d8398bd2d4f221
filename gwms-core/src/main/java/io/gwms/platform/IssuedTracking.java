package io.gwms.platform;

import static java.util.Objects.requireNonNull;

import io.gwms.Incubating;
import io.gwms.internal.Require;

/**
 * A tracking number that the platform issued.
 *
 * @param trackingNumber the number
 * @param carrier who carries it; empty when the platform does not say
 */
@Incubating("Shopee alone issues tracking numbers")
public record IssuedTracking(String trackingNumber, String carrier) {
    public IssuedTracking {
        Require.text(trackingNumber, "trackingNumber");
        requireNonNull(carrier, "carrier");
    }
}
