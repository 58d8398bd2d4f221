package io.gwms.platform.shopee;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gwms.credential.Credential;
import io.gwms.credential.CredentialOwner;
import io.gwms.outcome.Outcome;
import io.gwms.platform.StoreSession;
import io.gwms.redact.Secret;
import io.gwms.store.StoreId;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a shop's authorization of an app gives: the parts of a credential, and the next tokens for the last ones. */
final class Grant {
    /** The name of the credential's secret that signs. */
    static final String PARTNER_KEY = "partnerKey";

    /** The name of the credential's secret that is sent. */
    static final String ACCESS_TOKEN = "accessToken";

    /** The name of the credential's secret that gets the next ones, once. */
    static final String REFRESH_TOKEN = "refreshToken";

    /** The name of the credential's setting with the app's id. */
    static final String PARTNER_ID = "partnerId";

    /** The name of the credential's setting with the shop's id. */
    static final String SHOP_ID = "shopId";

    private Grant() {}

    static Credential of(
            StoreId store,
            long partnerId,
            String partnerKey,
            long shopId,
            String accessToken,
            String refreshToken,
            @Nullable Instant expiresAt) {
        if (partnerId < 1 || shopId < 1) {
            throw new IllegalArgumentException("partnerId is " + partnerId + " and shopId " + shopId
                    + ", but both must be 1 or more; the Open Platform console and the authorisation show them");
        }
        return new Credential(
                CredentialOwner.store(store),
                0,
                Map.of(
                        PARTNER_KEY, Secret.of(partnerKey),
                        ACCESS_TOKEN, Secret.of(accessToken),
                        REFRESH_TOKEN, Secret.of(refreshToken)),
                Map.of(PARTNER_ID, String.valueOf(partnerId), SHOP_ID, String.valueOf(shopId)),
                expiresAt);
    }

    /** The credential with the next tokens; the refresh token of the session is used up whether or not an answer comes. */
    static Outcome<Credential> refreshed(StoreSession session) {
        Credential old = session.credential();
        ObjectNode body = ShopeeClient.object()
                .put("refresh_token", old.secret(REFRESH_TOKEN).reveal())
                .put("partner_id", Long.parseLong(old.setting(PARTNER_ID)))
                .put("shop_id", Long.parseLong(old.setting(SHOP_ID)));
        Instant askedAt = session.clock().instant();
        return ShopeeClient.tell(session, ShopeeCall.REFRESH, body).then(answer -> {
            String access = answer.path("access_token").asText("");
            String refresh = answer.path("refresh_token").asText("");
            long seconds = answer.path("expire_in").asLong(0);
            if (access.isBlank() || refresh.isBlank() || seconds <= 0) {
                return Outcome.unknown("Shopee answered no tokens, or not how long they work");
            }
            Map<String, Secret> secrets = new HashMap<>(old.secrets());
            secrets.put(ACCESS_TOKEN, Secret.of(access));
            secrets.put(REFRESH_TOKEN, Secret.of(refresh));
            return Outcome.done(
                    new Credential(old.owner(), old.version(), secrets, old.settings(), askedAt.plusSeconds(seconds)));
        });
    }
}
