package io.gwms.samples.benchmarks;

import io.gwms.outcome.Outcome;
import io.gwms.transport.HttpCall;
import io.gwms.transport.HttpReply;
import io.gwms.transport.Transport;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Remembers every call with the virtual time it was made at, so that a bare loop can make the same calls again. */
final class Recording implements Transport {
    /**
     * One call.
     *
     * @param call what was sent
     * @param fake which fake it went to, by its place in the list
     * @param at virtual time
     */
    record Sent(HttpCall call, int fake, Instant at) {}

    private final Transport inner;
    private final List<URI> fakes;
    private final InstantSource clock;
    private final List<Sent> sent = new ArrayList<>();

    Recording(Transport inner, List<URI> fakes, InstantSource clock) {
        this.inner = inner;
        this.fakes = fakes;
        this.clock = clock;
    }

    synchronized List<Sent> sent() {
        return List.copyOf(sent);
    }

    @Override
    public Outcome<HttpReply> send(HttpCall call) {
        int fake = call.uri().getPort() == fakes.get(0).getPort() ? 0 : 1;
        synchronized (this) {
            sent.add(new Sent(call, fake, clock.instant()));
        }
        return inner.send(call);
    }
}
