package io.gwms.testkit.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;

/**
 * The test's hand on a {@link FakeHttpServer}, in this process or another: moves its virtual time, reads what it holds,
 * scripts what it does next.
 *
 * <p>Each call waits at most ten seconds and throws {@link UncheckedIOException} when the fake is not there, {@link
 * IllegalStateException} with the fake's words when it refuses.
 *
 * <p><b>Threads:</b> shared.
 */
public final class FakeControl {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();

    private final URI server;

    /** A control of the fake that listens at {@code server}, the value of {@link FakeHttpServer#uri}. */
    public FakeControl(URI server) {
        this.server = server;
    }

    /** Pushes virtual time; an earlier instant is ignored. Returns the time now in force. */
    public Instant push(Instant now) {
        return Instant.parse(post("/_control/time", now.toString()));
    }

    /** The fake's virtual time. */
    public Instant time() {
        return Instant.parse(send(to("/_control/time").GET()));
    }

    /** What the fake holds now, as JSON. */
    public String holdings() {
        return send(to("/_control/holdings").GET());
    }

    /** Passes instructions to the fake, in the form that fake documents; returns its answer. */
    public String script(String script) {
        return post("/_control/script", script);
    }

    private String post(String path, String body) {
        return send(to(path).POST(BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create(server + path)).timeout(PATIENCE);
    }

    private static String send(HttpRequest.Builder builder) {
        HttpRequest request = builder.build();
        HttpResponse<String> reply;
        try {
            reply = HTTP.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException("no answer from the fake at " + request.uri(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + request.uri(), e);
        }
        if (reply.statusCode() / 100 != 2) {
            throw new IllegalStateException(
                    request.uri() + " answered HTTP " + reply.statusCode() + ": " + reply.body());
        }
        return reply.body();
    }
}
