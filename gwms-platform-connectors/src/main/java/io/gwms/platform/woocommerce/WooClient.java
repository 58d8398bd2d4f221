package io.gwms.platform.woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gwms.outcome.Outcome;
import io.gwms.platform.StoreSession;
import io.gwms.transport.HttpCall;
import io.gwms.transport.HttpReply;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sends one call of the REST API and hands back the JSON it answered; every other answer is classified. */
final class WooClient {
    /** The version of the API is here and nowhere else. */
    private static final String API = "/wp-json/wc/v3/";

    private final Signing signing;

    WooClient(Signing signing) {
        this.signing = signing;
    }

    /**
     * What the shop answered.
     *
     * @param body a list or an object, as was asked for
     * @param at what time it was there; null when it did not say
     * @param total how many rows the list has in all, its header X-WP-Total; -1 when it did not say
     */
    record Answer(JsonNode body, @Nullable Instant at, long total) {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** Reads a list. */
    Outcome<Answer> list(StoreSession session, String path, Map<String, String> parameters) {
        return send(session, "GET", path, parameters, null, true);
    }

    /** Reads an object. */
    Outcome<JsonNode> one(StoreSession session, String path) {
        return send(session, "GET", path, Map.of(), null, false).then(answer -> Outcome.done(answer.body()));
    }

    /** Changes an object; sent once. Answers what it is then. */
    Outcome<JsonNode> change(StoreSession session, String path, ObjectNode body) {
        return send(session, "PUT", path, Map.of(), body, false).then(answer -> Outcome.done(answer.body()));
    }

    private Outcome<Answer> send(
            StoreSession session,
            String method,
            String path,
            Map<String, String> parameters,
            @Nullable ObjectNode body,
            boolean list) {
        Instant now = session.clock().instant();
        String base = session.store().endpoint().toString();
        String url = (base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + API + path;
        Signing.Signed signed = signing.sign(method, url, parameters, session.credential(), now);
        URI uri = URI.create(signed.query().isEmpty() ? url : url + "?" + signed.query());
        HttpCall.Builder call = HttpCall.of(method, uri, session.context())
                .header("Accept", "application/json")
                .repeatable(body == null);
        if (!signed.authorization().isEmpty()) {
            call.header("Authorization", signed.authorization());
        }
        if (body != null) {
            call.body("application/json", body.toString().getBytes(StandardCharsets.UTF_8));
        }
        WooFailures failures = new WooFailures(body != null, now, session.redactor());
        return session.transport()
                .send(call.build())
                .then(reply -> failures.bodyOf(PhpMessages.leftOut(reply), list)
                        .then(json -> Outcome.done(new Answer(json, reply.date().orElse(null), total(reply)))));
    }

    private static long total(HttpReply reply) {
        String total = reply.header("X-WP-Total").orElse("").strip();
        return total.matches("\\d{1,12}") ? Long.parseLong(total) : -1;
    }

    /** An object that the shop answered is not one without an id. */
    static Outcome<JsonNode> identified(JsonNode body, StoreSession session) {
        return body.path("id").canConvertToLong() && body.path("id").asLong() > 0
                ? Outcome.done(body)
                : Outcome.unknown("the shop answered something without an id: "
                        + WooFailures.excerpt(body.toString(), session.redactor()));
    }
}
