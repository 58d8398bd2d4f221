package io.gwms.platform.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gwms.ordersync.TimeWindow;
import io.gwms.outcome.Outcome;
import io.gwms.outcome.Refusal;
import io.gwms.platform.FetchOrders;
import io.gwms.platform.FetchedOrder;
import io.gwms.platform.LookUpOrders;
import io.gwms.platform.OrderPage;
import io.gwms.platform.StoreSession;
import io.gwms.platform.reading.Fields;
import io.gwms.platform.reading.Replies;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads orders: a window page by page, or by the numbers people read. */
final class OrderReads {
    private static final int MOST_LINE_PAGES = 20;

    /** What the cursor of a page of one order begins with; Shopify's own is Base64. */
    private static final String ONE = "one:";

    private final ShopifyClient client;
    private final int pageSize;

    OrderReads(ShopifyClient client, int pageSize) {
        this.client = client;
        this.pageSize = pageSize;
    }

    /**
     * A page. One that is broken is read order by order where the window is so short that few are in it; a longer one asks to
     * be made shorter.
     */
    Outcome<OrderPage> window(FetchOrders request) {
        String search = search("updated_at", request.window());
        String cursor = request.cursor();
        if (cursor != null && cursor.startsWith(ONE)) {
            return one(request.session(), search, cursor.substring(ONE.length()));
        }
        Outcome<OrderPage> page = orders(request.session(), search, pageSize, cursor, order -> true);
        return Replies.malformed(page, request.window()).isPresent() ? one(request.session(), search, cursor) : page;
    }

    /** The one order behind a place; one that cannot be read is named by a list that shows names alone. */
    private Outcome<OrderPage> one(StoreSession session, String search, @Nullable String after) {
        Outcome<OrderPage> page = orders(session, search, 1, after, order -> true);
        Optional<Refusal> broken = Replies.malformed(page);
        return (broken.isEmpty() ? page : named(session, search, after, broken.get()))
                .then(read -> Outcome.done(new OrderPage(
                        read.orders(),
                        read.nextCursor() == null ? null : ONE + read.nextCursor(),
                        read.platformTime())));
    }

    private Outcome<OrderPage> named(StoreSession session, String search, @Nullable String after, Refusal broken) {
        return client.answer(
                        session,
                        Queries.ORDER_CENSUS,
                        variables(search, 1, after).put("sort", "UPDATED_AT"))
                .then(answer -> page(session, answer)
                        .then(page -> Outcome.done(new OrderPage(
                                Fields.elements(page.nodes())
                                        .map(order -> OrderMapping.unreadable(order, broken.text(), session.redactor()))
                                        .toList(),
                                page.next(),
                                answer.at()))));
    }

    Outcome<OrderPage> numbers(LookUpOrders request) {
        List<FetchedOrder> found = new ArrayList<>();
        for (String number : request.numbers()) {
            String wanted = bare(number);
            Outcome<OrderPage> page = orders(
                    request.session(),
                    "name:" + quoted(number),
                    pageSize,
                    null,
                    order -> bare(order.path("name").asText()).equalsIgnoreCase(wanted));
            if (page.asDone().isEmpty()) {
                return page;
            }
            found.addAll(page.asDone().get().orders());
        }
        return Outcome.done(new OrderPage(found, null, null));
    }

    /** Shopify shows whole seconds of a finer time, so the seconds at both ends are asked for whole. */
    static String search(String field, TimeWindow window) {
        Instant from = window.from().truncatedTo(ChronoUnit.SECONDS);
        Instant to = window.to().truncatedTo(ChronoUnit.SECONDS);
        Instant end = to.isBefore(window.to()) ? to.plusSeconds(1) : to;
        return field + ":>='" + from + "' " + field + ":<'" + end + "'";
    }

    /** A text as one value of a search term. */
    static String quoted(String value) {
        return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    private Outcome<OrderPage> orders(
            StoreSession session, String search, int size, @Nullable String cursor, Predicate<JsonNode> wanted) {
        return client.answer(session, Queries.ORDER_PAGE, variables(search, size, cursor))
                .then(answer -> page(session, answer)
                        .then(page -> map(session, page.nodes(), wanted)
                                .then(read -> Outcome.done(new OrderPage(read, page.next(), answer.at())))));
    }

    private static ObjectNode variables(String search, int size, @Nullable String after) {
        return ShopifyClient.variables().put("first", size).put("after", after).put("search", search);
    }

    /**
     * A page of orders, none of them read yet.
     *
     * @param nodes the orders
     * @param next where the next page begins; null when this is the last
     */
    record Page(JsonNode nodes, @Nullable String next) {}

    static Outcome<Page> page(StoreSession session, ShopifyClient.Answer answer) {
        JsonNode orders = answer.data().path("orders");
        JsonNode info = orders.path("pageInfo");
        if (!orders.path("nodes").isArray() || !info.path("hasNextPage").isBoolean()) {
            return Outcome.unknown("Shopify answered no list of orders: "
                    + ShopifyFailures.redacted(answer.data().toString(), session.redactor()));
        }
        boolean more = info.path("hasNextPage").asBoolean();
        if (more && !info.path("endCursor").isTextual()) {
            return Outcome.unknown("Shopify says that there are more orders, but not where they begin");
        }
        return Outcome.done(
                new Page(orders.path("nodes"), more ? info.path("endCursor").asText() : null));
    }

    private Outcome<List<FetchedOrder>> map(StoreSession session, JsonNode nodes, Predicate<JsonNode> wanted) {
        List<FetchedOrder> read = new ArrayList<>();
        for (JsonNode order : nodes) {
            if (!wanted.test(order)) {
                continue;
            }
            Outcome<FetchedOrder> one = whole(session, order);
            if (one.asDone().isEmpty()) {
                return one.then(never -> Outcome.done(read));
            }
            read.add(one.asDone().get());
        }
        return Outcome.done(read);
    }

    /**
     * An order with more lines than a page shows is completed, for a line left out would never be shipped. Only a call
     * that fails fails the page; an answer that makes no sense makes this one order unreadable.
     */
    private Outcome<FetchedOrder> whole(StoreSession session, JsonNode order) {
        JsonNode lines = order.path("lineItems");
        for (int i = 0; lines.at("/pageInfo/hasNextPage").asBoolean(); i++) {
            if (!(order.at("/lineItems/nodes") instanceof ArrayNode known)) {
                return unreadable(session, order, "its lines go on, but there is no list of lines");
            }
            String id = order.path("id").asText("");
            String cursor = lines.at("/pageInfo/endCursor").asText("");
            if (id.isBlank() || cursor.isBlank()) {
                return unreadable(session, order, "its lines go on, but id or endCursor is missing");
            }
            if (i == MOST_LINE_PAGES) {
                return unreadable(session, order, "its lines have no end");
            }
            ObjectNode variables = ShopifyClient.variables().put("id", id).put("after", cursor);
            Outcome<JsonNode> rest = client.ask(session, Queries.ORDER_LINES, variables);
            if (rest.asDone().isEmpty()) {
                return rest.then(never -> unreadable(session, order, "never"));
            }
            lines = rest.asDone().get().at("/order/lineItems");
            if (!(lines.path("nodes") instanceof ArrayNode more)) {
                return unreadable(session, order, "its lines go on, but Shopify answered: " + lines);
            }
            known.addAll(more);
        }
        return Outcome.done(OrderMapping.map(session, order));
    }

    private static Outcome<FetchedOrder> unreadable(StoreSession session, JsonNode order, String reason) {
        return Outcome.done(OrderMapping.unreadable(order, reason, session.redactor()));
    }

    private static String bare(String number) {
        return number.startsWith("#") ? number.substring(1) : number;
    }
}
