package io.gwms.testkit.shopify;

import static java.util.Objects.requireNonNull;

import graphql.execution.directives.QueryAppliedDirective;
import graphql.schema.DataFetchingEnvironment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What inventorySetQuantities does and refuses: all quantities of a call or none. Words and codes are those recorded of
 * API version 2026-04; those of a key that is used again and of a stale comparison are in the documentation only.
 */
final class StockMutations {
    private static final long FIRST_GROUP = 54_000_000_000_001L;
    private static final int MOST = 1_000_000_000;
    private static final Set<String> REASONS = new TreeSet<>(Set.of(
            "correction",
            "cycle_count_available",
            "damaged",
            "movement_canceled",
            "movement_created",
            "movement_received",
            "movement_updated",
            "other",
            "promotion",
            "quality_control",
            "received",
            "reservation_created",
            "reservation_deleted",
            "reservation_updated",
            "restock",
            "safety_stock",
            "shrinkage"));

    private final StockRoom room;
    private final OrderBook book;
    private final ShopifyFaults faults;

    StockMutations(StockRoom room, OrderBook book, ShopifyFaults faults) {
        this.room = room;
        this.book = book;
        this.faults = faults;
    }

    Map<String, @Nullable Object> setQuantities(DataFetchingEnvironment env, Map<String, Object> input) {
        String key = key(env);
        List<Map<String, @Nullable Object>> quantities = maps(input.get("quantities"));
        if (quantities.stream().anyMatch(quantity -> !quantity.containsKey("changeFromQuantity"))) {
            throw new Refusal(
                    "INVALID_FIELD_ARGUMENTS",
                    "InventoryQuantityInput must include the following argument: changeFromQuantity.");
        }
        String parameters = Json.write(input);
        Optional<StockRoom.Answered> before = room.answered(key);
        if (before.isPresent()) {
            return before.get().parameters().equals(parameters)
                    ? before.get().payload()
                    : refused(
                            List.of("input"),
                            "IDEMPOTENCY_KEY_PARAMETER_MISMATCH",
                            "The same idempotency key cannot be used with different operation parameters.");
        }
        return refusal(input, quantities).orElseGet(() -> carriedOut(input, quantities, key, parameters));
    }

    private static String key(DataFetchingEnvironment env) {
        QueryAppliedDirective directive = env.getQueryDirectives().getImmediateAppliedDirective("idempotent").stream()
                .findFirst()
                .orElseThrow(() -> new Refusal(
                        "BAD_REQUEST",
                        "The @idempotent directive is required for this mutation but was not provided."));
        return String.valueOf(
                requireNonNull(directive.getArgument("key"), "key").<Object>getValue());
    }

    private Optional<Map<String, @Nullable Object>> refusal(
            Map<String, Object> input, List<Map<String, @Nullable Object>> quantities) {
        if (!Set.of("available", "on_hand").contains(String.valueOf(input.get("name")))) {
            return Optional.of(refused(
                    List.of("input", "name"),
                    "INVALID_NAME",
                    "The quantity name must be either 'available' or 'on_hand'."));
        }
        if (!REASONS.contains(String.valueOf(input.get("reason")))) {
            return Optional.of(refused(
                    List.of("input", "reason"),
                    "INVALID_REASON",
                    "The specified reason is invalid. Valid values are: " + String.join(", ", REASONS) + "."));
        }
        for (int i = 0; i < quantities.size(); i++) {
            Optional<Map<String, @Nullable Object>> refusal = refusal(quantities.get(i), i);
            if (refusal.isPresent()) {
                return refusal;
            }
        }
        return Optional.empty();
    }

    private Optional<Map<String, @Nullable Object>> refusal(Map<String, @Nullable Object> wanted, int at) {
        Optional<StockItem> item = item(wanted);
        long location = location(wanted);
        int quantity = number(wanted, "quantity");
        if (item.isEmpty()) {
            return refused(
                    at,
                    "inventoryItemId",
                    "INVALID_INVENTORY_ITEM",
                    "The specified inventory item could not be found.");
        }
        if (!room.hasLocation(location)) {
            return refused(at, "locationId", "INVALID_LOCATION", "The specified location could not be found.");
        }
        if (quantity > MOST) {
            return refused(
                    at, "quantity", "INVALID_QUANTITY_TOO_HIGH", "The quantity can't be higher than 1,000,000,000.");
        }
        if (quantity < -MOST) {
            return refused(
                    at, "quantity", "INVALID_QUANTITY_TOO_LOW", "The quantity can't be lower than -1,000,000,000.");
        }
        Optional<Integer> shown = item.get().at(location);
        if (shown.isEmpty()) {
            return refused(
                    at,
                    "locationId",
                    "ITEM_NOT_STOCKED_AT_LOCATION",
                    "The specified inventory item is not stocked at the location.");
        }
        if (faults.sellsBeforeStock()) {
            room.set(item.get().sku(), location, shown.get() - 1);
            shown = Optional.of(shown.get() - 1);
        }
        boolean stale = wanted.get("changeFromQuantity") != null && number(wanted, "changeFromQuantity") != shown.get();
        return stale
                ? refused(
                        at,
                        "changeFromQuantity",
                        "CHANGE_FROM_QUANTITY_STALE",
                        "The changeFromQuantity value does not match persisted value.")
                : Optional.empty();
    }

    private Map<String, @Nullable Object> carriedOut(
            Map<String, Object> input, List<Map<String, @Nullable Object>> quantities, String key, String parameters) {
        Map<Long, StockItem> changed = new LinkedHashMap<>();
        List<Map<String, @Nullable Object>> changes = new ArrayList<>();
        for (Map<String, @Nullable Object> wanted : quantities) {
            StockItem known = item(wanted).orElseThrow();
            StockItem item = changed.getOrDefault(known.id(), known);
            long location = location(wanted);
            int quantity = number(wanted, "quantity");
            int delta = quantity - item.at(location).orElse(0);
            changed.put(item.id(), item.with(location, quantity));
            if (delta != 0) {
                changes.add(change("available", delta, item, location));
                changes.add(change("on_hand", delta, item, location));
            }
        }
        Map<String, @Nullable Object> payload =
                payload(changes.isEmpty() ? null : group(input, changes, book.now()), List.of());
        room.change(
                new StockRoom.Change(List.copyOf(changed.values()), new StockRoom.Answered(key, parameters, payload)));
        return payload;
    }

    private Map<String, @Nullable Object> group(
            Map<String, Object> input, List<Map<String, @Nullable Object>> changes, Instant now) {
        Map<String, @Nullable Object> group = new LinkedHashMap<>();
        group.put("__typename", "InventoryAdjustmentGroup");
        group.put("id", Gid.of("InventoryAdjustmentGroup", FIRST_GROUP + room.keys()));
        group.put("createdAt", now.toString());
        group.put("reason", input.get("reason"));
        group.put("referenceDocumentUri", input.get("referenceDocumentUri"));
        group.put("changes", changes);
        return group;
    }

    private static Map<String, @Nullable Object> change(String name, int delta, StockItem item, long location) {
        Map<String, @Nullable Object> change = new LinkedHashMap<>();
        change.put("name", name);
        change.put("delta", delta);
        change.put("quantityAfterChange", null);
        change.put("item", StockReads.view(item));
        change.put("location", OrderView.location(location));
        return change;
    }

    private static Optional<Map<String, @Nullable Object>> refused(int at, String field, String code, String message) {
        return Optional.of(refused(List.of("input", "quantities", Integer.toString(at), field), code, message));
    }

    private static Map<String, @Nullable Object> refused(List<String> field, String code, String message) {
        return payload(null, List.of(Map.of("field", field, "message", message, "code", code)));
    }

    private static Map<String, @Nullable Object> payload(@Nullable Object group, List<Map<String, Object>> userErrors) {
        Map<String, @Nullable Object> payload = new LinkedHashMap<>();
        payload.put("inventoryAdjustmentGroup", group);
        payload.put("userErrors", userErrors);
        return payload;
    }

    private Optional<StockItem> item(Map<String, @Nullable Object> wanted) {
        return room.byId(Gid.number("InventoryItem", String.valueOf(wanted.get("inventoryItemId"))));
    }

    private static long location(Map<String, @Nullable Object> wanted) {
        return Gid.number("Location", String.valueOf(wanted.get("locationId")));
    }

    private static int number(Map<String, @Nullable Object> wanted, String field) {
        return wanted.get(field) instanceof Number number ? number.intValue() : 0;
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, @Nullable Object>> maps(@Nullable Object list) {
        return list == null ? List.of() : (List<Map<String, @Nullable Object>>) list;
    }
}
