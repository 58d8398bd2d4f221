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
import java.util.stream.Stream;

/**
 * Whose traces are to leave the API log, as a law or a platform demands (Shopify's {@code customers/redact}, Amazon's
 * Data Protection Policy).
 *
 * @param reason what the note will say; it must not name the person
 * @param orders all calls made for these orders
 * @param texts all calls in whose contents one of these stands, as it is or escaped for JSON or a URL, whatever the case:
 *     a mail address, a phone number, a name; each of 4 characters or more. Finding them reads the whole log
 */
public record Erasure(String reason, List<OrderId> orders, List<String> texts) {
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
        return places.stream()
                .map(place -> place.toLowerCase(Locale.ROOT))
                .anyMatch(place -> wanted.stream().anyMatch(place::contains));
    }

    private static Stream<String> forms(String text) {
        String plain = text.strip().toLowerCase(Locale.ROOT);
        String query = URLEncoder.encode(text.strip(), StandardCharsets.UTF_8);
        StringBuilder json = new StringBuilder();
        plain.chars().forEach(c -> json.append(c < 128 ? String.valueOf((char) c) : "\\u%04x".formatted(c)));
        return Stream.of(
                        plain,
                        query.toLowerCase(Locale.ROOT),
                        query.replace("+", "%20").toLowerCase(Locale.ROOT),
                        json.toString())
                .distinct();
    }

    /** The reason only: the texts are personal. */
    @Override
    public String toString() {
        return reason;
    }
}
