package io.gwms.platform.amazonvendor;

import com.fasterxml.jackson.databind.JsonNode;
import io.gwms.ordersync.TimeWindow;
import io.gwms.outcome.Outcome;
import io.gwms.outcome.RefusalCode;
import io.gwms.platform.FetchOrders;
import io.gwms.platform.FetchedOrder;
import io.gwms.platform.ListOrders;
import io.gwms.platform.LookUpOrders;
import io.gwms.platform.OrderListing;
import io.gwms.platform.OrderPage;
import io.gwms.platform.StoreSession;
import io.gwms.platform.reading.Fields;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads purchase orders: a window of both lists page by page, one after another by number, or only their numbers. */
final class PurchaseOrderReads {
    /** «After» a moment may leave that moment out, so a list begins this much before the window. */
    static final Duration EARLY = Duration.ofSeconds(1);

    private static final String PATH = "/vendor/orders/v1/purchaseOrders";

    /** The lists of a window, in the order they are read; a page's cursor begins with its list's name. */
    private enum By {
        CREATED,
        CHANGED;

        private String parameter(String end) {
            return (this == CREATED ? "created" : "changed") + end;
        }

        private String cursor(String token) {
            return name() + ":" + token;
        }
    }

    private record Page(List<JsonNode> orders, String nextToken, @Nullable Instant at) {}

    private final AmazonClient client;
    private final int pageSize;

    PurchaseOrderReads(AmazonClient client, int pageSize) {
        this.client = client;
        this.pageSize = pageSize;
    }

    Outcome<OrderPage> window(FetchOrders request) {
        String cursor = request.from().orElse(By.CREATED.cursor(""));
        int colon = cursor.indexOf(':');
        By by = cursor.startsWith(By.CHANGED.name()) ? By.CHANGED : By.CREATED;
        return page(request.session(), by, request.window(), cursor.substring(colon + 1), true)
                .then(page -> {
                    List<FetchedOrder> read = page.orders().stream()
                            .map(order -> PurchaseOrderMapping.map(
                                    order, request.session().redactor()))
                            .toList();
                    return Outcome.done(new OrderPage(read, next(by, page), page.at()));
                });
    }

    private static @Nullable String next(By by, Page page) {
        if (!page.nextToken().isEmpty()) {
            return by.cursor(page.nextToken());
        }
        return by == By.CREATED ? By.CHANGED.cursor("") : null;
    }

    /** The list without details names numbers and states and no times. */
    Outcome<OrderListing> listing(ListOrders request) {
        return page(request.session(), By.CREATED, request.window(), request.from().orElse(""), false)
                .then(page -> {
                    List<OrderListing.Listed> listed = page.orders().stream()
                            .map(order -> order.path("purchaseOrderNumber").asText(""))
                            .filter(number -> !number.isBlank())
                            .map(number -> new OrderListing.Listed(number, number, null, null))
                            .toList();
                    return listed.size() < page.orders().size()
                            ? Outcome.unknown("Amazon listed a purchase order without a number")
                            : Outcome.done(new OrderListing(
                                    listed, page.nextToken().isEmpty() ? null : page.nextToken(), page.at()));
                });
    }

    Outcome<OrderPage> numbers(LookUpOrders request) {
        List<FetchedOrder> found = new ArrayList<>();
        for (String number : request.numbers()) {
            Outcome<JsonNode> one = order(request.session(), number.strip());
            if (one instanceof Outcome.Refused<JsonNode> refused
                    && refused.refusal().code().equals(RefusalCode.NOT_FOUND)) {
                continue;
            }
            if (one.asDone().isEmpty()) {
                return one.then(never -> Outcome.done(new OrderPage(found, null, null)));
            }
            found.add(PurchaseOrderMapping.map(
                    one.asDone().get(), request.session().redactor()));
        }
        return Outcome.done(new OrderPage(found, null, null));
    }

    /** One purchase order as Amazon shows it. */
    Outcome<JsonNode> order(StoreSession session, String number) {
        return client.get(session, PATH + "/" + AmazonClient.encoded(number), Map.of())
                .then(answer -> answer.payload()
                                .path("purchaseOrderNumber")
                                .asText("")
                                .equalsIgnoreCase(number)
                        ? Outcome.done(answer.payload())
                        : Outcome.unknown("Amazon was asked for purchase order " + number + " and answered another: "
                                + AmazonClient.excerpt(answer.payload(), session.redactor())));
    }

    private Outcome<Page> page(StoreSession session, By by, TimeWindow window, String token, boolean details) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("limit", String.valueOf(pageSize));
        parameters.put(by.parameter("After"), whole(window.from()).minus(EARLY).toString());
        parameters.put(by.parameter("Before"), end(window).toString());
        parameters.put("sortOrder", "ASC");
        parameters.put("includeDetails", String.valueOf(details));
        if (!token.isEmpty()) {
            parameters.put("nextToken", token);
        }
        return client.get(session, PATH, parameters).then(answer -> {
            JsonNode orders = answer.payload().path("orders");
            if (!orders.isArray()) {
                return Outcome.unknown("Amazon answered no list of purchase orders: "
                        + AmazonClient.excerpt(answer.payload(), session.redactor()));
            }
            String next = answer.payload().at("/pagination/nextToken").asText("");
            return !next.isEmpty() && next.equals(token)
                    ? Outcome.unknown("Amazon names the page it has just shown as the next one")
                    : Outcome.done(new Page(Fields.elements(orders).toList(), next, answer.at()));
        });
    }

    private static Instant end(TimeWindow window) {
        Instant end = whole(window.to());
        return end.isBefore(window.to()) ? end.plusSeconds(1) : end;
    }

    /** Dates of purchase orders are whole seconds. */
    private static Instant whole(Instant moment) {
        return moment.truncatedTo(ChronoUnit.SECONDS);
    }
}
