package io.gwms.evidence;

/** Who called whom. */
public enum CallDirection {
    /** We called a platform or a warehouse. */
    OUTGOING,
    /** A platform or a warehouse called us: a notification (webhook). */
    INCOMING
}
