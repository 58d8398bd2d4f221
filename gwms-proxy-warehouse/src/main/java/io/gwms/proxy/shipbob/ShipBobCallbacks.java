package io.gwms.proxy.shipbob;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.gwms.credential.Credential;
import io.gwms.proxy.CallbackDelivery;
import io.gwms.proxy.CallbackNotice;
import io.gwms.proxy.CallbackVerdict;
import io.gwms.proxy.CallbackVerdict.Authentic;
import io.gwms.proxy.CallbackVerdict.Rejected;
import io.gwms.proxy.CallbackVerdict.Why;
import io.gwms.proxy.ReadCallback;
import io.gwms.proxy.StatusCallbacks;
import io.gwms.redact.Redactor;
import io.gwms.redact.Secret;
import io.gwms.task.BusinessType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Notifications, signed as Standard Webhooks has it: HMAC-SHA256 over id, timestamp and body, joined by full stops; the
 * key is what base64 stands for after {@code whsec_}. The header that names the topic is not signed, so what a
 * notification is about is read from its body: a shipment names its order, an order has shipments or products, a
 * receiving order has a purchase order number.
 */
final class ShipBobCallbacks implements StatusCallbacks {
    private static final ObjectReader JSON = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .readerFor(JsonNode.class);
    private static final String VERSION = "v1,";

    private final Duration tolerance;

    ShipBobCallbacks(Duration tolerance) {
        this.tolerance = tolerance;
    }

    @Override
    public CallbackVerdict read(ReadCallback request) {
        CallbackDelivery delivery = request.delivery();
        String id = delivery.header("webhook-id").orElse("");
        String timestamp = delivery.header("webhook-timestamp").orElse("").strip();
        String signatures = delivery.header("webhook-signature").orElse("");
        if (id.isBlank() || timestamp.isBlank() || signatures.isBlank()) {
            return new Rejected(
                    Why.UNSIGNED, "webhook-id, webhook-timestamp or webhook-signature is missing among its headers");
        }
        List<Secret> secrets = secrets(request.credential());
        if (secrets.isEmpty()) {
            return new Rejected(
                    Why.NO_SECRET,
                    "the credential has no secret '" + ShipBobConnector.WEBHOOK_SECRET
                            + "' to check it with; store the one that the subscription was created with");
        }
        byte[] signed = signedContent(id, timestamp, delivery.body());
        if (secrets.stream().noneMatch(secret -> fits(secret, signed, signatures))) {
            return new Rejected(Why.FORGED, "no signature of it fits its bytes");
        }
        return timestamp.matches("[0-9]{1,12}")
                ? dated(id, Instant.ofEpochSecond(Long.parseLong(timestamp)), request)
                : new Rejected(Why.UNREADABLE, "its webhook-timestamp is no number of seconds");
    }

    /** The subscription's secret, and those beside it whose names begin alike: two live ones while one is replaced. */
    private static List<Secret> secrets(Credential credential) {
        return credential.secrets().entrySet().stream()
                .filter(each -> each.getKey().startsWith(ShipBobConnector.WEBHOOK_SECRET))
                .map(Map.Entry::getValue)
                .toList();
    }

    private static byte[] signedContent(String id, String timestamp, byte[] body) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        content.writeBytes((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
        content.writeBytes(body);
        return content.toByteArray();
    }

    private static boolean fits(Secret secret, byte[] signed, String signatures) {
        Optional<byte[]> expected = signature(secret, signed);
        boolean fits = false;
        for (String each : signatures.strip().split(" +", -1)) {
            fits |= expected.isPresent()
                    && each.startsWith(VERSION)
                    && MessageDigest.isEqual(
                            expected.get(), each.substring(VERSION.length()).getBytes(StandardCharsets.UTF_8));
        }
        return fits;
    }

    /** The base64 of the signature; empty for a secret that is none of theirs. */
    static Optional<byte[]> signature(Secret secret, byte[] signed) {
        String text = secret.reveal().strip();
        try {
            byte[] key = Base64.getDecoder().decode(text.startsWith("whsec_") ? text.substring(6) : text);
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return Optional.of(Base64.getEncoder().encode(mac.doFinal(signed)));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private CallbackVerdict dated(String id, Instant at, ReadCallback request) {
        CallbackDelivery delivery = request.delivery();
        Duration apart = Duration.between(at, delivery.receivedAt()).abs();
        if (apart.compareTo(tolerance) > 0) {
            return new Rejected(
                    Why.STALE,
                    "it was signed at " + at + " and came at " + delivery.receivedAt() + ", further apart than "
                            + tolerance);
        }
        try {
            JsonNode body = JSON.readTree(delivery.body());
            return body != null && body.isObject()
                    ? new Authentic(id, notices(body.path("data").isObject() ? body.path("data") : body))
                    : new Rejected(Why.UNREADABLE, "its body is no JSON object");
        } catch (JsonProcessingException e) {
            return malformed(e.getOriginalMessage(), request.redactor());
        } catch (IOException e) {
            return malformed(String.valueOf(e.getMessage()), request.redactor());
        }
    }

    private static Rejected malformed(String why, Redactor redactor) {
        return new Rejected(Why.UNREADABLE, "its body is not JSON: " + redactor.text(why));
    }

    private static List<CallbackNotice> notices(JsonNode body) {
        if (body.hasNonNull("order_id")) {
            return notice(BusinessType.OUTBOUND, body, "reference_id", "order_id");
        }
        if (body.path("shipments").isArray() || body.path("products").isArray()) {
            return notice(BusinessType.OUTBOUND, body, "reference_id", "id");
        }
        return body.hasNonNull("purchase_order_number")
                ? notice(BusinessType.INBOUND, body, "purchase_order_number", "id")
                : List.of();
    }

    private static List<CallbackNotice> notice(BusinessType business, JsonNode body, String reference, String number) {
        boolean nameless = text(body, reference).isEmpty() && text(body, number).isEmpty();
        return nameless
                ? List.of()
                : List.of(
                        new CallbackNotice(business, text(body, reference), text(body, number), text(body, "status")));
    }

    private static String text(JsonNode body, String field) {
        JsonNode node = body.path(field);
        return node.isNull() ? "" : node.asText("").strip();
    }
}
