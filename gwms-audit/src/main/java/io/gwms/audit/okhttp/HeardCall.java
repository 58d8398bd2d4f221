package io.gwms.audit.okhttp;

import io.gwms.evidence.CallDirection;
import io.gwms.evidence.CallExchange;
import io.gwms.evidence.CallPhase;
import io.gwms.evidence.ErrorKind;
import io.gwms.outcome.Outcome;
import io.gwms.transport.CallContext;
import io.gwms.transport.HttpCall;
import io.gwms.transport.HttpReply;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import org.jspecify.annotations.Nullable;

/**
 * A call as it was heard, in parts that nobody changes any more: cheap for the caller to hand over, put together by whoever
 * writes it down. It holds on to no body, connection or client.
 *
 * @param headers as they were sent, if the call came so far
 * @param contentType of the body that was given; a header says it too once the request is on the wire
 * @param answer the reply's head, if one came
 * @param attempts the requests on the wire, oldest first
 */
record HeardCall(
        Instant startedAt,
        long nanos,
        CallContext context,
        String method,
        HttpUrl url,
        Headers headers,
        @Nullable MediaType contentType,
        @Nullable Head answer,
        Capture.Kept sent,
        Capture.Kept received,
        List<HeardAttempt> attempts,
        @Nullable Throwable failure,
        CallPhase phase)
        implements Supplier<CallExchange> {

    /** The head of a reply. */
    record Head(int status, Headers headers) {}

    /** About how many bytes of bodies it holds. */
    long bytes() {
        return (long) sent.held() + received.held();
    }

    @Override
    public CallExchange get() {
        return new CallExchange(
                startedAt,
                Duration.ofNanos(nanos),
                call(),
                answer == null
                        ? Outcome.unknown(
                                failure == null ? "" : failure.getClass().getName())
                        : Outcome.done(
                                HttpReply.of(answer.status(), answer.headers().toMultimap(), received.bytes())),
                CallDirection.OUTGOING,
                phase,
                sent.capture(),
                received.capture(),
                attempts.stream().map(HeardAttempt::toWire).toList(),
                failure,
                ErrorKind.NONE,
                1);
    }

    @Override
    public String toString() {
        return method + " " + url.host();
    }

    /** What was asked. */
    HttpCall call() {
        HttpCall.Builder call = HttpCall.of(method, uri(url), context);
        for (int i = 0; i < headers.size(); i++) {
            call.header(headers.name(i), headers.value(i));
        }
        if (contentType != null && headers.get("Content-Type") == null) {
            call.header("Content-Type", contentType.toString());
        }
        return call.body(sent.bytes()).build();
    }

    /** The URL as it stands; OkHttp's own way costs microseconds and is for those that hold what a URI may not. */
    private static URI uri(HttpUrl url) {
        try {
            return new URI(url.toString());
        } catch (URISyntaxException e) {
            return url.uri();
        }
    }
}
