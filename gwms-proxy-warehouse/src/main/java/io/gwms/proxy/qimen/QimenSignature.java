package io.gwms.proxy.qimen;

import io.gwms.redact.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The documented signature: the secret, each parameter's name and value with names ascending, the exact bytes of the body,
 * the secret again; MD5 in capital hex. A parameter without a value, and the signature itself, do not count.
 */
final class QimenSignature {
    private QimenSignature() {}

    static String of(Map<String, String> parameters, byte[] body, Secret appSecret) {
        MessageDigest md5 = md5();
        byte[] secret = appSecret.reveal().getBytes(StandardCharsets.UTF_8);
        md5.update(secret);
        new TreeMap<>(parameters).forEach((name, value) -> {
            if (!name.equals("sign") && !value.isEmpty()) {
                md5.update((name + value).getBytes(StandardCharsets.UTF_8));
            }
        });
        md5.update(body);
        md5.update(secret);
        return HexFormat.of().formatHex(md5.digest()).toUpperCase(Locale.ROOT);
    }

    private static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
    }
}
