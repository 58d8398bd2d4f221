package io.gwms.evidence;

import static java.util.Objects.requireNonNull;

import io.gwms.internal.Require;
import io.gwms.internal.json.CassetteDocument;
import java.util.List;

/**
 * Recorded calls as a file that a test can replay: what was asked, redacted, and what came back. The testkit plays it
 * ({@code CassettePlayer}), so that a report of a failure becomes a test that fails.
 *
 * @param name what the test will be called, for example {@code task-4711}
 * @param takes the calls, oldest first
 */
public record Cassette(String name, List<Take> takes) {
    public Cassette {
        Require.text(name, "name");
        takes = List.copyOf(takes);
    }

    /** The outgoing calls among these that have ended, in the order they were made; each given whole. */
    public static Cassette of(String name, List<ApiCall> calls) {
        return new Cassette(
                name,
                calls.stream()
                        .filter(call -> call.direction() == CallDirection.OUTGOING && call.phase() == CallPhase.ENDED)
                        .map(Take::of)
                        .toList());
    }

    /**
     * Reads what {@link #text} wrote.
     *
     * @throws io.gwms.GwmsException if it is no cassette, or one of a newer release
     */
    public static Cassette parse(String text) {
        return CassetteDocument.read(text);
    }

    /** As a document for people and version control: JSON, indented. */
    public String text() {
        return CassetteDocument.write(this);
    }

    /**
     * One call and what came of it.
     *
     * @param action what it was for
     * @param method the HTTP method
     * @param host where it went
     * @param path the path, redacted
     * @param query the raw query, redacted; empty when there was none
     * @param requestHeaders as {@code name: value}, redacted
     * @param request what was sent
     * @param status the HTTP status; 0 when no answer came
     * @param responseHeaders as {@code name: value}, redacted
     * @param response what came back
     * @param errorKind why no usable answer came
     * @param error the same in words; empty when one came
     */
    public record Take(
            String action,
            String method,
            String host,
            String path,
            String query,
            List<String> requestHeaders,
            CapturedBody request,
            int status,
            List<String> responseHeaders,
            CapturedBody response,
            ErrorKind errorKind,
            String error) {
        public Take {
            Require.text(action, "action");
            Require.text(method, "method");
            requireNonNull(host, "host");
            requireNonNull(path, "path");
            requireNonNull(query, "query");
            requestHeaders = List.copyOf(requestHeaders);
            requireNonNull(request, "request");
            responseHeaders = List.copyOf(responseHeaders);
            requireNonNull(response, "response");
            requireNonNull(errorKind, "errorKind");
            requireNonNull(error, "error");
        }

        static Take of(ApiCall call) {
            return new Take(
                    call.context().action().value(),
                    call.method(),
                    call.host(),
                    call.path(),
                    call.query(),
                    call.requestHeaders(),
                    call.requestBody(),
                    call.status(),
                    call.responseHeaders(),
                    call.responseBody(),
                    call.errorKind(),
                    call.error());
        }

        /** Method and address, for messages. */
        @Override
        public String toString() {
            return method + " " + host + path + (query.isEmpty() ? "" : "?" + query);
        }
    }
}
