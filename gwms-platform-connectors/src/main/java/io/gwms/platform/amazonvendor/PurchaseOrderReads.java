package io.gwms.platform.amazonvendor;

import static java.util.Objects.requireNonNullElse;

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
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads purchase orders: a window of both lists page by page, one after another by number, or only their numbers. */
final class PurchaseOrderReads {
    /** «After» a moment may leave that moment out, so a list begins this much before the window. */
    static final Duration EARLY = Duration.ofSeconds(1);

    /** Dates are whole seconds, so a window that begins and ends within one is asked for up to this much longer. */
    static final Duration ROUNDING = Duration.ofSeconds(1);

    private static final String PATH = "/vendor/orders/v1/purchaseOrders";

    /** The lists of a window, in the order they are read; a page's cursor begins with its list's name. */
    private enum By {
        CREATED,
        CHANGED,
        CREATED_ONE,
        CHANGED_ONE;

        boolean isOne() {
            return this == CREATED_ONE || this == CHANGED_ONE;
        }

        /** The same list, one purchase order to a page. */
        By one() {
            return isCreated() ? CREATED_ONE : CHANGED_ONE;
        }

        private boolean isCreated() {
            return this == CREATED || this == CREATED_ONE;
        }

        static By of(String cursor) {
            return valueOf(cursor.substring(0, cursor.indexOf(':')));
        }

        private String parameter(String end) {
            return (isCreated() ? "created" : "changed") + end;
        }

        private String cursor(String token) {
            return name() + ":" + token;
        }
    }

    private record Page(
            List<JsonNode> orders,
            String nextToken,
            @Nullable Instant at) {}

    private final AmazonClient client;
    private final int pageSize;

    PurchaseOrderReads(AmazonClient client, int pageSize) {
        this.client = client;
        this.pageSize = pageSize;
    }

    Outcome<OrderPage> window(FetchOrders request) {
        String cursor = requireNonNullElse(request.cursor(), By.CREATED.cursor(""));
        By by = By.of(cursor);
        String token = cursor.substring(cursor.indexOf(':') + 1);
        if (by.isOne()) {
            return one(request, by, token);
        }
        Outcome<OrderPage> page = page(request.session(), by, request.window(), token, pageSize, true)
                .then(listed -> {
                    List<FetchedOrder> read = listed.orders().stream()
                            .map(order -> PurchaseOrderMapping.map(
                                    order, request.session().redactor()))
                            .toList();
                    return Outcome.done(new OrderPage(read, next(by, listed), listed.at()));
                });
        return Replies.malformed(page, request.window()).isPresent() ? one(request, by.one(), "") : page;
    }

    /** The next purchase order of a list that names numbers alone, read by its number. */
    private Outcome<OrderPage> one(FetchOrders request, By by, String token) {
        return page(request.session(), by, request.window(), token, 1, false).then(listed -> {
            List<FetchedOrder> read = new ArrayList<>();
            for (JsonNode named : listed.orders()) {
                String number = named.path("purchaseOrderNumber").asText("");
                Outcome<JsonNode> order = order(request.session(), number);
                Optional<Refusal> broken = Replies.malformed(order);
                if (broken.isPresent()) {
                    String why = broken.get().text();
                    read.add(Orders.unreadable(
                            number, number, why, why, request.session().redactor()));
                } else if (order.asDone().isPresent()) {
                    read.add(PurchaseOrderMapping.map(
                            order.asDone().get(), request.session().redactor()));
                } else {
                    return order.then(never -> Outcome.unknown(number));
                }
            }
            return Outcome.done(new OrderPage(read, next(by, listed), listed.at()));
        });
    }

    private static @Nullable String next(By by, Page page) {
        if (!page.nextToken().isEmpty()) {
            return by.cursor(page.nextToken());
        }
        return by.isCreated() ? By.CHANGED.cursor("") : null;
    }

    /** The list without details names numbers and states and no times. */
    Outcome<OrderListing> listing(ListOrders request) {
        return page(
                        request.session(),
                        By.CREATED,
                        request.window(),
                        requireNonNullElse(request.cursor(), ""),
                        pageSize,
                        false)
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
                .then(answer ->
                        answer.payload().path("purchaseOrderNumber").asText("").equalsIgnoreCase(number)
                                ? Outcome.done(answer.payload())
                                : Outcome.unknown(
                                        "Amazon was asked for purchase order " + number + " and answered another: "
                                                + AmazonClient.excerpt(answer.payload(), session.redactor())));
    }

    private Outcome<Page> page(
            StoreSession session, By by, TimeWindow window, String token, int size, boolean details) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("limit", String.valueOf(size));
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
