package io.gwms.sku;

import static java.util.Objects.requireNonNull;

import io.gwms.internal.Require;

/**
 * How a SKU was called, and packed, when an outbound or inbound order was sent to a proxy warehouse. It is kept with the
 * order: a mapping that changes later changes nothing of what is under way.
 *
 * @param sku the warehouse SKU here
 * @param proxySku its name over there
 * @param unitsEach pieces here for each piece over there
 */
public record SentSku(WarehouseSku sku, String proxySku, int unitsEach) {
    public SentSku {
        requireNonNull(sku, "sku");
        Require.text(proxySku, "proxySku");
        Require.that(unitsEach >= 1, "unitsEach", unitsEach, "1 or more");
    }
}
