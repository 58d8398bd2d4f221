package io.gwms.testkit.cassette;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gwms.evidence.CapturedBody.State;
import io.gwms.evidence.Cassette.Take;
import io.gwms.redact.Redactor;
import io.gwms.transport.HttpCall;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What of a request two are compared by, redacted.
 *
 * @param body JSON as a tree, anything else as text; null when too little of it is known
 */
record RequestForm(
        String method,
        String host,
        String path,
        List<String> query,
        @Nullable Object body) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CONTENT_TYPE = "Content-Type";

    static RequestForm of(HttpCall call, Redactor redactor, boolean anyHost) {
        URI uri = call.uri();
        String path = uri.getRawPath() == null ? "" : uri.getRawPath();
        String target = redactor.url(uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery());
        String contentType = call.headers().stream()
                .filter(header -> header.name().equalsIgnoreCase(CONTENT_TYPE))
                .map(HttpCall.Header::value)
                .findFirst()
                .orElse(null);
        return of(
                call.method(),
                anyHost ? "" : String.valueOf(uri.getHost()),
                target,
                body(redactor, call.body(), contentType));
    }

    static RequestForm of(Take take, Redactor redactor, boolean anyHost) {
        String target = redactor.url(take.query().isEmpty() ? take.path() : take.path() + "?" + take.query());
        String contentType = take.requestHeaders().stream()
                .filter(header -> header.regionMatches(true, 0, CONTENT_TYPE + ":", 0, CONTENT_TYPE.length() + 1))
                .map(header -> header.substring(CONTENT_TYPE.length() + 1).strip())
                .findFirst()
                .orElse(null);
        boolean known =
                take.request().state() == State.COMPLETE || take.request().state() == State.NONE;
        return of(
                take.method(),
                anyHost ? "" : take.host(),
                target,
                known ? body(redactor, take.request().text().getBytes(StandardCharsets.UTF_8), contentType) : null);
    }

    private static RequestForm of(String method, String host, String target, @Nullable Object body) {
        int question = target.indexOf('?');
        return new RequestForm(
                method,
                host,
                question < 0 ? target : target.substring(0, question),
                question < 0
                        ? List.of()
                        : Arrays.stream(target.substring(question + 1).split("&", -1))
                                .sorted()
                                .toList(),
                body);
    }

    private static Object body(Redactor redactor, byte[] bytes, @Nullable String contentType) {
        String text = redactor.body(bytes, false, contentType).text();
        try {
            JsonNode tree = JSON.readTree(text);
            return tree == null || tree.isMissingNode() ? text : tree;
        } catch (JsonProcessingException e) {
            return text;
        }
    }

    /** Whether a recorded request is the one that is asked now. */
    boolean matches(RequestForm asked) {
        return method.equals(asked.method)
                && host.equals(asked.host)
                && path.equals(asked.path)
                && query.equals(asked.query)
                && (body == null || body.equals(asked.body));
    }

    @Override
    public String toString() {
        return method + " " + host + path + (query.isEmpty() ? "" : "?" + String.join("&", query)) + " "
                + (body == null ? "(any body)" : body);
    }
}
