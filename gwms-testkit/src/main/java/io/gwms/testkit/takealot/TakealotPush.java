package io.gwms.testkit.takealot;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * One webhook as Takealot sends it: its headers and its exact body, signed.
 *
 * @param headers the headers by name
 * @param body the body, sent as UTF-8
 */
public record TakealotPush(Map<String, List<String>> headers, String body) {
    /** Copies the headers. */
    public TakealotPush {
        headers = Map.copyOf(headers);
    }

    /** A push of that event, signed with {@code secret}: hex HMAC-SHA256 of the raw body. */
    public static TakealotPush signed(String event, String delivery, String body, String secret) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return new TakealotPush(
                    Map.of(
                            "Content-Type", List.of("application/json"),
                            "X-Takealot-Event", List.of(event),
                            "X-Takealot-Delivery", List.of(delivery),
                            "X-Takealot-Signature", List.of(HexFormat.of().formatHex(mac.doFinal(bytes)))),
                    body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }

    @Override
    public String toString() {
        return "TakealotPush[" + headers.get("X-Takealot-Event") + ", " + body.length() + " characters]";
    }
}
