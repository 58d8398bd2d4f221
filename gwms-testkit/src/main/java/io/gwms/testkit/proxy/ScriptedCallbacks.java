package io.gwms.testkit.proxy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.gwms.proxy.CallbackDelivery;
import io.gwms.proxy.CallbackNotice;
import io.gwms.proxy.CallbackVerdict;
import io.gwms.proxy.CallbackVerdict.Why;
import io.gwms.proxy.ReadCallback;
import io.gwms.proxy.StatusCallbacks;
import io.gwms.redact.Secret;
import io.gwms.task.BusinessType;
import io.gwms.transport.HttpCall.Header;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The notifications of a {@link ScriptedWarehouse}: JSON, signed with the token over time and body. */
final class ScriptedCallbacks implements StatusCallbacks {
    static final String SIGNATURE = "X-Signature";
    static final String TIME = "X-Time";
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    @Override
    public CallbackVerdict read(ReadCallback request) {
        CallbackDelivery delivery = request.delivery();
        String time = delivery.header(TIME).orElse("");
        if (delivery.header(SIGNATURE).isEmpty()) {
            return new CallbackVerdict.Rejected(Why.UNSIGNED, "there is no header " + SIGNATURE);
        }
        List<Secret> tokens = request.credential().secrets().entrySet().stream()
                .filter(secret -> secret.getKey().startsWith("token"))
                .map(Map.Entry::getValue)
                .toList();
        if (tokens.isEmpty()) {
            return new CallbackVerdict.Rejected(Why.NO_SECRET, "the credential has no secret 'token' to check it with");
        }
        boolean isAuthentic = tokens.stream()
                .anyMatch(secret -> MessageDigest.isEqual(
                        sign(secret, time, delivery.body()).getBytes(StandardCharsets.UTF_8),
                        delivery.header(SIGNATURE).orElse("").getBytes(StandardCharsets.UTF_8)));
        if (!isAuthentic) {
            return new CallbackVerdict.Rejected(Why.FORGED, "the signature is not that of a known secret");
        }
        try {
            Duration age =
                    Duration.between(Instant.parse(time), delivery.receivedAt()).abs();
            if (age.compareTo(TOLERANCE) > 0) {
                return new CallbackVerdict.Rejected(Why.STALE, "it was signed at " + time);
            }
            JsonNode body = ScriptedWarehouse.JSON.readTree(delivery.body());
            return new CallbackVerdict.Authentic(
                    body.path("id").asText(),
                    List.of(new CallbackNotice(
                            body.path("inbound").asBoolean() ? BusinessType.INBOUND : BusinessType.OUTBOUND,
                            body.path("reference").asText(),
                            "",
                            body.path("word").asText())));
        } catch (IOException | RuntimeException e) {
            return new CallbackVerdict.Rejected(
                    Why.UNREADABLE, "it cannot be read: " + request.redactor().text(e));
        }
    }

    static CallbackDelivery delivery(Secret secret, String id, String reference, boolean inbound, Instant at) {
        try {
            byte[] body = ScriptedWarehouse.JSON.writeValueAsBytes(ScriptedWarehouse.JSON
                    .createObjectNode()
                    .put("id", id)
                    .put("reference", reference)
                    .put("inbound", inbound)
                    .put("word", "CHANGED"));
            List<Header> headers =
                    List.of(new Header(TIME, at.toString()), new Header(SIGNATURE, sign(secret, at.toString(), body)));
            return new CallbackDelivery("POST", URI.create("/callbacks"), headers, body, at);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("JSON of plain texts could not be written", e);
        }
    }

    private static String sign(Secret secret, String time, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.reveal().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            mac.update(time.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }
}
