package io.gwms.testkit.shipbob;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gwms.testkit.http.FakeReply;
import io.gwms.testkit.http.FakeRequest;
import io.gwms.testkit.shelf.Shelf;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code /order}: create, list, get, cancel. */
final class OrdersApi {
    private static final int CAP = 250;
    private static final Set<String> TYPES = Set.of("DTC", "DropShip", "B2B");

    private final Centre centre;

    OrdersApi(Centre centre) {
        this.centre = centre;
    }

    /**
     * Takes an order, also one that cannot be filled: that stops in Exception. A product that is not known is refused,
     * unless it brings a name: then it is made on the spot, as the document says, and there is none of it.
     */
    FakeReply create(FakeRequest request, JsonNode body) {
        check(body);
        for (JsonNode product : body.path("products")) {
            String sku = product.path("reference_id").asText();
            centre.items.computeIfAbsent(sku, unused -> 1_000 + centre.items.size());
        }
        String channel = request.header("shipbob_channel_id").orElseThrow();
        var order = new HeldOrder(centre.nextId(), body, channel, centre.now());
        var parcel = new HeldOrder.Parcel(centre.nextId(), centre.now().plus(centre.settings.shipAfter()));
        Map<String, Long> wanted = wanted(body);
        parcel.pieces.putAll(wanted);
        order.parcels.add(parcel);
        centre.orders.add(order);
        if (!hold(parcel, body.path("location_id").asInt(), wanted)) {
            centre.stop(order, parcel, "OutOfStock");
        }
        return FakeReply.json(201, order.toJson().toString());
    }

    /** Fills a parcel of an order that was split. */
    void holdAgain(HeldOrder.Parcel parcel, HeldOrder order, Map<String, Long> pieces) {
        parcel.pieces.clear();
        parcel.pieces.putAll(pieces);
        hold(parcel, order.request.path("location_id").asInt(), pieces);
    }

    private boolean hold(HeldOrder.Parcel parcel, int location, Map<String, Long> wanted) {
        for (Map.Entry<String, Long> each : wanted.entrySet()) {
            var want = new Shelf.Want<ShipBobStock>(
                    spot -> spot.location() == location && spot.sku().equals(each.getKey()), each.getValue());
            var takes = centre.shelf.hold(List.of(want));
            if (takes.isEmpty()) {
                parcel.giveBack();
                parcel.takes.clear();
                return false;
            }
            parcel.takes.put(each.getKey(), takes.get());
        }
        return true;
    }

    private static Map<String, Long> wanted(JsonNode body) {
        Map<String, Long> wanted = new LinkedHashMap<>();
        body.path("products")
                .forEach(line -> wanted.merge(
                        line.path("reference_id").asText(),
                        line.path("quantity").asLong(),
                        Long::sum));
        return wanted;
    }

    private void check(JsonNode body) {
        String reference = body.path("reference_id").asText("");
        Problem.whenField(reference.isBlank(), "reference_id", "The reference_id field is required.");
        Problem.whenField(
                body.path("shipping_method").asText("").isBlank(), "shipping_method", "The field is required.");
        Problem.whenField(!TYPES.contains(body.path("type").asText()), "type", "The field is invalid.");
        JsonNode to = body.path("recipient");
        Problem.whenField(to.path("name").asText("").isBlank(), "recipient.name", "The name field is required.");
        for (String field : List.of("address1", "city", "country")) {
            Problem.whenField(
                    to.path("address").path(field).asText("").isBlank(),
                    "recipient.address." + field,
                    "The field is required.");
        }
        Problem.whenField(body.path("products").isEmpty(), "products", "The products field is required.");
        for (JsonNode line : body.path("products")) {
            String sku = line.path("reference_id").asText("");
            Problem.whenField(sku.isBlank(), "products.reference_id", "The field is required.");
            Problem.whenField(line.path("quantity").asLong() < 1, "products.quantity", "Must be 1 or more.");
            boolean known = centre.items.containsKey(sku);
            Problem.whenField(
                    !known && line.path("name").asText("").isBlank(),
                    "products.name",
                    "Name is required for a product that does not exist.");
        }
        boolean taken =
                centre.orders.stream().anyMatch(order -> order.reference().equals(reference));
        Problem.whenField(taken, "", "Cannot insert order with existing ReferenceId");
    }

    FakeReply list(FakeRequest request) {
        Map<String, String> query = request.queryParameters();
        int limit = whole(query.getOrDefault("Limit", "50"), "Limit", CAP);
        int page = whole(query.getOrDefault("Page", "1"), "Page", Integer.MAX_VALUE);
        List<String> references = names(query, "ReferenceIds");
        List<String> ids = names(query, "IDs");
        List<HeldOrder> fitting = centre.orders.stream()
                .filter(order -> references.isEmpty() || references.contains(order.reference()))
                .filter(order -> ids.isEmpty() || ids.contains(Long.toString(order.id)))
                .filter(order -> request.header("shipbob_channel_id")
                        .map(order.channel::equals)
                        .orElse(true))
                .skip((page - 1L) * limit)
                .limit(limit)
                .toList();
        ArrayNode rows = JsonNodeFactory.instance.arrayNode();
        fitting.forEach(order -> rows.add(order.toJson()));
        return FakeReply.json(200, rows.toString());
    }

    static int whole(String text, String name, int cap) {
        int number = text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : 0;
        if (number < 1 || number > cap) {
            throw Problem.ofField(400, name, "The field " + name + " must be between 1 and " + cap + ".");
        }
        return number;
    }

    static List<String> names(Map<String, String> query, String name) {
        String text = query.getOrDefault(name, "");
        return text.isEmpty() ? List.of() : Arrays.asList(text.split(",", -1));
    }

    FakeReply get(long id) {
        return FakeReply.json(200, order(id).toJson().toString());
    }

    private HeldOrder order(long id) {
        return centre.orders.stream()
                .filter(order -> order.id == id)
                .findFirst()
                .orElseThrow(() -> Problem.of(404, "Not Found", "Order " + id + " was not found."));
    }

    /** HTTP 200 also when nothing, or only a part, could be cancelled. */
    FakeReply cancel(long id) {
        HeldOrder order = order(id);
        Problem.whenField(order.status().equals("Cancelled"), "", "Order is already cancelled.");
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("order_id", id);
        ArrayNode results = answer.putArray("canceled_shipment_results");
        var done = new ArrayList<Boolean>();
        for (HeldOrder.Parcel parcel : order.parcels) {
            boolean can = parcel.is("Processing", "Exception", "OnHold");
            if (can) {
                centre.cancel(order, parcel);
            }
            done.add(can);
            results.addObject()
                    .put("shipment_id", parcel.id)
                    .put("action", "Cancel")
                    .put("is_success", can)
                    .put("reason", can ? "" : "Shipment in status " + parcel.status + " cannot be cancelled.");
        }
        answer.put("status", !done.contains(true) ? "Failure" : done.contains(false) ? "PartialSuccess" : "Success");
        answer.set("order", order.toJson());
        return FakeReply.json(200, answer.toString());
    }
}
