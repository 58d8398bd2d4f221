package io.gwms.platform.shopee;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gwms.outcome.Outcome;
import io.gwms.platform.StoreSession;
import io.gwms.transport.HttpCall;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Signs and sends one call and hands back what it answered; every other answer is classified. Shopee wants the access
 * token and the signature in the query, so a call's address is as secret as its token.
 */
final class ShopeeClient {
    private ShopeeClient() {}

    /**
     * What Shopee answered.
     *
     * @param body its {@code response}, or the whole reply where the answer is not in there
     * @param at what time it was there; null when it did not say
     */
    record Answer(JsonNode body, @Nullable Instant at) {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static Outcome<JsonNode> ask(StoreSession session, ShopeeCall call, Map<String, String> parameters) {
        return answer(session, call, parameters).then(answer -> Outcome.done(answer.body()));
    }

    static Outcome<Answer> answer(StoreSession session, ShopeeCall call, Map<String, String> parameters) {
        return send(session, call, HttpCall.get(uri(session, call, parameters), session.context()));
    }

    /** Sends a body once. */
    static Outcome<JsonNode> tell(StoreSession session, ShopeeCall call, ObjectNode body) {
        HttpCall.Builder post = HttpCall.post(uri(session, call, Map.of()), session.context())
                .body("application/json", body.toString().getBytes(StandardCharsets.UTF_8));
        return send(session, call, post).then(answer -> Outcome.done(answer.body()));
    }

    private static Outcome<Answer> send(StoreSession session, ShopeeCall call, HttpCall.Builder builder) {
        HttpCall http = builder.header("Accept", "application/json")
                .repeatable(!call.writes())
                .build();
        return session.transport()
                .send(http)
                .then(reply -> new ShopeeFailures(call, session.clock().instant(), session.redactor())
                        .bodyOf(reply)
                        .then(body -> Outcome.done(new Answer(body, reply.date().orElse(null)))));
    }

    private static URI uri(StoreSession session, ShopeeCall call, Map<String, String> parameters) {
        String partner = session.credential().setting(Grant.PARTNER_ID);
        String timestamp = String.valueOf(session.clock().instant().getEpochSecond());
        Map<String, String> query = new LinkedHashMap<>();
        query.put("partner_id", partner);
        query.put("timestamp", timestamp);
        String signed = partner + call.path() + timestamp;
        if (call.ofShop()) {
            String token = session.credential().secret(Grant.ACCESS_TOKEN).reveal();
            String shop = session.credential().setting(Grant.SHOP_ID);
            query.put("access_token", token);
            query.put("shop_id", shop);
            signed += token + shop;
        }
        query.put(
                "sign",
                hmac(signed, session.credential().secret(Grant.PARTNER_KEY).reveal()));
        query.putAll(parameters);
        String base = session.store().endpoint().toString();
        String bare = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
        return URI.create(bare + call.path() + "?"
                + query.entrySet().stream()
                        .map(entry ->
                                entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&")));
    }

    /** The signature of a text: HMAC-SHA256 in lower-case hex. */
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
