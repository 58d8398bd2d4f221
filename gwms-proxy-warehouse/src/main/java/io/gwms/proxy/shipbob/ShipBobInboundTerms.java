package io.gwms.proxy.shipbob;

import static java.util.Objects.requireNonNull;

import io.gwms.internal.Require;
import java.time.Duration;
import java.util.Set;

/**
 * What ShipBob asks of every receiving order and no inbound order of ours tells.
 *
 * @param packageType {@code Package}, {@code Pallet} or {@code FloorLoadedContainer}
 * @param boxPackaging {@code EverythingInOneBox}, {@code OneSkuPerBox} or {@code MultipleSkuPerBox}
 * @param usualTransit how long goods usually are on their way, for an order of which nobody knows when it comes
 */
public record ShipBobInboundTerms(String packageType, String boxPackaging, Duration usualTransit) {
    private static final Set<String> PACKAGES = Set.of("Package", "Pallet", "FloorLoadedContainer");
    private static final Set<String> PACKINGS = Set.of("EverythingInOneBox", "OneSkuPerBox", "MultipleSkuPerBox");

    public ShipBobInboundTerms {
        Require.that(
                PACKAGES.contains(requireNonNull(packageType, "packageType")),
                "packageType",
                packageType,
                "one of " + PACKAGES);
        Require.that(
                PACKINGS.contains(requireNonNull(boxPackaging, "boxPackaging")),
                "boxPackaging",
                boxPackaging,
                "one of " + PACKINGS);
        Require.that(
                !requireNonNull(usualTransit, "usualTransit").isNegative(),
                "usualTransit",
                usualTransit,
                "zero or longer");
    }
}
