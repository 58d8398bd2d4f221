package io.gwms.audit;

import io.gwms.Incubating;
import io.gwms.evidence.ErrorKind;

/** What the receiver of a notification made of it. */
@Incubating
public enum WebhookVerdict {
    /** It is what it says, and was acted on. */
    VALID,
    /** It is what it says, and came before. */
    DUPLICATE,
    /** Its time lies too far away: it may be a replay. */
    STALE,
    /** Its signature is missing or wrong: nobody knows who sent it. */
    BAD_SIGNATURE,
    /** It is no notification of this platform, or lacks what one must have. */
    MALFORMED,
    /** The platform only looks whether somebody answers: unsigned, and nothing of it was believed. */
    HANDSHAKE,
    /** Nobody could check its signature, as no secret is stored. */
    UNCHECKED;

    /** Whether somebody proved to be its sender. */
    boolean isAuthenticated() {
        return this == VALID || this == DUPLICATE;
    }

    ErrorKind errorKind() {
        return this == VALID ? ErrorKind.NONE : new ErrorKind(name());
    }
}
