package io.gwms.testkit.shopify;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where a page ended: the last row's sort value and, for ties, its id. Stays right while rows come and go. */
record Cursor(long lastId, long lastValue) implements Comparable<Cursor> {
    private static final Pattern FORM = Pattern.compile("\\{\"last_id\":(\\d{1,18}),\"last_value\":(-?\\d{1,18})\\}");

    String encoded() {
        var json = "{\"last_id\":%d,\"last_value\":%d}".formatted(lastId, lastValue);
        return Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    static Optional<Cursor> decoded(String text) {
        byte[] json;
        try {
            json = Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
        var parts = FORM.matcher(new String(json, StandardCharsets.UTF_8));
        return parts.matches()
                ? Optional.of(new Cursor(Long.parseLong(parts.group(1)), Long.parseLong(parts.group(2))))
                : Optional.empty();
    }

    @Override
    public int compareTo(Cursor other) {
        int byValue = Long.compare(lastValue, other.lastValue);
        return byValue != 0 ? byValue : Long.compare(lastId, other.lastId);
    }
}
