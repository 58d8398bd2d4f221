package io.gwms.testkit.platform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gwms.platform.OrderCursor;
import io.gwms.platform.PlatformOrder;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The orders of a scripted platform with the shipments written for them, and how they are searched. Guarded by the platform. */
final class ScriptedBook {
    private final Map<String, Held> orders = new TreeMap<>();
    private @Nullable ZoneId zone;
    private boolean totals;

    /** An order and the shipments written for it. */
    record Held(PlatformOrder order, List<JsonNode> shipments, Instant visibleFrom) {
        ScriptedDesk.Answer ship(JsonNode body) {
            String id = order.platformOrderId() + "-S" + (shipments.size() + 1);
            ObjectNode shipment = body.deepCopy();
            shipments.add(shipment.put("id", id));
            return ScriptedDesk.Answer.of("id", id);
        }

        ScriptedDesk.Answer shown() {
            ObjectNode answer = object();
            shipments.forEach(answer.putArray("shipments")::add);
            return new ScriptedDesk.Answer(200, answer);
        }
    }

    void inLocalTime(ZoneId zone) {
        this.zone = zone;
    }

    @Nullable
    ZoneId zone() {
        return zone;
    }

    void tellTotals() {
        totals = true;
    }

    void put(PlatformOrder order, Instant visibleFrom) {
        List<JsonNode> shipments =
                held(order.platformOrderId()).map(Held::shipments).orElseGet(ArrayList::new);
        orders.put(order.platformOrderId(), new Held(order, shipments, visibleFrom));
    }

    Optional<Held> held(String platformOrderId) {
        return Optional.ofNullable(orders.get(platformOrderId));
    }

    Optional<PlatformOrder> find(String number) {
        return of(number).map(Held::order).findFirst();
    }

    int shipmentsOf(String number) {
        return of(number).mapToInt(held -> held.shipments().size()).sum();
    }

    private Stream<Held> of(String number) {
        return orders.values().stream().filter(held -> held.order().number().equals(number));
    }

    /** An order as it is told. */
    ObjectNode written(PlatformOrder order) {
        return ScriptedOrders.write(order, zone);
    }

    /** Keyset paging: behind the moment and id of the last order seen, wherever it has gone meanwhile. */
    ObjectNode page(JsonNode body, OrderCursor cursor, Instant now, Function<PlatformOrder, ObjectNode> form) {
        String from = body.path("from").asText();
        String to = body.path("to").asText();
        String after = body.path("after").asText("");
        List<PlatformOrder> inside = orders.values().stream()
                .filter(held -> !held.visibleFrom().isAfter(now))
                .map(Held::order)
                .filter(order -> order.kind().name().equals(body.path("kind").asText()))
                .filter(order -> isBetween(from, moment(order, cursor), to))
                .sorted(Comparator.comparing(order -> key(order, cursor)))
                .toList();
        List<PlatformOrder> rest = inside.stream()
                .filter(order -> key(order, cursor).compareTo(after) > 0)
                .toList();
        ObjectNode page = object();
        ArrayNode list = page.putArray("orders");
        rest.stream().limit(cursor.pageSize()).map(form).forEach(list::add);
        if (totals) {
            page.put("total", inside.size());
        }
        page.put("next", rest.size() > cursor.pageSize() ? key(rest.get(cursor.pageSize() - 1), cursor) : null);
        return page;
    }

    private boolean isBetween(String from, Instant moment, String to) {
        if (zone == null) {
            return !moment.isBefore(Instant.parse(from)) && moment.isBefore(Instant.parse(to));
        }
        LocalDateTime local = LocalDateTime.ofInstant(moment, zone);
        return !local.isBefore(LocalDateTime.parse(from)) && local.isBefore(LocalDateTime.parse(to));
    }

    ObjectNode found(JsonNode body) {
        ObjectNode page = object();
        ArrayNode list = page.putArray("orders");
        body.path("numbers")
                .forEach(number ->
                        of(number.asText()).map(Held::order).map(this::written).forEach(list::add));
        return page.putNull("next");
    }

    private static Instant moment(PlatformOrder order, OrderCursor cursor) {
        return cursor.field() == OrderCursor.Field.CHANGED_AT ? order.changedAt() : order.orderedAt();
    }

    private static String key(PlatformOrder order, OrderCursor cursor) {
        return "%020d/%s".formatted(moment(order, cursor).toEpochMilli(), order.platformOrderId());
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
