package io.gwms.ordersync;

/** Where the cause of a failure is to be sought, and so where to go (order-sync-log, section 3.4). */
public enum FailureFamily {
    /** The store may not be called: no, an expired or a revoked authorization. */
    AUTHORIZATION("Check the store in Platform Authorization, then sync again."),
    /** The platform did not answer as it should. */
    PLATFORM("Check the platform account, the store's status and the time range, then sync again."),
    /** An order cannot be read or stored. */
    ORDER_DATA("Check the order in Platform Orders and on the platform; it is asked for again by itself."),
    /** A SKU of an order stands in the way. */
    SKU("Maintain the mapping in Platform SKU Mapping; the order is asked for again by itself.");

    private final String remedy;

    FailureFamily(String remedy) {
        this.remedy = remedy;
    }

    /** Where to go and what to do there: one sentence. */
    public String remedy() {
        return remedy;
    }
}
