package io.gwms.platform.takealot;

import com.fasterxml.jackson.databind.JsonNode;
import io.gwms.outcome.Outcome;
import io.gwms.platform.FetchOrders;
import io.gwms.platform.FetchedOrder;
import io.gwms.platform.LookUpOrders;
import io.gwms.platform.OrderPage;
import io.gwms.platform.StoreSession;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads orders through the seller API v2, which lists sales by the day of the order and pages by number.
 *
 * <p>Three things follow. An order's sales may lie on two pages: those at the edges of a page are read once more by the
 * order's number, all of them when the page is not in the order of time. Sales that vanish meanwhile move the others
 * forward: when the total shrinks, the page is read so much earlier. A page without rows of which the total says that
 * there are some is a failure.
 */
final class SellerReads {
    private static final int MOST_PAGES_OF_AN_ORDER = 20;

    private final TakealotClient client;
    private final SaleDates dates;
    private final int pageSize;
    private final Duration horizon;

    SellerReads(TakealotClient client, SaleDates dates, int pageSize, Duration horizon) {
        this.client = client;
        this.dates = dates;
        this.pageSize = pageSize;
        this.horizon = horizon;
    }

    /** A page of sales and what its summary tells of it. */
    private record Listed(int number, int size, int total, List<JsonNode> rows, @Nullable Instant at) {
        boolean hasMore() {
            return (long) number * size < total;
        }
    }

    /** Where to go on, and how many sales there were when that was said. */
    private record Place(int page, int total) {
        static Place of(@Nullable String cursor) {
            if (cursor == null) {
                return new Place(1, 0);
            }
            if (!cursor.matches("[1-9]\\d{0,8}/\\d{1,9}")) {
                throw new IllegalArgumentException(
                        "cursor is '" + cursor + "', but must be one that a page of this connector gave");
            }
            int slash = cursor.indexOf('/');
            return new Place(
                    Integer.parseInt(cursor.substring(0, slash)), Integer.parseInt(cursor.substring(slash + 1)));
        }
    }

    Outcome<OrderPage> window(FetchOrders request) {
        // Whether the end's own day counts is not told, so the day after it is asked for too.
        String days = days(
                dates.day(request.window().from()),
                dates.day(request.window().to()).plusDays(1));
        Place place = Place.of(request.cursor());
        return list(request.session(), days, place.page())
                .then(listed -> nothingSkipped(request.session(), days, place, listed))
                .then(listed -> orders(request.session(), days, listed));
    }

    Outcome<OrderPage> numbers(LookUpOrders request) {
        Instant now = request.session().clock().instant();
        LocalDate today = dates.day(now);
        String days = days(today.minusDays(horizon.toDays()), today.plusDays(1));
        SaleRows mapping = new SaleRows(dates, request.session().redactor());
        List<FetchedOrder> found = new ArrayList<>();
        for (String number : request.numbers()) {
            if (!number.matches("\\d{1,18}")) {
                continue;
            }
            Outcome<List<JsonNode>> rows = salesOf(request.session(), days, number);
            if (rows.asDone().isEmpty()) {
                return rows.then(never -> Outcome.unknown(number));
            }
            if (!rows.asDone().get().isEmpty()) {
                found.add(mapping.order(number, rows.asDone().get()));
            }
        }
        return Outcome.done(new OrderPage(found, null, null));
    }

    private Outcome<Listed> nothingSkipped(StoreSession session, String days, Place place, Listed listed) {
        int gone = place.total() - listed.total();
        if (gone <= 0 || place.page() == 1) {
            return Outcome.done(listed);
        }
        int back = (gone + listed.size() - 1) / listed.size();
        return list(session, days, Math.max(1, place.page() - back));
    }

    private Outcome<Listed> list(StoreSession session, String conditions, int number) {
        String query =
                "/sales?filters=" + encoded(conditions) + "&page_number=" + number + "&page_size=" + pageSize;
        return client.get(session, query).then(answer -> {
            JsonNode summary = answer.body().path("page_summary");
            JsonNode rows = answer.body().path("sales");
            boolean legible = rows.isArray()
                    && summary.path("total").asInt(-1) >= 0
                    && summary.path("page_size").asInt(-1) >= 1;
            if (!legible) {
                return Outcome.unknown(TakealotClient.said(session, "answered no list of sales", answer.body()));
            }
            int told = summary.path("page_number").asInt(-1);
            if (told != number) {
                return Outcome.unknown("Takealot was asked for page " + number + " and answered page " + told);
            }
            int size = summary.path("page_size").asInt();
            int total = summary.path("total").asInt();
            long due = Math.min(size, Math.max(0, total - (long) (number - 1) * size));
            if (rows.size() < due) {
                return Outcome.unknown("Takealot says that page " + number + " has " + due + " sales, and listed "
                        + rows.size());
            }
            List<JsonNode> list = new ArrayList<>();
            rows.forEach(list::add);
            return Outcome.done(new Listed(number, size, total, list, answer.at()));
        });
    }

    private Outcome<OrderPage> orders(StoreSession session, String days, Listed listed) {
        SaleRows mapping = new SaleRows(dates, session.redactor());
        Map<String, List<JsonNode>> byOrder = SaleRows.byOrder(listed.rows());
        Set<String> cut = cut(mapping, listed);
        List<FetchedOrder> orders = new ArrayList<>();
        for (Map.Entry<String, List<JsonNode>> one : byOrder.entrySet()) {
            String id = one.getKey();
            if (!cut.contains(id) || !id.matches("\\d{1,18}")) {
                orders.add(mapping.order(id, one.getValue()));
                continue;
            }
            Outcome<List<JsonNode>> all = salesOf(session, days, id);
            if (all.asDone().isEmpty()) {
                return all.then(never -> Outcome.unknown(id));
            }
            List<JsonNode> rows = all.asDone().get();
            orders.add(mapping.order(id, rows.isEmpty() ? one.getValue() : rows));
        }
        String next = listed.hasMore() ? (listed.number() + 1) + "/" + listed.total() : null;
        return Outcome.done(new OrderPage(orders, next, listed.at()));
    }

    /** The orders of which some sales may lie on another page. */
    private static Set<String> cut(SaleRows mapping, Listed listed) {
        List<JsonNode> rows = listed.rows();
        if (rows.isEmpty() || (listed.number() == 1 && !listed.hasMore())) {
            return Set.of();
        }
        Set<String> cut = new HashSet<>();
        try {
            List<Instant> moments = rows.stream().map(mapping::orderedAt).toList();
            boolean sorted = isSorted(moments, 1) || isSorted(moments, -1);
            Instant first = moments.get(0);
            Instant last = moments.get(moments.size() - 1);
            for (int i = 0; i < rows.size(); i++) {
                boolean edge = (listed.number() > 1 && moments.get(i).equals(first))
                        || (listed.hasMore() && moments.get(i).equals(last));
                if (edge || !sorted) {
                    cut.add(SaleRows.orderId(rows.get(i)));
                }
            }
        } catch (IllegalArgumentException e) {
            // A date that cannot be read says nothing about where its order's other sales are.
            rows.forEach(row -> cut.add(SaleRows.orderId(row)));
        }
        return cut;
    }

    private static boolean isSorted(List<Instant> moments, int direction) {
        for (int i = 1; i < moments.size(); i++) {
            if (moments.get(i - 1).compareTo(moments.get(i)) * direction > 0) {
                return false;
            }
        }
        return true;
    }

    /** All sales of an order; none when Takealot knows no such order. */
    private Outcome<List<JsonNode>> salesOf(StoreSession session, String days, String id) {
        List<JsonNode> rows = new ArrayList<>();
        boolean more = true;
        for (int number = 1; more; number++) {
            if (number > MOST_PAGES_OF_AN_ORDER) {
                return Outcome.unknown("the sales of order " + id + " have no end");
            }
            Outcome<Listed> listed = list(session, days + ";order_id:" + id, number);
            if (listed.asDone().isEmpty()) {
                return listed.then(never -> Outcome.done(rows));
            }
            Listed page = listed.asDone().get();
            page.rows().stream().filter(row -> SaleRows.orderId(row).equals(id)).forEach(rows::add);
            more = page.hasMore();
        }
        return Outcome.done(rows);
    }

    private static String days(LocalDate first, LocalDate last) {
        return "start_date:" + first + ";end_date:" + last;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
