package io.gwms.testkit.takealot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Shows and changes offers: what can be sold from the seller's own warehouses. */
final class OffersApi {
    private final Account account;

    OffersApi(Account account) {
        this.account = account;
    }

    /** The SKU that an identifier such as {@code SKUABC-1} names; refused when there is no such offer. */
    String sku(String identifier) {
        if (!identifier.startsWith("SKU") || !account.hasOffer(identifier.substring(3))) {
            throw new Refusal(404, "Offer not found");
        }
        return identifier.substring(3);
    }

    ObjectNode show(String sku) {
        ObjectNode offer = Account.JSON.createObjectNode();
        offer.put("sku", sku).put("offer_id", 400_000 + Math.abs(sku.hashCode() % 100_000));
        offer.put("status", "Buyable").put("leadtime_days", 3);
        ArrayNode stock = offer.putArray("leadtime_stock");
        account.stock(sku).forEach((warehouse, quantity) -> {
            ObjectNode row = stock.addObject().put("quantity_available", quantity);
            row.putObject("merchant_warehouse").put("warehouse_id", warehouse).put("name", "W" + warehouse);
        });
        return offer;
    }

    /** Whether anything is wrong is told in a 200, as the real one does. */
    ObjectNode change(String sku, JsonNode body, @Nullable String refusedWith) {
        ObjectNode answer = Account.JSON.createObjectNode();
        ArrayNode errors = Account.JSON.createArrayNode();
        if (refusedWith != null) {
            error(errors, refusedWith, "Leadtime is disabled for this offer");
        }
        for (JsonNode level : body.path("leadtime_stock")) {
            if (level.path("quantity").asLong(-1) < 0) {
                error(errors, "E30", "Quantity may not be below zero");
            } else if (!account.stock(sku)
                    .containsKey(level.path("merchant_warehouse_id").asLong())) {
                error(errors, "E28", "No such merchant warehouse");
            }
        }
        if (errors.isEmpty()) {
            body.path("leadtime_stock")
                    .forEach(level -> account.stock(
                            sku,
                            level.path("merchant_warehouse_id").asLong(),
                            level.path("quantity").asLong()));
        }
        answer.set("offer", show(sku));
        answer.set("validation_errors", errors);
        return answer;
    }

    private static void error(ArrayNode errors, String code, String message) {
        errors.addObject().put("code", code).put("message", message);
    }

    /** The identifier in the path, or in the query when the SKU has signs that a path cannot hold. */
    static String identifier(String path, Map<String, String> parameters) {
        return path.length() > "/v2/offers/offer/".length()
                ? path.substring("/v2/offers/offer/".length())
                : parameters.getOrDefault("identifier", "");
    }
}
