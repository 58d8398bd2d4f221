package io.gwms.proxy.wire;

import io.gwms.outcome.Outcome;
import io.gwms.proxy.ProxySession;
import io.gwms.transport.HttpCall;
import io.gwms.transport.HttpReply;
import io.gwms.transport.Transport;

/** Counts the calls of one reading on their way, so that batches can name those that told of them. One thread. */
public final class CountedCalls implements Transport {
    private final Transport transport;
    private int count;

    /** None yet, on their way through that session's transport. */
    public CountedCalls(ProxySession session) {
        this.transport = session.transport();
    }

    /** The number of the last one; 0 before the first. */
    public int count() {
        return count;
    }

    @Override
    public Outcome<HttpReply> send(HttpCall call) {
        count++;
        return transport.send(call);
    }
}
