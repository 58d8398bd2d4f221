package io.gwms.platform.woocommerce;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gwms.order.OrderKind;
import io.gwms.platform.FetchedOrder;
import io.gwms.platform.PlatformWebhooks;
import io.gwms.platform.WebhookDelivery;
import io.gwms.platform.WebhookVerdict;
import io.gwms.platform.WebhookVerdict.Authentic;
import io.gwms.platform.WebhookVerdict.Rejected;
import io.gwms.platform.WebhookVerdict.Why;
import io.gwms.platform.reading.Orders;
import io.gwms.redact.Redactor;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

/**
 * Webhooks: base64 HMAC-SHA256 of the raw body in X-WC-Webhook-Signature. A delivery carries no time of its own, so its
 * signature stays good for ever: only an order that changed lately is taken from the body, any other is read again.
 */
final class WooWebhooks implements PlatformWebhooks {
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    private static final Duration REMEMBERED = Duration.ofDays(7);

    private final OrderWords words;
    private final OrderMapping mapping;

    WooWebhooks(OrderWords words) {
        this.words = words;
        this.mapping = new OrderMapping(words);
    }

    /** {@inheritDoc} Seven days; what is replayed later brings nothing but a reading of the order. */
    @Override
    public Duration tolerance() {
        return REMEMBERED;
    }

    @Override
    public WebhookVerdict verify(WebhookDelivery delivery) {
        String signature = delivery.header("X-WC-Webhook-Signature").orElse("").strip();
        boolean ping = delivery.text().startsWith("webhook_id=");
        if (ping && delivery.header("X-WC-Webhook-Topic").isEmpty()) {
            return new WebhookVerdict.Handshake("");
        }
        if (signature.isEmpty()) {
            return new Rejected(Why.UNSIGNED, "the header X-WC-Webhook-Signature is missing");
        }
        if (!isSigned(delivery, signature)) {
            return new Rejected(Why.FORGED, "the signature is not that of the webhook's secret over the body");
        }
        String topic = delivery.header("X-WC-Webhook-Topic").orElse("");
        String id = delivery.header("X-WC-Webhook-Delivery-ID").orElseGet(() -> Orders.digest(delivery.text()));
        if (!topic.startsWith("order.")) {
            return Authentic.of(topic, id);
        }
        try {
            JsonNode order = JSON.readTree(delivery.body());
            if (words.isDraft(order)) {
                return Authentic.of(topic, id);
            }
            return order.path("id").asLong(0) > 0
                    ? about(order, Authentic.of(topic, id), delivery.receivedAt())
                    : new Rejected(Why.UNREADABLE, "the body is signed, but is no order with an id");
        } catch (IOException e) {
            return new Rejected(Why.UNREADABLE, "the body is signed, but is no JSON");
        }
    }

    private static boolean isSigned(WebhookDelivery delivery, String signature) {
        try {
            return delivery.isSigned(
                    "HmacSHA256", delivery.body(), Base64.getDecoder().decode(signature));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private Authentic about(JsonNode order, Authentic delivery, Instant receivedAt) {
        String number = order.path("number").asText("");
        Authentic named = delivery.about(
                OrderKind.B2C, List.of(number.isBlank() ? order.path("id").asText() : number));
        Instant changedAt;
        try {
            changedAt = OrderMapping.instant(order, "date_modified_gmt");
        } catch (IllegalArgumentException | DateTimeException e) {
            return named;
        }
        Authentic dated = named.ofEvent(delivery.eventId(), changedAt);
        boolean whole = order.path("refunds").isEmpty()
                && changedAt.isAfter(receivedAt.minus(REMEMBERED))
                && !delivery.topic().equals("order.deleted");
        FetchedOrder read = mapping.map(order, List.of(), Redactor.standard());
        return whole && read instanceof FetchedOrder.Read
                ? dated.about(OrderKind.B2C, List.of()).carrying(List.of(read))
                : dated;
    }
}
