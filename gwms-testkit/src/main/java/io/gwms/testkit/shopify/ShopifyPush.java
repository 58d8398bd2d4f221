package io.gwms.testkit.shopify;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * One webhook as Shopify sends it: its headers and its exact body, signed.
 *
 * @param headers the headers by name
 * @param body the body, sent as UTF-8
 */
public record ShopifyPush(Map<String, String> headers, String body) {
    /** Copies the headers. */
    public ShopifyPush {
        headers = Map.copyOf(headers);
    }

    /** A push of that topic, signed with {@code secret}: base64 HMAC-SHA256 of the raw body. */
    public static ShopifyPush signed(String topic, String shopDomain, String webhookId, String body, String secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            String signature = Base64.getEncoder().encodeToString(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
            return new ShopifyPush(
                    Map.of(
                            "Content-Type", "application/json",
                            "X-Shopify-Topic", topic,
                            "X-Shopify-Shop-Domain", shopDomain,
                            "X-Shopify-Webhook-Id", webhookId,
                            "X-Shopify-Event-Id", "event-of-" + webhookId,
                            "X-Shopify-Hmac-Sha256", signature),
                    body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }

    @Override
    public String toString() {
        return "ShopifyPush[" + headers.get("X-Shopify-Topic") + ", " + body.length() + " characters]";
    }
}
