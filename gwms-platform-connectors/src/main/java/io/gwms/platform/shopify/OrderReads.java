package io.gwms.platform.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gwms.ordersync.TimeWindow;
import io.gwms.outcome.Outcome;
import io.gwms.platform.FetchOrders;
import io.gwms.platform.FetchedOrder;
import io.gwms.platform.LookUpOrders;
import io.gwms.platform.OrderPage;
import io.gwms.platform.StoreSession;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads orders: a window page by page, or by the numbers people read. */
final class OrderReads {
    private static final int MOST_LINE_PAGES = 20;

    private final ShopifyClient client;
    private final int pageSize;

    OrderReads(ShopifyClient client, int pageSize) {
        this.client = client;
        this.pageSize = pageSize;
    }

    Outcome<OrderPage> window(FetchOrders request) {
        return orders(request.session(), search("updated_at", request.window()), request.cursor(), order -> true);
    }

    Outcome<OrderPage> numbers(LookUpOrders request) {
        List<FetchedOrder> found = new ArrayList<>();
        for (String number : request.numbers()) {
            String wanted = bare(number);
            Outcome<OrderPage> page = orders(
                    request.session(),
                    "name:" + quoted(number),
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
            StoreSession session, String search, @Nullable String cursor, Predicate<JsonNode> wanted) {
        ObjectNode variables = ShopifyClient.variables();
        variables.put("first", pageSize).put("after", cursor).put("search", search);
        return client.answer(session, Queries.ORDER_PAGE, variables)
                .then(answer -> page(session, answer)
                        .then(page -> map(session, page.nodes(), wanted)
                                .then(read -> Outcome.done(new OrderPage(read, page.next(), answer.at())))));
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
        return Outcome.done(OrderMapping.map(order, session.redactor()));
    }

    private static Outcome<FetchedOrder> unreadable(StoreSession session, JsonNode order, String reason) {
        return Outcome.done(OrderMapping.unreadable(order, reason, session.redactor()));
    }

    private static String bare(String number) {
        return number.startsWith("#") ? number.substring(1) : number;
    }
}
