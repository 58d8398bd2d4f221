package io.gwms.platform.sync;

import io.gwms.catalogue.WarehouseCode;
import io.gwms.internal.Require;
import java.util.List;
import java.util.Set;

/**
 * How much of the stock a store may show as sellable. Immutable.
 *
 * @param warehouses whose stock counts, at least one, each once
 * @param percentage how much of it, 0 to 100; 100 unless set
 * @param buffer pieces of each platform SKU that are kept back from that, 0 or more; none unless set
 */
public record StockPolicy(List<WarehouseCode> warehouses, int percentage, long buffer) {
    private static final int ALL = 100;

    public StockPolicy {
        warehouses = Require.some(warehouses, "warehouses");
        Require.that(
                Set.copyOf(warehouses).size() == warehouses.size(),
                "warehouses",
                warehouses,
                "each warehouse once, for its stock would count twice");
        Require.that(percentage >= 0 && percentage <= ALL, "percentage", percentage, "0 to 100");
        Require.zeroOrMore(buffer, "buffer");
    }

    /** Every piece of these warehouses. */
    public static StockPolicy of(WarehouseCode... warehouses) {
        return new StockPolicy(List.of(warehouses), ALL, 0);
    }

    /** The same with only that much of the stock. */
    public StockPolicy withPercentage(int percentage) {
        return new StockPolicy(warehouses, percentage, buffer);
    }

    /** The same with that many pieces kept back. */
    public StockPolicy withBuffer(long buffer) {
        return new StockPolicy(warehouses, percentage, buffer);
    }

    /** What may be shown of that many available pieces: the percentage rounded down, less the buffer, never below 0. */
    public long sellable(long available) {
        long share = available / ALL * percentage + available % ALL * percentage / ALL;
        return Math.max(0, share - buffer);
    }
}
