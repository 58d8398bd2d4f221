package io.gwms.platform.amazonvendor;

import com.fasterxml.jackson.databind.JsonNode;
import io.gwms.internal.json.Excerpt;
import io.gwms.internal.json.JsonReplies;
import io.gwms.outcome.Outcome;
import io.gwms.outcome.Refusal;
import io.gwms.outcome.RefusalCode;
import io.gwms.platform.StoreSession;
import io.gwms.platform.reading.Fields;
import io.gwms.platform.reading.Replies;
import io.gwms.redact.Redactor;
import io.gwms.redact.Secret;
import io.gwms.transport.HttpCall;
import io.gwms.transport.HttpReply;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Sends one call of the Selling Partner API and hands back its {@code payload}; every other answer is classified. */
final class AmazonClient {
    /** What the API says of a purchase order, shipment or transaction that is not there. */
    private static final String NOT_FOUND = "NotFound";

    private final String userAgent;

    AmazonClient(String userAgent) {
        this.userAgent = userAgent;
    }

    /**
     * What Amazon answered.
     *
     * @param payload the payload of the reply
     * @param at what time it was there; null when it did not say
     */
    record Answer(JsonNode payload, @Nullable Instant at) {}

    Outcome<Answer> get(StoreSession session, String path, Map<String, String> parameters) {
        String query = parameters.entrySet().stream()
                .map(parameter -> parameter.getKey() + "=" + encoded(parameter.getValue()))
                .collect(Collectors.joining("&"));
        return accessToken(session)
                .then(token -> answer(
                        session,
                        HttpCall.get(uri(session, query.isEmpty() ? path : path + "?" + query), session.context()),
                        token,
                        false));
    }

    /** Sent at most once; the id of the transaction that Amazon made of it. */
    Outcome<String> submit(StoreSession session, String path, JsonNode body) {
        return accessToken(session)
                .then(token -> answer(
                                session,
                                HttpCall.post(uri(session, path), session.context())
                                        .body(
                                                "application/json",
                                                body.toString().getBytes(StandardCharsets.UTF_8)),
                                token,
                                true)
                        .then(answer -> {
                            String transaction =
                                    answer.payload().path("transactionId").asText("");
                            return transaction.isBlank()
                                    ? Outcome.unknown("Amazon took it and named no transaction: "
                                            + excerpt(answer.payload(), session.redactor()))
                                    : Outcome.done(transaction);
                        }));
    }

    /** What is made of a purchase order that Amazon showed; one that makes no sense is refused before anything is sent. */
    static <T> Outcome<T> made(Supplier<Outcome<T>> making) {
        try {
            return making.get();
        } catch (IllegalArgumentException | ArithmeticException e) {
            return Outcome.refused(
                    RefusalCode.INVALID_REQUEST, "the purchase order Amazon shows cannot be read: " + e.getMessage());
        }
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    static String excerpt(JsonNode node, Redactor redactor) {
        return Excerpt.of(node.toString(), 1_000, redactor);
    }

    private static Outcome<Secret> accessToken(StoreSession session) {
        Secret token = session.credential().secrets().get(AmazonVendorConnector.ACCESS_TOKEN);
        return token == null
                ? Outcome.refused(RefusalCode.NOT_AUTHORIZED, "there is no access token yet; it has to be refreshed")
                : Outcome.done(token);
    }

    private Outcome<Answer> answer(StoreSession session, HttpCall.Builder call, Secret token, boolean writing) {
        HttpCall ready = call.header("Accept", "application/json")
                .header("User-Agent", userAgent)
                .header("x-amz-access-token", token.reveal())
                .build();
        return session.transport()
                .send(ready)
                .then(reply -> ofStatus(reply, session, writing)
                        .orElseGet(() -> Replies.object(reply, writing, session.redactor())
                                .then(body -> ofBody(body, reply, session.redactor()))));
    }

    private static URI uri(StoreSession session, String path) {
        String base = session.store().endpoint().toString();
        return URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path);
    }

    /** An expired token is a 403 like a missing role; either way a fresh token is tried before a person is asked. */
    private static Optional<Outcome<Answer>> ofStatus(HttpReply reply, StoreSession session, boolean writing) {
        Redactor redactor = session.redactor();
        if (reply.status() == 400
                && JsonReplies.object(reply, redactor)
                        .asDone()
                        .filter(AmazonClient::isNotFound)
                        .isPresent()) {
            return Optional.of(Outcome.refused(
                    RefusalCode.NOT_FOUND, JsonReplies.quote(reply, "as there is no such thing", redactor)));
        }
        return Replies.ofStatus(reply, writing, session.clock().instant(), redactor);
    }

    private static boolean isNotFound(JsonNode body) {
        return Fields.elements(body.path("errors"))
                .anyMatch(error -> error.path("code").asText("").equals(NOT_FOUND));
    }

    /** A reply of status 2xx with errors is one that failed. */
    private static Outcome<Answer> ofBody(JsonNode body, HttpReply reply, Redactor redactor) {
        if (body.path("errors").isArray() && !body.path("errors").isEmpty()) {
            return Outcome.refused(Refusal.permanent(
                    RefusalCode.INVALID_REQUEST, "Amazon says: " + excerpt(body.path("errors"), redactor)));
        }
        return body.path("payload").isObject()
                ? Outcome.done(new Answer(body.path("payload"), reply.date().orElse(null)))
                : Outcome.unknown("Amazon answered without a payload: " + excerpt(body, redactor));
    }
}
