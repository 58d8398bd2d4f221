package io.gwms.platform.amazonvendor;

import com.fasterxml.jackson.databind.JsonNode;
import io.gwms.credential.Credential;
import io.gwms.internal.json.JsonReplies;
import io.gwms.outcome.Outcome;
import io.gwms.outcome.RefusalCode;
import io.gwms.platform.StoreSession;
import io.gwms.platform.reading.Replies;
import io.gwms.redact.Secret;
import io.gwms.transport.HttpCall;
import io.gwms.transport.HttpReply;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Gets access tokens from Login with Amazon. The refresh token stays good, so asking twice does no harm. */
final class AccessTokens {
    /** Errors of OAuth 2.0 (RFC 6749, 5.2) that asking again does not mend. */
    private static final Set<String> FINAL =
            Set.of("invalid_grant", "invalid_client", "unauthorized_client", "unsupported_grant_type", "invalid_scope");

    private final URI endpoint;
    private final String userAgent;

    AccessTokens(URI endpoint, String userAgent) {
        this.endpoint = endpoint;
        this.userAgent = userAgent;
    }

    Outcome<Credential> refresh(StoreSession session) {
        Credential credential = session.credential();
        String form = "grant_type=refresh_token&refresh_token="
                + AmazonClient.encoded(credential
                        .secret(AmazonVendorConnector.REFRESH_TOKEN)
                        .reveal())
                + "&client_id=" + AmazonClient.encoded(credential.setting(AmazonVendorConnector.CLIENT_ID))
                + "&client_secret="
                + AmazonClient.encoded(credential
                        .secret(AmazonVendorConnector.CLIENT_SECRET)
                        .reveal());
        HttpCall call = HttpCall.post(endpoint, session.context())
                .header("Accept", "application/json")
                .header("User-Agent", userAgent)
                .body("application/x-www-form-urlencoded;charset=UTF-8", form.getBytes(StandardCharsets.UTF_8))
                .repeatable(true)
                .build();
        return session.transport().send(call).then(reply -> isFinal(reply, session)
                ? Outcome.refused(
                        RefusalCode.NOT_AUTHORIZED,
                        JsonReplies.quote(reply, "and does not take the refresh token or the app", session.redactor()))
                : Replies.<JsonNode>ofStatus(reply, false, session.clock().instant(), session.redactor())
                        .orElseGet(() -> JsonReplies.object(reply, session.redactor()))
                        .then(body -> renewed(session, body)));
    }

    private static boolean isFinal(HttpReply reply, StoreSession session) {
        return reply.status() < 500
                && JsonReplies.object(reply, session.redactor())
                        .asDone()
                        .filter(body -> FINAL.contains(body.path("error").asText("")))
                        .isPresent();
    }

    private static Outcome<Credential> renewed(StoreSession session, JsonNode body) {
        String token = body.path("access_token").asText("");
        long seconds = body.path("expires_in").asLong(0);
        if (token.isBlank() || seconds <= 0) {
            return Outcome.unknown("Login with Amazon answered without access_token or expires_in");
        }
        Credential credential = session.credential();
        Map<String, Secret> secrets = new HashMap<>(credential.secrets());
        secrets.put(AmazonVendorConnector.ACCESS_TOKEN, Secret.of(token));
        String refreshToken = body.path("refresh_token").asText("");
        if (!refreshToken.isBlank()) {
            secrets.put(AmazonVendorConnector.REFRESH_TOKEN, Secret.of(refreshToken));
        }
        return Outcome.done(new Credential(
                credential.owner(),
                credential.version(),
                secrets,
                credential.settings(),
                session.clock().instant().plusSeconds(seconds)));
    }
}
