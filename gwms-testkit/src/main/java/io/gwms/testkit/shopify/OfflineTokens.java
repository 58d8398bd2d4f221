package io.gwms.testkit.shopify;

import io.gwms.testkit.http.FakeReply;
import io.gwms.testkit.http.FakeRequest;
import io.gwms.testkit.time.VirtualClock;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Access tokens that end after an hour, and the refresh tokens that get the next: each refresh makes a new pair, and the
 * refresh token it used stays good until one of that pair is used. They live in memory only. The endpoint's words are
 * those of OAuth 2.0; Shopify's own were not seen.
 */
final class OfflineTokens {
    private static final Duration ACCESS = Duration.ofHours(1);

    private final VirtualClock clock;
    private final ShopifyFaults faults;
    private final String clientId;
    private final String clientSecret;
    private final Map<String, Instant> accessUntil = new HashMap<>();
    private String newestAccess;
    private String refresh;
    private @Nullable String previousRefresh;
    private boolean granted = true;
    private int made;

    OfflineTokens(
            VirtualClock clock,
            ShopifyFaults faults,
            String clientId,
            String clientSecret,
            String access,
            String refresh) {
        this.clock = clock;
        this.faults = faults;
        this.clientId = clientId;
        this.clientSecret = clientSecret;
        this.newestAccess = access;
        this.refresh = refresh;
        accessUntil.put(access, clock.instant().plus(ACCESS));
    }

    /** Whether a request with that token is let in; the first one with a new token ends the refresh token before it. */
    boolean lets(String access) {
        Instant until = accessUntil.get(access);
        boolean alive = granted && until != null && clock.instant().isBefore(until);
        if (alive && access.equals(newestAccess)) {
            previousRefresh = null;
        }
        return alive;
    }

    void endAccess() {
        accessUntil.clear();
    }

    void endGrant() {
        granted = false;
    }

    FakeReply refresh(FakeRequest request) {
        Map<String, String> form = form(request.bodyText());
        if (!clientId.equals(form.get("client_id")) || !clientSecret.equals(form.get("client_secret"))) {
            return error("invalid_client");
        }
        if (!"refresh_token".equals(form.get("grant_type"))) {
            return error("unsupported_grant_type");
        }
        String used = form.getOrDefault("refresh_token", "");
        if (!granted || !(used.equals(refresh) || used.equals(previousRefresh))) {
            return error("invalid_grant");
        }
        made++;
        newestAccess = "shpat_fake_" + made;
        refresh = "shprt_fake_" + made;
        previousRefresh = faults.spendsRefreshTokens() ? null : used;
        accessUntil.put(newestAccess, clock.instant().plus(ACCESS));
        Map<String, Object> tokens = new LinkedHashMap<>();
        tokens.put("access_token", newestAccess);
        tokens.put("expires_in", ACCESS.toSeconds());
        tokens.put("refresh_token", refresh);
        tokens.put("refresh_token_expires_in", Duration.ofDays(90).toSeconds());
        tokens.put("scope", "read_orders,write_orders,read_inventory,write_inventory");
        return FakeReply.json(200, Json.write(tokens));
    }

    private static FakeReply error(String code) {
        return FakeReply.json(400, Json.write(Map.of("error", code)));
    }

    private static Map<String, String> form(String body) {
        Map<String, String> form = new HashMap<>();
        Arrays.stream(body.split("&", -1))
                .map(pair -> pair.split("=", 2))
                .forEach(pair -> form.put(decoded(pair[0]), pair.length > 1 ? decoded(pair[1]) : ""));
        return form;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
