package io.gwms.evidence;

import static java.util.Objects.requireNonNull;

import io.gwms.internal.Require;
import io.gwms.order.OrderId;
import io.gwms.transport.CallContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Whose traces are to leave the API log, as a law or a platform demands (Shopify's {@code customers/redact}, Amazon's
 * Data Protection Policy).
 *
 * @param reason what the note will say; it must not name the person
 * @param orders all calls made for these orders
 * @param texts all calls in whose contents one of these stands, as it is or escaped for JSON, XML or a URL, whatever the
 *     case; of a phone number the digits count, however they are set apart. A mail address, a phone number, a name, or the
 *     number of an order, which also finds lists of orders in which the person was masked; each of 4 characters or more.
 *     Finding them reads the whole log
 */
public record Erasure(String reason, List<OrderId> orders, List<String> texts) {
    private static final int FEWEST_DIGITS = 7;
    private static final Pattern PHONE = Pattern.compile("\\+?[0-9 ()./-]+");

    public Erasure {
        requireNonNull(reason, "reason");
        orders = List.copyOf(orders);
        texts = List.copyOf(texts);
        Require.that(
                !orders.isEmpty() || !texts.isEmpty(), "erasure", "of nothing", "of at least one order or one text");
        texts.forEach(text -> Require.that(
                text.strip().length() >= 4,
                "a text to erase",
                text.strip().length() + " characters long",
                "of 4 characters or more, or half the log would go"));
    }

    /** All calls made for that order. */
    public static Erasure ofOrder(OrderId order) {
        return new Erasure("order " + order, List.of(order), List.of());
    }

    /** All calls made for these orders of a person, and all that mention one of these texts. */
    public static Erasure ofPerson(String reason, List<OrderId> orders, List<String> texts) {
        return new Erasure(reason, orders, texts);
    }

    /** Whether that call, given with all its contents, is one of those. */
    public boolean concerns(ApiCall call) {
        CallContext context = call.context();
        boolean named = orders.stream()
                .anyMatch(order -> context.order().filter(order::equals).isPresent()
                        || (context.sourceType().filter("order"::equals).isPresent()
                                && context.sourceId()
                                        .filter(order.toString()::equals)
                                        .isPresent()));
        return named || (!texts.isEmpty() && mentions(call));
    }

    private boolean mentions(ApiCall call) {
        List<String> places = new ArrayList<>(List.of(
                call.path(),
                call.query(),
                call.error(),
                call.context().sourceId().orElse(""),
                call.requestBody().text(),
                call.responseBody().text()));
        places.addAll(call.requestHeaders());
        places.addAll(call.responseHeaders());
        call.attempts().forEach(attempt -> places.add(attempt.url()));
        List<String> wanted = texts.stream().flatMap(Erasure::forms).toList();
        List<Pattern> phones = texts.stream().flatMap(Erasure::phone).toList();
        return places.stream()
                .map(place -> place.toLowerCase(Locale.ROOT))
                .anyMatch(place -> wanted.stream().anyMatch(place::contains)
                        || phones.stream()
                                .anyMatch(phone -> phone.matcher(place).find()));
    }

    private static Stream<String> forms(String text) {
        String plain = text.strip().toLowerCase(Locale.ROOT);
        String query = URLEncoder.encode(text.strip(), StandardCharsets.UTF_8);
        String json = plain.replace("\\", "\\\\").replace("\"", "\\\"");
        String xml = plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        return Stream.of(
                        plain,
                        query.toLowerCase(Locale.ROOT),
                        query.replace("+", "%20").toLowerCase(Locale.ROOT),
                        json,
                        numbered(json, "\\u%04x"),
                        xml,
                        xml.replace("\"", "&quot;").replace("'", "&apos;"),
                        numbered(xml, "&#%d;"),
                        numbered(xml, "&#x%x;"))
                .distinct();
    }

    /** The same with what is not ASCII written by its number. */
    private static String numbered(String text, String form) {
        StringBuilder written = new StringBuilder();
        text.chars().forEach(c -> written.append(c < 128 ? String.valueOf((char) c) : form.formatted(c)));
        return written.toString();
    }

    /** What finds a phone number, also in a query, however its digits are set apart; nothing for another text. */
    private static Stream<Pattern> phone(String text) {
        String digits = text.replaceAll("[^0-9]", "");
        if (!PHONE.matcher(text.strip()).matches() || digits.length() < FEWEST_DIGITS) {
            return Stream.empty();
        }
        return Stream.of(Pattern.compile(String.join("(?:[ ().+/-]|%20){0,3}", digits.split(""))));
    }

    /** The reason only: the texts are personal. */
    @Override
    public String toString() {
        return reason;
    }
}
