package io.gwms.transport;

import io.gwms.outcome.Outcome;

/** Sees every call on its way out and its outcome on the way back, in the order of the chain. */
@FunctionalInterface
public interface CallInterceptor {
    /** Passes the call on by {@code next.send(call)} and returns what came of it. */
    Outcome<HttpReply> intercept(HttpCall call, Transport next);
}
