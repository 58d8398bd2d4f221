package io.gwms.proxy.extensiv;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gwms.credential.Credential;
import io.gwms.internal.json.JsonReplies;
import io.gwms.outcome.Outcome;
import io.gwms.outcome.Refusal;
import io.gwms.outcome.RefusalCode;
import io.gwms.proxy.ProxySession;
import io.gwms.proxy.wire.Replies;
import io.gwms.redact.Secret;
import io.gwms.transport.CallAction;
import io.gwms.transport.HttpCall;
import io.gwms.transport.HttpReply;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Calls of the API in HAL, with a bearer token. The token is the credential's as long as that lives; else one is asked
 * for, for all calls of one request while it lives, and forgotten with it. Used by one thread.
 */
final class ExtensivCalls {
    private static final String HAL = "application/hal+json";
    private static final Duration LIFE_AT_LEAST = Duration.ofMinutes(30);
    private static final Duration BEFORE_ITS_END = Duration.ofMinutes(2);

    private final ProxySession session;
    private @Nullable Token token;

    ExtensivCalls(ProxySession session) {
        this.session = session;
    }

    /** An answer and what it was read with, so that a change can name what it changes. */
    record Read(JsonNode body, String etag) {}

    /** Reads one object. */
    Outcome<Read> read(CallAction action, String path) {
        return Replies.ofRead(authorized(
                HttpCall.get(uri(path), session.context().withAction(action)),
                reply -> JsonReplies.object(reply, session.redactor())
                        .then(body ->
                                Outcome.done(new Read(body, reply.header("ETag").orElse(""))))));
    }

    /** Sends a create, once. */
    Outcome<JsonNode> create(CallAction action, String path, ObjectNode body) {
        return authorized(post(action, path, body), reply -> JsonReplies.object(reply, session.redactor()));
    }

    /** Sends a change of what was read with that ETag, once; it answers with nothing when it is done. */
    Outcome<Boolean> change(CallAction action, String path, ObjectNode body, String etag) {
        return authorized(
                post(action, path, body).header("If-Match", etag),
                reply -> reply.status() == 204 && reply.bodySize() == 0
                        ? Outcome.done(true)
                        : Outcome.unknown(JsonReplies.quote(
                                reply, "where nothing but its status was to come", session.redactor())));
    }

    private HttpCall.Builder post(CallAction action, String path, ObjectNode body) {
        return HttpCall.post(uri(path), session.context().withAction(action))
                .body(HAL, body.toString().getBytes(StandardCharsets.UTF_8));
    }

    private URI uri(String path) {
        return URI.create(session.route().endpoint() + path);
    }

    private <T> Outcome<T> authorized(HttpCall.Builder call, Reader<T> reader) {
        return bearer().then(secret -> session.transport()
                .send(call.header("Authorization", "Bearer " + secret.reveal())
                        .header("Accept", HAL)
                        .build())
                .then(reply -> judged(reply, reader)));
    }

    private <T> Outcome<T> judged(HttpReply reply, Reader<T> reader) {
        return Replies.<T>byStatus(reply, session).orElseGet(() -> switch (reply.status()) {
            case 200, 201, 204 -> reader.read(reply);
            case 404 -> refused(RefusalCode.NOT_FOUND, reply);
            case 412, 428 ->
                Outcome.refused(Refusal.temporary(
                        RefusalCode.PLATFORM_FAILURE,
                        JsonReplies.quote(reply, "because somebody changed it meanwhile", session.redactor())));
            default ->
                reply.status() / 100 == 4
                        ? refused(RefusalCode.INVALID_REQUEST, reply)
                        : Outcome.unknown(JsonReplies.quote(reply, "which nobody expected", session.redactor()));
        });
    }

    private <T> Outcome<T> refused(RefusalCode code, HttpReply reply) {
        return Outcome.refused(code, JsonReplies.quote(reply, "with a refusal", session.redactor()));
    }

    private Outcome<Secret> bearer() {
        Instant now = session.clock().instant();
        Token known = token;
        if (known != null && known.end.isAfter(now)) {
            return Outcome.done(known.secret);
        }
        Credential credential = session.credential();
        Secret given = credential.secrets().get(ExtensivConnector.ACCESS_TOKEN);
        if (given != null
                && requireNonNullElse(credential.expiresAt(), Instant.MAX).isAfter(now)) {
            return Outcome.done(given);
        }
        return Replies.ofRead(askForToken(now)).then(fresh -> {
            token = fresh;
            return Outcome.done(fresh.secret);
        });
    }

    /** It has no effect but a token more, so the transport may repeat it. */
    private Outcome<Token> askForToken(Instant now) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("grant_type", "client_credentials");
        String pair;
        try {
            Credential credential = session.credential();
            pair = credential.setting(ExtensivConnector.CLIENT_ID) + ":"
                    + credential.secret(ExtensivConnector.CLIENT_SECRET).reveal();
            body.put("user_login_id", Replies.whole(credential.setting(ExtensivConnector.USER_LOGIN_ID)));
        } catch (IllegalStateException | IllegalArgumentException credentialWrong) {
            return Outcome.refused(RefusalCode.NOT_AUTHORIZED, String.valueOf(credentialWrong.getMessage()));
        }
        HttpCall call = HttpCall.post(
                        uri("/AuthServer/api/Token"), session.context().withAction(CallAction.TOKEN_REFRESH))
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)))
                .header("Accept", "application/json")
                .body("application/json", body.toString().getBytes(StandardCharsets.UTF_8))
                .repeatable(true)
                .build();
        return session.transport()
                .send(call)
                .then(reply -> judged(reply, whole -> JsonReplies.object(whole, session.redactor())))
                .then(answer -> {
                    String text = answer.path("access_token").asText("");
                    Duration life = Duration.ofSeconds(answer.path("expires_in").asLong(LIFE_AT_LEAST.toSeconds()));
                    return text.isBlank()
                            ? Outcome.unknown("answered a request for a token without one")
                            : Outcome.done(
                                    new Token(Secret.of(text), now.plus(life).minus(BEFORE_ITS_END)));
                });
    }

    private record Token(Secret secret, Instant end) {}

    private interface Reader<T> {
        Outcome<T> read(HttpReply reply);
    }
}
