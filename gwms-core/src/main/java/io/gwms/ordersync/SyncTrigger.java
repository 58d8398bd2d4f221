package io.gwms.ordersync;

/** The «Sync Type» of the log (order-sync-log, section 3.1). */
public enum SyncTrigger {
    /** A person asked for it. */
    MANUAL,
    /** After an authorization, or by schedule. */
    AUTOMATIC
}
