package io.gwms.platform.woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import io.gwms.ordersync.TimeWindow;
import io.gwms.outcome.Outcome;
import io.gwms.outcome.Refusal;
import io.gwms.platform.FetchOrders;
import io.gwms.platform.FetchedOrder;
import io.gwms.platform.ListOrders;
import io.gwms.platform.LookUpOrders;
import io.gwms.platform.OrderListing;
import io.gwms.platform.OrderPage;
import io.gwms.platform.StoreSession;
import io.gwms.platform.reading.Fields;
import io.gwms.platform.reading.Orders;
import io.gwms.platform.reading.Replies;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Reads orders: a window page by page, by number, or without their details. */
final class OrderReads {
    private static final int CENSUS_PAGE = 100;
    private static final int MOST_FOUND = 100;

    private final WooClient client;
    private final Pages pages;
    private final OrderWords words;
    private final OrderMapping mapping;
    private final int pageSize;

    OrderReads(WooClient client, OrderWords words, int pageSize) {
        this.client = client;
        this.pages = new Pages(client, words);
        this.words = words;
        this.mapping = new OrderMapping(words);
        this.pageSize = pageSize;
    }

    Outcome<OrderPage> window(FetchOrders request) {
        StoreSession session = request.session();
        Map<String, String> window = window(request.window(), "modified_after", "modified_before");
        Outcome<Pages.Page> page = pages.page(session, window, pageSize, request.cursor());
        if (Replies.malformed(page, request.window()).isPresent()) {
            return oneByOne(request, window);
        }
        return page.then(read -> whole(session, read.orders())
                .then(orders -> Outcome.done(new OrderPage(orders, read.next(), read.at(), read.total()))));
    }

    /**
     * A page whose JSON is wrong may be one order's fault: their ids are listed, and each is read by itself. How many of
     * them are drafts shows only then, so the shop's count is not told.
     */
    private Outcome<OrderPage> oneByOne(FetchOrders request, Map<String, String> window) {
        StoreSession session = request.session();
        Map<String, String> ids = new LinkedHashMap<>(window);
        ids.put("_fields", "id");
        return pages.page(session, ids, pageSize, request.cursor()).then(page -> {
            List<FetchedOrder> read = new ArrayList<>();
            for (JsonNode row : page.orders()) {
                String id = row.path("id").asText("");
                Outcome<JsonNode> order = client.one(session, "orders/" + id);
                Optional<Refusal> broken = Replies.malformed(order);
                if (broken.isPresent()) {
                    String why = broken.get().text();
                    read.add(Orders.unreadable(id, "", why, why, session.redactor()));
                    continue;
                }
                if (order.asDone().filter(words::isDraft).isPresent()) {
                    continue;
                }
                Outcome<FetchedOrder> one = order.then(json -> whole(session, json));
                if (one.asDone().isEmpty()) {
                    return one.then(never -> Outcome.unknown("never"));
                }
                read.add(one.asDone().get());
            }
            return Outcome.done(new OrderPage(read, page.next(), page.at()));
        });
    }

    /** Every order by the time it was made, with its word: a hundred to a call. */
    Outcome<OrderListing> census(ListOrders request) {
        Map<String, String> window = window(request.window(), "after", "before");
        window.put("_fields", "id,number,status,date_modified_gmt");
        return pages.page(request.session(), window, CENSUS_PAGE, request.cursor())
                .then(page -> Outcome.done(new OrderListing(
                        page.orders().stream()
                                .filter(row -> row.path("id").asLong(0) > 0)
                                .map(this::listed)
                                .toList(),
                        page.next(),
                        page.at())));
    }

    private OrderListing.Listed listed(JsonNode row) {
        boolean dated = row.path("date_modified_gmt").asText("").matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ?");
        return new OrderListing.Listed(
                row.path("id").asText(),
                row.path("number").asText(row.path("id").asText()),
                dated ? OrderMapping.instant(row, "date_modified_gmt") : null,
                words.factOf(row.path("status").asText("")).orElse(null));
    }

    /** What is in the trash is listed to nobody who does not ask for it, so it is asked for when a number is missing. */
    Outcome<OrderPage> numbers(LookUpOrders request) {
        StoreSession session = request.session();
        List<String> numbers = request.numbers().stream()
                .map(OrderReads::bare)
                .filter(number -> !number.isEmpty())
                .distinct()
                .toList();
        Map<String, JsonNode> found = new LinkedHashMap<>();
        for (String status : List.of("any", "trash")) {
            Outcome<Map<String, JsonNode>> more = find(session, without(numbers, found), status);
            if (more.asDone().isEmpty()) {
                return more.then(never -> Outcome.unknown("never"));
            }
            found.putAll(more.asDone().get());
        }
        List<JsonNode> wanted =
                numbers.stream().map(found::get).filter(Objects::nonNull).toList();
        return whole(session, wanted).then(orders -> Outcome.done(new OrderPage(orders, null, null)));
    }

    private static List<String> without(List<String> numbers, Map<String, JsonNode> found) {
        return numbers.stream().filter(number -> !found.containsKey(number)).toList();
    }

    /** Orders by number. It mostly is the order's id; where a plugin numbers orders, the shop's search finds it. */
    private Outcome<Map<String, JsonNode>> find(StoreSession session, List<String> numbers, String status) {
        Map<String, JsonNode> found = new LinkedHashMap<>();
        List<String> digits =
                numbers.stream().filter(number -> number.matches("\\d{1,18}")).toList();
        for (int i = 0; i < digits.size(); i += MOST_FOUND) {
            String ids = String.join(",", digits.subList(i, Math.min(digits.size(), i + MOST_FOUND)));
            Outcome<List<JsonNode>> part = search(session, status, "include", ids);
            if (part.asDone().isEmpty()) {
                return part.then(never -> Outcome.unknown("never"));
            }
            part.asDone().get().forEach(order -> found.putIfAbsent(numberOf(order), order));
        }
        for (String number : without(numbers, found)) {
            Outcome<List<JsonNode>> part = search(session, status, "search", number);
            if (part.asDone().isEmpty()) {
                return part.then(never -> Outcome.unknown("never"));
            }
            part.asDone().get().stream()
                    .filter(order -> numberOf(order).equals(number))
                    .findFirst()
                    .ifPresent(order -> found.put(number, order));
        }
        return Outcome.done(found);
    }

    private static String numberOf(JsonNode order) {
        return bare(order.path("number").asText(""));
    }

    private Outcome<List<JsonNode>> search(StoreSession session, String status, String by, String value) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put(by, value);
        parameters.put("status", status);
        parameters.put("per_page", String.valueOf(MOST_FOUND));
        return client.list(session, "orders", parameters)
                .then(answer -> Outcome.done(Fields.elements(answer.body())
                        .filter(order -> !words.isDraft(order))
                        .toList()));
    }

    private Outcome<List<FetchedOrder>> whole(StoreSession session, List<JsonNode> orders) {
        List<FetchedOrder> read = new ArrayList<>();
        for (JsonNode order : orders) {
            Outcome<FetchedOrder> one = whole(session, order);
            if (one.asDone().isEmpty()) {
                return one.then(never -> Outcome.done(read));
            }
            read.add(one.asDone().get());
        }
        return Outcome.done(read);
    }

    /** What was refunded of an order is a call of its own; without it, what nobody wants would be shipped. */
    private Outcome<FetchedOrder> whole(StoreSession session, JsonNode order) {
        if (order.path("refunds").isEmpty() || order.path("id").asLong(0) <= 0) {
            return Outcome.done(mapping.map(order, List.of(), session.redactor()));
        }
        String path = "orders/" + order.path("id").asLong() + "/refunds";
        return client.list(session, path, Map.of("per_page", String.valueOf(MOST_FOUND)))
                .then(answer -> Outcome.done(
                        mapping.map(order, Fields.elements(answer.body()).toList(), session.redactor())));
    }

    /** The ends of the shop's windows are outside of them, in whole seconds of Greenwich; our first moment is inside. */
    private static Map<String, String> window(TimeWindow window, String after, String before) {
        Instant from = window.from().truncatedTo(ChronoUnit.SECONDS).minusSeconds(1);
        Instant to = window.to().minusNanos(1).truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("status", "any");
        parameters.put("dates_are_gmt", "true");
        parameters.put(after, SkippedHours.before(local(from)).format(DateTimeFormatter.ISO_LOCAL_DATE_TIME));
        parameters.put(before, local(to).format(DateTimeFormatter.ISO_LOCAL_DATE_TIME));
        return parameters;
    }

    private static LocalDateTime local(Instant at) {
        return LocalDateTime.ofInstant(at, ZoneOffset.UTC);
    }

    private static String bare(String number) {
        String stripped = number.strip();
        return stripped.startsWith("#") ? stripped.substring(1) : stripped;
    }
}
