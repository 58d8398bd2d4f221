package io.gwms.testkit.fourpx;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The platform in front of the warehouse: knows the app, checks its signature and its clock. */
record Gate(String appKey, String appSecret, String accessToken, Duration tolerance) {
    private static final List<String> REQUIRED = List.of("method", "app_key", "v", "timestamp", "format", "sign");
    private static final Set<String> UNSIGNED = Set.of("sign", "access_token", "language");

    /** Throws the platform's refusal when the public parameters are not in order. */
    void check(Map<String, String> parameters, byte[] body, Instant now) {
        for (String name : REQUIRED) {
            if (parameters.getOrDefault(name, "").isBlank()) {
                throw Refusal.platform("000014");
            }
        }
        if (!appKey.equals(parameters.get("app_key"))) {
            throw Refusal.platform("000013");
        }
        byte[] expected = signature(parameters, body, appSecret).getBytes(StandardCharsets.US_ASCII);
        if (!MessageDigest.isEqual(expected, parameters.getOrDefault("sign", "").getBytes(StandardCharsets.UTF_8))) {
            throw Refusal.platform("000012");
        }
        boolean json = "json".equals(parameters.get("format"));
        if (!json || !isRecent(parameters.getOrDefault("timestamp", ""), now)) {
            throw Refusal.platform("000014");
        }
        if (!accessToken.isEmpty() && !accessToken.equals(parameters.get("access_token"))) {
            throw Refusal.platform("000016");
        }
    }

    /** Names ascending, name and value without separators, then the body's exact bytes, then the secret; MD5. */
    static String signature(Map<String, String> parameters, byte[] body, String appSecret) {
        MessageDigest md5;
        try {
            md5 = MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
        new TreeMap<>(parameters).forEach((name, value) -> {
            if (!UNSIGNED.contains(name)) {
                md5.update((name + value).getBytes(StandardCharsets.UTF_8));
            }
        });
        md5.update(body);
        md5.update(appSecret.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(md5.digest());
    }

    private boolean isRecent(String timestamp, Instant now) {
        try {
            Instant sent = Instant.ofEpochMilli(Long.parseLong(timestamp));
            return Duration.between(sent, now).abs().compareTo(tolerance) <= 0;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    @Override
    public String toString() {
        return "Gate[appKey=" + appKey + "]";
    }
}
