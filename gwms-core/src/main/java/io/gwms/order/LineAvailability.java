package io.gwms.order;

import static java.util.Objects.requireNonNull;

import io.gwms.internal.Require;

/**
 * What of a line can be promised from one warehouse (platform-orders, section 2.7). A line that is not
 * linked to a warehouse SKU counts as unavailable.
 *
 * @param lineId the line
 * @param platformSku the SKU as the platform gives it; empty when it gives none
 * @param wanted pieces as sold that are ours to ship
 * @param acceptable how many of them there is stock for, after the lines before it took theirs
 * @param mapped whether it is linked to a warehouse SKU
 */
public record LineAvailability(String lineId, String platformSku, long wanted, long acceptable, boolean mapped) {
    public LineAvailability {
        Require.text(lineId, "lineId");
        requireNonNull(platformSku, "platformSku");
        Require.zeroOrMore(wanted, "wanted");
        Require.that(acceptable >= 0 && acceptable <= wanted, "acceptable", acceptable, "0 to " + wanted);
    }
}
