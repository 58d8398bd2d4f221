package io.gwms.task;

import io.gwms.internal.Require;

/** What kind of business object a task is about (sync-tasks, section 2.1). Open. */
public record BusinessType(String value) {
    public static final BusinessType OUTBOUND = new BusinessType("OUTBOUND");
    public static final BusinessType INBOUND = new BusinessType("INBOUND");
    public static final BusinessType INVENTORY = new BusinessType("INVENTORY");
    public static final BusinessType ORDER = new BusinessType("ORDER");
    public static final BusinessType STORE = new BusinessType("STORE");

    public BusinessType {
        Require.text(value, "BusinessType");
    }

    @Override
    public String toString() {
        return value;
    }
}
