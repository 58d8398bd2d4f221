package io.gwms.catalogue;

import static java.util.Objects.requireNonNull;

import io.gwms.internal.Require;

/**
 * A GWMS warehouse of the host.
 *
 * @param code its code, unique within the host
 * @param name what people call it
 * @param provider who runs it; shown as the shipping provider of an order
 */
public record Warehouse(WarehouseCode code, String name, String provider) {
    public Warehouse {
        requireNonNull(code, "code");
        Require.text(name, "name");
        requireNonNull(provider, "provider");
    }
}
