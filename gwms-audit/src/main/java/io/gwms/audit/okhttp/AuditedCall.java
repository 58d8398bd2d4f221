package io.gwms.audit.okhttp;

import io.gwms.audit.RecordingPolicy;
import io.gwms.audit.RecordingPolicy.Durability;
import io.gwms.evidence.BodyCapture;
import io.gwms.evidence.CallDirection;
import io.gwms.evidence.CallExchange;
import io.gwms.evidence.CallPhase;
import io.gwms.evidence.CallRecorder;
import io.gwms.evidence.ErrorKind;
import io.gwms.outcome.Outcome;
import io.gwms.transport.CallContext;
import io.gwms.transport.HttpCall;
import io.gwms.transport.HttpReply;
import io.gwms.transport.WireAttempt;
import io.gwms.transport.WireLog;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.Connection;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.Buffer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One call under way: what both interceptors have seen of it, until its end is handed over, exactly once. */
final class AuditedCall {
    private static final Logger LOG = LoggerFactory.getLogger(AuditedCall.class);

    private final Instant startedAt;
    private final long begun = System.nanoTime();
    private final CallContext context;
    private final Request asked;
    private final RecordingPolicy policy;
    private final Runnable ended;
    private final Capture sent;
    private final Capture received;
    private final WireLog wire = new WireLog();
    private final AtomicBoolean finished = new AtomicBoolean();
    private CallRecorder recorder;
    private volatile @Nullable Request lastSent;
    private volatile @Nullable Response answer;

    AuditedCall(
            CallRecorder recorder,
            Instant startedAt,
            CallContext context,
            Request asked,
            RecordingPolicy policy,
            boolean digests,
            Runnable ended) {
        this.recorder = recorder;
        this.startedAt = startedAt;
        this.context = context;
        this.asked = asked;
        this.policy = policy;
        this.ended = ended;
        this.sent = new Capture(policy.bodyLimit(), digests);
        this.received = new Capture(policy.bodyLimit(), digests);
    }

    /** Has the intent recorded, where the policy wants that; before the call is sent. */
    void begin() {
        if (policy.durability() == Durability.INTENT) {
            Capture rendered = new Capture(policy.bodyLimit(), false);
            render(rendered);
            recorder = recorder.begin(CallExchange.opening(startedAt, call(rendered)));
        }
    }

    Capture sent() {
        return sent;
    }

    Capture received() {
        return received;
    }

    /** A request is about to go to the wire. */
    void sending(Request request) {
        lastSent = request;
        RequestBody body = request.body();
        if (body != null && body.isDuplex()) {
            sent.omit();
        }
    }

    /** A request on the wire has its reply's head, or has failed. */
    void attempted(
            Request request, @Nullable Connection connection, long start, int status, @Nullable Throwable failure) {
        if (failure != null) {
            sent.failed();
        }
        wire.add(new WireAttempt(
                Duration.ofNanos(start - begun),
                Duration.ofNanos(System.nanoTime() - start),
                request.method(),
                request.url().toString(),
                status,
                peer(connection),
                failure == null ? "" : failure.getClass().getName()));
    }

    /** The head of the reply is there. */
    void answered(Response response) {
        answer = response;
    }

    /** No reply came, or it broke off. */
    void failed(Throwable failure) {
        wire.failed(failure);
        hand(CallPhase.ENDED);
    }

    /** The reply was read to its end, closed, or has no body. */
    void finish() {
        hand(CallPhase.ENDED);
    }

    /** The recorder is about to close. */
    void abandon() {
        hand(CallPhase.ABANDONED);
    }

    private void hand(CallPhase phase) {
        if (!finished.compareAndSet(false, true)) {
            return;
        }
        ended.run();
        try {
            recorder.record(exchange(phase));
        } catch (Exception | LinkageError | AssertionError | StackOverflowError | OutOfMemoryError e) {
            LOG.atError()
                    .setMessage("A call could not be recorded; it goes on without its record")
                    .addKeyValue("failure", e.getClass().getName())
                    .log();
        }
    }

    private CallExchange exchange(CallPhase phase) {
        if (!sent.hasBegun() && wire.attempts().isEmpty()) {
            render(sent);
        }
        Response response = answer;
        Throwable failure = wire.failure().orElse(null);
        return new CallExchange(
                startedAt,
                Duration.ofNanos(System.nanoTime() - begun),
                call(sent),
                response == null
                        ? Outcome.unknown(
                                failure == null ? "" : failure.getClass().getName())
                        : Outcome.done(reply(response)),
                CallDirection.OUTGOING,
                phase,
                sent.outcome(),
                response == null ? BodyCapture.whole(0) : received.outcome(),
                wire.attempts(),
                failure,
                ErrorKind.NONE,
                1);
    }

    /** A body that nothing was sent of, as far as asking it twice is harmless. */
    private void render(Capture into) {
        RequestBody body = asked.body();
        if (body == null) {
            return;
        }
        try {
            if (body.isOneShot()
                    || body.isDuplex()
                    || body.contentLength() < 0
                    || body.contentLength() > policy.bodyLimit()) {
                into.omit();
                return;
            }
            Buffer buffer = new Buffer();
            body.writeTo(buffer);
            into.begin();
            into.add(buffer, buffer.size());
            into.complete();
            buffer.clear(); // gives its memory back to those who come next
        } catch (IOException | RuntimeException e) {
            into.omit();
        }
    }

    private HttpCall call(Capture body) {
        Request request = lastSent == null ? asked : lastSent;
        HttpCall.Builder call = HttpCall.of(asked.method(), uri(asked.url()), context);
        for (int i = 0; i < request.headers().size(); i++) {
            call.header(request.headers().name(i), request.headers().value(i));
        }
        RequestBody given = request.body();
        if (given != null && given.contentType() != null && request.header("Content-Type") == null) {
            call.header("Content-Type", String.valueOf(given.contentType()));
        }
        return call.body(body.bytes()).build();
    }

    /** The URL as it stands; OkHttp's own way costs microseconds and is for those that hold what a URI may not. */
    private static URI uri(HttpUrl url) {
        try {
            return new URI(url.toString());
        } catch (URISyntaxException e) {
            return url.uri();
        }
    }

    private HttpReply reply(Response response) {
        return HttpReply.of(response.code(), response.headers().toMultimap(), received.bytes());
    }

    private static String peer(@Nullable Connection connection) {
        if (connection == null) {
            return "";
        }
        var address = connection.route().socketAddress();
        String host = address.getAddress() == null
                ? address.getHostString()
                : address.getAddress().getHostAddress();
        return host + ":" + address.getPort() + " " + connection.protocol();
    }
}
