package io.gwms.testkit.amazonvendor;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;

/**
 * An item of a {@link VendorOrder}. Immutable.
 *
 * @param sku the vendor's own identifier; empty when Amazon knows none
 * @param asin Amazon's identifier
 * @param amount how many of the unit are ordered
 * @param caseSize pieces in a case; 0 when the item is ordered in eaches
 * @param netCost what a piece costs, in US dollars
 */
public record VendorItem(String sku, String asin, long amount, long caseSize, BigDecimal netCost) {
    public VendorItem {
        requireNonNull(sku, "sku");
        requireNonNull(asin, "asin");
        requireNonNull(netCost, "netCost");
        if (amount < 0 || caseSize < 0) {
            throw new IllegalArgumentException(
                    "amount is " + amount + " and caseSize " + caseSize + ", but both must be zero or more");
        }
    }

    /** So many pieces of a SKU, at 12.50 each. */
    public static VendorItem eaches(String sku, long pieces) {
        return new VendorItem(sku, "B0" + sku, pieces, 0, new BigDecimal("12.50"));
    }

    /** So many cases of a SKU, at 12.50 a piece. */
    public static VendorItem cases(String sku, long cases, long caseSize) {
        return new VendorItem(sku, "B0" + sku, cases, caseSize, new BigDecimal("12.50"));
    }
}
