package io.gwms.testkit.shopee;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gwms.testkit.fake.Rows;
import io.gwms.testkit.time.VirtualClock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** The orders, stock and pushes of one shop. Every change of an order moves its update_time and makes a push. */
final class Book {
    private final Rows rows;
    private final VirtualClock clock;
    private final ShopeeFaults faults;
    private final long shopId;

    Book(Rows rows, VirtualClock clock, ShopeeFaults faults, long shopId) {
        this.rows = rows;
        this.clock = clock;
        this.faults = faults;
        this.shopId = shopId;
    }

    Rows rows() {
        return rows;
    }

    Instant now() {
        return clock.instant();
    }

    List<ObjectNode> orders() {
        return rows.all("order");
    }

    Optional<ObjectNode> find(String orderSn) {
        return rows.find("order", orderSn);
    }

    /** The order, or the refusal that there is none. */
    ObjectNode order(String orderSn) {
        return find(orderSn)
                .orElseThrow(() -> new Refusal("error_not_found", "Wrong parameters, detail: the order is not found."));
    }

    /** Keeps a new or changed order. */
    void put(ObjectNode order) {
        String sn = order.path("order_sn").asText();
        boolean moved = find(sn).map(was -> !was.path("order_status").equals(order.path("order_status")))
                .orElse(true);
        order.put("update_time", now().getEpochSecond()).put("_seq", rows.next("change"));
        rows.put("order", sn, order);
        if (moved) {
            push(3, orderPush(order));
        }
    }

    private static ObjectNode orderPush(ObjectNode order) {
        ObjectNode data = Rows.object();
        data.putArray("items");
        return data.put("ordersn", order.path("order_sn").asText())
                .put("status", order.path("order_status").asText())
                .put("completed_scenario", "")
                .put("update_time", order.path("update_time").asLong());
    }

    /** Tells the seller's server, or keeps the push as lost. */
    void push(int code, ObjectNode data) {
        long id = rows.next("push");
        ObjectNode message = Rows.object();
        message.set("data", data);
        message.put("shop_id", shopId).put("code", code).put("timestamp", now().getEpochSecond());
        ObjectNode row = Rows.object().put("id", id);
        row.set("message", message);
        rows.put(faults.losesPushes() ? "lost" : "push", String.valueOf(id), row);
    }

    static List<ObjectNode> elements(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .filter(ObjectNode.class::isInstance)
                .map(ObjectNode.class::cast)
                .toList();
    }

    static List<ObjectNode> packages(ObjectNode order) {
        return elements(order.path("package_list"));
    }

    /** Orders without details; shipments and stock, for comparing with what the other side believes. */
    String holdings() {
        ObjectNode held = Rows.object();
        ArrayNode orders = held.putArray("orders");
        ArrayNode shipments = held.putArray("shipments");
        for (ObjectNode order : orders()) {
            String sn = order.path("order_sn").asText();
            orders.addObject()
                    .put("order_sn", sn)
                    .put("order_status", order.path("order_status").asText())
                    .put("update_time", order.path("update_time").asLong());
            packages(order).stream()
                    .filter(parcel -> parcel.has("_arranged"))
                    .forEach(parcel -> shipments
                            .addObject()
                            .put("order", sn)
                            .put("package", parcel.path("package_number").asText())
                            .put("tracking", parcel.path("_tracking").asText()));
        }
        ArrayNode stock = held.putArray("stock");
        rows.all("model").forEach(stock::add);
        return held.toString();
    }
}
