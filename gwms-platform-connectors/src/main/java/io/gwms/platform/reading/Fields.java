package io.gwms.platform.reading;

import com.fasterxml.jackson.databind.JsonNode;
import io.gwms.order.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Reads fields of an order. What is not as it must be is an {@link IllegalArgumentException} that names the field. */
public final class Fields {
    private static final Pattern AMOUNT = Pattern.compile("-?\\d{1,18}(\\.\\d{1,18})?");

    private static final long YEAR_10000 = 253_402_300_800L;

    private Fields() {}

    /** A text that must be there; a number counts as its digits. */
    public static String needed(JsonNode node, String field) {
        String value = text(node, field);
        if (value.isBlank()) {
            throw new IllegalArgumentException(field + " is missing, but must be given");
        }
        return value;
    }

    /** A text, empty when it is not there; a list or object where a text belongs is refused. */
    public static String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        if (value.isContainerNode()) {
            throw wrong(field, value, "a text");
        }
        return value.isNull() ? "" : value.asText("");
    }

    /**
     * The seller's SKU of a line, empty when there is none; whatever else stands there is the SKU's fault and not the
     * order's (order-sync-log, section 3.4).
     */
    public static String sku(JsonNode line, String field) {
        try {
            return text(line, field);
        } catch (IllegalArgumentException e) {
            throw new WrongSkuException(String.valueOf(e.getMessage()));
        }
    }

    /** A whole number that must be there. */
    public static long count(JsonNode node, String field) {
        JsonNode value = node.path(field);
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw wrong(field, value, "a whole number");
        }
        return value.longValue();
    }

    /** A whole number, 0 when it is not there. */
    public static long countIfGiven(JsonNode node, String field) {
        return isGiven(node.path(field)) ? count(node, field) : 0;
    }

    /** A time in seconds since 1970 that must be there. */
    public static Instant seconds(JsonNode node, String field) {
        long seconds = count(node, field);
        if (seconds < 0 || seconds >= YEAR_10000) {
            throw wrong(field, node.path(field), "a time in seconds since 1970");
        }
        return Instant.ofEpochSecond(seconds);
    }

    /** A time in seconds since 1970; null when it is not there, or 0. */
    public static @Nullable Instant secondsIfGiven(JsonNode node, String field) {
        return countIfGiven(node, field) == 0 ? null : seconds(node, field);
    }

    /** An amount that must be there, as a number or in digits. */
    public static Money money(JsonNode node, String field, String currency) {
        JsonNode value = node.path(field);
        if (value.isNumber()) {
            return new Money(value.decimalValue(), currency);
        }
        String digits = value.isTextual() ? value.textValue().strip() : "";
        if (!AMOUNT.matcher(digits).matches()) {
            throw wrong(field, value, "an amount such as 29.35");
        }
        return new Money(new BigDecimal(digits), currency);
    }

    /** An amount; null when it is not there. */
    public static @Nullable Money moneyIfGiven(JsonNode node, String field, String currency) {
        JsonNode value = node.path(field);
        return isGiven(value) && !(value.isTextual() && value.textValue().isBlank())
                ? money(node, field, currency)
                : null;
    }

    /** A list that must be there. */
    public static Stream<JsonNode> list(JsonNode node, String field) {
        JsonNode value = node.path(field);
        if (!value.isArray()) {
            throw wrong(field, value, "a list");
        }
        return StreamSupport.stream(value.spliterator(), false);
    }

    /** The elements of a list; none when it is something else. */
    public static Stream<JsonNode> elements(JsonNode list) {
        return list.isArray() ? StreamSupport.stream(list.spliterator(), false) : Stream.empty();
    }

    /** Those texts that are not blank. */
    public static String joined(String separator, String... parts) {
        return Stream.of(parts).filter(part -> !part.isBlank()).collect(Collectors.joining(separator));
    }

    private static boolean isGiven(JsonNode value) {
        return !value.isMissingNode() && !value.isNull();
    }

    private static IllegalArgumentException wrong(String field, JsonNode value, String must) {
        return new IllegalArgumentException(
                field + " is " + (value.isMissingNode() ? "missing" : value.toString()) + ", but must be " + must);
    }
}
