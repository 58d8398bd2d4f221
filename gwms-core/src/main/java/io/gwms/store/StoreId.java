package io.gwms.store;

import io.gwms.internal.Require;

/** Identifies a sales store within a host; chosen by the host, for example {@code acme-za}. */
public record StoreId(String value) {
    public StoreId {
        Require.text(value, "StoreId");
    }

    @Override
    public String toString() {
        return value;
    }
}
