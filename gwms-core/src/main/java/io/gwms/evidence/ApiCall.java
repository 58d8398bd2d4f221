package io.gwms.evidence;

import static java.util.Objects.requireNonNull;

import io.gwms.internal.Require;
import io.gwms.transport.CallContext;
import io.gwms.transport.WireAttempt;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * One call in the API log (platform-api-logs, section 2.2): what was asked, what came back, how long
 * it took. Everything in it is redacted already.
 *
 * @param id unique, and growing with time within a process
 * @param createdAt when the call began
 * @param context what it was for: action, store or proxy system, source, correlation
 * @param method the HTTP method
 * @param host where it went
 * @param path the path, redacted
 * @param query the raw query, redacted; empty when there was none
 * @param status the HTTP status, also of a reply that was too long or broke off; 0 when no answer came
 * @param statusClass its colour
 * @param duration how long the call took
 * @param requestHeaders the request's headers as {@code name: value}, redacted
 * @param responseHeaders the reply's headers as {@code name: value}, redacted
 * @param requestBody what was sent
 * @param responseBody what came back
 * @param error why no usable answer came, redacted; empty when one did
 * @param errorKind the same as a code
 * @param retryable whether the same call may well work later: too many calls, a time-out, the far side down
 * @param direction who called whom
 * @param phase how far the record has come
 * @param attempts the requests on the wire beneath the call, oldest first, redacted; empty where nobody watched
 * @param count how many calls it stands for: 1, or more where a flood was folded or calls are missing
 */
public record ApiCall(
        String id,
        Instant createdAt,
        CallContext context,
        String method,
        String host,
        String path,
        String query,
        int status,
        StatusClass statusClass,
        Duration duration,
        List<String> requestHeaders,
        List<String> responseHeaders,
        CapturedBody requestBody,
        CapturedBody responseBody,
        String error,
        ErrorKind errorKind,
        boolean retryable,
        CallDirection direction,
        CallPhase phase,
        List<WireAttempt> attempts,
        long count) {
    public ApiCall {
        Require.text(id, "id");
        requireNonNull(createdAt, "createdAt");
        requireNonNull(context, "context");
        requireNonNull(statusClass, "statusClass");
        requireNonNull(duration, "duration");
        requestHeaders = List.copyOf(requestHeaders);
        responseHeaders = List.copyOf(responseHeaders);
        requireNonNull(requestBody, "requestBody");
        requireNonNull(responseBody, "responseBody");
        requireNonNull(error, "error");
        requireNonNull(errorKind, "errorKind");
        requireNonNull(direction, "direction");
        requireNonNull(phase, "phase");
        attempts = List.copyOf(attempts);
        Require.that(count >= 1, "count", count, "1 or more");
    }

    /** An outgoing call that has ended, of which no more is known. */
    public ApiCall(
            String id,
            Instant createdAt,
            CallContext context,
            String method,
            String host,
            String path,
            String query,
            int status,
            StatusClass statusClass,
            Duration duration,
            List<String> requestHeaders,
            List<String> responseHeaders,
            CapturedBody requestBody,
            CapturedBody responseBody,
            String error) {
        this(
                id,
                createdAt,
                context,
                method,
                host,
                path,
                query,
                status,
                statusClass,
                duration,
                requestHeaders,
                responseHeaders,
                requestBody,
                responseBody,
                error,
                ErrorKind.NONE,
                false,
                CallDirection.OUTGOING,
                CallPhase.ENDED,
                List.of(),
                1);
    }

    /**
     * The same as lists show it: without headers, attempts and the texts of bodies, whose states, sizes and digests
     * stay.
     */
    public ApiCall asRow() {
        return with(path, query, error, context, requestBody.withoutText(), responseBody.withoutText());
    }

    /** The same after its contents were removed. */
    public ApiCall purged() {
        return with(path, query, error, context, requestBody.purged(), responseBody.purged());
    }

    /** The same after all was removed that may tell of a person. */
    public ApiCall erased() {
        return with("", "", "", context.withoutObject(), requestBody.erased(), responseBody.erased());
    }

    private ApiCall with(
            String path,
            String query,
            String error,
            CallContext context,
            CapturedBody requestBody,
            CapturedBody responseBody) {
        return new ApiCall(
                id,
                createdAt,
                context,
                method,
                host,
                path,
                query,
                status,
                statusClass,
                duration,
                List.of(),
                List.of(),
                requestBody,
                responseBody,
                error,
                errorKind,
                retryable,
                direction,
                phase,
                List.of(),
                count);
    }
}
