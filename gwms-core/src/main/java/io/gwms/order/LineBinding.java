package io.gwms.order;

import static java.util.Objects.requireNonNull;

import io.gwms.Incubating;
import io.gwms.internal.Require;
import io.gwms.sku.WarehouseSku;

/**
 * What a person says a line of an order stands for (platform-orders, section 2.4). It is kept for the
 * line's platform SKU and reused; for a line without one it holds for that line alone.
 *
 * @param lineId the line
 * @param warehouseSku what is shipped for it
 * @param unitsEach pieces of the warehouse SKU for each piece sold, at least 1
 */
@Incubating
public record LineBinding(String lineId, WarehouseSku warehouseSku, int unitsEach) {
    public LineBinding {
        Require.text(lineId, "lineId");
        requireNonNull(warehouseSku, "warehouseSku");
        Require.that(unitsEach >= 1, "unitsEach", unitsEach, "1 or more");
    }
}
