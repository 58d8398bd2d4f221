package io.gwms.catalogue;

import io.gwms.internal.Require;

/** The code of a GWMS warehouse, as the host's catalogue spells it. */
public record WarehouseCode(String value) {
    public WarehouseCode {
        Require.text(value, "WarehouseCode");
    }

    @Override
    public String toString() {
        return value;
    }
}
