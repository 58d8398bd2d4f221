package io.gwms.platform.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gwms.outcome.Outcome;
import io.gwms.outcome.Refusal;
import io.gwms.outcome.RefusalCode;
import io.gwms.platform.PushStock;
import io.gwms.platform.ReadStock;
import io.gwms.platform.ShownStock;
import io.gwms.platform.StoreSession;
import io.gwms.platform.reading.Fields;
import io.gwms.platform.reading.Replies;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Sets and reads what can be sold of a SKU at the store's one location. A listing is the global id of the inventory item,
 * which outlives a change of its SKU; whether it still has the SKU is looked at when it is read.
 */
final class StockLevels {
    static final String LOCATION = "gid://shopify/Location/\\d{1,18}";

    private static final String LISTING = "gid://shopify/InventoryItem/\\d{1,18}";

    private static final String FIRST_TO_COMPARE = "2026-04";

    private final ShopifyClient client;
    private final String apiVersion;

    StockLevels(ShopifyClient client, String apiVersion) {
        this.client = client;
        this.apiVersion = apiVersion;
    }

    /** Whether that version of the API compares before it sets. */
    boolean isOffered() {
        return apiVersion.compareTo(FIRST_TO_COMPARE) >= 0;
    }

    Outcome<ShownStock> push(StoreSession session, PushStock.Level level) {
        return location(session)
                .then(location -> listing(session, level, location).then(item -> set(session, level, item, location)));
    }

    Outcome<ShownStock> read(StoreSession session, ReadStock.Item item) {
        return location(session).then(location -> {
            if (!item.listing().matches(LISTING)) {
                return bySku(session, item.platformSku(), location);
            }
            ObjectNode variables =
                    ShopifyClient.variables().put("item", item.listing()).put("location", location);
            return client.ask(session, Queries.STOCK_OF_ITEM, variables).then(data -> {
                JsonNode found = data.path("inventoryItem");
                return found.path("sku").asText("").equals(item.platformSku())
                        ? shown(session, found, item.platformSku(), location)
                        : bySku(session, item.platformSku(), location);
            });
        });
    }

    private Outcome<String> listing(StoreSession session, PushStock.Level level, String location) {
        return level.listing().matches(LISTING)
                ? Outcome.done(level.listing())
                : Replies.beforeWriting(
                        bySku(session, level.platformSku(), location).then(shown -> Outcome.done(shown.listing())));
    }

    private Outcome<ShownStock> bySku(StoreSession session, String sku, String location) {
        ObjectNode variables = ShopifyClient.variables()
                .put("search", "sku:" + OrderReads.quoted(sku))
                .put("location", location);
        return client.ask(session, Queries.STOCK_BY_SKU, variables).then(data -> {
            JsonNode items = data.path("inventoryItems");
            if (!items.path("nodes").isArray()) {
                return Outcome.unknown("Shopify answered no list of inventory items: "
                        + ShopifyFailures.redacted(data.toString(), session.redactor()));
            }
            List<JsonNode> found = Fields.elements(items.path("nodes"))
                    .filter(item -> item.path("sku").asText("").equals(sku))
                    .toList();
            if (found.size() > 1 || items.at("/pageInfo/hasNextPage").asBoolean()) {
                return Outcome.refused(
                        RefusalCode.INVALID_REQUEST,
                        "Shopify lists the SKU " + sku
                                + " more than once, or too many that look like it; give each variant a SKU of its own");
            }
            return found.isEmpty()
                    ? Outcome.refused(RefusalCode.NOT_FOUND, "Shopify lists nothing under the SKU " + sku)
                    : shown(session, found.get(0), sku, location);
        });
    }

    private static Outcome<ShownStock> shown(StoreSession session, JsonNode item, String sku, String location) {
        if (!item.path("tracked").asBoolean()) {
            return Outcome.refused(
                    RefusalCode.INVALID_REQUEST,
                    "Shopify does not count the stock of " + sku + "; switch on «Track quantity» for it there");
        }
        JsonNode level = item.path("inventoryLevel");
        if (level.isNull()) {
            return Outcome.refused(
                    RefusalCode.NOT_FOUND,
                    sku + " is not stocked at " + location + "; stock it there, or set another location");
        }
        return Fields.elements(level.path("quantities"))
                .filter(quantity -> quantity.path("name").asText("").equals("available"))
                .map(quantity -> quantity.path("quantity"))
                .filter(JsonNode::isIntegralNumber)
                .findFirst()
                .map(pieces -> Outcome.done(
                        new ShownStock(pieces.asLong(), item.path("id").asText(""))))
                .orElseGet(() -> Outcome.unknown("Shopify did not say how many of " + sku + " it shows: "
                        + ShopifyFailures.redacted(item.toString(), session.redactor())));
    }

    private Outcome<ShownStock> set(StoreSession session, PushStock.Level level, String item, String location) {
        ObjectNode variables = ShopifyClient.variables().put("key", key(level, item, location));
        ObjectNode input = variables.putObject("input").put("name", "available").put("reason", "correction");
        input.putArray("quantities")
                .addObject()
                .put("inventoryItemId", item)
                .put("locationId", location)
                .put("quantity", level.sellable())
                .put("changeFromQuantity", level.expected());
        return client.ask(session, Queries.STOCK_SET, variables).then(data -> {
            JsonNode errors = data.at("/inventorySetQuantities/userErrors");
            if (!errors.isArray()) {
                return Outcome.unknown("Shopify did not say what became of the level of " + level.platformSku() + ": "
                        + ShopifyFailures.redacted(data.toString(), session.redactor()));
            }
            return errors.isEmpty() ? Outcome.done(new ShownStock(level.sellable(), item)) : refused(session, errors);
        });
    }

    /** Two databases of one store may count their effects alike, so what is set is part of the key. */
    private static String key(PushStock.Level level, String item, String location) {
        String name = String.join(
                "\n",
                level.effectKey(),
                item,
                location,
                String.valueOf(level.sellable()),
                String.valueOf(level.expected()));
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private static Outcome<ShownStock> refused(StoreSession session, JsonNode errors) {
        String words = "Shopify says: "
                + ShopifyFailures.redacted(
                        Fields.elements(errors)
                                .map(error -> error.path("message").asText() + " ("
                                        + error.path("code").asText() + ")")
                                .collect(Collectors.joining("; ")),
                        session.redactor());
        return switch (errors.path(0).path("code").asText("")) {
            case "CHANGE_FROM_QUANTITY_STALE" -> Outcome.refused(RefusalCode.CHANGED_MEANWHILE, words);
            case "INVALID_INVENTORY_ITEM", "ITEM_NOT_STOCKED_AT_LOCATION" ->
                Outcome.refused(RefusalCode.NOT_FOUND, words);
            case "IDEMPOTENCY_CONCURRENT_REQUEST" -> Outcome.unknown(words);
            case "IDEMPOTENCY_PREVIOUS_ATTEMPT_FAILED", "SERVICE_UNAVAILABLE" ->
                Outcome.refused(Refusal.temporary(RefusalCode.PLATFORM_FAILURE, words));
            default -> Outcome.refused(RefusalCode.INVALID_REQUEST, words);
        };
    }

    private Outcome<String> location(StoreSession session) {
        if (!isOffered()) {
            return Outcome.refused(
                    RefusalCode.UNSUPPORTED,
                    "Shopify compares stock levels from API version " + FIRST_TO_COMPARE + " on; set a later one");
        }
        String location = session.credential().settings().getOrDefault(ShopifyConnector.LOCATION, "");
        return location.matches(LOCATION)
                ? Outcome.done(location)
                : Outcome.refused(
                        RefusalCode.INVALID_REQUEST,
                        "the location of the store's stock is '" + location
                                + "', but must be a global id such as gid://shopify/Location/1; store the credential"
                                + " with ShopifyConnector.atLocation(…)");
    }
}
