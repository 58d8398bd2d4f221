package io.gwms.evidence;

import static java.util.Objects.requireNonNull;

/**
 * Why a record is not green, apart from its status, as a code to filter and count by. Open: a classifier or a verdict
 * on a webhook may bring codes of its own.
 *
 * @param value the code; empty for none
 */
public record ErrorKind(String value) {
    /** Nothing beyond the status. */
    public static final ErrorKind NONE = new ErrorKind("");
    /** Nobody could be reached: no such host, connection refused, no route. */
    public static final ErrorKind NO_CONNECTION = new ErrorKind("NO_CONNECTION");
    /** A time-out, in connecting, sending or waiting. */
    public static final ErrorKind TIMEOUT = new ErrorKind("TIMEOUT");
    /** No trust: a certificate, a handshake. */
    public static final ErrorKind TLS = new ErrorKind("TLS");
    /** The caller gave up. */
    public static final ErrorKind CANCELLED = new ErrorKind("CANCELLED");
    /** The connection ended before the reply did. */
    public static final ErrorKind BROKEN_OFF = new ErrorKind("BROKEN_OFF");
    /** A reply or a notification that cannot be read: not HTTP, a broken encoding, a reply that is too large. */
    public static final ErrorKind UNREADABLE = new ErrorKind("UNREADABLE");
    /** The call was never made, because it could not be. */
    public static final ErrorKind NOT_SENT = new ErrorKind("NOT_SENT");
    /** The body says what the status does not: an error in a 200. */
    public static final ErrorKind IN_BODY = new ErrorKind("IN_BODY");
    /** Too many calls; the same call may work later. */
    public static final ErrorKind THROTTLED = new ErrorKind("THROTTLED");
    /** Another failure. */
    public static final ErrorKind OTHER = new ErrorKind("OTHER");

    /** Checks that there is a code. */
    public ErrorKind {
        requireNonNull(value, "value");
    }

    @Override
    public String toString() {
        return value;
    }
}
