package io.gwms.platform.shopee;

import com.fasterxml.jackson.databind.JsonNode;
import io.gwms.ordersync.TimeWindow;
import io.gwms.outcome.Outcome;
import io.gwms.outcome.Refusal;
import io.gwms.outcome.RefusalCode;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads orders: the list gives their numbers, the detail the rest, fifty at a time. */
final class OrderReads {
    private static final int MOST_IN_A_DETAIL = 50;

    private final int pageSize;

    OrderReads(int pageSize) {
        this.pageSize = pageSize;
    }

    /**
     * A page of the list.
     *
     * @param orders what it names, each with {@code order_sn}
     * @param next the cursor of the next one; null when this is the last
     * @param at what time it was there
     */
    private record Keys(
            List<JsonNode> orders,
            @Nullable String next,
            @Nullable Instant at) {}

    Outcome<OrderPage> window(FetchOrders request) {
        StoreSession session = request.session();
        return keys(session, "update_time", request.window(), request.cursor(), pageSize)
                .then(keys -> details(request, numbersOf(keys))
                        .then(orders -> Outcome.done(new OrderPage(orders, keys.next(), keys.at()))));
    }

    /** Every order by the time it was made, with its word and nothing else: one call for a hundred. */
    Outcome<OrderListing> census(ListOrders request) {
        return keys(request.session(), "create_time", request.window(), request.cursor(), 100)
                .then(keys -> Outcome.done(new OrderListing(
                        keys.orders().stream()
                                .map(key -> new OrderListing.Listed(
                                        key.path("order_sn").asText(),
                                        key.path("order_sn").asText(),
                                        null,
                                        OrderWords.factOf(
                                                        key.path("order_status").asText(""))
                                                .orElse(null)))
                                .toList(),
                        keys.next(),
                        keys.at())));
    }

    Outcome<OrderPage> numbers(LookUpOrders request) {
        List<String> numbers = request.numbers().stream()
                .map(String::strip)
                .filter(number -> !number.isEmpty() && number.indexOf(',') < 0)
                .distinct()
                .toList();
        return found(request.session(), numbers, never -> false)
                .then(found -> Outcome.done(new OrderPage(List.copyOf(found.values()), null, null)));
    }

    private Outcome<Keys> keys(
            StoreSession session, String field, TimeWindow window, @Nullable String cursor, int size) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("time_range_field", field);
        parameters.put("time_from", String.valueOf(window.from().getEpochSecond()));
        parameters.put("time_to", String.valueOf(lastSecondOf(window)));
        parameters.put("page_size", String.valueOf(size));
        parameters.put("cursor", cursor == null ? "" : cursor);
        parameters.put("response_optional_fields", "order_status");
        parameters.put("request_order_status_pending", "true");
        return ShopeeClient.answer(session, ShopeeCall.LIST, parameters).then(answer -> {
            JsonNode body = answer.body();
            boolean whole =
                    body.path("order_list").isArray() && body.path("more").isBoolean();
            List<JsonNode> orders = Fields.elements(body.path("order_list")).toList();
            boolean named = orders.stream()
                    .allMatch(order -> !order.path("order_sn").asText("").isBlank());
            String next = body.path("next_cursor").asText("");
            boolean more = body.path("more").asBoolean();
            if (!whole || !named || (more && next.isBlank())) {
                return Outcome.unknown("Shopee answered no list of orders that leads on: "
                        + ShopeeFailures.excerpt(body.toString(), session.redactor()));
            }
            return Outcome.done(new Keys(orders, more ? next : null, answer.at()));
        });
    }

    /** Both ends of Shopee's window are in it, in whole seconds, and must differ; ours ends before its end. */
    private static long lastSecondOf(TimeWindow window) {
        return Math.max(
                window.from().getEpochSecond() + 1, window.to().minusNanos(1).getEpochSecond());
    }

    private static List<String> numbersOf(Keys keys) {
        return keys.orders().stream()
                .map(order -> order.path("order_sn").asText())
                .distinct()
                .toList();
    }

    /** One order for each number, in their order; what the detail does not show is told, not dropped. */
    private static Outcome<List<FetchedOrder>> details(FetchOrders request, List<String> numbers) {
        StoreSession session = request.session();
        Predicate<Outcome<?>> inParts =
                answer -> Replies.malformed(answer, request.window()).isPresent();
        return found(session, numbers, inParts).then(found -> {
            Map<String, FetchedOrder> all = new LinkedHashMap<>();
            for (String number : numbers) {
                FetchedOrder order = found.remove(number);
                all.put(
                        number,
                        order != null
                                ? order
                                : Orders.unreadable(
                                        number,
                                        number,
                                        "Shopee lists the order, but get_order_detail does not show it",
                                        "",
                                        session.redactor()));
            }
            all.putAll(found);
            return Outcome.done(List.copyOf(all.values()));
        });
    }

    private static Outcome<Map<String, FetchedOrder>> found(
            StoreSession session, List<String> numbers, Predicate<Outcome<?>> inParts) {
        Map<String, FetchedOrder> found = new LinkedHashMap<>();
        for (int i = 0; i < numbers.size(); i += MOST_IN_A_DETAIL) {
            List<String> part = numbers.subList(i, Math.min(numbers.size(), i + MOST_IN_A_DETAIL));
            Outcome<Map<String, FetchedOrder>> read = batch(session, part, inParts);
            if (read.asDone().isEmpty()) {
                return read;
            }
            found.putAll(read.asDone().get());
        }
        return Outcome.done(found);
    }

    /**
     * The orders of one detail by number. A batch that fails for what may be the fault of one order, which is an order not
     * known or, where so chosen, JSON that is wrong, is asked for one by one, so that this one stops no other.
     */
    private static Outcome<Map<String, FetchedOrder>> batch(
            StoreSession session, List<String> numbers, Predicate<Outcome<?>> inParts) {
        Map<String, String> parameters = Map.of(
                "order_sn_list",
                String.join(",", numbers),
                "request_order_status_pending",
                "true",
                "response_optional_fields",
                OrderMapping.OPTIONAL_FIELDS);
        Outcome<JsonNode> answer = ShopeeClient.ask(session, ShopeeCall.DETAIL, parameters);
        if (answer instanceof Outcome.Refused<JsonNode> refused
                && (inParts.test(answer) || refused.refusal().code().equals(RefusalCode.NOT_FOUND))) {
            return numbers.size() == 1
                    ? Outcome.done(alone(session, numbers.get(0), refused.refusal()))
                    : oneByOne(session, numbers, inParts);
        }
        return answer.then(body -> {
            if (!body.path("order_list").isArray()) {
                return Outcome.unknown("Shopee answered no details of orders: "
                        + ShopeeFailures.excerpt(body.toString(), session.redactor()));
            }
            Map<String, FetchedOrder> read = new LinkedHashMap<>();
            Fields.elements(body.path("order_list"))
                    .map(order -> OrderMapping.map(order, session.redactor()))
                    .forEach(order -> read.put(
                            order.fold(
                                    known -> known.order().platformOrderId(), FetchedOrder.Unreadable::platformOrderId),
                            order));
            return Outcome.done(read);
        });
    }

    private static Outcome<Map<String, FetchedOrder>> oneByOne(
            StoreSession session, List<String> numbers, Predicate<Outcome<?>> inParts) {
        Map<String, FetchedOrder> read = new LinkedHashMap<>();
        for (String number : numbers) {
            Outcome<Map<String, FetchedOrder>> one = batch(session, List.of(number), inParts);
            if (one.asDone().isEmpty()) {
                return one;
            }
            read.putAll(one.asDone().get());
        }
        return Outcome.done(read);
    }

    private static Map<String, FetchedOrder> alone(StoreSession session, String number, Refusal refusal) {
        Map<String, FetchedOrder> read = new LinkedHashMap<>();
        if (refusal.code().equals(RefusalCode.MALFORMED_REPLY)) {
            read.put(number, Orders.unreadable(number, number, refusal.text(), refusal.text(), session.redactor()));
        }
        return read;
    }
}
