package io.gwms.proxy;

import static java.util.Objects.requireNonNull;

import io.gwms.internal.Require;
import io.gwms.sku.WarehouseSku;

/**
 * What a SKU is called in a proxy system.
 *
 * @param proxySku the SKU over there
 * @param gsku the global SKU in GWMS; may be empty
 * @param localSku the warehouse SKU here
 * @param unitsEach pieces here for each piece over there; 1 unless they count in packs
 * @param unit what one piece over there is, for people, for example {@code carton}; may be empty
 */
public record ProxySku(String proxySku, String gsku, WarehouseSku localSku, int unitsEach, String unit) {
    public ProxySku {
        Require.text(proxySku, "proxySku");
        requireNonNull(gsku, "gsku");
        requireNonNull(localSku, "localSku");
        Require.that(unitsEach >= 1, "unitsEach", unitsEach, "1 or more");
        requireNonNull(unit, "unit");
    }

    /** The same, its unit without a name. */
    public ProxySku(String proxySku, String gsku, WarehouseSku localSku, int unitsEach) {
        this(proxySku, gsku, localSku, unitsEach, "");
    }
}
