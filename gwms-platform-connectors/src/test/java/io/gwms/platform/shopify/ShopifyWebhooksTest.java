package io.gwms.platform.shopify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gwms.platform.WebhookDelivery;
import io.gwms.platform.WebhookVerdict;
import io.gwms.platform.WebhookVerdict.Rejected;
import io.gwms.platform.WebhookVerdict.Why;
import io.gwms.redact.Secret;
import io.gwms.testkit.shopify.ShopifyPush;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** Whose deliveries are believed, and which order they name. */
class ShopifyWebhooksTest {
    private static final String SECRET = "client-secret-of-the-app";

    private static WebhookVerdict verify(Map<String, String> headers, String body, String secret) {
        return new ShopifyWebhooks()
                .verify(WebhookDelivery.of(
                        URI.create("https://host.example/shopify"),
                        headers,
                        body.getBytes(StandardCharsets.UTF_8),
                        Instant.parse("2026-07-01T12:00:00Z"),
                        List.of(Secret.of(secret))));
    }

    @Test
    void thePublishedVectorIsVerified() throws IOException {
        String fixtures = System.getProperty("gwms.fixtures", "");
        assumeTrue(!fixtures.isEmpty(), "no -Dgwms.fixtures=DIR, so no vector to read");
        JsonNode vectors = new ObjectMapper()
                .readTree(Path.of(fixtures, "vectors", "signature-vectors.json").toFile());
        JsonNode vector = StreamSupport.stream(vectors.spliterator(), false)
                .filter(one -> one.path("platform").asText().equals("shopify"))
                .filter(one -> one.path("kind").asText().startsWith("webhook"))
                .findFirst()
                .orElseThrow();
        Map<String, String> headers =
                Map.of("X-Shopify-Hmac-Sha256", vector.path("expected").asText());
        String body = vector.path("body").asText();
        String secret = vector.path("secret").asText();

        // Its body is a text, no order: signed, and unreadable only then.
        assertThat(verify(headers, body, secret))
                .isInstanceOfSatisfying(
                        Rejected.class, rejected -> assertThat(rejected.why()).isEqualTo(Why.UNREADABLE));
        assertThat(verify(headers, body + " ", secret))
                .isInstanceOfSatisfying(
                        Rejected.class, rejected -> assertThat(rejected.why()).isEqualTo(Why.FORGED));
    }

    @Test
    void aDeliveryOfAnOrderNamesIt() {
        ShopifyPush push =
                ShopifyPush.signed("orders/updated", "acme.myshopify.com", "w-1", "{\"name\":\"#1001\"}", SECRET);
        Map<String, String> headers = new HashMap<>(push.headers());
        headers.put("X-Shopify-Triggered-At", "2026-07-01T11:59:58.123Z");

        WebhookVerdict.Authentic authentic = (WebhookVerdict.Authentic) verify(headers, push.body(), SECRET);

        assertThat(authentic.numbers()).containsExactly("#1001");
        assertThat(authentic.account()).isEqualTo("acme.myshopify.com");
        assertThat(authentic.deliveryId()).isEqualTo("w-1");
        assertThat(authentic.eventId()).isEqualTo("event-of-w-1");
        assertThat(authentic.eventAt()).isEqualTo(Instant.parse("2026-07-01T11:59:58.123Z"));
    }

    @Test
    void aDeliveryWithoutIdsIsNamedByWhatItSaysAndOneWithoutAReadableTimeHasNone() {
        ShopifyPush push =
                ShopifyPush.signed("orders/updated", "acme.myshopify.com", "w-1", "{\"name\":\"#1001\"}", SECRET);
        Map<String, String> headers = new HashMap<>(push.headers());
        headers.remove("X-Shopify-Webhook-Id");
        headers.remove("X-Shopify-Event-Id");
        headers.put("X-Shopify-Triggered-At", "just now");

        WebhookVerdict.Authentic authentic = (WebhookVerdict.Authentic) verify(headers, push.body(), SECRET);

        assertThat(authentic.numbers()).containsExactly("#1001");
        assertThat(authentic.deliveryId()).hasSize(64).isEqualTo(authentic.eventId());
        assertThat(authentic.eventAt()).isNull();
    }

    @Test
    void theNameOfAFulfilmentIsNotThatOfAnOrder() {
        ShopifyPush push = ShopifyPush.signed(
                "fulfillments/create", "acme.myshopify.com", "w-2", "{\"name\":\"#1001.1\"}", SECRET);

        assertThat(((WebhookVerdict.Authentic) verify(push.headers(), push.body(), SECRET)).numbers())
                .isEmpty();
    }

    @Test
    void aSignatureThatIsNoBase64IsForged() {
        assertThat(verify(Map.of("X-Shopify-Hmac-Sha256", "§"), "{}", SECRET))
                .isInstanceOfSatisfying(
                        Rejected.class, rejected -> assertThat(rejected.why()).isEqualTo(Why.FORGED));
    }
}
