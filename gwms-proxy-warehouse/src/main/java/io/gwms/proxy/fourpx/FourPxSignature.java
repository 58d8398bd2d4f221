package io.gwms.proxy.fourpx;

import io.gwms.redact.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SortedMap;

/**
 * The documented signature: names ascending, name and value without separators, then the exact bytes of the body, then
 * the app secret; MD5 in lower-case hex. Unverified: the platform's own worked example does not follow its rule.
 */
final class FourPxSignature {
    private FourPxSignature() {}

    /** Signs the given parameters, which are those that count: neither sign, access_token nor language. */
    static String of(SortedMap<String, String> parameters, byte[] body, Secret appSecret) {
        MessageDigest md5 = md5();
        parameters.forEach((name, value) -> md5.update((name + value).getBytes(StandardCharsets.UTF_8)));
        md5.update(body);
        md5.update(appSecret.reveal().getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(md5.digest());
    }

    private static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
    }
}
