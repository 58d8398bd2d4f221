package io.gwms.platform;

import static java.util.Objects.requireNonNull;

/**
 * How many pieces of a SKU a platform shows as sellable.
 *
 * @param pieces the number it shows
 * @param listing the platform's own ids of what is listed under the SKU, in a form of the connector's own. It is kept and
 *     handed in with the next request, so that the connector need not look it up again; empty when it needs none
 */
public record ShownStock(long pieces, String listing) {
    public ShownStock {
        requireNonNull(listing, "listing");
    }

    /** Where the SKU is all the platform needs. */
    public static ShownStock of(long pieces) {
        return new ShownStock(pieces, "");
    }
}
