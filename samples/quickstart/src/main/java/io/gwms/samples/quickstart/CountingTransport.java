package io.gwms.samples.quickstart;

import io.gwms.outcome.Outcome;
import io.gwms.transport.HttpCall;
import io.gwms.transport.HttpReply;
import io.gwms.transport.Transport;
import java.util.concurrent.atomic.AtomicLong;

/** Counts the calls on their way out, so that the API log can be checked against something that is not the API log. */
final class CountingTransport implements Transport {
    private final Transport inner;
    private final AtomicLong calls = new AtomicLong();

    CountingTransport(Transport inner) {
        this.inner = inner;
    }

    long calls() {
        return calls.get();
    }

    @Override
    public Outcome<HttpReply> send(HttpCall call) {
        calls.incrementAndGet();
        return inner.send(call);
    }
}
