package io.gwms.testkit.woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gwms.testkit.fake.Rows;
import io.gwms.testkit.http.FakeReply;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The resource {@code orders}: pages by number or offset, within windows whose ends are outside of them. */
final class OrdersApi {
    private static final Set<String> SORTS = Set.of("date", "id", "include", "title", "slug");

    private static final Set<String> DRAFTS = Set.of("checkout-draft", "auto-draft");

    private final Rows rows;
    private final WooFaults faults;
    private final ZoneId site;

    OrdersApi(Rows rows, WooFaults faults, ZoneId site) {
        this.rows = rows;
        this.faults = faults;
        this.site = site;
    }

    FakeReply list(Map<String, String> query) {
        int size = number(query, "per_page", 10);
        int page = number(query, "page", 1);
        String sort = query.getOrDefault("orderby", "date");
        if (size < 1 || size > 100 || page < 1 || !SORTS.contains(sort)) {
            throw new Refusal(400, "rest_invalid_param", "Invalid parameter(s): per_page, page or orderby");
        }
        Comparator<ObjectNode> order = sort.equals("date")
                ? Comparator.comparing(
                                (ObjectNode row) -> row.path("date_created_gmt").asText())
                        .thenComparing(row -> row.path("id").asLong())
                : Comparator.comparing((ObjectNode row) -> row.path("id").asLong());
        List<ObjectNode> found = rows.all("order").stream()
                .filter(wanted(query))
                .sorted(query.getOrDefault("order", "desc").equals("asc") ? order : order.reversed())
                .toList();
        int offset = number(query, "offset", (page - 1) * size);
        ArrayNode shown = JsonNodeFactory.instance.arrayNode();
        found.stream().skip(offset).limit(size).forEach(row -> shown.add(fields(row, query)));
        return FakeReply.json(200, spelt(shown))
                .withHeader("X-WP-Total", String.valueOf(found.size()))
                .withHeader("X-WP-TotalPages", String.valueOf((found.size() + size - 1) / size));
    }

    private Predicate<ObjectNode> wanted(Map<String, String> query) {
        String status = query.getOrDefault("status", "any");
        String search = query.getOrDefault("search", "");
        Set<String> include = Set.of(query.getOrDefault("include", "").split(",", -1));
        return row -> (status.equals("any")
                        ? isOfAnyStatus(word(row))
                        : List.of(status.split(",", -1)).contains(word(row)))
                && (include.contains("") || include.contains(row.path("id").asText()))
                && (search.isEmpty() || matches(row, search))
                && within(row, "date_created", query, "after", "before")
                && (faults.ignoresTheWindow()
                        || within(row, "date_modified", query, "modified_after", "modified_before"));
    }

    /** «Any» is any that a search is to find. */
    private boolean isOfAnyStatus(String word) {
        return !word.equals("trash") && (faults.listsDrafts() || !DRAFTS.contains(word));
    }

    private boolean within(ObjectNode row, String field, Map<String, String> query, String after, String before) {
        boolean gmt = query.getOrDefault("dates_are_gmt", "false").equals("true");
        boolean late = Optional.ofNullable(query.get(after))
                .map(text -> Dates.read(row, field).isAfter(Dates.asked(text, gmt, site, after)))
                .orElse(true);
        boolean early = Optional.ofNullable(query.get(before))
                .map(text -> Dates.read(row, field).isBefore(Dates.asked(text, gmt, site, before)))
                .orElse(true);
        return late && early;
    }

    private static boolean matches(ObjectNode row, String search) {
        return Stream.of("/id", "/number", "/billing/first_name", "/billing/phone", "/billing/email")
                .anyMatch(at -> row.at(at).asText().contains(search));
    }

    private static ObjectNode fields(ObjectNode row, Map<String, String> query) {
        String fields = query.getOrDefault("_fields", "");
        return fields.isEmpty() ? row : row.retain(fields.split(",", -1));
    }

    /** JSON, unless a plugin is in the way. */
    private String spelt(JsonNode shown) {
        List<Long> ids = StreamSupport.stream(
                        shown.isArray() ? shown.spliterator() : List.of(shown).spliterator(), false)
                .filter(row -> row.size() > 1)
                .map(row -> row.path("id").asLong())
                .toList();
        return faults.misspellsOneOf(ids) ? shown.toString().replaceFirst(",", " ") : shown.toString();
    }

    FakeReply one(long id) {
        return FakeReply.json(200, spelt(order(id)));
    }

    FakeReply refunds(long id) {
        order(id);
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        rows.all("refund").stream()
                .filter(refund -> refund.path("_order").asLong() == id)
                .forEach(list::add);
        return FakeReply.json(200, list.toString());
    }

    ObjectNode order(long id) {
        return rows.find("order", String.valueOf(id)).orElseThrow(() -> Refusal.unknown("shop_order"));
    }

    /** Puts what the body names over the order; metadata of the same key is replaced. */
    FakeReply change(long id, ObjectNode body, Instant now) {
        ObjectNode order = rows.find("order", String.valueOf(id)).orElseThrow(() -> Refusal.ofUnknown("shop_order"));
        if (body.has("status")) {
            order.put("status", body.path("status").asText());
        }
        body.path("meta_data").forEach(meta -> {
            ArrayNode kept = order.withArray("meta_data");
            for (int i = kept.size() - 1; i >= 0; i--) {
                if (kept.get(i).path("key").equals(meta.path("key"))) {
                    kept.remove(i);
                }
            }
            kept.addObject()
                    .put("id", rows.next("meta"))
                    .put("key", meta.path("key").asText())
                    .put("value", meta.path("value").asText());
        });
        Dates.put(order, "date_modified", now, site);
        rows.put("order", String.valueOf(id), order);
        return FakeReply.json(200, order.toString());
    }

    /** A refund of pieces of one line. */
    void refund(long id, long lineId, int pieces, Instant now) {
        ObjectNode order = order(id);
        long refundId = rows.next("id");
        ObjectNode refund = Rows.object()
                .put("id", refundId)
                .put("_order", id)
                .put("amount", "10.00")
                .put("reason", "");
        ObjectNode line = refund.putArray("line_items")
                .addObject()
                .put("id", rows.next("line"))
                .put("quantity", -pieces);
        line.putArray("meta_data").addObject().put("key", "_refunded_item_id").put("value", String.valueOf(lineId));
        rows.put("refund", String.valueOf(refundId), refund);
        order.withArray("refunds")
                .addObject()
                .put("id", refundId)
                .put("reason", "")
                .put("total", "-10.00");
        Dates.put(order, "date_modified", now, site);
        rows.put("order", String.valueOf(id), order);
    }

    static String word(ObjectNode order) {
        return order.path("status").asText();
    }

    private static int number(Map<String, String> query, String name, int otherwise) {
        String text = query.getOrDefault(name, String.valueOf(otherwise));
        if (!text.matches("\\d{1,9}")) {
            throw new Refusal(400, "rest_invalid_param", "Invalid parameter(s): " + name);
        }
        return Integer.parseInt(text);
    }
}
