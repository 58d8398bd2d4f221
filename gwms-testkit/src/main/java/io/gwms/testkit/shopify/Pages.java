package io.gwms.testkit.shopify;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Keyset paging: a page begins behind the cursor, wherever the rows around it have gone meanwhile. */
final class Pages {
    private static final int MAX = 250;

    private Pages() {}

    /** A row and where it stands. */
    record Row(Cursor cursor, Supplier<Map<String, @Nullable Object>> node) {}

    static Map<String, Object> page(List<Row> rows, Map<String, Object> arguments) {
        int first = first(arguments);
        boolean reverse = Boolean.TRUE.equals(arguments.get("reverse"));
        Comparator<Cursor> order = reverse ? Comparator.<Cursor>reverseOrder() : Comparator.<Cursor>naturalOrder();
        Optional<Cursor> after =
                Optional.ofNullable((String) arguments.get("after")).map(Pages::cursor);
        List<Row> behind = rows.stream()
                .filter(row -> after.isEmpty() || order.compare(row.cursor(), after.get()) > 0)
                .sorted(Comparator.comparing(Row::cursor, order))
                .toList();
        List<Row> page = behind.stream().limit(first).toList();
        var nodes = page.stream().map(row -> row.node().get()).toList();
        Map<String, Object> connection = new LinkedHashMap<>();
        connection.put("nodes", nodes);
        connection.put(
                "edges",
                IntStream.range(0, page.size())
                        .mapToObj(i -> Map.of("cursor", page.get(i).cursor().encoded(), "node", nodes.get(i)))
                        .toList());
        Map<String, @Nullable Object> info = new LinkedHashMap<>();
        info.put("hasNextPage", behind.size() > page.size());
        info.put("hasPreviousPage", after.isPresent());
        info.put("startCursor", page.isEmpty() ? null : page.get(0).cursor().encoded());
        info.put(
                "endCursor",
                page.isEmpty() ? null : page.get(page.size() - 1).cursor().encoded());
        connection.put("pageInfo", info);
        return connection;
    }

    private static int first(Map<String, Object> arguments) {
        if (!(arguments.get("first") instanceof Number first)) {
            throw new Refusal("BAD_REQUEST", "you must provide one of first or last");
        }
        if (first.intValue() < 0 || first.intValue() > MAX) {
            throw new Refusal("BAD_REQUEST", "first is %s, but must be 0 to %d".formatted(first, MAX));
        }
        return first.intValue();
    }

    private static Cursor cursor(String text) {
        return Cursor.decoded(text)
                .orElseThrow(() -> new Refusal("BAD_REQUEST", "Invalid cursor for current pagination sort."));
    }
}
