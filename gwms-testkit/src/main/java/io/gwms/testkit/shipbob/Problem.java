package io.gwms.testkit.shipbob;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gwms.testkit.http.FakeReply;
import java.time.Duration;

/** A request that is refused, as the answer it becomes. */
@SuppressWarnings("serial")
final class Problem extends RuntimeException {
    private final FakeReply reply;

    private Problem(FakeReply reply) {
        super(reply.bodyText(), null, false, false);
        this.reply = reply;
    }

    FakeReply reply() {
        return reply;
    }

    /** A problem document (RFC 9457). */
    static Problem of(int status, String title, String detail) {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("type", "https://tools.ietf.org/html/rfc9110")
                .put("title", title)
                .put("status", status)
                .put("detail", detail);
        return new Problem(FakeReply.of(status, "application/problem+json", body.toString()));
    }

    /** The other form of a refusal: a map from field to messages. */
    static Problem ofField(int status, String field, String message) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putArray(field).add(message);
        return new Problem(FakeReply.json(status, body.toString()));
    }

    /** Too many requests; the headers say how long to wait. */
    static Problem tooMany(Duration rest) {
        FakeReply plain = of(429, "Too Many Requests", "The limit of requests is used up.").reply;
        return new Problem(plain.withHeader("x-retry-after", Long.toString(Math.max(1, rest.toSeconds())))
                .withHeader("x-remaining-calls", "0"));
    }

    static void whenField(boolean wrong, String field, String message) {
        if (wrong) {
            throw ofField(422, field, message);
        }
    }
}
