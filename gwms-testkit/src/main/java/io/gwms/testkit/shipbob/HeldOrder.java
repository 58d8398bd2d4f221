package io.gwms.testkit.shipbob;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gwms.testkit.shelf.Shelf;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An order as the fake keeps it, with its parcels. Guarded by the fake. */
final class HeldOrder {
    final long id;
    final JsonNode request;
    final String channel;
    final Instant createdAt;
    final List<Parcel> parcels = new ArrayList<>();

    HeldOrder(long id, JsonNode request, String channel, Instant createdAt) {
        this.id = id;
        this.request = request;
        this.channel = channel;
        this.createdAt = createdAt;
    }

    String reference() {
        return request.path("reference_id").asText();
    }

    String status() {
        if (parcels.stream().allMatch(parcel -> parcel.is("Cancelled"))) {
            return "Cancelled";
        }
        if (parcels.stream().allMatch(parcel -> parcel.is("Cancelled", "Completed"))) {
            return "Fulfilled";
        }
        if (parcels.stream().anyMatch(parcel -> parcel.is("Exception", "OnHold"))) {
            return "Exception";
        }
        return parcels.stream().anyMatch(parcel -> parcel.is("Completed")) ? "PartiallyFulfilled" : "Processing";
    }

    ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("id", id)
                .put("created_date", createdAt.toString())
                .put("purchase_date", createdAt.toString())
                .put("reference_id", reference())
                .put("order_number", request.path("order_number").asText(reference()))
                .put("status", status())
                .put("type", request.path("type").asText())
                .put("shipping_method", request.path("shipping_method").asText());
        json.putObject("channel").put("id", Long.parseLong(channel)).put("name", "Channel " + channel);
        json.set("recipient", request.path("recipient"));
        var products = json.putArray("products");
        for (JsonNode line : request.path("products")) {
            products.addObject()
                    .put("id", 70_000 + products.size())
                    .put("reference_id", line.path("reference_id").asText())
                    .put("sku", line.path("reference_id").asText())
                    .put("quantity", line.path("quantity").asLong());
        }
        var shipments = json.putArray("shipments");
        parcels.forEach(parcel -> shipments.add(parcel.toJson(this)));
        return json;
    }

    /** One shipment of an order. */
    static final class Parcel {
        final long id;
        final Map<String, Long> pieces = new LinkedHashMap<>();
        final Map<String, List<Shelf.Take>> takes = new LinkedHashMap<>();
        final Instant shipAt;
        String status = "Processing";
        String statusDetail = "";
        String trackingNo = "";

        @Nullable
        Instant doneAt;

        Parcel(long id, Instant shipAt) {
            this.id = id;
            this.shipAt = shipAt;
        }

        boolean is(String... anyOf) {
            return List.of(anyOf).contains(status);
        }

        void giveBack() {
            takes.values().forEach(some -> some.forEach(Shelf.Take::giveBack));
        }

        private ObjectNode toJson(HeldOrder order) {
            ObjectNode json = JsonNodeFactory.instance
                    .objectNode()
                    .put("id", id)
                    .put("order_id", order.id)
                    .put("reference_id", order.reference())
                    .put("status", status)
                    .put("created_date", order.createdAt.toString())
                    .put("actual_fulfillment_date", doneAt == null ? null : doneAt.toString());
            json.putObject("location")
                    .put("id", order.request.path("location_id").asInt());
            if (!statusDetail.isEmpty()) {
                json.putArray("status_details").addObject().put("name", statusDetail);
            }
            if (is("Completed")) {
                json.put("invoice_amount", 4.25).put("invoice_currency_code", "USD");
            }
            if (trackingNo.isEmpty()) {
                json.putNull("tracking");
            } else {
                json.putObject("tracking")
                        .put("carrier", "USPS")
                        .put("carrier_service", "Ground Advantage")
                        .put("tracking_number", trackingNo);
            }
            var products = json.putArray("products");
            pieces.forEach((sku, quantity) -> products.addObject()
                    .put("id", 70_000 + products.size())
                    .put("reference_id", sku)
                    .put("sku", sku)
                    .putArray("inventory_items")
                    .addObject()
                    .put("id", 90_000 + products.size())
                    .put("quantity", quantity)
                    .put("quantity_committed", takes.containsKey(sku) ? quantity : 0));
            return json;
        }
    }
}
