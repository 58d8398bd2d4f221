package io.gwms.testkit.shopee;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gwms.testkit.fake.Rows;
import io.gwms.testkit.http.FakeRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The platform in front of the shop: knows the app, checks its signature, its clock and its tokens. */
final class Gate {
    private static final Duration REFRESH = Duration.ofDays(30);
    private static final Duration TOLERANCE = Duration.ofMinutes(5);
    private static final Duration OLD_TOKEN_LASTS = Duration.ofMinutes(5);

    private final long partnerId;
    private final String partnerKey;
    private final long shopId;
    private final Duration accessLasts;
    private final Rows rows;

    Gate(long partnerId, String partnerKey, long shopId, Duration accessLasts, Rows rows) {
        this.partnerId = partnerId;
        this.partnerKey = partnerKey;
        this.shopId = shopId;
        this.accessLasts = accessLasts;
        this.rows = rows;
    }

    /** Hands out the first tokens, unless the journal knows of some. */
    void grant(String accessToken, String refreshToken, Instant now) {
        if (rows.find("token", "now").isEmpty()) {
            keep(accessToken, refreshToken, now);
        }
    }

    private void keep(String accessToken, String refreshToken, Instant now) {
        rows.put(
                "token",
                "now",
                Rows.object()
                        .put("access", accessToken)
                        .put("refresh", refreshToken)
                        .put("access_until", now.plus(accessLasts).getEpochSecond())
                        .put("refresh_until", now.plus(REFRESH).getEpochSecond()));
    }

    /** Throws the refusal when a call is not in order. */
    void check(FakeRequest request, boolean ofShop, Instant now) {
        Map<String, String> query = request.queryParameters();
        if (!needed(query, "partner_id", "There is no partner_id in query.").equals(String.valueOf(partnerId))) {
            throw new Refusal("error_auth", "partner_id is invalid");
        }
        String timestamp = needed(query, "timestamp", "no timestamp");
        String sign = needed(query, "sign", "There is no sign in query.");
        checkTime(timestamp, now);
        String text = partnerId + request.path() + timestamp;
        if (ofShop) {
            text += needed(query, "access_token", "There is no access_token in query.")
                    + needed(query, "shop_id", "There is no shop_id in query.");
        }
        byte[] wanted = hmac(text, partnerKey).getBytes(StandardCharsets.US_ASCII);
        if (!MessageDigest.isEqual(wanted, sign.getBytes(StandardCharsets.UTF_8))) {
            throw new Refusal("error_sign", "Wrong sign.");
        }
        if (ofShop) {
            checkToken(query, now);
        }
    }

    private static String needed(Map<String, String> query, String name, String otherwise) {
        String value = query.getOrDefault(name, "");
        if (value.isEmpty()) {
            throw Refusal.param(otherwise);
        }
        return value;
    }

    private static void checkTime(String timestamp, Instant now) {
        if (!timestamp.matches("\\d{1,10}")) {
            throw Refusal.param("Invalid timestamp");
        }
        Instant sent = Instant.ofEpochSecond(Long.parseLong(timestamp));
        if (Duration.between(sent, now).abs().compareTo(TOLERANCE) > 0) {
            throw Refusal.param("Timestamp is expired.");
        }
    }

    private void checkToken(Map<String, String> query, Instant now) {
        if (!query.getOrDefault("shop_id", "").equals(String.valueOf(shopId))) {
            throw new Refusal("shop_no_linked", "Partner and shop has no linked.");
        }
        ObjectNode token = rows.find("token", "now").orElseThrow();
        boolean valid = isGood(token, "access", query, now) || isGood(token, "before", query, now);
        if (!valid) {
            throw new Refusal("invalid_acceess_token", "Invalid access_token, please have a check.");
        }
    }

    private static boolean isGood(ObjectNode token, String which, Map<String, String> query, Instant now) {
        return token.path(which).asText("").equals(query.get("access_token"))
                && token.path(which + "_until").asLong() > now.getEpochSecond();
    }

    void endAccess() {
        ObjectNode token = rows.find("token", "now").orElseThrow();
        rows.put("token", "now", token.put("access", "ended").put("before", "ended"));
    }

    /** The seller's authorization of the app is over. */
    void endGrant() {
        endAccess();
        ObjectNode token = rows.find("token", "now").orElseThrow();
        rows.put("token", "now", token.put("granted", false));
    }

    /** New tokens for a refresh token, which works once. */
    ObjectNode refresh(ObjectNode body, Instant now) {
        if (body.path("partner_id").asLong() != partnerId
                || body.path("shop_id").asLong() != shopId) {
            throw new Refusal("error_auth", "Invalid partner_id or shopid.");
        }
        ObjectNode token = rows.find("token", "now").orElseThrow();
        if (!token.path("refresh").asText().equals(body.path("refresh_token").asText())) {
            throw new Refusal("error_auth", "Invalid refresh_token.");
        }
        if (!token.path("granted").asBoolean(true)) {
            throw new Refusal("shop_access_expired", "Your access to shop has expired.");
        }
        if (token.path("refresh_until").asLong() <= now.getEpochSecond()) {
            throw new Refusal("refresh_token_expired", "Your refresh_token expired.");
        }
        long number = rows.next("token");
        String access = hmac("access" + number, partnerKey).substring(0, 32);
        String refresh = hmac("refresh" + number, partnerKey).substring(0, 32);
        keep(access, refresh, now);
        long before = Math.min(
                token.path("access_until").asLong(), now.plus(OLD_TOKEN_LASTS).getEpochSecond());
        ObjectNode fresh = rows.find("token", "now").orElseThrow();
        rows.put(
                "token",
                "now",
                fresh.put("before", token.path("access").asText()).put("before_until", before));
        return Rows.object()
                .put("partner_id", partnerId)
                .put("shop_id", shopId)
                .put("access_token", access)
                .put("refresh_token", refresh)
                .put("expire_in", accessLasts.toSeconds());
    }

    static String hmac(String text, String key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }
}
