package io.gwms.testkit.contract;

import io.gwms.outcome.Outcome;
import io.gwms.outcome.RefusalCode;
import io.gwms.transport.HttpCall;
import io.gwms.transport.HttpReply;
import io.gwms.transport.Transport;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Passes calls on and spoils the reply of one of them; remembers every call. One thread. */
final class TroubledTransport implements Transport {
    /** What goes wrong; except for the last, the far side does what it was asked first. */
    enum Trouble {
        LOST_REPLY,
        TORN_REPLY,
        EMPTY_REPLY,
        PAGE_OF_HTML,
        BAD_GATEWAY,
        ERROR_BODY,
        NEVER_LEFT
    }

    private final Transport next;
    private final int spoiledCall;
    private final Trouble trouble;
    private final UnaryOperator<String> rewriting;
    private final List<HttpCall> calls = new ArrayList<>();

    private TroubledTransport(Transport next, int spoiledCall, Trouble trouble, UnaryOperator<String> rewriting) {
        this.next = next;
        this.spoiledCall = spoiledCall;
        this.trouble = trouble;
        this.rewriting = rewriting;
    }

    /** Spoils nothing. */
    static TroubledTransport none(Transport next) {
        return new TroubledTransport(next, 0, Trouble.LOST_REPLY, UnaryOperator.identity());
    }

    /** Spoils the reply of the n-th call, 1 for the first. */
    static TroubledTransport at(Transport next, int call, Trouble trouble) {
        return new TroubledTransport(next, call, trouble, UnaryOperator.identity());
    }

    /** Rewrites the text of every reply. */
    static TroubledTransport rewriting(Transport next, UnaryOperator<String> rewriting) {
        return new TroubledTransport(next, 0, Trouble.LOST_REPLY, rewriting);
    }

    @Override
    public Outcome<HttpReply> send(HttpCall call) {
        calls.add(call);
        if (calls.size() != spoiledCall) {
            return next.send(call)
                    .then(reply -> Outcome.done(HttpReply.of(
                            reply.status(),
                            reply.headers(),
                            rewriting.apply(reply.text()).getBytes(StandardCharsets.UTF_8))));
        }
        if (trouble == Trouble.NEVER_LEFT) {
            return Outcome.refused(RefusalCode.NOT_SENT, "connection refused");
        }
        return next.send(call).then(this::spoiled);
    }

    private Outcome<HttpReply> spoiled(HttpReply reply) {
        byte[] body = reply.body();
        return switch (trouble) {
            case LOST_REPLY, NEVER_LEFT -> Outcome.unknown("the connection closed before a reply came");
            case TORN_REPLY -> Outcome.done(HttpReply.of(200, reply.headers(), Arrays.copyOf(body, body.length / 2)));
            case EMPTY_REPLY -> Outcome.done(HttpReply.of(200, reply.headers(), new byte[0]));
            case PAGE_OF_HTML -> Outcome.done(html(200));
            case BAD_GATEWAY -> Outcome.done(html(502));
            case ERROR_BODY ->
                Outcome.done(HttpReply.of(
                        200, reply.headers(), "{\"message\":\"internal error\"}".getBytes(StandardCharsets.UTF_8)));
        };
    }

    private static HttpReply html(int status) {
        return HttpReply.of(
                status,
                Map.of("content-type", List.of("text/html")),
                "<html><body>Something went wrong</body></html>".getBytes(StandardCharsets.UTF_8));
    }

    /** Every call so far. */
    List<HttpCall> calls() {
        return List.copyOf(calls);
    }

    /** Those of them that may change something. */
    List<HttpCall> writes() {
        return calls.stream().filter(call -> !call.isRepeatable()).toList();
    }
}
