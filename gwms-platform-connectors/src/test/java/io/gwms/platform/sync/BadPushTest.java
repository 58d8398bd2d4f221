package io.gwms.platform.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.platform.PlatformConnector;
import io.gwms.platform.WebhookDelivery;
import io.gwms.platform.WebhookVerdict;
import io.gwms.platform.WebhookVerdict.Authentic;
import io.gwms.platform.WebhookVerdict.Rejected;
import io.gwms.platform.WebhookVerdict.Why;
import io.gwms.platform.makro.MakroConnector;
import io.gwms.platform.shopee.ShopeeConnector;
import io.gwms.platform.shopify.ShopifyConnector;
import io.gwms.platform.takealot.TakealotConnector;
import io.gwms.platform.woocommerce.WooCommerceConnector;
import io.gwms.redact.Secret;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is signed well and makes no sense is told or names nothing; it is never thrown, and never taken for an order. */
class BadPushTest {
    private static final URI CALLBACK = URI.create("https://host.example/hooks");
    private static final String SECRET = "push-secret-5c1d";
    private static final Instant NOW = Instant.parse("2026-07-01T12:00:00Z");

    /** A platform and how it signs a body, which is computed here once more. */
    enum Pusher {
        SHOPIFY(
                ShopifyConnector.create(),
                body -> base64(hmac(body)),
                Map.of("X-Shopify-Topic", "orders/updated", "X-Shopify-Webhook-Id", "w-1"),
                "X-Shopify-Hmac-Sha256"),
        SHOPEE(ShopeeConnector.create(), body -> hex(hmac(CALLBACK + "|" + body)), Map.of(), "Authorization"),
        TAKEALOT(
                TakealotConnector.sellerV2(),
                body -> hex(hmac(body)),
                Map.of("X-Takealot-Event", "Sale Status Changed"),
                "X-Takealot-Signature"),
        WOOCOMMERCE(
                WooCommerceConnector.create(),
                body -> base64(hmac(body)),
                Map.of("X-WC-Webhook-Topic", "order.updated"),
                "X-WC-Webhook-Signature"),
        MAKRO(
                MakroConnector.experimental(),
                body -> "FKLOGIN "
                        + base64(
                                "makro-app:" + hex(sha1(NOW.getEpochSecond() + CALLBACK.toString() + "POST" + SECRET))),
                Map.of("X_Date", String.valueOf(NOW.getEpochSecond())),
                "X_Authorization");

        private final PlatformConnector connector;
        private final UnaryOperator<String> signature;
        private final Map<String, String> headers;
        private final String signed;

        Pusher(
                PlatformConnector connector,
                UnaryOperator<String> signature,
                Map<String, String> headers,
                String signed) {
            this.connector = connector;
            this.signature = signature;
            this.headers = headers;
            this.signed = signed;
        }

        WebhookVerdict verify(String body) {
            Map<String, String> all = new HashMap<>(headers);
            all.put(signed, signature.apply(body));
            return connector
                    .webhooks()
                    .orElseThrow()
                    .verify(WebhookDelivery.of(
                            CALLBACK, all, body.getBytes(StandardCharsets.UTF_8), NOW, List.of(Secret.of(SECRET))));
        }
    }

    private static Stream<String> nonsense() {
        String wrongTypes = Stream.of(
                        "id",
                        "number",
                        "name",
                        "order_id",
                        "ordersn",
                        "shipmentId",
                        "orderId",
                        "shop_id",
                        "code",
                        "timestamp",
                        "eventType",
                        "event_timestamp_utc",
                        "date_modified_gmt",
                        "line_items")
                .map(field -> "\"" + field + "\":{\"a\":[1]}")
                .reduce((one, other) -> one + "," + other)
                .orElseThrow();
        return Stream.of(
                "{",
                "[1]",
                "7",
                "null",
                "\"text\"",
                "{}",
                "{\"id\":1,\"number\":\"\",\"name\":\" \"}",
                "{\"code\":3,\"data\":7,\"sale\":[],\"attributes\":\"x\"}",
                "{" + wrongTypes + "}",
                "{\"code\":3,\"timestamp\":9000000000000000000,\"data\":{\"ordersn\":\"1\"}}",
                "{\"code\":3,\"timestamp\":" + NOW.toEpochMilli() + ",\"data\":{\"ordersn\":\"1\"}}",
                "{\"code\":3,\"timestamp\":" + NOW.getEpochSecond()
                        + ",\"data\":{\"ordersn\":\"1\",\"update_time\":9000000000000000000}}",
                "{\"data\":{" + wrongTypes + "},\"sale\":{" + wrongTypes + "},\"attributes\":{" + wrongTypes
                        + "},\"id\":1,\"code\":3,\"timestamp\":" + NOW.getEpochSecond() + ",\"number\":{}}",
                "[".repeat(5_000) + "]".repeat(5_000),
                "{\"id\":1,\"note\":\"" + "x".repeat(5_000_000) + "\"}",
                "\u0000\uFFFD");
    }

    @ParameterizedTest
    @EnumSource
    void signedNonsenseIsToldOrNamesNothing(Pusher pusher) {
        nonsense().forEach(body -> {
            String shown = body.substring(0, Math.min(80, body.length()));
            WebhookVerdict verdict = pusher.verify(body);
            if (verdict instanceof Authentic authentic) {
                assertThat(authentic.numbers())
                        .as("%s", shown)
                        .allSatisfy(number -> assertThat(number).matches("\\S.*"));
                assertThat(authentic.orders()).as("%s", shown).isEmpty();
            } else {
                assertThat(verdict).as("%s", shown).isInstanceOf(Rejected.class);
                assertThat(((Rejected) verdict).why()).as("%s", shown).isEqualTo(Why.UNREADABLE);
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void whatIsNoJsonAtAllIsUnreadable(Pusher pusher) {
        Stream.of("{", "\u0000\uFFFD", "[".repeat(5_000) + "]".repeat(5_000))
                .forEach(body -> assertThat(pusher.verify(body))
                        .as(pusher + " of " + body.substring(0, 1))
                        .isInstanceOfSatisfying(
                                Rejected.class,
                                rejected -> assertThat(rejected.why()).isEqualTo(Why.UNREADABLE)));
    }

    private static byte[] hmac(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] sha1(String text) {
        try {
            return MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static String base64(String text) {
        return base64(text.getBytes(StandardCharsets.UTF_8));
    }
}
