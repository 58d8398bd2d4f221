package io.gwms.platform.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gwms.outcome.Outcome;
import io.gwms.platform.ListOrders;
import io.gwms.platform.OrderListing;
import io.gwms.platform.StoreSession;
import io.gwms.platform.reading.Fields;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists which orders were made in a window, by name and time alone: a page of 250 costs about a dozen points. */
final class Census {
    static final int PAGE = 250;

    private final ShopifyClient client;

    Census(ShopifyClient client) {
        this.client = client;
    }

    Outcome<OrderListing> list(ListOrders request) {
        StoreSession session = request.session();
        ObjectNode variables = ShopifyClient.variables()
                .put("first", PAGE)
                .put("after", request.cursor())
                .put("sort", "CREATED_AT")
                .put("search", OrderReads.search("created_at", request.window()));
        return client.answer(session, Queries.ORDER_CENSUS, variables)
                .then(answer -> OrderReads.page(session, answer).then(page -> listed(session, page, answer.at())));
    }

    private static Outcome<OrderListing> listed(StoreSession session, OrderReads.Page page, @Nullable Instant at) {
        List<OrderListing.Listed> orders = new ArrayList<>();
        for (JsonNode order : page.nodes()) {
            try {
                orders.add(new OrderListing.Listed(
                        Fields.needed(order, "id"),
                        Fields.needed(order, "name"),
                        Instant.parse(Fields.needed(order, "updatedAt")),
                        null));
            } catch (IllegalArgumentException | DateTimeParseException e) {
                return Outcome.unknown("Shopify listed an order that cannot be counted: "
                        + ShopifyFailures.redacted(order.toString(), session.redactor()));
            }
        }
        return Outcome.done(new OrderListing(orders, page.next(), at));
    }
}
