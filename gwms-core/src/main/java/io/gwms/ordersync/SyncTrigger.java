package io.gwms.ordersync;

import io.gwms.Incubating;

/** The «Sync Type» of the log (order-sync-log, section 3.1). */
@Incubating
public enum SyncTrigger {
    /** A person asked for it. */
    MANUAL,
    /** After an authorization, or by schedule. */
    AUTOMATIC
}
