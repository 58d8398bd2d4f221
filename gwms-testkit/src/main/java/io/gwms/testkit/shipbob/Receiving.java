package io.gwms.testkit.shipbob;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A warehouse receiving order as the fake keeps it. Guarded by the fake. */
final class Receiving {
    final long id;
    final JsonNode request;
    final Instant insertedAt;
    final List<Line> lines = new ArrayList<>();
    String status = "Awaiting";
    Instant changedAt;

    Receiving(long id, JsonNode request, Instant insertedAt) {
        this.id = id;
        this.request = request;
        this.insertedAt = insertedAt;
        this.changedAt = insertedAt;
    }

    String purchaseOrder() {
        return request.path("purchase_order_number").asText("");
    }

    int location() {
        return request.path("fulfillment_center").path("id").asInt();
    }

    ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("id", id)
                .put("purchase_order_number", purchaseOrder())
                .put("status", status)
                .put("package_type", request.path("package_type").asText())
                .put("box_packaging_type", request.path("box_packaging_type").asText())
                .put(
                        "expected_arrival_date",
                        request.path("expected_arrival_date").asText())
                .put("insert_date", insertedAt.toString())
                .put("last_updated_date", changedAt.toString());
        json.putObject("fulfillment_center").put("id", location());
        json.putArray("status_history").addObject().put("status", status).put("timestamp", changedAt.toString());
        var rows = json.putArray("inventory_quantities");
        Map<Integer, List<Line>> bySku = lines.stream().collect(Collectors.groupingBy(line -> line.inventoryId));
        bySku.forEach((inventoryId, some) -> rows.addObject()
                .put("inventory_id", inventoryId)
                .put("sku", some.get(0).sku)
                .put(
                        "expected_quantity",
                        some.stream().mapToLong(line -> line.expected).sum())
                .put(
                        "received_quantity",
                        some.stream().mapToLong(line -> line.received).sum())
                .put(
                        "stowed_quantity",
                        some.stream().mapToLong(line -> line.stowed).sum()));
        return json;
    }

    /** A line of a box. */
    static final class Line {
        final int inventoryId;
        final String sku;
        final String lot;
        final long expected;
        long received;
        long stowed;

        Line(int inventoryId, String sku, String lot, long expected) {
            this.inventoryId = inventoryId;
            this.sku = sku;
            this.lot = lot;
            this.expected = expected;
        }
    }
}
