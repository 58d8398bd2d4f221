package io.gwms.evidence;

import java.util.Optional;

/**
 * Says which colour a call gets in the API log where the HTTP status does not tell: platforms answer
 * failures with 200 (platform-api-logs, section 3.2).
 *
 * <h2>Contract</h2>
 *
 * <ol>
 *   <li><b>Only what it knows.</b> Empty for every call of another platform and wherever the status is
 *       right; then the next one is asked.
 *   <li><b>Looks only.</b> It neither keeps nor prints what it sees: the exchange is not redacted yet.
 * </ol>
 *
 * <p><b>Threads:</b> shared; called apart from the call's own thread. What it throws is counted and
 * ignored.
 */
@FunctionalInterface
public interface CallClassifier {
    /** The colour and why, or empty when it has no opinion; of a streamed body it sees the beginning. */
    Optional<CallVerdict> classify(CallExchange exchange);
}
