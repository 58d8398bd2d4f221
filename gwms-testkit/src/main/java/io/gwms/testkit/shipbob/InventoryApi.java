package io.gwms.testkit.shipbob;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gwms.testkit.http.FakeReply;
import io.gwms.testkit.http.FakeRequest;
import io.gwms.testkit.shelf.Shelf;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * {@code /inventory} and {@code /inventory-level}: pages that name the next page's address and no total. The same list
 * is sorted by inventory id; what a page shows is of the moment it was asked for.
 */
final class InventoryApi {
    private final Centre centre;

    InventoryApi(Centre centre) {
        this.centre = centre;
    }

    FakeReply items(FakeRequest request) {
        return page(
                request,
                item -> JsonNodeFactory.instance
                        .objectNode()
                        .put("inventory_id", item.getValue())
                        .put("sku", item.getKey())
                        .put("name", name(item))
                        .put("is_lot", true));
    }

    FakeReply locations(FakeRequest request) {
        return page(request, item -> {
            ObjectNode row = identity(item);
            ArrayNode locations = row.putArray("locations");
            spots(request, item.getKey()).stream()
                    .collect(Collectors.groupingBy(
                            held -> held.spot().location(), LinkedHashMap::new, Collectors.toList()))
                    .forEach((location, some) -> locations.add(quantities(some).put("location_id", location)));
            return row;
        });
    }

    FakeReply lots(FakeRequest request) {
        return page(request, item -> {
            ObjectNode row = identity(item);
            ArrayNode lots = row.putArray("lots");
            spots(request, item.getKey()).stream()
                    .filter(held -> !held.spot().lot().isEmpty())
                    .filter(held -> !centre.settings.omitsZeroRows() || held.onHand() > 0)
                    .collect(Collectors.groupingBy(held -> held.spot().lot(), LinkedHashMap::new, Collectors.toList()))
                    .forEach((lot, some) -> {
                        ObjectNode json = quantities(some).put("lot_number", lot);
                        String date = some.get(0).spot().lotDate();
                        json.put("lot_date", date.isEmpty() ? null : date);
                        ArrayNode places = json.putArray("locations");
                        some.forEach(held -> places.add(quantities(List.of(held))
                                .put("location_id", held.spot().location())));
                        lots.add(json);
                    });
            return row;
        });
    }

    private List<Shelf.Held<ShipBobStock>> spots(FakeRequest request, String sku) {
        String location = request.queryParameters().getOrDefault("LocationId", "");
        return centre.shelf.rows().stream()
                .filter(held -> held.spot().sku().equals(sku))
                .filter(held -> location.isEmpty()
                        || location.equals(Integer.toString(held.spot().location())))
                .toList();
    }

    private static ObjectNode identity(Map.Entry<String, Integer> item) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("inventory_id", item.getValue())
                .put("sku", item.getKey())
                .put("name", name(item));
    }

    /** Holds the SKU too, as a search looks for part of either. */
    private static String name(Map.Entry<String, Integer> item) {
        return "Item " + item.getKey();
    }

    private static ObjectNode quantities(List<Shelf.Held<ShipBobStock>> held) {
        return JsonNodeFactory.instance
                .objectNode()
                .put(
                        "on_hand_quantity",
                        held.stream().mapToLong(Shelf.Held::onHand).sum())
                .put(
                        "fulfillable_quantity",
                        held.stream().mapToLong(Shelf.Held::free).sum())
                .put(
                        "committed_quantity",
                        held.stream().mapToLong(Shelf.Held::locked).sum())
                .put("awaiting_quantity", 0)
                .put("internal_transfer_quantity", 0);
    }

    private FakeReply page(FakeRequest request, Function<Map.Entry<String, Integer>, ObjectNode> toRow) {
        Map<String, String> query = new LinkedHashMap<>(request.queryParameters());
        int size = OrdersApi.whole(query.getOrDefault("PageSize", "50"), "PageSize", centre.settings.mostPerPage());
        int from = query.containsKey("Cursor") ? offset(query.get("Cursor")) : 0;
        List<String> ids = OrdersApi.names(query, "InventoryIds");
        String search = query.getOrDefault("SearchBy", "").toLowerCase(Locale.ROOT);
        List<Map.Entry<String, Integer>> fitting = centre.items.entrySet().stream()
                .filter(item -> ids.isEmpty() || ids.contains(item.getValue().toString()))
                .filter(item -> name(item).toLowerCase(Locale.ROOT).contains(search))
                .sorted(Map.Entry.comparingByValue())
                .toList();
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode items = answer.putArray("items");
        fitting.stream().skip(from).limit(size).forEach(item -> items.add(toRow.apply(item)));
        answer.putNull("first").putNull("prev").putNull("last");
        if (from + size < fitting.size()) {
            query.put("Cursor", cursor(from + size));
            String host = request.header("Host").orElse("127.0.0.1");
            String where = request.path() + "?" + encoded(query);
            answer.put("next", centre.settings.relativeNext() ? where : "http://" + host + where);
        } else {
            answer.putNull("next");
        }
        return FakeReply.json(200, answer.toString());
    }

    private String cursor(int offset) {
        String text = offset + "@" + centre.now();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private int offset(String cursor) {
        String[] parts;
        try {
            parts = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8).split("@", -1);
        } catch (IllegalArgumentException e) {
            throw Problem.of(400, "Bad Request", "The cursor is invalid.");
        }
        if (Instant.parse(parts[1]).plus(centre.settings.cursorLife()).isBefore(centre.now())) {
            throw Problem.of(400, "Bad Request", "The cursor has expired.");
        }
        return Integer.parseInt(parts[0]);
    }

    private static String encoded(Map<String, String> query) {
        return query.entrySet().stream()
                .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
