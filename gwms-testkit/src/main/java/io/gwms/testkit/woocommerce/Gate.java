package io.gwms.testkit.woocommerce;

import io.gwms.testkit.fake.Rows;
import io.gwms.testkit.http.FakeRequest;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Who may come in: by Basic or by keys in the query over TLS, else by OAuth 1.0a with one leg. */
final class Gate {
    private static final Duration TOLERANCE = Duration.ofMinutes(15);

    private final String key;
    private final String secret;
    private final boolean tls;
    private final Rows rows;
    private final WooFaults faults;

    Gate(String key, String secret, boolean tls, Rows rows, WooFaults faults) {
        this.key = key;
        this.secret = secret;
        this.tls = tls;
        this.rows = rows;
        this.faults = faults;
    }

    void check(FakeRequest request, Instant now) {
        String header = faults.stripsAuthorization()
                ? ""
                : request.header("Authorization").orElse("");
        Map<String, String> query = request.queryParameters();
        boolean inQuery = key.equals(query.get("consumer_key")) && secret.equals(query.get("consumer_secret"));
        if (tls && (inQuery || isBasic(header))) {
            return;
        }
        Map<String, String> oauth = new TreeMap<>(query);
        if (header.startsWith("OAuth ")) {
            for (String part : header.substring(6).split(",", -1)) {
                String[] pair = part.strip().split("=", 2);
                oauth.put(pair[0], URLDecoder.decode(pair[1].replace("\"", ""), StandardCharsets.UTF_8));
            }
        }
        if (!oauth.containsKey("oauth_signature")) {
            throw Refusal.unauthorized("cannot_view", "Sorry, you cannot list resources.");
        }
        checkOAuth(request, oauth, now);
    }

    private boolean isBasic(String header) {
        String wanted =
                "Basic " + Base64.getEncoder().encodeToString((key + ":" + secret).getBytes(StandardCharsets.UTF_8));
        return MessageDigest.isEqual(wanted.getBytes(StandardCharsets.UTF_8), header.getBytes(StandardCharsets.UTF_8));
    }

    private void checkOAuth(FakeRequest request, Map<String, String> oauth, Instant now) {
        String signature = oauth.getOrDefault("oauth_signature", "");
        oauth.remove("oauth_signature");
        oauth.remove("realm");
        if (!key.equals(oauth.get("oauth_consumer_key"))) {
            throw Refusal.unauthorized("authentication_error", "Consumer key is invalid.");
        }
        String algorithm =
                switch (oauth.getOrDefault("oauth_signature_method", "")) {
                    case "HMAC-SHA1" -> "HmacSHA1";
                    case "HMAC-SHA256" -> "HmacSHA256";
                    default ->
                        throw Refusal.unauthorized(
                                "authentication_error", "Invalid signature - signature method is invalid.");
                };
        String parameters = oauth.entrySet().stream()
                .map(one -> encoded(one.getKey()) + "=" + encoded(one.getValue()))
                .collect(Collectors.joining("&"));
        String url = (tls ? "https://" : "http://") + request.header("Host").orElse("") + request.path();
        String base = request.method() + "&" + encoded(url) + "&" + encoded(parameters);
        String wanted = Base64.getEncoder().encodeToString(mac(algorithm, secret + "&", base));
        if (!MessageDigest.isEqual(
                wanted.getBytes(StandardCharsets.UTF_8), signature.getBytes(StandardCharsets.UTF_8))) {
            throw Refusal.unauthorized(
                    "authentication_error", "Invalid signature - provided signature does not match.");
        }
        String timestamp = oauth.getOrDefault("oauth_timestamp", "");
        boolean recent = timestamp.matches("\\d{1,10}")
                && Duration.between(Instant.ofEpochSecond(Long.parseLong(timestamp)), now)
                                .abs()
                                .compareTo(TOLERANCE)
                        <= 0;
        if (!recent) {
            throw Refusal.unauthorized("authentication_error", "Invalid timestamp.");
        }
        String nonce = oauth.getOrDefault("oauth_nonce", "");
        if (nonce.isEmpty() || rows.find("nonce", nonce).isPresent()) {
            throw Refusal.unauthorized("authentication_error", "Invalid nonce - nonce has already been used.");
        }
        rows.put("nonce", nonce, Rows.object());
    }

    /** The characters of RFC 3986 that need no escape stay as they are. */
    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    static byte[] mac(String algorithm, String key, String text) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), algorithm));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + algorithm, e);
        }
    }
}
