package io.gwms.store;

import io.gwms.Incubating;

/** How a store stands with its platform. */
@Incubating
public enum Authorization {
    /** Not connected yet, or the host withdrew it. */
    NONE,
    /** Connected; calls may be made. */
    AUTHORIZED,
    /** The grant ran out or was revoked; a person must connect the store again. */
    EXPIRED
}
