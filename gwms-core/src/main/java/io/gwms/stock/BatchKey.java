package io.gwms.stock;

import static java.util.Objects.requireNonNull;

import io.gwms.catalogue.WarehouseCode;
import io.gwms.sku.WarehouseSku;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Identifies one batch of stock: warehouse, SKU, inventory type, inbound order number and inbound
 * time (sync-tasks, section 2.6, «Inventory detail split rules»).
 *
 * @param inboundNo the local (GWMS) inbound order number; empty when the batch has none
 * @param inboundAt when the batch came in; null when that is not known
 */
public record BatchKey(
        WarehouseCode warehouse,
        WarehouseSku sku,
        StockQuality quality,
        String inboundNo,
        @Nullable Instant inboundAt) {
    public BatchKey {
        requireNonNull(warehouse, "warehouse");
        requireNonNull(sku, "sku");
        requireNonNull(quality, "quality");
        inboundNo = requireNonNull(inboundNo, "inboundNo").strip();
    }
}
