package io.gwms.testkit.platform;

import io.gwms.redact.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A delivery as a scripted platform sends it. */
public final class ScriptedPush {
    private final Map<String, String> headers;
    private final byte[] body;

    private ScriptedPush(Map<String, String> headers, byte[] body) {
        this.headers = Map.copyOf(headers);
        this.body = body.clone();
    }

    static ScriptedPush signed(byte[] body, Secret secret) {
        try {
            Mac mac = Mac.getInstance(ScriptedWebhooks.ALGORITHM);
            mac.init(new SecretKeySpec(secret.reveal().getBytes(StandardCharsets.UTF_8), ScriptedWebhooks.ALGORITHM));
            String signature = HexFormat.of().formatHex(mac.doFinal(body));
            return new ScriptedPush(Map.of(ScriptedWebhooks.SIGNATURE, signature), body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Its headers. */
    public Map<String, String> headers() {
        return headers;
    }

    /** Its raw bytes. */
    public byte[] body() {
        return body.clone();
    }
}
