package io.gwms.platform.takealot;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.databind.JsonNode;
import io.gwms.ordersync.TimeWindow;
import io.gwms.outcome.Outcome;
import io.gwms.platform.FetchOrders;
import io.gwms.platform.FetchedOrder;
import io.gwms.platform.ListOrders;
import io.gwms.platform.LookUpOrders;
import io.gwms.platform.OrderListing;
import io.gwms.platform.OrderPage;
import io.gwms.platform.StoreSession;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads orders through the marketplace API v1, which lists sales by continuation token and by {@code order_date__gte}, {@code
 * order_date__lte} or {@code order_id} (its OpenAPI description, {@code GET /sales}). The sales of a page's last order that
 * lie on the pages behind it are taken from there, and the cursor names that order, so that the next page does not tell a
 * half of it.
 */
final class MarketplaceReads implements SaleReads {
    private static final int MOST_FURTHER_PAGES = 20;

    private final TakealotClient client;
    private final SaleDates dates;
    private final int pageSize;
    private final boolean pricesAreOfAPiece;

    MarketplaceReads(TakealotClient client, SaleDates dates, int pageSize, boolean pricesAreOfAPiece) {
        this.client = client;
        this.dates = dates;
        this.pageSize = pageSize;
        this.pricesAreOfAPiece = pricesAreOfAPiece;
    }

    private record Listed(
            List<JsonNode> rows,
            @Nullable String token,
            @Nullable Instant at) {}

    @Override
    public Outcome<OrderPage> window(FetchOrders request) {
        StoreSession session = request.session();
        String range = range(request.window());
        String cursor = requireNonNullElse(request.cursor(), ":");
        int colon = cursor.indexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException(
                    "cursor is '" + cursor + "', but must be one that a page of this connector gave");
        }
        String told = cursor.substring(0, colon);
        String token = cursor.substring(colon + 1);
        return list(session, range, token.isEmpty() ? null : token).then(listed -> {
            List<JsonNode> rows = new ArrayList<>(listed.rows());
            rows.removeIf(row -> !told.isEmpty() && SaleRows.orderId(row).equals(told));
            String last = rows.isEmpty() ? told : SaleRows.orderId(rows.get(rows.size() - 1));
            return rows.isEmpty() || last.isEmpty()
                    ? Outcome.done(page(session, rows, last, listed))
                    : withRest(session, range, last, rows, listed);
        });
    }

    @Override
    public Outcome<OrderPage> numbers(LookUpOrders request) {
        StoreSession session = request.session();
        List<FetchedOrder> found = new ArrayList<>();
        for (String number : request.numbers()) {
            if (!SaleRows.isOrderId(number)) {
                continue;
            }
            Outcome<List<JsonNode>> sales = salesOf(session, number);
            if (sales.asDone().isEmpty()) {
                return sales.then(never -> Outcome.unknown(number));
            }
            if (!sales.asDone().get().isEmpty()) {
                found.add(mapping(session).order(number, sales.asDone().get()));
            }
        }
        return Outcome.done(new OrderPage(found, null, null));
    }

    @Override
    public Outcome<OrderListing> census(ListOrders request) {
        return list(request.session(), range(request.window()), request.cursor())
                .then(listed ->
                        Outcome.done(new OrderListing(SaleRows.listed(listed.rows()), listed.token(), listed.at())));
    }

    private String range(TimeWindow window) {
        return "/sales?limit=" + pageSize
                + "&order_date__gte="
                + encoded(window.from().truncatedTo(ChronoUnit.SECONDS).toString())
                + "&order_date__lte=" + encoded(window.to().toString());
    }

    private Outcome<List<JsonNode>> salesOf(StoreSession session, String id) {
        String wanted = "/sales?limit=" + pageSize + "&order_id=" + id;
        List<JsonNode> rows = new ArrayList<>();
        @Nullable String token = null;
        for (int i = 0; i <= MOST_FURTHER_PAGES; i++) {
            Outcome<Listed> listed = list(session, wanted, token);
            if (listed.asDone().isEmpty()) {
                return listed.then(never -> Outcome.done(rows));
            }
            Listed page = listed.asDone().get();
            page.rows().stream().filter(row -> SaleRows.orderId(row).equals(id)).forEach(rows::add);
            token = page.token();
            if (token == null) {
                return Outcome.done(rows);
            }
        }
        return noEnd(id);
    }

    private static <T> Outcome<T> noEnd(String id) {
        return Outcome.unknown("the sales of order " + id + " have no end");
    }

    private Outcome<OrderPage> withRest(
            StoreSession session, String range, String last, List<JsonNode> rows, Listed listed) {
        @Nullable String further = listed.token();
        for (int i = 0; further != null; i++) {
            if (i == MOST_FURTHER_PAGES) {
                return noEnd(last);
            }
            Outcome<Listed> next = list(session, range, further);
            if (next.asDone().isEmpty()) {
                return next.then(never -> Outcome.unknown(last));
            }
            List<JsonNode> ahead = next.asDone().get().rows();
            ahead.stream().filter(row -> SaleRows.orderId(row).equals(last)).forEach(rows::add);
            boolean goesOn = !ahead.isEmpty()
                    && SaleRows.orderId(ahead.get(ahead.size() - 1)).equals(last);
            further = goesOn ? next.asDone().get().token() : null;
        }
        return Outcome.done(page(session, rows, last, listed));
    }

    private Outcome<Listed> list(StoreSession session, String range, @Nullable String token) {
        String query = token == null ? range : range + "&continuation_token=" + encoded(token);
        return client.get(session, query).then(answer -> {
            JsonNode items = answer.body().path("items");
            JsonNode next = answer.body().path("continuation_token");
            if (!items.isArray() || !(next.isTextual() || next.isNull() || next.isMissingNode())) {
                return Outcome.unknown(TakealotClient.said(session, "answered no list of sales", answer.body()));
            }
            List<JsonNode> rows = new ArrayList<>();
            items.forEach(rows::add);
            String given = next.asText("");
            if (rows.isEmpty() && next.isTextual() && !given.isBlank()) {
                return Outcome.unknown("Takealot listed no sale, and says that there are more");
            }
            return Outcome.done(new Listed(rows, next.isTextual() && !given.isBlank() ? given : null, answer.at()));
        });
    }

    private OrderPage page(StoreSession session, List<JsonNode> rows, String last, Listed listed) {
        SaleRows mapping = mapping(session);
        List<FetchedOrder> orders = new ArrayList<>();
        for (Map.Entry<String, List<JsonNode>> one : SaleRows.byOrder(rows).entrySet()) {
            orders.add(mapping.order(one.getKey(), one.getValue()));
        }
        return new OrderPage(orders, listed.token() == null ? null : last + ":" + listed.token(), listed.at());
    }

    private SaleRows mapping(StoreSession session) {
        return new SaleRows(dates, pricesAreOfAPiece, session.redactor());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
