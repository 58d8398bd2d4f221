package io.gwms.evidence;

import io.gwms.Incubating;

/**
 * Takes every call that goes through the transport chain.
 *
 * <h2>Contract</h2>
 *
 * <ol>
 *   <li><b>Never in the way.</b> {@link #record} does no I/O of its own accord, returns at once and
 *       never throws to the caller of a platform.
 *   <li><b>Redact first.</b> What is written down, or leaves memory in any way, went through the
 *       redactor.
 * </ol>
 *
 * <p><b>Threads:</b> shared.
 */
@Incubating
@FunctionalInterface
public interface CallRecorder {
    /** Takes a call that has ended. */
    void record(CallExchange exchange);
}
