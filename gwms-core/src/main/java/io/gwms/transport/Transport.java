package io.gwms.transport;

import io.gwms.outcome.Outcome;

/**
 * Sends one HTTP call. A host may bring its own; it is audited all the same, because the audited
 * chain sits above it.
 *
 * <h2>Contract</h2>
 *
 * <ol>
 *   <li><b>At most once.</b> A call that is not {@link HttpCall#isRepeatable()} reaches the far side
 *       at most once, whatever the network does.
 *   <li><b>Say what you know.</b> An answer, of any status, is done. Refused means that not a byte of
 *       the request left (no such host, connection refused). Everything else is unknown: a time-out,
 *       a torn reply, a reset.
 *   <li><b>Whole replies.</b> A reply larger than the transport's limit (16 MiB unless set) is unknown
 *       and says so; memory stays bounded.
 *   <li><b>Answer, don't throw.</b> An exception means a bug.
 *   <li><b>No redirects to other hosts.</b> A header that proves who is calling goes to the host it
 *       was made for.
 * </ol>
 *
 * <p><b>Threads:</b> shared; blocks the caller.
 */
@FunctionalInterface
public interface Transport {
    /** Sends the call and waits for the whole reply. */
    Outcome<HttpReply> send(HttpCall call);
}
