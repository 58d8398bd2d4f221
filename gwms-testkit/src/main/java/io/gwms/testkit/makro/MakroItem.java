package io.gwms.testkit.makro;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;

/**
 * What is ordered of one SKU in a shipment. Immutable.
 *
 * @param sku the seller's SKU
 * @param quantity pieces
 * @param price of one piece, in rand
 * @param serviceProfile {@code NON_FBM} where the seller ships, {@code FBM} where Makro does
 */
public record MakroItem(String sku, long quantity, BigDecimal price, String serviceProfile) {
    public MakroItem {
        requireNonNull(sku, "sku");
        requireNonNull(price, "price");
        requireNonNull(serviceProfile, "serviceProfile");
    }

    /** Pieces at 149.50 rand that the seller ships. */
    public static MakroItem of(String sku, long quantity) {
        return new MakroItem(sku, quantity, new BigDecimal("149.50"), "NON_FBM");
    }
}
