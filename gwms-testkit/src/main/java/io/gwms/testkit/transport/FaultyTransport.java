package io.gwms.testkit.transport;

import static java.util.Objects.requireNonNull;

import io.gwms.outcome.Outcome;
import io.gwms.outcome.Refusal;
import io.gwms.outcome.RefusalCode;
import io.gwms.transport.HttpCall;
import io.gwms.transport.HttpReply;
import io.gwms.transport.Transport;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A transport that breaks the next calls in a chosen way and passes the others on. A call is a write when
 * it is not {@link HttpCall#isRepeatable() repeatable}, else a read.
 *
 * <p><b>Threads:</b> shared.
 */
public final class FaultyTransport implements Transport {
    private final Transport below;
    private final Deque<Fault> reads = new ArrayDeque<>();
    private final Deque<Fault> writes = new ArrayDeque<>();
    private final List<HttpCall> asked = new ArrayList<>();
    private final List<HttpCall> late = new ArrayList<>();

    private FaultyTransport(Transport below) {
        this.below = requireNonNull(below, "below");
    }

    /** A transport that passes everything on until a fault is set. */
    public static FaultyTransport over(Transport below) {
        return new FaultyTransport(below);
    }

    /** What happens to one call. */
    @FunctionalInterface
    public interface Fault {
        /** Plays the fault; {@code send} sends the call as it is. */
        Outcome<HttpReply> play(FaultyTransport transport, HttpCall call, Transport send);

        /** Nothing: the call goes through. */
        static Fault none() {
            return (transport, call, send) -> send.send(call);
        }

        /** The call is carried out and its reply is lost. */
        static Fault lostReply() {
            return (transport, call, send) -> send.send(call).then(reply -> Outcome.unknown("the reply was lost"));
        }

        /** The call never leaves. */
        static Fault notSent() {
            return (transport, call, send) ->
                    Outcome.refused(Refusal.temporary(RefusalCode.NOT_SENT, "the connection was refused"));
        }

        /** The caller gets no reply, and the call is carried out only at {@link FaultyTransport#deliverLate}. */
        static Fault late() {
            return (transport, call, send) -> {
                transport.keep(call);
                return Outcome.unknown("no reply came in time");
            };
        }

        /** The far side answers this without doing anything. */
        static Fault answer(int status, String contentType, String body) {
            return (transport, call, send) -> Outcome.done(HttpReply.of(
                    status, Map.of("Content-Type", List.of(contentType)), body.getBytes(StandardCharsets.UTF_8)));
        }

        /** The call is carried out and the body of its reply changed. */
        static Fault changedBody(UnaryOperator<String> change) {
            return (transport, call, send) -> send.send(call)
                    .then(reply -> Outcome.done(HttpReply.of(
                            reply.status(),
                            reply.headers(),
                            change.apply(reply.text()).getBytes(StandardCharsets.UTF_8))));
        }

        /** The call is carried out and its reply dated so. */
        static Fault dated(Instant at) {
            return (transport, call, send) -> send.send(call).then(reply -> {
                Map<String, List<String>> headers = new HashMap<>(reply.headers());
                headers.put("date", List.of(DateTimeFormatter.RFC_1123_DATE_TIME.format(at.atOffset(ZoneOffset.UTC))));
                return Outcome.done(HttpReply.of(reply.status(), headers, reply.body()));
            });
        }

        /** The call is carried out and only the first half of its reply's body arrives, as if it were whole. */
        static Fault cutBody() {
            return changedBody(body -> body.substring(0, body.length() / 2));
        }
    }

    /** Breaks the next reads, one by one. */
    public synchronized FaultyTransport onReads(Fault... faults) {
        reads.addAll(List.of(faults));
        return this;
    }

    /** Breaks the next writes, one by one. */
    public synchronized FaultyTransport onWrites(Fault... faults) {
        writes.addAll(List.of(faults));
        return this;
    }

    /** Carries out the calls that were kept back; says how many there were. */
    public int deliverLate() {
        List<HttpCall> due;
        synchronized (this) {
            due = List.copyOf(late);
            late.clear();
        }
        due.forEach(below::send);
        return due.size();
    }

    /** Every call that was asked for, in order. */
    public synchronized List<HttpCall> calls() {
        return List.copyOf(asked);
    }

    /** How many writes were asked for. */
    public synchronized int writes() {
        return (int) asked.stream().filter(call -> !call.isRepeatable()).count();
    }

    @Override
    public Outcome<HttpReply> send(HttpCall call) {
        Fault fault;
        synchronized (this) {
            asked.add(call);
            Fault next = (call.isRepeatable() ? reads : writes).poll();
            fault = next == null ? Fault.none() : next;
        }
        return fault.play(this, call, below);
    }

    private synchronized void keep(HttpCall call) {
        late.add(call);
    }
}
