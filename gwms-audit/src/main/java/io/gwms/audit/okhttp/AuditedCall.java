package io.gwms.audit.okhttp;

import io.gwms.audit.RecordingPolicy;
import io.gwms.audit.RecordingPolicy.Durability;
import io.gwms.audit.okhttp.HeardCall.Head;
import io.gwms.evidence.CallExchange;
import io.gwms.evidence.CallPhase;
import io.gwms.evidence.CallRecorder;
import io.gwms.transport.CallContext;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.Connection;
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
    private static final int MOST_ATTEMPTS = 32;

    private final Instant startedAt;
    private final long begun = System.nanoTime();
    private final CallContext context;
    private final Request asked;
    private final RecordingPolicy policy;
    private final Runnable ended;
    private final Capture sent;
    private final Capture received;
    private final List<HeardAttempt> attempts = new ArrayList<>(1);
    private final AtomicBoolean finished = new AtomicBoolean();
    private CallRecorder recorder;
    private volatile @Nullable Request lastSent;
    private volatile @Nullable Head answer;
    private volatile @Nullable Throwable failure;

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
            recorder = recorder.begin(CallExchange.opening(
                    startedAt, heard(CallPhase.OPEN, rendered.kept()).call()));
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
        long took = System.nanoTime() - start;
        synchronized (attempts) {
            if (attempts.size() < MOST_ATTEMPTS) {
                attempts.add(HeardAttempt.of(
                        start - begun, took, request.method(), request.url(), status, connection, failure));
            }
        }
    }

    /** The head of the reply is there. */
    void answered(Response response) {
        answer = new Head(response.code(), response.headers());
    }

    /** No reply came, or it broke off. */
    void failed(Throwable failure) {
        this.failure = failure;
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
            if (!sent.hasBegun() && attemptsByNow().isEmpty()) {
                render(sent);
            }
            HeardCall heard = heard(phase, sent.kept());
            recorder.record(context, heard.bytes(), heard);
        } catch (Exception | LinkageError | AssertionError | StackOverflowError | OutOfMemoryError e) {
            LOG.atError()
                    .setMessage("A call could not be recorded; it goes on without its record")
                    .addKeyValue("failure", e.getClass().getName())
                    .log();
        }
    }

    private HeardCall heard(CallPhase phase, Capture.Kept body) {
        Request last = lastSent;
        Request request = last == null ? asked : last;
        RequestBody given = request.body();
        Head head = answer;
        return new HeardCall(
                startedAt,
                System.nanoTime() - begun,
                context,
                asked.method(),
                asked.url(),
                request.headers(),
                given == null ? null : given.contentType(),
                head,
                body,
                head == null ? Capture.Kept.NONE : received.kept(),
                attemptsByNow(),
                failure,
                phase);
    }

    private List<HeardAttempt> attemptsByNow() {
        synchronized (attempts) {
            return List.copyOf(attempts);
        }
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
}
