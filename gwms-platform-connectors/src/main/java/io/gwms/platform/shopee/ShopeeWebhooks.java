package io.gwms.platform.shopee;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gwms.order.OrderKind;
import io.gwms.outcome.Outcome;
import io.gwms.outcome.RefusalCode;
import io.gwms.platform.ConfirmLost;
import io.gwms.platform.LostDeliveries;
import io.gwms.platform.PlatformWebhooks;
import io.gwms.platform.StoreSession;
import io.gwms.platform.WebhookDelivery;
import io.gwms.platform.WebhookVerdict;
import io.gwms.platform.WebhookVerdict.Authentic;
import io.gwms.platform.WebhookVerdict.Rejected;
import io.gwms.platform.WebhookVerdict.Why;
import io.gwms.platform.reading.Fields;
import io.gwms.platform.reading.Orders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Pushes. The signature is HMAC-SHA256 in hex over {@code callback address | raw body}, in the header Authorization; the
 * key is the partner's (Open Platform guide, «Push Mechanism notifications»), or, as public clients tell, the live push
 * partner key where one is set. Unverified against the platform, which publishes no vector.
 */
final class ShopeeWebhooks implements PlatformWebhooks {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration KEPT = Duration.ofDays(3);
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(5);

    private final boolean bodyOnly;

    ShopeeWebhooks(boolean bodyOnly) {
        this.bodyOnly = bodyOnly;
    }

    /** {@inheritDoc} Three days: so long are lost pushes kept. */
    @Override
    public Duration tolerance() {
        return KEPT;
    }

    @Override
    public WebhookVerdict verify(WebhookDelivery delivery) {
        byte[] body = delivery.body();
        if (body.length == 0) {
            return new WebhookVerdict.Handshake("");
        }
        String signature = delivery.header("Authorization").orElse("").strip();
        if (signature.isEmpty()) {
            return new Rejected(Why.UNSIGNED, "the header Authorization, which holds the signature, is missing");
        }
        if (!signature.matches("[0-9a-fA-F]{64}")
                || !delivery.isSigned(
                        "HmacSHA256", signed(delivery), HexFormat.of().parseHex(signature))) {
            return new Rejected(Why.FORGED, "the signature is not that of the push key over address and body");
        }
        try {
            JsonNode push = JSON.readTree(body);
            if (!push.isObject() || !push.path("code").isIntegralNumber()) {
                return new Rejected(Why.UNREADABLE, "the body is signed, but is no push with a code");
            }
            Instant sentAt = Fields.seconds(push, "timestamp");
            boolean stale = sentAt.isBefore(delivery.receivedAt().minus(KEPT))
                    || sentAt.isAfter(delivery.receivedAt().plus(CLOCKS_DIFFER));
            return stale
                    ? new Rejected(Why.STALE, "the push is of " + sentAt + ", which Shopee would not send now")
                    : authentic(push, Orders.digest(delivery.text()));
        } catch (IOException | IllegalArgumentException e) {
            return new Rejected(Why.UNREADABLE, "the body is signed, but cannot be read as a push");
        }
    }

    private byte[] signed(WebhookDelivery delivery) {
        String text = bodyOnly ? delivery.text() : delivery.callback() + "|" + delivery.text();
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The event is named by what it says, so that a push and its replay are one event. */
    private static Authentic authentic(JsonNode push, String deliveryId) {
        JsonNode data = push.path("data");
        String orderSn = data.path("ordersn").asText(data.path("order_sn").asText(""));
        String code = push.path("code").asText();
        String shop = push.path("shop_id").asText("");
        Instant at = data.path("update_time").isIntegralNumber()
                ? Fields.seconds(data, "update_time")
                : Fields.seconds(push, "timestamp");
        String event = String.join(
                ":", code, shop, orderSn, String.valueOf(at.getEpochSecond()), Orders.digest(data.toString()));
        return Authentic.of(code, deliveryId)
                .ofEvent(event, at)
                .forAccount(shop)
                .about(OrderKind.B2C, orderSn.isBlank() ? List.of() : List.of(orderSn));
    }

    @Override
    public boolean keepsLostDeliveries() {
        return true;
    }

    /** {@inheritDoc} Up to a hundred of the last three days, of all shops of the app; each names its shop. */
    @Override
    public Outcome<LostDeliveries> fetchLost(StoreSession session) {
        return ShopeeClient.ask(session, ShopeeCall.LOST_PUSHES, Map.of()).then(answer -> {
            if (!answer.path("push_message_list").isArray()) {
                return Outcome.unknown("Shopee answered no list of lost pushes: "
                        + ShopeeFailures.excerpt(answer.toString(), session.redactor()));
            }
            try {
                List<Authentic> lost = Fields.elements(answer.path("push_message_list"))
                        .map(message -> withShop(message, pushIn(message.path("data"))))
                        .map(push -> authentic(push, "lost-" + Orders.digest(push.toString())))
                        .toList();
                String last = answer.path("last_message_id").asText("");
                return Outcome.done(new LostDeliveries(
                        lost,
                        lost.isEmpty() ? "" : last,
                        answer.path("has_next_page").asBoolean(false)));
            } catch (IllegalArgumentException e) {
                return Outcome.unknown("Shopee answered a lost push that cannot be read: "
                        + ShopeeFailures.excerpt(String.valueOf(e.getMessage()), session.redactor()));
            }
        });
    }

    /** The reference calls {@code data} a text and shows an object; both are read. */
    private static JsonNode pushIn(JsonNode data) {
        try {
            return data.isTextual() ? JSON.readTree(data.asText()) : data;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("data is a text that is no JSON", e);
        }
    }

    private static JsonNode withShop(JsonNode message, JsonNode push) {
        return push.has("code")
                ? push
                : ShopeeClient.object()
                        .put("shop_id", message.path("shop_id").asText(""))
                        .put("code", message.path("code").asInt())
                        .put("timestamp", message.path("timestamp").asLong())
                        .set("data", push);
    }

    @Override
    public Outcome<String> confirmLost(ConfirmLost request) {
        if (!request.upTo().matches("\\d{1,19}")) {
            return Outcome.refused(
                    RefusalCode.INVALID_REQUEST,
                    "upTo is '" + request.upTo() + "', but must be what fetchLost answered");
        }
        return ShopeeClient.tell(
                        request.session(),
                        ShopeeCall.CONFIRM_LOST,
                        ShopeeClient.object().put("last_message_id", Long.parseLong(request.upTo())))
                .then(answer -> Outcome.done(request.upTo()));
    }
}
