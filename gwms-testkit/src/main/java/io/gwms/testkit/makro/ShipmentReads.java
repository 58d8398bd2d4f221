package io.gwms.testkit.makro;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gwms.testkit.makro.MakroFaults.Habit;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Lists shipments by type and window, shows those of orders, and where they go. */
final class ShipmentReads {
    static final String FILTER = "/v3/shipments/filter";
    static final int MOST = 100;

    private static final Map<String, Set<String>> TYPES = Map.of(
            "preDispatch", Set.of("APPROVED", "PACKING_IN_PROGRESS", "FORM_FAILED", "PACKED", "READY_TO_DISPATCH"),
            "postDispatch",
                    Set.of("PICKUP_COMPLETE", "SHIPPED", "DELIVERED", "COMPLETED", "RETURN_REQUESTED", "RETURNED"),
            "cancelled", Set.of("CANCELLED"));
    private static final List<String> PRIVATE = List.of("deliveryAddress", "buyerDetails", "courier");

    private final Shop shop;
    private final MakroFaults faults;

    ShipmentReads(Shop shop, MakroFaults faults) {
        this.shop = shop;
        this.faults = faults;
    }

    ObjectNode first(JsonNode request, String host) {
        int size = request.at("/pagination/pageSize").asInt(20);
        Refusal.when(size < 1 || size > MOST, "pageSize must be 1 to 100");
        ObjectNode asked = Shop.JSON.createObjectNode();
        asked.set("filter", request.path("filter"));
        asked.put("size", size).put("after", "");
        return page(asked, "", host);
    }

    ObjectNode next(String token, String host) {
        try {
            return page(
                    (ObjectNode) Shop.read(new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8)),
                    token,
                    host);
        } catch (IllegalArgumentException e) {
            throw new Refusal(400, "INVALID_REQUEST", "nextToken is not one that was given");
        }
    }

    /** In the order of change: the token names the last one shown, so that edits move nothing. */
    private ObjectNode page(ObjectNode asked, String token, String host) {
        JsonNode filter = asked.path("filter");
        Set<String> words = TYPES.get(filter.path("type").asText());
        Refusal.when(words == null, "type must be preDispatch, postDispatch or cancelled");
        String by = filter.has("modifiedDate") ? "modifiedDate" : "orderDate";
        Predicate<Instant> window = window(filter.path(by));
        int size = asked.path("size").asInt();
        String after = asked.path("after").asText();
        List<ObjectNode> found = shop.shipments().stream()
                .filter(shipment -> words != null && words.contains(Shop.word(shipment)))
                .filter(shipment -> !Shop.changedAt(shipment).isAfter(shop.now().minus(faults.listingLag())))
                .filter(shipment -> faults.has(Habit.WINDOW_IGNORED) || window.test(dated(shipment, by)))
                .sorted(Comparator.comparing(shipment -> place(shipment, by)))
                .filter(shipment -> place(shipment, by).compareTo(after) > 0)
                .limit(size + 1L)
                .toList();
        ObjectNode page = Shop.JSON.createObjectNode().put("hasMore", found.size() > size);
        if (found.size() > size && !faults.has(Habit.NEXT_PAGE_MISSING)) {
            String next = asked.put("after", place(found.get(size - 1), by)).toString();
            page.put(
                    "nextPageUrl",
                    faults.has(Habit.PAGE_NAMES_ITSELF) && !token.isEmpty()
                            ? address(token, host)
                            : address(
                                    Base64.getUrlEncoder().encodeToString(next.getBytes(StandardCharsets.UTF_8)),
                                    host));
        }
        ArrayNode shipments = page.putArray("shipments");
        found.stream().limit(size).forEach(shipment -> shipments.add(shown(shipment)));
        return page;
    }

    private String address(String token, String host) {
        String path = FILTER + "?nextToken=" + token;
        if (faults.has(Habit.FOREIGN_NEXT_PAGE)) {
            return "https://elsewhere.example" + path;
        }
        return faults.has(Habit.ABSOLUTE_NEXT_PAGE) ? "http://" + host + path : path;
    }

    ObjectNode ofOrders(String orderIds) {
        List<String> asked = ids(orderIds);
        ObjectNode reply = Shop.JSON.createObjectNode();
        ArrayNode shipments = reply.putArray("shipments");
        shop.shipments().stream()
                .filter(shipment -> asked.stream().anyMatch(id -> Shop.isOf(shipment, id)))
                .forEach(shipment -> shipments.add(shown(shipment)));
        return reply;
    }

    /** Where shipments go and who carries them; what is in them is in the other reply. */
    ObjectNode details(String shipmentIds) {
        ObjectNode reply = Shop.JSON.createObjectNode();
        ArrayNode shipments = reply.putArray("shipments");
        for (String id : ids(shipmentIds)) {
            shop.shipment(id).ifPresent(held -> {
                ObjectNode shown = shipments.addObject();
                shown.set("shipmentId", held.path("shipmentId"));
                shown.put("orderId", Shop.items(held).get(0).path("orderId").asText());
                shown.set("deliveryAddress", held.path("deliveryAddress"));
                shown.set("buyerDetails", held.path("buyerDetails"));
                ObjectNode part = shown.putArray("subShipments").addObject().put("subShipmentId", "SS-1");
                if (held.has("courier")) {
                    part.putObject("courierDetails").set("deliveryDetails", held.path("courier"));
                }
            });
        }
        return reply;
    }

    private static List<String> ids(String commaSeparated) {
        List<String> ids = Arrays.asList(commaSeparated.split(",", -1));
        Refusal.when(ids.size() > MOST, "at most 100 ids");
        return ids;
    }

    private ObjectNode shown(ObjectNode held) {
        ObjectNode shown = held.deepCopy();
        shown.remove(PRIVATE);
        if (faults.has(Habit.STAMPS_WITHOUT_OFFSET)) {
            for (String field : List.of("updatedAt", "dispatchAfterDate", "dispatchByDate")) {
                shown.put(field, shown.path(field).asText().replace("+05:30", ""));
            }
        }
        return shown;
    }

    private static Instant dated(JsonNode shipment, String by) {
        return by.equals("modifiedDate")
                ? Shop.changedAt(shipment)
                : Shop.moment(Shop.items(shipment).get(0).path("orderDate"));
    }

    /** What a list is ordered by, as text. */
    private static String place(JsonNode shipment, String by) {
        return dated(shipment, by).toEpochMilli() + " "
                + shipment.path("shipmentId").asText();
    }

    /** Both ends leave the moment itself out. */
    private static Predicate<Instant> window(JsonNode window) {
        try {
            Instant from = OffsetDateTime.parse(window.path("from").asText()).toInstant();
            Instant to = OffsetDateTime.parse(window.path("to").asText()).toInstant();
            Refusal.when(from.isAfter(to), "from is after to");
            return moment -> moment.isAfter(from) && moment.isBefore(to);
        } catch (DateTimeException e) {
            throw new Refusal(400, "INVALID_REQUEST", "from and to must be dates with a time and an offset");
        }
    }
}
