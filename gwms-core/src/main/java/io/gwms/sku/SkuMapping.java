package io.gwms.sku;

import static java.util.Objects.requireNonNull;

import io.gwms.Incubating;
import io.gwms.internal.Require;
import io.gwms.store.StoreId;
import java.time.Instant;

/**
 * Says which warehouse SKU a platform SKU of a store stands for; reused for every later order line
 * with that platform SKU (platform-orders, section 3.3).
 *
 * @param store the store the platform SKU belongs to
 * @param platformSku the SKU as the platform spells it
 * @param warehouseSku what is shipped for it
 * @param unitsEach pieces of the warehouse SKU for each piece sold; 1 unless it is a multipack
 * @param changedAt when it was bound
 */
@Incubating
public record SkuMapping(
        StoreId store, String platformSku, WarehouseSku warehouseSku, int unitsEach, Instant changedAt) {
    public SkuMapping {
        requireNonNull(store, "store");
        Require.text(platformSku, "platformSku");
        requireNonNull(warehouseSku, "warehouseSku");
        Require.that(unitsEach >= 1, "unitsEach", unitsEach, "1 or more");
        requireNonNull(changedAt, "changedAt");
    }
}
