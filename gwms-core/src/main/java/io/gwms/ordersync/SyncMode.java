package io.gwms.ordersync;

/** The ways to ask for orders (platform-orders, section 2.2). */
public enum SyncMode {
    /** Everything since the last moment that is proven complete. */
    IMMEDIATE,
    /** Orders of a given time range. */
    TIME_RANGE,
    /** Orders of given platform numbers. */
    ORDER_NUMBERS
}
