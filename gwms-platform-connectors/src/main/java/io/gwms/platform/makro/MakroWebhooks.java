package io.gwms.platform.makro;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gwms.order.OrderKind;
import io.gwms.platform.PlatformWebhooks;
import io.gwms.platform.WebhookDelivery;
import io.gwms.platform.WebhookVerdict;
import io.gwms.platform.WebhookVerdict.Authentic;
import io.gwms.platform.WebhookVerdict.Rejected;
import io.gwms.platform.WebhookVerdict.Why;
import io.gwms.platform.reading.Orders;
import io.gwms.redact.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/**
 * Pushes. {@code X_Authorization} is {@code FKLOGIN Base64(app id:SHA-1 in hex of seconds, address, method and secret)};
 * {@code X_Date} tells the seconds, as a number or as a date of HTTP. The signature leaves the body out, so nothing of a
 * body is believed but which orders to read again. Servers that drop header names with an underscore may hand them in with
 * a hyphen.
 */
final class MakroWebhooks implements PlatformWebhooks {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration KEPT = Duration.ofDays(3);
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(5);
    private static final String SCHEME = "FKLOGIN ";

    /** {@inheritDoc} Three days, as nothing is published: refusing one push blocks those behind it. */
    @Override
    public Duration tolerance() {
        return KEPT;
    }

    @Override
    public WebhookVerdict verify(WebhookDelivery delivery) {
        String login = header(delivery, "Authorization");
        String date = header(delivery, "Date");
        if (login.isEmpty() || date.isEmpty()) {
            return new Rejected(Why.UNSIGNED, "the header X_Authorization or X_Date is missing");
        }
        try {
            Instant sentAt = date.matches("\\d{1,11}")
                    ? Instant.ofEpochSecond(Long.parseLong(date))
                    : ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant();
            if (!isSigned(delivery, login, sentAt.getEpochSecond())) {
                return new Rejected(Why.FORGED, "the signature is not that of the app's secret over date and address");
            }
            boolean stale = sentAt.isBefore(delivery.receivedAt().minus(KEPT))
                    || sentAt.isAfter(delivery.receivedAt().plus(CLOCKS_DIFFER));
            return stale
                    ? new Rejected(Why.STALE, "the push is of " + sentAt + ", which Makro would not send now")
                    : read(delivery, sentAt);
        } catch (DateTimeException e) {
            return new Rejected(Why.FORGED, "the header X_Date is no date");
        }
    }

    private static WebhookVerdict read(WebhookDelivery delivery, Instant sentAt) {
        try {
            JsonNode push = JSON.readTree(delivery.body());
            String topic = push == null ? "" : push.path("eventType").asText("");
            if (push == null || !push.isObject() || topic.isBlank()) {
                return new Rejected(
                        Why.UNREADABLE, "the delivery is signed, but its body is no push with an eventType");
            }
            List<String> orders = push.findValuesAsText("orderId").stream()
                    .filter(id -> !id.isBlank())
                    .distinct()
                    .limit(100)
                    .toList();
            String event = Orders.digest(delivery.text());
            return Authentic.of(topic, event + "-" + sentAt.getEpochSecond())
                    .ofEvent(event, null)
                    .about(OrderKind.B2C, orders);
        } catch (IOException e) {
            return new Rejected(Why.UNREADABLE, "the delivery is signed, but its body is no JSON");
        }
    }

    /** The same time is taken wherever the digests differ, and whichever secret it was. */
    private static boolean isSigned(WebhookDelivery delivery, String login, long seconds) {
        String said = said(login);
        boolean signed = false;
        for (Secret secret : delivery.secrets()) {
            String digest = digest(seconds + delivery.callback().toString() + "POST" + secret.reveal());
            signed |= MessageDigest.isEqual(
                    digest.getBytes(StandardCharsets.UTF_8), said.getBytes(StandardCharsets.UTF_8));
        }
        return signed;
    }

    /** The digest behind the app's id; empty when there is none. */
    private static String said(String login) {
        if (!login.startsWith(SCHEME)) {
            return "";
        }
        try {
            byte[] decoded =
                    Base64.getDecoder().decode(login.substring(SCHEME.length()).strip());
            String pair = new String(decoded, StandardCharsets.UTF_8);
            return pair.substring(pair.lastIndexOf(':') + 1);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private static String header(WebhookDelivery delivery, String name) {
        return delivery.header("X_" + name)
                .or(() -> delivery.header("X-" + name))
                .orElse("")
                .strip();
    }

    /** SHA-1, as Flipkart's page on notifications has it. */
    private static String digest(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }
}
