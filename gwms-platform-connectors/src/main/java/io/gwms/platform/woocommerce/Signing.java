package io.gwms.platform.woocommerce;

import io.gwms.credential.Credential;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Proves who is calling: HTTP Basic over TLS, else OAuth 1.0a with one leg, HMAC-SHA256 (WooCommerce REST API reference,
 * «Authentication»). Parameters are never repeated and never lists in brackets, which the two sides would sign apart.
 */
final class Signing {
    private static final SecureRandom NONCES = new SecureRandom();

    private final boolean basicOverHttp;
    private final boolean keysInAddress;

    Signing(boolean basicOverHttp, boolean keysInAddress) {
        this.basicOverHttp = basicOverHttp;
        this.keysInAddress = keysInAddress;
    }

    /**
     * What a call carries.
     *
     * @param query its whole query, escaped; empty when there is none
     * @param authorization the header of that name; empty when the query holds the proof
     */
    record Signed(String query, String authorization) {}

    Signed sign(String method, String url, Map<String, String> parameters, Credential credential, Instant now) {
        String key = credential.secret(WooCommerceConnector.CONSUMER_KEY).reveal();
        String secret = credential.secret(WooCommerceConnector.CONSUMER_SECRET).reveal();
        if (url.startsWith("https:") || basicOverHttp) {
            if (keysInAddress) {
                Map<String, String> all = new LinkedHashMap<>(parameters);
                all.put("consumer_key", key);
                all.put("consumer_secret", secret);
                return new Signed(query(all), "");
            }
            byte[] pair = (key + ":" + secret).getBytes(StandardCharsets.UTF_8);
            return new Signed(query(parameters), "Basic " + Base64.getEncoder().encodeToString(pair));
        }
        byte[] nonce = new byte[16];
        NONCES.nextBytes(nonce);
        Map<String, String> oauth = new TreeMap<>(Map.of(
                "oauth_consumer_key",
                key,
                "oauth_nonce",
                HexFormat.of().formatHex(nonce),
                "oauth_signature_method",
                "HMAC-SHA256",
                "oauth_timestamp",
                String.valueOf(now.getEpochSecond()),
                "oauth_version",
                "1.0"));
        // The key ends in an ampersand, for there is no token behind it.
        oauth.put("oauth_signature", mac(secret + "&", "HmacSHA256", base(method, url, parameters, oauth)));
        if (keysInAddress) {
            Map<String, String> all = new LinkedHashMap<>(parameters);
            all.putAll(oauth);
            return new Signed(query(all), "");
        }
        String header = oauth.entrySet().stream()
                .map(one -> one.getKey() + "=\"" + escaped(one.getValue()) + "\"")
                .collect(Collectors.joining(", "));
        return new Signed(query(parameters), "OAuth " + header);
    }

    /** What is signed: method, address and sorted parameters, each escaped again. */
    static String base(String method, String url, Map<String, String> parameters, Map<String, String> oauth) {
        Map<String, String> all = new TreeMap<>(parameters);
        all.putAll(oauth);
        return method + "&" + escaped(url) + "&" + escaped(query(all));
    }

    static String mac(String key, String algorithm, String text) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), algorithm));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + algorithm, e);
        }
    }

    private static String query(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(one -> escaped(one.getKey()) + "=" + escaped(one.getValue()))
                .collect(Collectors.joining("&"));
    }

    /** As RFC 3986 escapes, which OAuth signs. */
    private static String escaped(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }
}
