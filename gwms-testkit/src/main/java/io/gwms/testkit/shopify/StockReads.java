package io.gwms.testkit.shopify;

import static java.util.Objects.requireNonNull;

import graphql.schema.DataFetchingEnvironment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the queries answer about stock. The search knows the one field {@code sku}, and finds what begins alike too. */
final class StockReads {
    private static final Pattern SKU = Pattern.compile("sku:(?:'((?:[^'\\\\]|\\\\.)*)'|(\\S+))");

    private final StockRoom room;

    StockReads(StockRoom room) {
        this.room = room;
    }

    @Nullable
    Map<String, @Nullable Object> item(String gid) {
        return room.byId(Gid.number("InventoryItem", gid)).map(StockReads::view).orElse(null);
    }

    Map<String, Object> items(Map<String, Object> arguments) {
        String query = String.valueOf(arguments.getOrDefault("query", ""));
        Matcher term = SKU.matcher(query);
        if (!term.matches()) {
            throw new Refusal("BAD_REQUEST", "this fake searches inventory items by one sku:'…', not by " + query);
        }
        String wanted = term.group(1) == null ? term.group(2) : term.group(1).replaceAll("\\\\(.)", "$1");
        return Pages.page(
                room.all().stream()
                        .filter(item -> item.sku().startsWith(wanted))
                        .map(item -> new Pages.Row(new Cursor(item.id(), item.id()), () -> view(item)))
                        .toList(),
                arguments);
    }

    @Nullable
    Map<String, @Nullable Object> level(DataFetchingEnvironment env) {
        Map<String, Object> item = source(env);
        long location = Gid.number("Location", String.valueOf(env.<String>getArgument("locationId")));
        return room.byId(Gid.number("InventoryItem", String.valueOf(item.get("id"))))
                .filter(found -> found.at(location).isPresent())
                .map(found -> level(found, location))
                .orElse(null);
    }

    static List<Map<String, Object>> quantities(DataFetchingEnvironment env) {
        List<String> names = env.getArgumentOrDefault("names", List.of());
        Object available = source(env).get("available");
        return names.stream()
                .map(name -> Map.<String, Object>of("name", name, "quantity", available))
                .toList();
    }

    static Map<String, @Nullable Object> view(StockItem item) {
        Map<String, @Nullable Object> view = new LinkedHashMap<>();
        view.put("__typename", "InventoryItem");
        view.put("id", Gid.of("InventoryItem", item.id()));
        view.put("sku", item.sku());
        view.put("tracked", true);
        List<Object> levels = new ArrayList<>();
        item.levels().keySet().stream().sorted().forEach(location -> levels.add(level(item, location)));
        view.put("inventoryLevels", levels);
        return view;
    }

    private static Map<String, @Nullable Object> level(StockItem item, long location) {
        Map<String, @Nullable Object> level = new LinkedHashMap<>();
        level.put("__typename", "InventoryLevel");
        level.put("id", Gid.of("InventoryLevel", location));
        level.put("location", OrderView.location(location));
        level.put("available", item.at(location).orElse(0));
        return level;
    }

    private static Map<String, Object> source(DataFetchingEnvironment env) {
        return requireNonNull(env.<Map<String, Object>>getSource());
    }
}
