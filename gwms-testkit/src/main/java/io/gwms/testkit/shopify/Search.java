package io.gwms.testkit.shopify;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Shopify's search text, read into a filter. Terms stand side by side and all must hold; a term is {@code field:value},
 * {@code field:>=value} or a bare word, and a leading minus turns it round. A field that search does not know filters
 * nothing and is told in {@link #warnings}.
 */
final class Search {
    private static final Pattern TERM = Pattern.compile(
            "(-?)(?:(\\w+):(>=|<=|>|<)?)?(?:'((?:[^'\\\\]|\\\\.)*)'|\"((?:[^\"\\\\]|\\\\.)*)\"|(\\S+))\\s*");
    private static final Set<String> TIME_FIELDS = Set.of("created_at", "updated_at", "processed_at");

    private final String text;
    private final List<Predicate<HeldOrder>> filters = new ArrayList<>();
    private final List<Map<String, String>> warnings = new ArrayList<>();
    private final List<Object> parsed = new ArrayList<>();

    private Search(String text) {
        this.text = text;
    }

    /** Reads the text; {@code ignoreTimes} drops the time windows, as a server does that answers more than was asked. */
    static Search of(@Nullable String text, boolean ignoreTimes) {
        var search = new Search(text == null ? "" : text.strip());
        Matcher term = TERM.matcher(search.text);
        while (term.lookingAt()) {
            search.add(term, ignoreTimes);
            term.region(term.end(), search.text.length());
        }
        return search;
    }

    boolean matches(HeldOrder order) {
        return filters.stream().allMatch(filter -> filter.test(order));
    }

    boolean hasWarnings() {
        return !warnings.isEmpty();
    }

    /** One element of {@code extensions.search}. */
    Map<String, Object> report(List<Object> path) {
        Object tree = parsed.size() == 1 ? parsed.get(0) : Map.of("and", parsed);
        return Map.of("path", path, "query", text, "parsed", tree, "warnings", warnings);
    }

    private void add(Matcher term, boolean ignoreTimes) {
        String field = term.group(2);
        String comparator = term.group(3) == null ? "" : term.group(3);
        boolean quoted = term.group(6) == null;
        String value = quoted
                ? (term.group(4) != null ? term.group(4) : term.group(5)).replaceAll("\\\\(.)", "$1")
                : term.group(6);
        if (field == null && !quoted && value.equals("AND")) {
            return;
        }
        if (field == null && !quoted && (value.equals("OR") || value.equals("NOT") || value.startsWith("("))) {
            throw new Refusal("BAD_REQUEST", "this fake's search does not know '" + value + "'; join terms by a space");
        }
        parsed.add(field == null ? Map.of("match_all", value) : Map.of("field", field, "match_all", value));
        Predicate<HeldOrder> filter = field == null ? word(value) : filter(field, comparator, value, ignoreTimes);
        filters.add(term.group(1).isEmpty() ? filter : filter.negate().or(order -> field != null && !known(field)));
    }

    private static boolean known(String field) {
        return TIME_FIELDS.contains(field)
                || Set.of("name", "id", "status", "financial_status", "fulfillment_status", "tag", "email", "po_number")
                        .contains(field);
    }

    private Predicate<HeldOrder> filter(String field, String comparator, String value, boolean ignoreTimes) {
        if (TIME_FIELDS.contains(field)) {
            return ignoreTimes ? order -> true : time(field, comparator, value);
        }
        return switch (field) {
            case "name" -> any(value, v -> order -> bare(order.name()).equalsIgnoreCase(bare(v)));
            case "id" -> id(comparator, value);
            case "status" -> any(value, v -> order -> status(order, v));
            case "financial_status" ->
                any(
                        value,
                        v -> order -> v.equals("any")
                                || order.facts().financialStatus().equalsIgnoreCase(v));
            case "fulfillment_status" -> any(value, v -> order -> fulfilment(order, v));
            case "tag" -> any(value, v -> order -> order.facts().tags().stream().anyMatch(v::equalsIgnoreCase));
            case "email" ->
                any(value, v -> order -> v.equalsIgnoreCase(order.facts().email()));
            case "po_number" ->
                any(value, v -> order -> v.equalsIgnoreCase(order.facts().poNumber()));
            default -> {
                warnings.add(warning(field, "Invalid search field for this query.", "invalid_field"));
                yield order -> true;
            }
        };
    }

    private Predicate<HeldOrder> time(String field, String comparator, String value) {
        Instant bound;
        try {
            bound = instant(value);
        } catch (DateTimeParseException e) {
            warnings.add(warning(field, "Input `" + value + "` is not an accepted value.", "invalid_value"));
            return order -> true;
        }
        return order -> {
            int side = switch (field) {
                case "created_at" -> order.createdAt().compareTo(bound);
                case "updated_at" -> order.updatedAt().compareTo(bound);
                default -> order.processedAt().compareTo(bound);
            };
            return compares(side, comparator);
        };
    }

    private Predicate<HeldOrder> id(String comparator, String value) {
        if (!value.matches("\\d{1,18}(,\\d{1,18})*") || (value.contains(",") && !comparator.isEmpty())) {
            warnings.add(warning("id", "Input `" + value + "` is not an accepted value.", "invalid_value"));
            return order -> true;
        }
        return any(value, v -> order -> compares(Long.compare(order.id(), Long.parseLong(v)), comparator));
    }

    private static boolean compares(int side, String comparator) {
        return switch (comparator) {
            case ">=" -> side >= 0;
            case "<=" -> side <= 0;
            case ">" -> side > 0;
            case "<" -> side < 0;
            default -> side == 0;
        };
    }

    private static Instant instant(String value) {
        return value.contains("T")
                ? OffsetDateTime.parse(value).toInstant()
                : LocalDate.parse(value).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private static boolean status(HeldOrder order, String wanted) {
        boolean cancelled = order.cancelledAt() != null;
        boolean closed = order.closedAt() != null;
        return switch (wanted.toLowerCase(Locale.ROOT)) {
            case "open" -> !cancelled && !closed;
            case "closed" -> closed && !cancelled;
            case "cancelled" -> cancelled;
            case "not_closed" -> !closed;
            default -> true;
        };
    }

    private static boolean fulfilment(HeldOrder order, String wanted) {
        String status = order.fulfilmentStatus();
        return switch (wanted.toLowerCase(Locale.ROOT)) {
            case "any" -> true;
            case "unfulfilled", "unshipped" -> status.equals("UNFULFILLED");
            case "partial" -> status.equals("PARTIALLY_FULFILLED");
            case "shipped", "fulfilled" -> status.equals("FULFILLED");
            default -> status.equalsIgnoreCase(wanted);
        };
    }

    private static Predicate<HeldOrder> word(String value) {
        String wanted = bare(value).toLowerCase(Locale.ROOT);
        return order -> (order.name() + " " + order.facts().email() + " "
                        + order.facts().tags())
                .toLowerCase(Locale.ROOT)
                .contains(wanted);
    }

    private static Predicate<HeldOrder> any(String values, Function<String, Predicate<HeldOrder>> filter) {
        return Arrays.stream(values.split(",", -1)).map(filter).reduce(order -> false, Predicate::or);
    }

    private static String bare(String name) {
        return name.startsWith("#") ? name.substring(1) : name;
    }

    private static Map<String, String> warning(String field, String message, String code) {
        return Map.of("field", field, "message", message, "code", code);
    }
}
