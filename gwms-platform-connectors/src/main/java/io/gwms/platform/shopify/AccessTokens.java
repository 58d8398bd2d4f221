package io.gwms.platform.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import io.gwms.credential.Credential;
import io.gwms.internal.json.JsonReplies;
import io.gwms.outcome.Outcome;
import io.gwms.outcome.RefusalCode;
import io.gwms.platform.StoreSession;
import io.gwms.redact.Secret;
import io.gwms.transport.HttpCall;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Gets a new offline access token, and the refresh token that takes the place of the one used. The one used stays good
 * until the new one is used, so asking again after a lost reply does no harm.
 */
final class AccessTokens {
    private AccessTokens() {}

    static Outcome<Credential> refresh(StoreSession session) {
        Credential old = session.credential();
        Secret refreshToken = old.secrets().get(ShopifyConnector.REFRESH_TOKEN);
        if (refreshToken == null) {
            return Outcome.refused(
                    RefusalCode.NOT_AUTHORIZED,
                    "the credential has no refresh token; store one made with ShopifyConnector.expiringCredential(…)");
        }
        String form = "grant_type=refresh_token&refresh_token=" + encoded(refreshToken.reveal())
                + "&client_id=" + encoded(old.setting(ShopifyConnector.CLIENT_ID))
                + "&client_secret="
                + encoded(old.secret(ShopifyConnector.CLIENT_SECRET).reveal());
        HttpCall call = HttpCall.post(ShopifyClient.address(session, "/admin/oauth/access_token"), session.context())
                .header("Accept", "application/json")
                .body("application/x-www-form-urlencoded", form.getBytes(StandardCharsets.UTF_8))
                .build();
        Instant askedAt = session.clock().instant();
        return session.transport()
                .send(call)
                .then(reply -> reply.status() == 400
                        ? Outcome.refused(
                                RefusalCode.NOT_AUTHORIZED,
                                JsonReplies.quote(
                                        reply, "and does not take the refresh token or the app", session.redactor()))
                        : new ShopifyFailures(false, askedAt, session.redactor())
                                .ofStatus(reply)
                                .orElseGet(() -> JsonReplies.object(reply, session.redactor()))
                                .then(body -> renewed(old, body, askedAt)));
    }

    private static Outcome<Credential> renewed(Credential old, JsonNode body, Instant askedAt) {
        String access = body.path("access_token").asText("");
        String refresh = body.path("refresh_token").asText("");
        long seconds = body.path("expires_in").asLong(0);
        if (access.isBlank() || refresh.isBlank() || seconds <= 0) {
            return Outcome.unknown("Shopify answered no tokens, or not how long they work");
        }
        Map<String, Secret> secrets = new HashMap<>(old.secrets());
        secrets.put(ShopifyConnector.ACCESS_TOKEN, Secret.of(access));
        secrets.put(ShopifyConnector.REFRESH_TOKEN, Secret.of(refresh));
        return Outcome.done(
                new Credential(old.owner(), old.version(), secrets, old.settings(), askedAt.plusSeconds(seconds)));
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
