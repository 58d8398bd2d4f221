package io.gwms.platform.woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import io.gwms.outcome.Outcome;
import io.gwms.platform.StoreSession;
import io.gwms.platform.reading.Fields;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Follows the pages of a window by id. WooCommerce counts rows, so an order that leaves the window while it is read moves
 * all behind it up, and the next page would skip one. Therefore each page begins with the last row of the page before; when
 * another stands there, pages are gone back until the place is found again. What comes twice does no harm.
 */
final class Pages {
    private static final Pattern CURSOR = Pattern.compile("(\\d{1,9}):(\\d{1,18}):(\\d{1,9})");
    private static final int MOST_STEPS_BACK = 100;

    private final WooClient client;
    private final OrderWords words;

    Pages(WooClient client, OrderWords words) {
        this.client = client;
        this.words = words;
    }

    /**
     * A page.
     *
     * @param orders its rows behind those of the page before, without drafts
     * @param next the cursor of the next one; null when this is the last
     * @param at what time it was there
     * @param total how many rows the shop says the window has, without the drafts that were seen so far
     */
    record Page(
            List<JsonNode> orders,
            @Nullable String next,
            @Nullable Instant at,
            long total) {}

    /**
     * Where the page is in the window.
     *
     * @param offset rows before it, the last known one not among them
     * @param last the id of the last known row; 0 when there is none
     * @param drafts how many drafts were seen up to there
     */
    private record Place(int offset, long last, int drafts) {
        static Place of(@Nullable String cursor) {
            Matcher parts = CURSOR.matcher(cursor == null ? "" : cursor);
            return parts.matches()
                    ? new Place(
                            Integer.parseInt(parts.group(1)),
                            Long.parseLong(parts.group(2)),
                            Integer.parseInt(parts.group(3)))
                    : new Place(0, 0, 0);
        }
    }

    Outcome<Page> page(StoreSession session, Map<String, String> window, int size, @Nullable String cursor) {
        Place place = Place.of(cursor);
        int offset = place.offset();
        for (int i = 0; i < MOST_STEPS_BACK; i++) {
            Map<String, String> parameters = new HashMap<>(window);
            parameters.put("orderby", "id");
            parameters.put("order", "asc");
            parameters.put("per_page", String.valueOf(size));
            parameters.put("offset", String.valueOf(offset));
            Outcome<WooClient.Answer> answer = client.list(session, "orders", parameters);
            if (answer.asDone().isEmpty()) {
                return answer.then(never -> Outcome.unknown("never"));
            }
            long total = answer.asDone().get().total();
            List<JsonNode> rows = Fields.elements(answer.asDone().get().body()).toList();
            if (total < 0 || (rows.isEmpty() && total > offset)) {
                return Outcome.unknown(
                        total < 0
                                ? "a list came without the header X-WP-Total, so it is not the shop's own; let caches"
                                        + " and proxies in front of it pass the API through"
                                : "the shop answered no orders, but says that there are " + total);
            }
            boolean found = offset == 0 || (!rows.isEmpty() && idOf(rows.get(0)) <= place.last());
            if (found) {
                return Outcome.done(
                        page(rows, offset, place, size, answer.asDone().get()));
            }
            offset = Math.max(0, offset - Math.max(1, size - 1));
        }
        return Outcome.unknown("the shop's list of orders changes faster than it can be read");
    }

    private Page page(List<JsonNode> rows, int offset, Place place, int size, WooClient.Answer answer) {
        List<JsonNode> fresh = rows.stream()
                .filter(row -> place.last() == 0 || idOf(row) == 0 || idOf(row) > place.last())
                .toList();
        List<JsonNode> orders =
                fresh.stream().filter(row -> !words.isDraft(row)).toList();
        int drafts = place.drafts() + fresh.size() - orders.size();
        long last = Math.max(
                place.last(), rows.stream().mapToLong(Pages::idOf).max().orElse(0));
        boolean more = rows.size() >= size;
        String next = more ? (offset + rows.size() - 1) + ":" + last + ":" + drafts : null;
        return new Page(orders, next, answer.at(), answer.total() - drafts);
    }

    /** The id of a row; 0 when it has none. */
    private static long idOf(JsonNode row) {
        return row.path("id").asLong(0);
    }
}
