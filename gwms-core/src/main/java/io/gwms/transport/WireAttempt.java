package io.gwms.transport;

import static java.util.Objects.requireNonNull;

import io.gwms.internal.Require;
import java.time.Duration;

/**
 * One request that went to the wire on behalf of a call: a call has several when it is redirected, asked to
 * authenticate or repeated.
 *
 * @param after when it began, counted from the beginning of the call
 * @param duration how long until the head of its reply was there, or until it failed
 * @param method the HTTP method
 * @param url where it went; raw in memory, redacted in a record
 * @param status the HTTP status; 0 when no answer came
 * @param peer the address and protocol it was sent to, such as {@code 192.0.2.7:443 h2}; empty when unknown
 * @param failure the class of the exception that ended it; empty when an answer came
 */
public record WireAttempt(
        Duration after, Duration duration, String method, String url, int status, String peer, String failure) {
    public WireAttempt {
        requireNonNull(after, "after");
        requireNonNull(duration, "duration");
        requireNonNull(method, "method");
        requireNonNull(url, "url");
        Require.zeroOrMore(status, "status");
        requireNonNull(peer, "peer");
        requireNonNull(failure, "failure");
    }

    /** Method and status only: the URL may hold a secret. */
    @Override
    public String toString() {
        return method + " " + (status == 0 ? failure : "HTTP " + status);
    }
}
