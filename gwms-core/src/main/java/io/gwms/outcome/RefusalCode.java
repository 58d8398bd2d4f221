package io.gwms.outcome;

import io.gwms.internal.Require;

/**
 * Why the far side surely did not do what was asked. Open: a connector may make codes of its own, in
 * capitals with underscores; the constants here are the ones the SDK acts upon.
 */
public record RefusalCode(String value) {
    /** Called too often; see {@link Refusal#retryAfter()}. Never counts as a failed attempt. */
    public static final RefusalCode RATE_LIMITED = new RefusalCode("RATE_LIMITED");

    /** The credential is missing, expired or revoked; or it lacks a scope, and the far side does not tell that apart. */
    public static final RefusalCode NOT_AUTHORIZED = new RefusalCode("NOT_AUTHORIZED");

    /**
     * The credential is good and the app may not do this one thing: it lacks a scope, a role or a permission. A new
     * credential of the same grant does not help.
     */
    public static final RefusalCode NOT_PERMITTED = new RefusalCode("NOT_PERMITTED");

    /** What was named does not exist there. */
    public static final RefusalCode NOT_FOUND = new RefusalCode("NOT_FOUND");

    /** The far side says that what was sent is wrong. */
    public static final RefusalCode INVALID_REQUEST = new RefusalCode("INVALID_REQUEST");

    /** The same reference exists already: look it up, it may be our own. */
    public static final RefusalCode DUPLICATE_REFERENCE = new RefusalCode("DUPLICATE_REFERENCE");

    /** It was so already (already shipped, already cancelled). */
    public static final RefusalCode ALREADY_DONE = new RefusalCode("ALREADY_DONE");

    /** It can no longer be done (shipped before the cancel came). */
    public static final RefusalCode TOO_LATE = new RefusalCode("TOO_LATE");

    /** What was to be compared is not so any more: read it again before deciding anew. */
    public static final RefusalCode CHANGED_MEANWHILE = new RefusalCode("CHANGED_MEANWHILE");

    /**
     * The far side had taken it and has failed it since: surely not done. Only a probe answers so; any other refusal of
     * a probe says nothing about what is asked after.
     */
    public static final RefusalCode FAILED_AFTERWARDS = new RefusalCode("FAILED_AFTERWARDS");

    /** Not enough stock over there. */
    public static final RefusalCode OUT_OF_STOCK = new RefusalCode("OUT_OF_STOCK");

    /** The connector does not declare the capability. */
    public static final RefusalCode UNSUPPORTED = new RefusalCode("UNSUPPORTED");

    /** The far side failed or answered something unreadable. */
    public static final RefusalCode PLATFORM_FAILURE = new RefusalCode("PLATFORM_FAILURE");

    /**
     * The reply to a read came whole and is no JSON, or what the read was to show broke over there: one thing in it may be
     * at fault, and a read of less may leave that out. The order-sync engine narrows what it asks for until it has found
     * it. Temporary, never the answer to a write.
     */
    public static final RefusalCode MALFORMED_REPLY = new RefusalCode("MALFORMED_REPLY");

    /** The call never left: no connection, no such host, refused by a local limit. */
    public static final RefusalCode NOT_SENT = new RefusalCode("NOT_SENT");

    /** Nothing may be written to that store, so the call was not made; see {@code Store.readOnly()}. */
    public static final RefusalCode READ_ONLY = new RefusalCode("READ_ONLY");

    public RefusalCode {
        Require.text(value, "RefusalCode");
    }

    @Override
    public String toString() {
        return value;
    }
}
