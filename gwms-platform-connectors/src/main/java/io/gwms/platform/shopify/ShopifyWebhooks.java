package io.gwms.platform.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import io.gwms.internal.json.JsonReplies;
import io.gwms.order.OrderKind;
import io.gwms.platform.PlatformWebhooks;
import io.gwms.platform.WebhookDelivery;
import io.gwms.platform.WebhookVerdict;
import io.gwms.platform.WebhookVerdict.Authentic;
import io.gwms.platform.WebhookVerdict.Rejected;
import io.gwms.platform.WebhookVerdict.Why;
import io.gwms.redact.Redactor;
import io.gwms.transport.HttpReply;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells Shopify's deliveries from forged ones: base64 HMAC-SHA256 over the raw body, keyed by the app's client secret. A
 * body is an order of the REST API, so the order it names is read again over GraphQL.
 */
final class ShopifyWebhooks implements PlatformWebhooks {
    /** Repeats go on for four hours, and a delivery may be a day late. */
    private static final Duration TOLERANCE = Duration.ofDays(2);

    @Override
    public Duration tolerance() {
        return TOLERANCE;
    }

    @Override
    public WebhookVerdict verify(WebhookDelivery delivery) {
        String given = delivery.header("X-Shopify-Hmac-Sha256").orElse("").strip();
        if (given.isEmpty()) {
            return new Rejected(Why.UNSIGNED, "there is no header X-Shopify-Hmac-Sha256");
        }
        byte[] body = delivery.body();
        if (!delivery.isSigned("HmacSHA256", body, decoded(given))) {
            return new Rejected(Why.FORGED, "the signature is not that of a known client secret");
        }
        return JsonReplies.object(HttpReply.of(200, Map.of(), body), Redactor.standard())
                .asDone()
                .<WebhookVerdict>map(content -> about(delivery, content))
                .orElseGet(() -> new Rejected(Why.UNREADABLE, "the body is no JSON object"));
    }

    private static Authentic about(WebhookDelivery delivery, JsonNode content) {
        String topic = delivery.header("X-Shopify-Topic").orElse("").strip();
        String digest = digest(delivery.body());
        String id = delivery.header("X-Shopify-Webhook-Id").orElse("").strip();
        String event = delivery.header("X-Shopify-Event-Id").orElse("").strip();
        // Only of orders the name is an order's; a fulfilment has a name of its own.
        String number =
                topic.startsWith("orders/") ? content.path("name").asText("").strip() : "";
        return Authentic.of(topic, id.isEmpty() ? digest : id)
                .ofEvent(event.isEmpty() ? digest : event, at(delivery))
                .forAccount(delivery.header("X-Shopify-Shop-Domain").orElse("").strip())
                .about(OrderKind.B2C, number.isEmpty() ? List.of() : List.of(number));
    }

    private static @Nullable Instant at(WebhookDelivery delivery) {
        try {
            return delivery.header("X-Shopify-Triggered-At")
                    .map(text -> OffsetDateTime.parse(text.strip()).toInstant())
                    .orElse(null);
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** The signature's bytes; none when it is not base64. */
    private static byte[] decoded(String signature) {
        try {
            return Base64.getDecoder().decode(signature);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    private static String digest(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
