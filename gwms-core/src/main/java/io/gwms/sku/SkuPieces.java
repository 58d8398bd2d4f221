package io.gwms.sku;

import static java.util.Objects.requireNonNull;

import io.gwms.internal.Require;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How many pieces of a warehouse SKU are shipped for each piece sold. A multipack has one of these with
 * several pieces; a kit has one for each of its parts.
 *
 * @param sku what is shipped
 * @param each pieces of it for each piece sold, at least 1
 */
public record SkuPieces(WarehouseSku sku, int each) {
    public SkuPieces {
        requireNonNull(sku, "sku");
        Require.that(each >= 1, "each", each, "1 or more");
    }

    /** A list of them, checked: at least one, and no SKU twice. */
    public static List<SkuPieces> checked(List<SkuPieces> goods) {
        List<SkuPieces> copy = Require.some(goods, "goods");
        Set<WarehouseSku> seen = new HashSet<>();
        for (SkuPieces one : copy) {
            Require.that(seen.add(one.sku), "goods", copy, "each warehouse SKU once; add the pieces up");
        }
        return copy;
    }

    @Override
    public String toString() {
        return each == 1 ? sku.value() : each + " x " + sku;
    }
}
