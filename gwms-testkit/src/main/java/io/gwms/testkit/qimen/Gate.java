package io.gwms.testkit.qimen;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Signs and checks signatures: secret, names ascending each with its value, body, secret; MD5 in capital hex. */
final class Gate {
    static final ZoneId BEIJING = ZoneId.of("Asia/Shanghai");
    static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final Duration TOLERANCE = Duration.ofMinutes(10);

    private Gate() {}

    static String time(Instant at) {
        return SECONDS.format(at.atZone(BEIJING));
    }

    static String sign(Map<String, String> parameters, byte[] body, String secret) {
        StringBuilder text = new StringBuilder(secret);
        new TreeMap<>(parameters).forEach((name, value) -> {
            if (!name.equals("sign") && !value.isEmpty()) {
                text.append(name).append(value);
            }
        });
        text.append(new String(body, StandardCharsets.UTF_8)).append(secret);
        try {
            byte[] digest =
                    MessageDigest.getInstance("MD5").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).toUpperCase(Locale.ROOT);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
    }

    static void check(Map<String, String> parameters, byte[] body, QimenSettings settings, Instant now) {
        Xml.Failure.when(
                !parameters.getOrDefault("app_key", "").equals(settings.appKey()), "isv.invalid-app-key", "app_key");
        Xml.Failure.when(
                !parameters.getOrDefault("customerId", "").equals(settings.customerId()), "S001", "customerId");
        Xml.Failure.when(!parameters.getOrDefault("format", "").equals("xml"), "S002", "format");
        Xml.Failure.when(!parameters.getOrDefault("sign_method", "").equals("md5"), "S002", "sign_method");
        Instant at;
        try {
            at = LocalDateTime.parse(parameters.getOrDefault("timestamp", ""), SECONDS)
                    .atZone(BEIJING)
                    .toInstant();
        } catch (DateTimeParseException e) {
            throw new Xml.Failure("isv.invalid-timestamp", "timestamp");
        }
        Xml.Failure.when(
                Duration.between(at, now).abs().compareTo(TOLERANCE) > 0, "isv.invalid-timestamp", "timestamp");
        Xml.Failure.when(
                !sign(parameters, body, settings.appSecret()).equals(parameters.getOrDefault("sign", "")),
                "sign-check-failure",
                "sign");
    }
}
