package io.gwms.sku;

import static java.util.Objects.requireNonNull;

import io.gwms.internal.Require;
import io.gwms.store.StoreId;
import java.time.Instant;
import java.util.List;

/**
 * Says what a platform SKU of a store stands for; reused for every later order line with that platform
 * SKU (platform-orders, section 3.3).
 *
 * @param store the store the platform SKU belongs to
 * @param platformSku the SKU as the platform spells it
 * @param goods what is shipped for each piece sold: one SKU, or each part of a kit
 * @param changedAt when it was bound
 */
public record SkuMapping(StoreId store, String platformSku, List<SkuPieces> goods, Instant changedAt) {
    public SkuMapping {
        requireNonNull(store, "store");
        Require.text(platformSku, "platformSku");
        goods = SkuPieces.checked(goods);
        requireNonNull(changedAt, "changedAt");
    }

    /** A mapping to one warehouse SKU, that many pieces of it for each piece sold. */
    public static SkuMapping of(
            StoreId store, String platformSku, WarehouseSku warehouseSku, int each, Instant changedAt) {
        return new SkuMapping(store, platformSku, List.of(new SkuPieces(warehouseSku, each)), changedAt);
    }
}
