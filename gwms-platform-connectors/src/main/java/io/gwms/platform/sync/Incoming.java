package io.gwms.platform.sync;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A delivery as it came in; its body is the caller's own array and never changed. */
final class Incoming {
    private final URI callback;
    private final Map<String, List<String>> headers;
    private final byte[] body;
    private final Instant at;

    Incoming(URI callback, Map<String, List<String>> headers, byte[] body, Instant at) {
        this.callback = requireNonNull(callback, "callback");
        this.headers = legible(requireNonNull(headers, "headers"));
        this.body = requireNonNull(body, "body");
        this.at = at;
    }

    /** Some servers hand the request's first line on as a header without a name, or a header without a value. */
    private static Map<String, List<String>> legible(Map<String, List<String>> headers) {
        Map<String, List<String>> legible = new LinkedHashMap<>();
        headers.forEach((name, values) -> {
            if (name != null && !name.isBlank() && values != null) {
                legible.put(name, values.stream().filter(Objects::nonNull).toList());
            }
        });
        return legible;
    }

    URI callback() {
        return callback;
    }

    Map<String, List<String>> headers() {
        return headers;
    }

    byte[] body() {
        return body;
    }

    Instant at() {
        return at;
    }
}
