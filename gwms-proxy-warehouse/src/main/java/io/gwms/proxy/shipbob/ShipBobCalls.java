package io.gwms.proxy.shipbob;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gwms.internal.json.Excerpt;
import io.gwms.internal.json.JsonReplies;
import io.gwms.outcome.Outcome;
import io.gwms.outcome.Refusal;
import io.gwms.outcome.RefusalCode;
import io.gwms.proxy.ProxySession;
import io.gwms.proxy.wire.Replies;
import io.gwms.redact.Redactor;
import io.gwms.transport.CallAction;
import io.gwms.transport.HttpCall;
import io.gwms.transport.HttpReply;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/** Calls of the API: bearer token and channel in the headers, plain JSON, problem documents for refusals. */
final class ShipBobCalls {
    static final String ROOT = "/2026-01";

    private final ProxySession session;

    ShipBobCalls(ProxySession session) {
        this.session = session;
    }

    /** Sends a write, once; an answer that is no JSON object leaves it unknown. */
    Outcome<JsonNode> write(CallAction action, String path, ObjectNode body) {
        return to(path).then(uri -> {
            HttpCall.Builder call = HttpCall.post(uri, session.context().withAction(action))
                    .body("application/json", body.toString().getBytes(StandardCharsets.UTF_8));
            return send(call, JsonReplies::object);
        });
    }

    /** Reads one object. */
    Outcome<JsonNode> object(CallAction action, String path) {
        return to(path).then(uri -> read(action, uri, JsonReplies::object));
    }

    /** Reads a bare list. */
    Outcome<JsonNode> list(CallAction action, String path) {
        return to(path).then(uri -> read(action, uri, JsonReplies::array));
    }

    /**
     * Reads the page that another one names, by a whole address or by its path. The token goes nowhere but to the host of
     * the route.
     */
    Outcome<JsonNode> next(CallAction action, String next) {
        URI here = session.route().endpoint();
        URI there;
        try {
            there = here.resolve(next.strip());
        } catch (IllegalArgumentException e) {
            return Replies.unreadable("a next page at '" + next + "'", session.redactor());
        }
        boolean same = String.valueOf(here.getAuthority()).equals(there.getAuthority())
                && String.valueOf(here.getScheme()).equals(there.getScheme());
        return same
                ? read(action, there, JsonReplies::object)
                : Replies.unreadable("a next page at another host, " + there.getHost(), session.redactor());
    }

    private Outcome<URI> to(String path) {
        return Outcome.done(URI.create(session.route().endpoint() + ROOT + path));
    }

    private Outcome<JsonNode> read(
            CallAction action, URI uri, BiFunction<HttpReply, Redactor, Outcome<JsonNode>> reader) {
        return Replies.ofRead(send(HttpCall.get(uri, session.context().withAction(action)), reader));
    }

    private Outcome<JsonNode> send(HttpCall.Builder call, BiFunction<HttpReply, Redactor, Outcome<JsonNode>> reader) {
        try {
            call.header(
                            "Authorization",
                            "Bearer "
                                    + session.credential()
                                            .secret(ShipBobConnector.ACCESS_TOKEN)
                                            .reveal())
                    .header("shipbob_channel_id", session.credential().setting(ShipBobConnector.CHANNEL_ID))
                    .header("Accept", "application/json");
        } catch (IllegalStateException credentialIncomplete) {
            return Outcome.refused(RefusalCode.NOT_AUTHORIZED, String.valueOf(credentialIncomplete.getMessage()));
        }
        return session.transport().send(call.build()).then(reply -> judged(reply, reader));
    }

    private Outcome<JsonNode> judged(HttpReply reply, BiFunction<HttpReply, Redactor, Outcome<JsonNode>> reader) {
        Redactor redactor = session.redactor();
        return Replies.<JsonNode>byStatus(reply, session).orElseGet(() -> {
            if (reply.status() / 100 == 2) {
                return reader.apply(reply, redactor);
            }
            if (reply.status() / 100 != 4) {
                return Outcome.unknown(JsonReplies.quote(reply, "which nobody expected", redactor));
            }
            RefusalCode code = reply.status() == 404 ? RefusalCode.NOT_FOUND : RefusalCode.INVALID_REQUEST;
            String said = JsonReplies.object(reply, redactor)
                    .asDone()
                    .map(problem -> words(problem, redactor))
                    .filter(text -> !text.isBlank())
                    .orElseGet(() -> JsonReplies.quote(reply, "with a refusal", redactor));
            return Outcome.refused(Refusal.permanent(code, said));
        });
    }

    /** A problem document, or a map from field to messages. */
    private static String words(JsonNode problem, Redactor redactor) {
        List<String> words = new ArrayList<>();
        for (String field : List.of("title", "detail")) {
            if (problem.path(field).isTextual()) {
                words.add(problem.path(field).asText());
            }
        }
        JsonNode fields = problem.path("errors").isObject() ? problem.path("errors") : problem;
        fields.properties().forEach(field -> {
            if (field.getValue().isArray()) {
                List<String> messages = new ArrayList<>();
                field.getValue().forEach(message -> messages.add(message.asText()));
                words.add((field.getKey().isEmpty() ? "" : field.getKey() + ": ") + String.join(", ", messages));
            }
        });
        return Excerpt.of(String.join("; ", words), 1_000, redactor);
    }
}
