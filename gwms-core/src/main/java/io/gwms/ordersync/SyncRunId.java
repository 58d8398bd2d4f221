package io.gwms.ordersync;

import io.gwms.internal.Require;

/** Identifies a run of order sync. */
public record SyncRunId(String value) {
    public SyncRunId {
        Require.text(value, "SyncRunId");
    }

    @Override
    public String toString() {
        return value;
    }
}
