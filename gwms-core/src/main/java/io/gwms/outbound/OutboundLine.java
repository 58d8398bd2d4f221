package io.gwms.outbound;

import static java.util.Objects.requireNonNull;

import io.gwms.internal.Require;
import io.gwms.sku.WarehouseSku;

/**
 * One line of an outbound order.
 *
 * @param orderLineId the line of the order it ships
 * @param sku what is shipped
 * @param quantity pieces as sold
 * @param unitsEach pieces of the warehouse SKU for each piece sold
 */
public record OutboundLine(String orderLineId, WarehouseSku sku, long quantity, int unitsEach) {
    public OutboundLine {
        Require.text(orderLineId, "orderLineId");
        requireNonNull(sku, "sku");
        Require.that(quantity >= 1, "quantity", quantity, "1 or more");
        Require.that(unitsEach >= 1, "unitsEach", unitsEach, "1 or more");
    }

    /** Pieces of the warehouse SKU that leave. */
    public long units() {
        return Math.multiplyExact(quantity, unitsEach);
    }
}
