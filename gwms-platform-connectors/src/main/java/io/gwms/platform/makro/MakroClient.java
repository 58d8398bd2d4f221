package io.gwms.platform.makro;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gwms.internal.json.Excerpt;
import io.gwms.outcome.Outcome;
import io.gwms.outcome.RefusalCode;
import io.gwms.platform.StoreSession;
import io.gwms.platform.reading.Fields;
import io.gwms.platform.reading.Replies;
import io.gwms.redact.Secret;
import io.gwms.transport.HttpCall;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sends one call and hands back the JSON object that answers it; every other answer is classified. */
final class MakroClient {
    private MakroClient() {}

    /**
     * What Makro answered.
     *
     * @param body the reply
     * @param at what time it was there; null when it did not say
     */
    record Answer(JsonNode body, @Nullable Instant at) {
        /** The shipments of the reply; a reply without a list of them is no answer. */
        Outcome<List<JsonNode>> shipments(StoreSession session) {
            return body.path("shipments").isArray()
                    ? Outcome.done(Fields.elements(body.path("shipments")).toList())
                    : Outcome.unknown("Makro answered no list of shipments: " + excerpt(body, session));
        }
    }

    static Outcome<Answer> get(StoreSession session, String path) {
        return answer(session, HttpCall.get(uri(session, path), session.context()), false);
    }

    /** A query that is sent with a body. */
    static Outcome<Answer> ask(StoreSession session, String path, JsonNode body) {
        return answer(session, post(session, path, body).repeatable(true), false);
    }

    /** Sent at most once. */
    static Outcome<JsonNode> tell(StoreSession session, String path, JsonNode body) {
        return answer(session, post(session, path, body), true).then(answer -> Outcome.done(answer.body()));
    }

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    static String excerpt(JsonNode node, StoreSession session) {
        return Excerpt.of(node.toString(), 1_000, session.redactor());
    }

    static URI uri(StoreSession session, String path) {
        String base = session.store().endpoint().toString();
        return URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path);
    }

    private static HttpCall.Builder post(StoreSession session, String path, JsonNode body) {
        return HttpCall.post(uri(session, path), session.context())
                .body("application/json", body.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static Outcome<Answer> answer(StoreSession session, HttpCall.Builder call, boolean writing) {
        Secret token = session.credential().secrets().get(MakroConnector.ACCESS_TOKEN);
        if (token == null) {
            return Outcome.refused(RefusalCode.NOT_AUTHORIZED, "there is no access token yet; it has to be refreshed");
        }
        HttpCall ready = call.header("Accept", "application/json")
                .header("Authorization", "Bearer " + token.reveal())
                .build();
        return session.transport()
                .send(ready)
                .then(reply -> Replies.<Answer>ofStatus(
                                reply, writing, session.clock().instant(), session.redactor())
                        .orElseGet(() -> Replies.object(reply, writing, session.redactor())
                                .then(body -> Outcome.done(
                                        new Answer(body, reply.date().orElse(null))))));
    }
}
