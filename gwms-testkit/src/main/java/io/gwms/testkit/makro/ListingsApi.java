package io.gwms.testkit.makro;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gwms.testkit.makro.MakroFaults.Habit;
import java.util.Map;

/** Shows listings and sets their stock: a verdict for each SKU in a reply of status 200. */
final class ListingsApi {
    private final Shop shop;
    private final MakroFaults faults;

    ListingsApi(Shop shop, MakroFaults faults) {
        this.shop = shop;
        this.faults = faults;
    }

    ObjectNode show(String sku) {
        ObjectNode reply = Shop.JSON.createObjectNode();
        ObjectNode available = reply.putObject("available");
        if (shop.listing(sku).isPresent()) {
            available.set(sku, shop.listing(sku).orElseThrow());
        } else {
            reply.putArray("unavailable").add(sku);
        }
        return reply;
    }

    ObjectNode update(JsonNode body) {
        Refusal.when(!body.isObject() || body.isEmpty(), "the body must name at least one SKU");
        ObjectNode reply = Shop.JSON.createObjectNode();
        for (Map.Entry<String, JsonNode> one : body.properties()) {
            String code = faults.refusalOf(one.getKey()).orElseGet(() -> set(one.getKey(), one.getValue()));
            boolean warned = code.isEmpty() && faults.has(Habit.STOCK_WARNS);
            ObjectNode verdict = reply.putObject(one.getKey());
            verdict.put("status", warned ? "WARNING" : code.isEmpty() ? "SUCCESS" : "FAILURE");
            var errors = verdict.putArray("errors");
            if (!code.isEmpty()) {
                errors.addObject().put("severity", "ERROR").put("code", code).put("description", "it was not set");
            }
        }
        return reply;
    }

    private String set(String sku, JsonNode asked) {
        ObjectNode listing = shop.listing(sku).orElse(null);
        if (listing == null) {
            return "LISTING_NOT_FOUND";
        }
        if (!asked.path("product_id").asText().equals(listing.path("product_id").asText())) {
            return "WRONG_PRODUCT_ID";
        }
        for (JsonNode location : asked.path("locations")) {
            JsonNode held = location(listing, location.path("id").asText());
            if (held.isMissingNode() || !location.path("inventory").canConvertToLong()) {
                return "INVALID_LOCATION";
            }
            ((ObjectNode) held).setAll((ObjectNode) location);
        }
        shop.put(listing);
        return "";
    }

    static JsonNode location(JsonNode listing, String id) {
        for (JsonNode location : listing.path("locations")) {
            if (location.path("id").asText().equals(id)) {
                return location;
            }
        }
        return Shop.JSON.missingNode();
    }
}
