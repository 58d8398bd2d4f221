package io.gwms.testkit.fourpx;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads a request's body: texts, whole numbers that may be strings, time windows, pages. */
final class Query {
    static final String CAP_EXCEEDED = "MISS_PARAM_RESOURCE";

    /** Where the warehouse's day begins. */
    private static final ZoneId BEIJING = ZoneId.of("Asia/Shanghai");

    private final JsonNode body;

    Query(JsonNode body) {
        this.body = body;
    }

    String text(String name) {
        return body.path(name).asText("").strip();
    }

    /** Whether a row's value passes the filter of that name; an absent filter passes everything. */
    boolean matches(String filter, String value) {
        String wanted = text(filter);
        return wanted.isEmpty() || wanted.equals(value);
    }

    /** A list of at most 100 texts; empty when absent. */
    Set<String> texts(String name) {
        JsonNode list = body.path(name);
        if (!list.isMissingNode() && !list.isNull() && !list.isArray()) {
            throw Refusal.platform("000004");
        }
        var texts = new HashSet<String>();
        list.forEach(text -> texts.add(text.asText("").strip()));
        Refusal.when(texts.size() > 100, CAP_EXCEEDED, name + " takes at most 100 entries");
        return texts;
    }

    /** The whole number in a node, be it a number or a string; -1 when it is none. */
    static long wholeNumber(JsonNode node) {
        String text = node.asText("").strip();
        return text.matches("[0-9]{1,15}") ? Long.parseLong(text) : -1;
    }

    /**
     * The window between two epoch-millisecond fields; null when neither is given. A missing bound is the current day's:
     * its beginning, or now.
     */
    @Nullable
    Window window(String startName, String endName, int maxDays, String tooLarge, Instant now) {
        String start = text(startName);
        String end = text(endName);
        if (start.isEmpty() && end.isEmpty()) {
            return null;
        }
        var window = new Window(
                start.isEmpty() ? today(now).from : millis(startName), end.isEmpty() ? now : millis(endName));
        Refusal.when(
                Duration.between(window.from, window.to).compareTo(Duration.ofDays(maxDays)) > 0,
                tooLarge,
                "the window from " + startName + " to " + endName + " is longer than " + maxDays + " days");
        return window;
    }

    static Window today(Instant now) {
        return new Window(now.atZone(BEIJING).truncatedTo(ChronoUnit.DAYS).toInstant(), now);
    }

    private Instant millis(String name) {
        long millis = wholeNumber(body.path(name));
        Refusal.when(millis < 0, CAP_EXCEEDED, name + " must be milliseconds since 1970");
        return Instant.ofEpochMilli(millis);
    }

    /** Cuts the asked page; more than the cap is an error, not a smaller page. Adds page_no, page_size and total. */
    <T> ObjectNode page(List<T> rows, String listName, Paging paging, Function<? super T, ? extends JsonNode> toJson) {
        long pageNo = numberOr("page_no", 1);
        long pageSize = numberOr("page_size", paging.defaultSize);
        Refusal.when(pageNo < 1, paging.error, "page_no must be 1 or more");
        Refusal.when(
                pageSize < 1 || pageSize > paging.maxSize,
                paging.error,
                "page_size must be from 1 to " + paging.maxSize);
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        ArrayNode list = data.putArray(listName);
        rows.stream().skip((pageNo - 1) * pageSize).limit(pageSize).map(toJson).forEach(list::add);
        return data.put("page_no", Long.toString(pageNo))
                .put("page_size", Long.toString(pageSize))
                .put("total", Integer.toString(rows.size()));
    }

    private long numberOr(String name, long byDefault) {
        return text(name).isEmpty() ? byDefault : wholeNumber(body.path(name));
    }

    /** A page's default and largest size, and the error for more. */
    record Paging(int defaultSize, int maxSize, String error) {}

    /** A span of time, both ends included. */
    record Window(Instant from, Instant to) {
        boolean holds(@Nullable Instant at) {
            return at != null && !at.isBefore(from) && !at.isAfter(to);
        }
    }
}
