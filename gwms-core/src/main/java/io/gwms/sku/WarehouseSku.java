package io.gwms.sku;

import io.gwms.internal.Require;

/** A SKU of the host's own warehouses; the product page calls it the local or warehouse SKU. */
public record WarehouseSku(String value) {
    public WarehouseSku {
        Require.text(value, "WarehouseSku");
    }

    @Override
    public String toString() {
        return value;
    }
}
