package io.gwms.audit;

import static java.util.Objects.requireNonNull;

import io.gwms.evidence.BodyCapture;
import io.gwms.evidence.CallDirection;
import io.gwms.evidence.CallExchange;
import io.gwms.evidence.CallPhase;
import io.gwms.evidence.CallRecorder;
import io.gwms.evidence.CapturedBody.State;
import io.gwms.evidence.ErrorKind;
import io.gwms.outcome.Outcome;
import io.gwms.transport.CallContext;
import io.gwms.transport.HttpCall;
import io.gwms.transport.HttpReply;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts every notification a platform delivers on record, with its verdict (platform-api-logs, section 2).
 *
 * <p>Of a delivery whose sender nobody knows at most {@value #UNKNOWN_SENDER_BYTES} bytes are kept, and of many alike
 * within a minute (same context, same verdict) the first {@value #SINGLE_ROWS}; the others become one row that says how
 * many they were.
 *
 * <p><b>Threads:</b> shared; returns at once.
 */
public final class WebhookRecorder {
    private static final int UNKNOWN_SENDER_BYTES = 4096;
    private static final int SINGLE_ROWS = 20;
    private static final int MOST_FLOODS = 1000;
    private static final Duration WINDOW = Duration.ofMinutes(1);

    private final CallRecorder recorder;
    private final InstantSource clock;
    private final Map<Flood, Folded> floods = new HashMap<>();

    private record Flood(CallContext context, ErrorKind verdict) {}

    private static final class Folded {
        private final CallContext context;
        private final CallExchange example;
        private final Instant begun;
        private Instant last;
        private long seen = 1;

        private Folded(CallContext context, CallExchange example) {
            this.context = context;
            this.example = example;
            this.begun = example.startedAt();
            this.last = begun;
        }
    }

    WebhookRecorder(CallRecorder recorder, InstantSource clock) {
        this.recorder = recorder;
        this.clock = clock;
    }

    /**
     * Records a delivery.
     *
     * @param delivery what came in: method, target, headers and body as they came, and what it is for
     * @param verdict what was made of it
     * @param answer the HTTP status it was answered with
     * @param receivedAt when it came
     */
    public void record(HttpCall delivery, Verdict verdict, int answer, Instant receivedAt) {
        requireNonNull(delivery, "delivery");
        requireNonNull(verdict, "verdict");
        record(
                exchange(delivery, verdict.errorKind(), answer, receivedAt, elapsed(receivedAt), 1),
                verdict.isAuthenticated());
    }

    /** The same for a delivery that a module of the runtime took in, with its verdict as the kind of error. */
    void record(CallExchange delivery) {
        boolean isRejected = Arrays.stream(Verdict.values())
                .anyMatch(verdict ->
                        !verdict.isAuthenticated() && verdict.errorKind().equals(delivery.errorKind()));
        record(delivery, !isRejected);
    }

    private void record(CallExchange delivery, boolean authenticated) {
        sweep(delivery.startedAt());
        if (authenticated) {
            recorder.record(delivery);
            return;
        }
        CallExchange exchange = capped(delivery);
        if (!isFolded(new Flood(delivery.call().context(), delivery.errorKind()), exchange)) {
            recorder.record(exchange);
        }
    }

    /** Writes down the floods whose minute is over. */
    void sweep(Instant now) {
        List<Folded> over = new ArrayList<>();
        synchronized (floods) {
            floods.values().removeIf(folded -> {
                boolean ends = !now.isBefore(folded.begun.plus(WINDOW));
                if (ends) {
                    over.add(folded);
                }
                return ends;
            });
        }
        over.forEach(this::writeDown);
    }

    /** Writes down all floods. */
    void flush() {
        sweep(Instant.MAX);
    }

    /** Counts a rejected delivery; beyond the first of a minute it is only counted, and so is one flood too many. */
    private boolean isFolded(Flood flood, CallExchange exchange) {
        synchronized (floods) {
            Flood key = floods.containsKey(flood) || floods.size() < MOST_FLOODS
                    ? flood
                    : new Flood(CallContext.of(flood.context.action()), flood.verdict);
            Folded folded = floods.get(key);
            if (folded == null) {
                floods.put(key, new Folded(key.context, exchange));
                return false;
            }
            folded.seen++;
            folded.last = exchange.startedAt();
            return folded.seen > SINGLE_ROWS;
        }
    }

    private void writeDown(Folded folded) {
        long count = folded.seen - SINGLE_ROWS;
        if (count > 0) {
            HttpCall example = folded.example.call();
            recorder.record(exchange(
                    HttpCall.of(example.method(), example.uri(), folded.context).build(),
                    folded.example.errorKind(),
                    folded.example.outcome().asDone().map(HttpReply::status).orElse(0),
                    folded.begun,
                    Duration.between(folded.begun, folded.last),
                    count));
        }
    }

    private Duration elapsed(Instant receivedAt) {
        Duration elapsed = Duration.between(receivedAt, clock.instant());
        return elapsed.isNegative() ? Duration.ZERO : elapsed;
    }

    /** The same with the beginning of a body that is long, and with all it was answered. */
    private static CallExchange capped(CallExchange delivery) {
        HttpCall call = delivery.call();
        if (call.bodySize() <= UNKNOWN_SENDER_BYTES) {
            return delivery;
        }
        HttpCall.Builder capped = HttpCall.of(call.method(), call.uri(), call.context());
        call.headers().forEach(header -> capped.header(header.name(), header.value()));
        return exchange(
                capped.body(Arrays.copyOf(call.body(), UNKNOWN_SENDER_BYTES)).build(),
                new BodyCapture(State.TRUNCATED, call.bodySize(), ""),
                delivery.outcome(),
                delivery.received(),
                delivery.errorKind(),
                delivery.startedAt(),
                delivery.duration(),
                1);
    }

    private static CallExchange exchange(
            HttpCall call, ErrorKind verdict, int answer, Instant at, Duration took, long count) {
        return exchange(
                call,
                BodyCapture.whole(call.bodySize()),
                Outcome.done(HttpReply.of(answer, Map.of(), new byte[0])),
                BodyCapture.whole(0),
                verdict,
                at,
                took,
                count);
    }

    private static CallExchange exchange(
            HttpCall call,
            BodyCapture sent,
            Outcome<HttpReply> outcome,
            BodyCapture received,
            ErrorKind verdict,
            Instant at,
            Duration took,
            long count) {
        return new CallExchange(
                at,
                took,
                call,
                outcome,
                CallDirection.INCOMING,
                CallPhase.ENDED,
                sent,
                received,
                List.of(),
                null,
                verdict,
                count);
    }

    /** What the receiver of a notification made of it, in the words that the platforms' and the warehouses' receivers use. */
    public enum Verdict {
        /** Its sender proved who it is, and it was acted on. */
        AUTHENTIC,
        /** It is authentic and came before. */
        DUPLICATE,
        /** The platform only looks whether somebody answers: unsigned, and nothing of it was believed. */
        HANDSHAKE,
        /** It carries no signature. */
        UNSIGNED,
        /** The signature is not that of a secret we know. */
        FORGED,
        /** Its time lies too far away: it may be a replay. */
        STALE,
        /** It is no notification of this platform, or lacks what one must have. */
        UNREADABLE,
        /** It is larger than any notification is. */
        TOO_LARGE,
        /** It is about another account than the one it was sent to. */
        OTHER_ACCOUNT,
        /** Nobody here takes notifications at the address it was sent to. */
        UNKNOWN_RECEIVER,
        /** Nobody could check its signature, as no secret is stored. */
        NO_SECRET,
        /** Its sender could not be looked up just then; it is to be sent again. */
        NOT_JUDGED;

        /** Whether somebody proved to be its sender. */
        boolean isAuthenticated() {
            return this == AUTHENTIC || this == DUPLICATE;
        }

        ErrorKind errorKind() {
            return this == AUTHENTIC ? ErrorKind.NONE : new ErrorKind(name());
        }
    }
}
