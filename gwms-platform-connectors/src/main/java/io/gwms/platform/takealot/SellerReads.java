package io.gwms.platform.takealot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.gwms.outcome.Outcome;
import io.gwms.outcome.Refusal;
import io.gwms.platform.FetchOrders;
import io.gwms.platform.FetchedOrder;
import io.gwms.platform.ListOrders;
import io.gwms.platform.LookUpOrders;
import io.gwms.platform.OrderListing;
import io.gwms.platform.OrderPage;
import io.gwms.platform.StoreSession;
import io.gwms.platform.reading.Orders;
import io.gwms.platform.reading.Replies;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads orders through the seller API v2, which lists sales by the day of the order and pages by number.
 *
 * <p>Three things follow. An order's sales may lie on two pages: those at the edges of a page are read once more by the
 * order's number, all of them unless the list is seen to be in the order of time. Sales that vanish meanwhile move the others
 * forward: when the total shrinks, the page is read so much earlier. A page without rows of which the total says that
 * there are some is a failure. The total counts sales of whole days, so no {@link OrderPage#reported} comes of it.
 */
final class SellerReads implements SaleReads {
    private static final int MOST_PAGES_OF_AN_ORDER = 20;

    /** Days are asked for whole, so asking for less than this is asking for the same again. */
    private static final Duration HALF_A_DAY = Duration.ofHours(12);

    /** So many sales are not in the order of time by chance. */
    private static final int ENOUGH_TO_TELL = 20;

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
    private record Listed(
            int number,
            int size,
            int total,
            List<JsonNode> rows,
            @Nullable Instant at) {
        boolean hasMore() {
            return (long) number * size < total;
        }

        @Nullable
        String next(boolean inOrder) {
            return hasMore() ? (number + 1) + "/" + total + (inOrder ? "/sorted" : "") : null;
        }
    }

    /** Where to go on, how many sales there were when that was said, and whether they were in the order of time. */
    private record Place(int page, int total, boolean inOrder) {
        static Place of(@Nullable String cursor) {
            if (cursor == null) {
                return new Place(1, 0, false);
            }
            if (!cursor.matches("[1-9]\\d{0,8}/\\d{1,9}(/sorted)?")) {
                throw new IllegalArgumentException(
                        "cursor is '" + cursor + "', but must be one that a page of this connector gave");
            }
            String[] parts = cursor.split("/", -1);
            return new Place(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), parts.length == 3);
        }
    }

    @Override
    public Outcome<OrderPage> window(FetchOrders request) {
        // Whether the end's own day counts is not told, so the day after it is asked for too.
        String days = days(
                dates.day(request.window().from()),
                dates.day(request.window().to()).plusDays(1));
        Place place = Place.of(request.cursor());
        return page(request, days, place.page())
                .then(listed -> nothingSkipped(place, listed, page -> page(request, days, page)))
                .then(listed -> orders(request.session(), days, place, listed));
    }

    /** {@inheritDoc} The same list, without reading any order a second time. */
    @Override
    public Outcome<OrderListing> census(ListOrders request) {
        String days = days(
                dates.day(request.window().from()),
                dates.day(request.window().to()).plusDays(1));
        Place place = Place.of(request.cursor());
        return list(request.session(), days, place.page(), pageSize)
                .then(listed -> nothingSkipped(place, listed, page -> list(request.session(), days, page, pageSize)))
                .then(listed -> Outcome.done(
                        new OrderListing(SaleRows.listed(listed.rows()), listed.next(false), listed.at())));
    }

    @Override
    public Outcome<OrderPage> numbers(LookUpOrders request) {
        Instant now = request.session().clock().instant();
        LocalDate today = dates.day(now);
        String days = days(today.minusDays(horizon.toDays()), today.plusDays(1));
        SaleRows mapping = new SaleRows(dates, false, request.session().redactor());
        List<FetchedOrder> found = new ArrayList<>();
        for (String number : request.numbers()) {
            if (!SaleRows.isOrderId(number)) {
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

    private static Outcome<Listed> nothingSkipped(Place place, Listed listed, IntFunction<Outcome<Listed>> earlier) {
        int gone = place.total() - listed.total();
        if (gone <= 0 || place.page() == 1) {
            return Outcome.done(listed);
        }
        int back = (gone + listed.size() - 1) / listed.size();
        return earlier.apply(Math.max(1, place.page() - back));
    }

    /**
     * A page. One that is broken is read in smaller pages, down to one sale each: what stands for a sale that cannot be read
     * is a text, the words for what came instead.
     */
    private Outcome<Listed> inParts(StoreSession session, String conditions, int number, int size) {
        Outcome<Listed> whole = list(session, conditions, number, size);
        Optional<Refusal> broken = Replies.malformed(whole);
        if (broken.isEmpty()) {
            return whole;
        }
        if (size == 1) {
            return Outcome.done(new Listed(
                    number,
                    1,
                    0,
                    new ArrayList<>(List.of(TextNode.valueOf(broken.get().text()))),
                    null));
        }
        int parts = smallestFactor(size);
        List<JsonNode> rows = new ArrayList<>();
        int total = 0;
        @Nullable Instant at = null;
        for (int part = 1; part <= parts; part++) {
            Outcome<Listed> read = inParts(session, conditions, (number - 1) * parts + part, size / parts);
            if (read.asDone().isEmpty()) {
                return read;
            }
            Listed listed = read.asDone().get();
            rows.addAll(listed.rows());
            total = Math.max(total, listed.total());
            at = at == null ? listed.at() : at;
        }
        return Outcome.done(new Listed(number, size, total, rows, at));
    }

    /** A page of which only some sales are broken; one without a good one tells nothing of how many there are. */
    private Outcome<Listed> page(FetchOrders request, String conditions, int number) {
        Outcome<Listed> whole = list(request.session(), conditions, number, pageSize);
        if (Replies.malformed(whole, request.window(), HALF_A_DAY).isEmpty()) {
            return whole;
        }
        return inParts(request.session(), conditions, number, pageSize)
                .then(listed -> listed.total() == 0 && !listed.rows().isEmpty()
                        ? Outcome.unknown("Takealot's lists of sales are broken, however few sales are asked for: "
                                + listed.rows().get(0).asText())
                        : Outcome.done(listed));
    }

    private static int smallestFactor(int number) {
        return IntStream.rangeClosed(2, number)
                .filter(factor -> number % factor == 0)
                .findFirst()
                .orElse(1);
    }

    private Outcome<Listed> list(StoreSession session, String conditions, int number, int size) {
        String query = "/sales?filters=" + encoded(conditions) + "&page_number=" + number + "&page_size=" + size;
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
            int given = summary.path("page_size").asInt();
            int total = summary.path("total").asInt();
            long due = Math.min(given, Math.max(0, total - (long) (number - 1) * given));
            if (rows.size() < due) {
                return Outcome.unknown(
                        "Takealot says that page " + number + " has " + due + " sales, and listed " + rows.size());
            }
            List<JsonNode> list = new ArrayList<>();
            rows.forEach(list::add);
            return Outcome.done(new Listed(number, given, total, list, answer.at()));
        });
    }

    private Outcome<OrderPage> orders(StoreSession session, String days, Place place, Listed listed) {
        SaleRows mapping = new SaleRows(dates, false, session.redactor());
        List<JsonNode> broken =
                listed.rows().stream().filter(row -> !row.isObject()).toList();
        Set<String> besides = besides(listed.rows());
        listed.rows().removeAll(broken);
        Map<String, List<JsonNode>> byOrder = SaleRows.byOrder(listed.rows());
        boolean inOrder = isInOrder(mapping, place, listed);
        Set<String> cut = new HashSet<>(cut(mapping, inOrder, listed));
        cut.addAll(besides);
        List<FetchedOrder> orders = new ArrayList<>();
        int found = 0;
        for (Map.Entry<String, List<JsonNode>> one : byOrder.entrySet()) {
            String id = one.getKey();
            if (!cut.contains(id) || !SaleRows.isOrderId(id)) {
                orders.add(mapping.order(id, one.getValue()));
                continue;
            }
            Outcome<List<JsonNode>> all = salesOf(session, days, id);
            Optional<Refusal> why = Replies.malformed(all);
            if (why.isPresent()) {
                found++;
                orders.add(Orders.unreadable(id, id, why.get().text(), why.get().text(), session.redactor()));
                continue;
            }
            if (all.asDone().isEmpty()) {
                return all.then(never -> Outcome.unknown(id));
            }
            List<JsonNode> rows = all.asDone().get();
            orders.add(mapping.order(id, rows.isEmpty() ? one.getValue() : rows));
        }
        if (found == 0) {
            // An order of its own, whose number nothing tells.
            broken.forEach(
                    sale -> orders.add(Orders.unreadable("", "", sale.asText(), sale.asText(), session.redactor())));
        }
        return Outcome.done(new OrderPage(orders, listed.next(inOrder), listed.at()));
    }

    /** The orders of which a sale stands beside one that cannot be read, and so may be theirs too. */
    private static Set<String> besides(List<JsonNode> rows) {
        return IntStream.range(0, rows.size())
                .filter(i -> rows.get(i).isObject())
                .filter(i -> (i > 0 && !rows.get(i - 1).isObject())
                        || (i + 1 < rows.size() && !rows.get(i + 1).isObject()))
                .mapToObj(i -> SaleRows.orderId(rows.get(i)))
                .collect(Collectors.toSet());
    }

    /** Whether the sales are listed by time, so that those of an order lie together. */
    private static boolean isInOrder(SaleRows mapping, Place place, Listed listed) {
        if (!place.inOrder() && listed.rows().size() < ENOUGH_TO_TELL) {
            return false;
        }
        try {
            List<Instant> moments =
                    listed.rows().stream().map(mapping::orderedAt).toList();
            return isSorted(moments, 1) || isSorted(moments, -1);
        } catch (IllegalArgumentException e) {
            // A date that cannot be read says nothing about where its order's other sales are.
            return false;
        }
    }

    /** The orders of which some sales may lie on another page. */
    private static Set<String> cut(SaleRows mapping, boolean inOrder, Listed listed) {
        List<JsonNode> rows = listed.rows();
        if (rows.isEmpty() || (listed.number() == 1 && !listed.hasMore())) {
            return Set.of();
        }
        if (!inOrder) {
            return rows.stream().map(SaleRows::orderId).collect(Collectors.toSet());
        }
        Instant first = mapping.orderedAt(rows.get(0));
        Instant last = mapping.orderedAt(rows.get(rows.size() - 1));
        return rows.stream()
                .filter(row -> (listed.number() > 1 && mapping.orderedAt(row).equals(first))
                        || (listed.hasMore() && mapping.orderedAt(row).equals(last)))
                .map(SaleRows::orderId)
                .collect(Collectors.toSet());
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
            Outcome<Listed> listed = list(session, days + ";order_id:" + id, number, pageSize);
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
