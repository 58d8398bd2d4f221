package io.gwms.testkit.shipbob;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.gwms.testkit.http.FakeReply;
import io.gwms.testkit.http.FakeRequest;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code /receiving}. There is no reference key: each create makes one more receiving order. */
final class ReceivingApi {
    private static final int CAP = 250;
    private static final Set<String> PACKAGES = Set.of("Package", "Pallet", "FloorLoadedContainer");
    private static final Set<String> PACKINGS = Set.of("EverythingInOneBox", "OneSkuPerBox", "MultipleSkuPerBox");

    private final Centre centre;

    ReceivingApi(Centre centre) {
        this.centre = centre;
    }

    FakeReply create(JsonNode body) {
        need(body.path("fulfillment_center").path("id").asInt() > 0, "fulfillment_center");
        need(PACKAGES.contains(body.path("package_type").asText()), "package_type");
        need(PACKINGS.contains(body.path("box_packaging_type").asText()), "box_packaging_type");
        need(!body.path("expected_arrival_date").asText("").isBlank(), "expected_arrival_date");
        need(!body.path("boxes").isEmpty(), "boxes");
        var receiving = new Receiving(centre.nextId(), body, centre.now());
        for (JsonNode box : body.path("boxes")) {
            need(!box.path("tracking_number").asText("").isBlank(), "boxes.tracking_number");
            need(!box.path("box_items").isEmpty(), "boxes.box_items");
            for (JsonNode item : box.path("box_items")) {
                need(item.path("quantity").asLong() > 0, "boxes.box_items.quantity");
                receiving.lines.add(new Receiving.Line(
                        item.path("inventory_id").asInt(),
                        sku(item.path("inventory_id").asInt()),
                        item.path("lot_number").asText(""),
                        item.path("quantity").asLong()));
            }
        }
        centre.receivings.add(receiving);
        return FakeReply.json(201, receiving.toJson().toString());
    }

    private static void need(boolean holds, String field) {
        if (!holds) {
            throw Problem.ofField(400, field, "The field is required or invalid.");
        }
    }

    private String sku(int inventoryId) {
        return centre.items.entrySet().stream()
                .filter(item -> item.getValue() == inventoryId)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(() -> Problem.of(404, "Not Found", "Inventory " + inventoryId + " was not found."));
    }

    FakeReply list(FakeRequest request) {
        Map<String, String> query = request.queryParameters();
        int limit = OrdersApi.whole(query.getOrDefault("Limit", "50"), "Limit", CAP);
        int page = OrdersApi.whole(query.getOrDefault("Page", "1"), "Page", Integer.MAX_VALUE);
        List<String> numbers = OrdersApi.names(query, "PurchaseOrderNumbers");
        ArrayNode rows = JsonNodeFactory.instance.arrayNode();
        centre.receivings.stream()
                .filter(each -> numbers.isEmpty() || numbers.contains(each.purchaseOrder()))
                .skip((page - 1L) * limit)
                .limit(limit)
                .forEach(each -> rows.add(each.toJson()));
        return FakeReply.json(200, rows.toString());
    }

    FakeReply get(long id) {
        return FakeReply.json(200, receiving(id).toJson().toString());
    }

    FakeReply boxes(long id) {
        Receiving receiving = receiving(id);
        ArrayNode boxes = JsonNodeFactory.instance.arrayNode();
        var items = boxes.addObject()
                .put("box_id", 1)
                .put("box_number", 1)
                .put("box_status", receiving.status)
                .putArray("box_items");
        receiving.lines.forEach(line -> items.addObject()
                .put("inventory_id", line.inventoryId)
                .put("lot_number", line.lot)
                .put("quantity", line.expected)
                .put("received_quantity", line.received)
                .put("stowed_quantity", line.stowed));
        return FakeReply.json(200, boxes.toString());
    }

    FakeReply cancel(long id) {
        Receiving receiving = receiving(id);
        Problem.whenField(
                !receiving.status.equals("Awaiting"),
                "",
                "A receiving order in status " + receiving.status + " cannot be cancelled.");
        receiving.status = "Cancelled";
        receiving.changedAt = centre.now();
        return FakeReply.json(200, receiving.toJson().toString());
    }

    private Receiving receiving(long id) {
        return centre.receivings.stream()
                .filter(each -> each.id == id)
                .findFirst()
                .orElseThrow(() -> Problem.of(404, "Not Found", "Receiving order " + id + " was not found."));
    }

    /** Counts and stows so much of a SKU; the lot becomes stock. */
    void stow(Receiving receiving, Map<String, Long> pieces, String status) {
        pieces.forEach((sku, some) -> {
            Receiving.Line line = receiving.lines.stream()
                    .filter(each -> each.sku.equals(sku))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("SKU " + sku + " was not announced"));
            line.received += some;
            line.stowed += some;
            centre.move(ShipBobStock.lot(receiving.location(), sku, line.lot), some);
        });
        receiving.status = status;
        receiving.changedAt = centre.now();
    }
}
