package io.gwms.evidence;

import io.gwms.transport.CallContext;
import java.util.function.Supplier;

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
@FunctionalInterface
public interface CallRecorder {
    /** Takes a call that has ended. */
    void record(CallExchange exchange);

    /**
     * Takes a call that has ended but is put together only when somebody needs it, which may be later and in another
     * thread, so that its caller need not wait for that. Unless overridden it is put together at once.
     *
     * @param context what the call is for
     * @param bytes about how much memory it holds until then
     * @param ended puts it together, the same each time
     */
    default void record(CallContext context, long bytes, Supplier<CallExchange> ended) {
        record(ended.get());
    }

    /**
     * Is told of a call that is about to be sent, so that a recorder can write its intent first; what it returns takes
     * the call's end, once. Unless overridden nothing is written before the end.
     *
     * @param opening the call as it will be sent, of phase {@link CallPhase#OPEN}
     */
    default CallRecorder begin(CallExchange opening) {
        return this;
    }
}
