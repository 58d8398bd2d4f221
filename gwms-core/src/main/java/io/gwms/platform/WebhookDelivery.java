package io.gwms.platform;

import static java.util.Objects.requireNonNull;

import io.gwms.internal.Require;
import io.gwms.redact.Secret;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** One delivery of a platform as it came in: raw bytes and headers. Immutable; prints its size only. */
public final class WebhookDelivery {
    private final URI callback;
    private final Map<String, String> headers;
    private final byte[] body;
    private final Instant receivedAt;
    private final List<Secret> secrets;

    private WebhookDelivery(
            URI callback, Map<String, String> headers, byte[] body, Instant receivedAt, List<Secret> secrets) {
        this.callback = callback;
        this.headers = headers;
        this.body = body;
        this.receivedAt = receivedAt;
        this.secrets = secrets;
    }

    /**
     * A delivery.
     *
     * @param callback the address it was sent to as the platform knows it, which some platforms sign
     * @param headers first value of each header; the names' case does not matter
     * @param body the raw bytes, never parsed and written again
     * @param receivedAt when it came in
     * @param secrets what it may be signed with: the present secret and, during a rotation, the one before
     */
    public static WebhookDelivery of(
            URI callback, Map<String, String> headers, byte[] body, Instant receivedAt, List<Secret> secrets) {
        Map<String, String> copy = new TreeMap<>();
        requireNonNull(headers, "headers").forEach((name, value) -> copy.put(name.toLowerCase(Locale.ROOT), value));
        return new WebhookDelivery(
                requireNonNull(callback, "callback"),
                copy,
                body.clone(),
                requireNonNull(receivedAt, "receivedAt"),
                Require.some(secrets, "secrets"));
    }

    /** The address it was sent to. */
    public URI callback() {
        return callback;
    }

    /** The value of that header; the name's case does not matter. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    /** The raw bytes. */
    public byte[] body() {
        return body.clone();
    }

    /** The raw bytes as UTF-8 text. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** When it came in. */
    public Instant receivedAt() {
        return receivedAt;
    }

    /** What it may be signed with. */
    public List<Secret> secrets() {
        return secrets;
    }

    /**
     * Whether one of the secrets gives that signature over those bytes. Takes the same time wherever the
     * signatures differ, and whichever secret it was.
     *
     * @param algorithm the name of a MAC, for example {@code HmacSHA256}
     * @param signed the bytes that are signed
     * @param signature the decoded bytes of the signature
     */
    public boolean isSigned(String algorithm, byte[] signed, byte[] signature) {
        boolean signedByOne = false;
        for (Secret secret : secrets) {
            signedByOne |= MessageDigest.isEqual(mac(algorithm, secret, signed), signature);
        }
        return signedByOne;
    }

    private static byte[] mac(String algorithm, Secret secret, byte[] signed) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(secret.reveal().getBytes(StandardCharsets.UTF_8), algorithm));
            return mac.doFinal(signed);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("algorithm is " + algorithm + ", but must be a MAC of this JVM", e);
        }
    }

    @Override
    public String toString() {
        return "WebhookDelivery[" + body.length + " bytes]";
    }
}
