package io.gwms.transport;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * Calls pass interceptors on their way to a transport: the first one given sees a call first and its
 * outcome last.
 *
 * <p><b>Threads:</b> shared, when the interceptors and the transport are.
 */
public final class TransportChain {
    private TransportChain() {}

    /** The chain of those interceptors above that transport. */
    public static Transport of(List<? extends CallInterceptor> interceptors, Transport bottom) {
        Transport chain = requireNonNull(bottom, "bottom");
        for (int i = interceptors.size() - 1; i >= 0; i--) {
            CallInterceptor interceptor = requireNonNull(interceptors.get(i), "interceptor");
            Transport next = chain;
            chain = call -> interceptor.intercept(call, next);
        }
        return chain;
    }
}
