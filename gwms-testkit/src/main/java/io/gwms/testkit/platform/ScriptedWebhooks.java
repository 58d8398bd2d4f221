package io.gwms.testkit.platform;

import com.fasterxml.jackson.databind.JsonNode;
import io.gwms.internal.json.JsonReplies;
import io.gwms.order.OrderKind;
import io.gwms.platform.PlatformWebhooks;
import io.gwms.platform.WebhookDelivery;
import io.gwms.platform.WebhookVerdict;
import io.gwms.platform.WebhookVerdict.Authentic;
import io.gwms.platform.WebhookVerdict.Handshake;
import io.gwms.platform.WebhookVerdict.Rejected;
import io.gwms.platform.WebhookVerdict.Why;
import io.gwms.redact.Redactor;
import io.gwms.transport.HttpReply;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** How deliveries of a scripted platform are told from forged ones: an HMAC over the raw body, which says when it was sent. */
final class ScriptedWebhooks implements PlatformWebhooks {
    static final String SIGNATURE = "X-Scripted-Signature";
    static final String ALGORITHM = "HmacSHA256";
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    @Override
    public Duration tolerance() {
        return TOLERANCE;
    }

    @Override
    public WebhookVerdict verify(WebhookDelivery delivery) {
        if (delivery.body().length == 0) {
            return new Handshake("hello");
        }
        String given = delivery.header(SIGNATURE).orElse("");
        if (given.isEmpty()) {
            return new Rejected(Why.UNSIGNED, "there is no header " + SIGNATURE);
        }
        if (!isHex(given)
                || !delivery.isSigned(ALGORITHM, delivery.body(), HexFormat.of().parseHex(given))) {
            return new Rejected(Why.FORGED, "the signature is not that of a known secret");
        }
        return JsonReplies.object(HttpReply.of(200, Map.of(), delivery.body()), Redactor.standard())
                .asDone()
                .map(body -> read(body, delivery.receivedAt()))
                .orElseGet(() -> new Rejected(Why.UNREADABLE, "the body is no JSON object"));
    }

    private static WebhookVerdict read(JsonNode body, Instant receivedAt) {
        try {
            Instant sentAt = Instant.parse(body.path("sentAt").asText());
            if (Duration.between(sentAt, receivedAt).abs().compareTo(TOLERANCE) > 0) {
                return new Rejected(Why.STALE, "it was sent at " + sentAt);
            }
            Authentic about = Authentic.of(
                            body.path("topic").asText(), body.path("delivery").asText())
                    .ofEvent(
                            body.path("event").asText(),
                            Instant.parse(body.path("eventAt").asText()));
            return body.path("order").isObject()
                    ? about.carrying(List.of(ScriptedOrders.read(body.path("order"), null)))
                    : about.about(
                            OrderKind.valueOf(body.path("kind").asText()),
                            List.of(body.path("number").asText()));
        } catch (RuntimeException e) {
            return new Rejected(Why.UNREADABLE, "a field is missing or of the wrong form");
        }
    }

    private static boolean isHex(String text) {
        return text.matches("([0-9a-fA-F]{2})+");
    }
}
