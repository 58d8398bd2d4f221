package io.gwms.testkit.shopee;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gwms.testkit.fake.Rows;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The module {@code order}: keys by time, details by key, cancelling. */
final class OrderApi {
    private static final long MAX_WINDOW_SECONDS = 15 * 24 * 3_600L;
    private static final Set<String> ALWAYS_SHOWN = Set.of(
            "order_sn",
            "region",
            "currency",
            "cod",
            "order_status",
            "message_to_seller",
            "create_time",
            "update_time",
            "days_to_ship",
            "ship_by_date",
            "reverse_shipping_fee",
            "advance_package");
    private static final Set<String> REASONS =
            Set.of("OUT_OF_STOCK", "CUSTOMER_REQUEST", "UNDELIVERABLE_AREA", "COD_NOT_SUPPORTED");
    private static final Set<String> CANCELLABLE = Set.of("UNPAID", "PENDING", "READY_TO_SHIP", "RETRY_SHIP");

    private final Book book;
    private final ShopeeFaults faults;

    OrderApi(Book book, ShopeeFaults faults) {
        this.book = book;
        this.faults = faults;
    }

    ObjectNode list(Map<String, String> query) {
        String field = query.getOrDefault("time_range_field", "");
        if (!Set.of("create_time", "update_time").contains(field)) {
            throw Refusal.param("Wrong parameters, detail: time_range_field is invalid.");
        }
        long from = number(query, "time_from");
        long to = number(query, "time_to");
        long size = number(query, "page_size");
        if (from >= to || to - from > MAX_WINDOW_SECONDS) {
            throw new Refusal(
                    "order.order_list_invalid_time", "Start time must be earlier than end time and diff in 15days.");
        }
        if (size < 1 || size > 100) {
            throw Refusal.param("Wrong parameters, detail: page_size should be between 1 and 100.");
        }
        boolean pending = Boolean.parseBoolean(query.get("request_order_status_pending"));
        String status = query.getOrDefault("order_status", "");
        long visibleUntil = book.now().minus(faults.lag()).getEpochSecond();
        List<ObjectNode> found = book.orders().stream()
                .filter(order -> pending || !word(order).equals("PENDING"))
                .filter(order -> status.isEmpty() || status.equals(word(order)))
                .filter(order -> order.path("update_time").asLong() <= visibleUntil)
                .filter(order -> faults.answersOutsideTheWindow()
                        || (order.path(field).asLong() >= from
                                && order.path(field).asLong() <= to))
                .sorted(Comparator.comparing(order -> place(field, order)))
                .toList();
        return page(found, field, query, size);
    }

    /** Pages go on behind the last order shown, wherever that order is by then. */
    private static ObjectNode page(List<ObjectNode> found, String field, Map<String, String> query, long size) {
        String after = decoded(query.getOrDefault("cursor", ""));
        List<ObjectNode> rest = found.stream()
                .filter(order -> place(field, order).compareTo(after) > 0)
                .toList();
        List<ObjectNode> shown = rest.stream().limit(size).toList();
        boolean more = rest.size() > shown.size();
        ObjectNode response = Rows.object().put("more", more);
        ArrayNode list = response.putArray("order_list");
        boolean withStatus = query.getOrDefault("response_optional_fields", "").contains("order_status");
        for (ObjectNode order : shown) {
            ObjectNode key =
                    list.addObject().put("order_sn", order.path("order_sn").asText());
            if (withStatus) {
                key.put("order_status", word(order));
            }
        }
        return response.put("next_cursor", more ? encoded(place(field, shown.get(shown.size() - 1))) : "");
    }

    private static String place(String field, ObjectNode order) {
        long tie = field.equals("create_time")
                ? order.path("_first").asLong()
                : order.path("_seq").asLong();
        return "%012d:%012d".formatted(order.path(field).asLong(), tie);
    }

    ObjectNode detail(Map<String, String> query) {
        List<String> wanted = List.of(query.getOrDefault("order_sn_list", "").split(",", -1));
        if (wanted.size() > 50 || wanted.get(0).isBlank()) {
            throw Refusal.param("Wrong parameters, detail: order_sn_list limit [1,50].");
        }
        Set<String> fields = new HashSet<>(ALWAYS_SHOWN);
        for (String field : query.getOrDefault("response_optional_fields", "").split(",", -1)) {
            fields.add(field.strip());
        }
        boolean pending = Boolean.parseBoolean(query.get("request_order_status_pending"));
        ObjectNode response = Rows.object();
        ArrayNode list = response.putArray("order_list");
        for (String orderSn : wanted) {
            boolean known = book.find(orderSn).isPresent();
            if (known && !faults.omits(orderSn)) {
                list.add(shown(book.order(orderSn), fields, pending));
            } else if (!known && faults.failsWholeBatches()) {
                book.order(orderSn);
            }
        }
        if (wanted.size() == 1 && list.isEmpty() && !faults.omits(wanted.get(0))) {
            book.order(wanted.get(0));
        }
        return response;
    }

    private ObjectNode shown(ObjectNode order, Set<String> fields, boolean pending) {
        if (faults.showsArrangedLate()) {
            showAsReady(order);
        }
        if (!pending && word(order).equals("PENDING")) {
            order.put("order_status", "READY_TO_SHIP");
        }
        List<String> all =
                List.copyOf(order.properties().stream().map(Map.Entry::getKey).toList());
        all.stream().filter(field -> !fields.contains(field)).forEach(order::remove);
        Book.packages(order).forEach(parcel -> parcel.remove(List.of("_arranged", "_tracking")));
        return order;
    }

    /** What has been handed over and not collected yet still counts as ready. */
    private static void showAsReady(ObjectNode order) {
        Book.packages(order).stream().filter(parcel -> parcel.has("_arranged")).forEach(parcel -> {
            parcel.put("logistics_status", "LOGISTICS_READY");
            order.put("order_status", "READY_TO_SHIP");
        });
    }

    ObjectNode cancel(JsonNode body) {
        String reason = body.path("cancel_reason").asText();
        if (!REASONS.contains(reason)) {
            throw Refusal.param("Wrong parameters, detail: cancel_reason is invalid.");
        }
        ObjectNode order = book.order(body.path("order_sn").asText());
        if (reason.equals("OUT_OF_STOCK") && body.path("item_list").isEmpty()) {
            throw Refusal.param("Wrong parameters, detail: item_list is required.");
        }
        if (!CANCELLABLE.contains(word(order))) {
            throw new Refusal("order.error_limit", "Can not cancel this order");
        }
        return cancelled(order, "seller", reason);
    }

    ObjectNode answerBuyer(JsonNode body) {
        ObjectNode order = book.order(body.path("order_sn").asText());
        String operation = body.path("operation").asText();
        if (!word(order).equals("IN_CANCEL")) {
            throw new Refusal(
                    "order.order_status_invalid", "Invalid order_status.The order status should be IN_CANCEL.");
        }
        if (operation.equals("ACCEPT")) {
            return cancelled(order, "buyer", order.path("buyer_cancel_reason").asText());
        }
        if (!operation.equals("REJECT")) {
            throw Refusal.param("Wrong parameters, detail: operation is invalid.");
        }
        order.put("order_status", "READY_TO_SHIP");
        book.put(order);
        return Rows.object().put("update_time", book.now().getEpochSecond());
    }

    ObjectNode cancelled(ObjectNode order, String by, String reason) {
        order.put("order_status", "CANCELLED").put("cancel_by", by).put("cancel_reason", reason);
        book.put(order);
        return Rows.object().put("update_time", book.now().getEpochSecond());
    }

    static String word(ObjectNode order) {
        return order.path("order_status").asText();
    }

    private static long number(Map<String, String> query, String name) {
        String text = query.getOrDefault(name, "");
        if (!text.matches("\\d{1,12}")) {
            throw Refusal.param("Wrong parameters, detail: %s is invalid.".formatted(name));
        }
        return Long.parseLong(text);
    }

    private static String encoded(String place) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(place.getBytes(StandardCharsets.US_ASCII));
    }

    private static String decoded(String cursor) {
        try {
            return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII);
        } catch (IllegalArgumentException e) {
            throw Refusal.param("Wrong parameters, detail: cursor is invalid.");
        }
    }
}
