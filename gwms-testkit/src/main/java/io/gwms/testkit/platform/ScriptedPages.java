package io.gwms.testkit.platform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gwms.platform.OrderCursor;
import io.gwms.platform.PlatformCapabilities;
import io.gwms.platform.PlatformOrder;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The lists of a {@link ScriptedPlatform}: what changed in a window, what a census lists, what is found by number. */
final class ScriptedPages {
    private final PlatformCapabilities capabilities;
    private @Nullable ZoneId zone;
    private boolean totals;

    ScriptedPages(PlatformCapabilities capabilities) {
        this.capabilities = capabilities;
    }

    void inLocalTime(ZoneId zone) {
        this.zone = zone;
    }

    @Nullable
    ZoneId zone() {
        return zone;
    }

    void tellTotals() {
        this.totals = true;
    }

    ObjectNode changed(JsonNode asked, List<PlatformOrder> orders) {
        return page(asked, orders, capabilities.cursor(), order -> ScriptedOrders.write(order, zone));
    }

    ObjectNode listed(JsonNode asked, List<PlatformOrder> orders) {
        return page(
                asked,
                orders,
                capabilities.census().orElse(capabilities.cursor()),
                order -> object().put("id", order.platformOrderId())
                        .put("number", order.number())
                        .put("changedAt", order.changedAt().toString())
                        .put("fact", order.fact().name()));
    }

    ObjectNode found(JsonNode asked, List<PlatformOrder> orders) {
        ObjectNode page = object();
        ArrayNode list = page.putArray("orders");
        asked.path("numbers")
                .forEach(number -> orders.stream()
                        .filter(order -> order.number().equals(number.asText()))
                        .map(order -> ScriptedOrders.write(order, zone))
                        .forEach(list::add));
        page.putNull("next");
        return page;
    }

    /** Keyset paging: behind the moment and id of the last order seen, wherever it has gone meanwhile. */
    private ObjectNode page(
            JsonNode asked, List<PlatformOrder> orders, OrderCursor cursor, Function<PlatformOrder, ObjectNode> form) {
        String from = asked.path("from").asText();
        String to = asked.path("to").asText();
        String after = asked.path("after").asText("");
        List<PlatformOrder> all = orders.stream()
                .filter(order -> order.kind().name().equals(asked.path("kind").asText()))
                .filter(order -> isBetween(from, moment(order, cursor), to))
                .sorted(Comparator.comparing(order -> key(order, cursor)))
                .toList();
        List<PlatformOrder> rows = all.stream()
                .filter(order -> key(order, cursor).compareTo(after) > 0)
                .toList();
        ObjectNode page = object();
        ArrayNode list = page.putArray("orders");
        rows.stream().limit(cursor.pageSize()).map(form).forEach(list::add);
        if (totals) {
            page.put("total", all.size());
        }
        page.put("next", rows.size() > cursor.pageSize() ? key(rows.get(cursor.pageSize() - 1), cursor) : null);
        return page;
    }

    private boolean isBetween(String from, Instant moment, String to) {
        if (zone == null) {
            return !moment.isBefore(Instant.parse(from)) && moment.isBefore(Instant.parse(to));
        }
        LocalDateTime local = LocalDateTime.ofInstant(moment, zone);
        return !local.isBefore(LocalDateTime.parse(from)) && local.isBefore(LocalDateTime.parse(to));
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
