package io.gwms.platform.takealot;

import com.fasterxml.jackson.databind.JsonNode;
import io.gwms.internal.json.JsonReplies;
import io.gwms.order.OrderKind;
import io.gwms.platform.PlatformWebhooks;
import io.gwms.platform.WebhookDelivery;
import io.gwms.platform.WebhookVerdict;
import io.gwms.platform.WebhookVerdict.Authentic;
import io.gwms.platform.WebhookVerdict.Rejected;
import io.gwms.platform.WebhookVerdict.Why;
import io.gwms.platform.reading.Orders;
import io.gwms.redact.Redactor;
import io.gwms.transport.HttpReply;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells Takealot's pushes from forged ones: hex HMAC-SHA256 over the raw body. A push names an order that is to be read
 * again; what it says of the order is not believed, for its words are of another form than the API's. The signature
 * follows the portal's documentation and is unverified: no vector is published.
 */
final class TakealotWebhooks implements PlatformWebhooks {
    /** Three repeats in six minutes; a person may send one again from the portal later. */
    private static final Duration TOLERANCE = Duration.ofHours(24);

    @Override
    public Duration tolerance() {
        return TOLERANCE;
    }

    @Override
    public WebhookVerdict verify(WebhookDelivery delivery) {
        String given = delivery.header("X-Takealot-Signature").orElse("").strip();
        if (given.isEmpty()) {
            return new Rejected(Why.UNSIGNED, "there is no header X-Takealot-Signature");
        }
        byte[] body = delivery.body();
        if (!given.matches("[0-9a-fA-F]{64}")
                || !delivery.isSigned("HmacSHA256", body, HexFormat.of().parseHex(given))) {
            return new Rejected(Why.FORGED, "the signature is not that of a known secret");
        }
        return JsonReplies.object(HttpReply.of(200, Map.of(), body), Redactor.standard())
                .asDone()
                .<WebhookVerdict>map(content -> about(delivery, content))
                .orElseGet(() -> new Rejected(Why.UNREADABLE, "the body is no JSON object"));
    }

    private static Authentic about(WebhookDelivery delivery, JsonNode content) {
        String topic = delivery.header("X-Takealot-Event").orElse("").strip();
        String digest = Orders.digest(delivery.text());
        String id = delivery.header("X-Takealot-Delivery").orElse("").strip();
        JsonNode order = content.has("sale") ? content.path("sale") : content;
        String number = order.path("order_id").asText("").strip();
        // Each repeat may have an id of its own; the same bytes are the same event.
        return Authentic.of(topic, id.isEmpty() ? digest : id)
                .ofEvent(digest, at(content))
                .about(OrderKind.B2C, number.matches("\\d{1,18}") ? List.of(number) : List.of());
    }

    private static @Nullable Instant at(JsonNode content) {
        String text = content.path("event_timestamp_utc").asText("").strip();
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            return withoutOffset(text);
        }
    }

    private static @Nullable Instant withoutOffset(String text) {
        try {
            return LocalDateTime.parse(text.replace(' ', 'T')).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
