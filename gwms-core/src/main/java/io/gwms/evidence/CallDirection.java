package io.gwms.evidence;

import io.gwms.Incubating;

/** Who called whom. */
@Incubating
public enum CallDirection {
    /** We called a platform or a warehouse. */
    OUTGOING,
    /** A platform or a warehouse called us: a notification (webhook). */
    INCOMING
}
