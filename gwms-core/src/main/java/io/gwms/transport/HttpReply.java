package io.gwms.transport;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What came back for a call: status, headers and the whole body. Immutable; prints its status only. */
public final class HttpReply {
    private final int status;
    private final Map<String, List<String>> headers;
    private final byte[] body;

    private HttpReply(int status, Map<String, List<String>> headers, byte[] body) {
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    /** A reply; header names are compared without case. */
    public static HttpReply of(int status, Map<String, List<String>> headers, byte[] body) {
        Map<String, List<String>> copy = new TreeMap<>();
        requireNonNull(headers, "headers")
                .forEach((name, values) -> copy.merge(name.toLowerCase(Locale.ROOT), List.copyOf(values), (a, b) -> {
                    List<String> both = new java.util.ArrayList<>(a);
                    both.addAll(b);
                    return List.copyOf(both);
                }));
        return new HttpReply(status, copy, body.clone());
    }

    /** The HTTP status. Never the verdict: platforms answer failures with 200. */
    public int status() {
        return status;
    }

    /** The headers by lower-case name. */
    public Map<String, List<String>> headers() {
        return Map.copyOf(headers);
    }

    /** The first value of that header; the name's case does not matter. */
    public Optional<String> header(String name) {
        List<String> values = headers.get(name.toLowerCase(Locale.ROOT));
        return values == null ? Optional.empty() : values.stream().findFirst();
    }

    /** When the far side says that it answered, to the second: its header «Date»; empty when it says nothing legible. */
    public Optional<Instant> date() {
        return header("Date").flatMap(text -> {
            try {
                return Optional.of(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text.strip(), Instant::from));
            } catch (DateTimeException e) {
                return Optional.empty();
            }
        });
    }

    /** The body. */
    public byte[] body() {
        return body.clone();
    }

    /** The body to be read from its start; nothing of it is copied. */
    public InputStream bodyStream() {
        return new ByteArrayInputStream(body);
    }

    /** The body's length in bytes. */
    public int bodySize() {
        return body.length;
    }

    /** The body as UTF-8 text. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** Whether the status is 200 to 299. */
    public boolean isSuccessful() {
        return status >= 200 && status < 300;
    }

    @Override
    public String toString() {
        return "HTTP " + status + ", " + body.length + " bytes";
    }
}
