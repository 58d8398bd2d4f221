package io.gwms.testkit.http;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a fake answers: status, headers and body, or one of the ways an answer goes wrong on the wire. */
public final class FakeReply {
    private final int status;
    private final Map<String, String> headers;
    private final byte[] body;
    private final Duration delay;
    private final int bytesSent;

    private FakeReply(int status, Map<String, String> headers, byte[] body, Duration delay, int bytesSent) {
        this.status = status;
        this.headers = headers;
        this.body = body;
        this.delay = delay;
        this.bytesSent = bytesSent;
    }

    /** A JSON answer. */
    public static FakeReply json(int status, String json) {
        return of(status, "application/json;charset=UTF-8", json);
    }

    /** A plain text answer. */
    public static FakeReply text(int status, String text) {
        return of(status, "text/plain;charset=UTF-8", text);
    }

    /** An answer of any content type; the text goes out as UTF-8. */
    public static FakeReply of(int status, String contentType, String text) {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        return new FakeReply(status, Map.of("Content-Type", contentType), body, Duration.ZERO, body.length);
    }

    /** No answer at all: the connection is closed after the effect has happened. */
    public static FakeReply lost() {
        return new FakeReply(0, Map.of(), new byte[0], Duration.ZERO, 0);
    }

    /** The same answer with one more header; an equal name is replaced. */
    public FakeReply withHeader(String name, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new FakeReply(status, more, body, delay, bytesSent);
    }

    /** The same answer, sent after a delay of real time; the effect has happened before it. */
    public FakeReply after(Duration realDelay) {
        return new FakeReply(status, headers, body, requireNonNull(realDelay, "realDelay"), bytesSent);
    }

    /** The same answer, announced in full length, but the connection closes after the first {@code bytes}. */
    public FakeReply cutAfter(int bytes) {
        if (bytes < 0 || bytes >= body.length) {
            throw new IllegalArgumentException(
                    "bytes is " + bytes + ", but must be 0 or more and less than the body's " + body.length);
        }
        return new FakeReply(status, headers, body, delay, bytes);
    }

    /** Whether the connection closes without an answer. */
    public boolean isLost() {
        return status == 0;
    }

    /** The HTTP status; 0 when the answer is lost. */
    public int status() {
        return status;
    }

    /** The headers to send. */
    public Map<String, String> headers() {
        return headers;
    }

    /** The body's bytes, a copy. */
    public byte[] body() {
        return body.clone();
    }

    /** The body read as UTF-8. */
    public String bodyText() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** Real time to wait before answering; zero unless set. */
    public Duration delay() {
        return delay;
    }

    /** How many bytes of the body go out before the connection closes; all of them unless cut. */
    public int bytesSent() {
        return bytesSent;
    }

    @Override
    public String toString() {
        return isLost() ? "lost" : "HTTP " + status + " (" + bytesSent + " of " + body.length + " bytes)";
    }
}
