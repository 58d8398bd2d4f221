package io.gwms.store;

/** How a store stands with its platform. */
public enum Authorization {
    /** Not connected yet, or the host withdrew it. */
    NONE,
    /** Connected; calls may be made. */
    AUTHORIZED,
    /** The grant ran out or was revoked; a person must connect the store again. */
    EXPIRED
}
