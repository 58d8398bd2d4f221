package io.gwms.testkit.shopee;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gwms.testkit.fake.Rows;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The module {@code product}: items by SKU, their models, their stock. */
final class ProductApi {
    private final Book book;
    private final ShopeeFaults faults;
    private final List<String> locations;

    ProductApi(Book book, ShopeeFaults faults, List<String> locations) {
        this.book = book;
        this.faults = faults;
        this.locations = locations;
    }

    /** Lists a model; a SKU may be listed twice. */
    void list(ShopeeLine line, long stock, long reserved) {
        book.rows()
                .put(
                        "model",
                        line.itemId() + ":" + line.modelId(),
                        Rows.object()
                                .put("item_id", line.itemId())
                                .put("model_id", line.modelId())
                                .put("sku", line.sku())
                                .put("stock", stock)
                                .put("reserved", reserved));
    }

    private List<ObjectNode> models(long itemId) {
        return book.rows().all("model").stream()
                .filter(model -> model.path("item_id").asLong() == itemId)
                .toList();
    }

    ObjectNode search(Map<String, String> query) {
        String sku = query.getOrDefault("item_sku", "").toLowerCase(Locale.ROOT);
        if (!query.containsKey("page_size")) {
            throw new Refusal("product.error_param", "invalid field PageSize: value must  Not Null");
        }
        ObjectNode response = Rows.object();
        ArrayNode ids = response.putArray("item_id_list");
        List<Long> found = book.rows().all("model").stream()
                .filter(model ->
                        model.path("sku").asText().toLowerCase(Locale.ROOT).contains(sku))
                .map(model -> model.path("item_id").asLong())
                .distinct()
                .toList();
        found.forEach(ids::add);
        return response.put("total_count", found.size()).put("next_offset", "");
    }

    ObjectNode baseInfo(Map<String, String> query) {
        ObjectNode response = Rows.object();
        ArrayNode list = response.putArray("item_list");
        for (String id : query.getOrDefault("item_id_list", "").split(",", -1)) {
            List<ObjectNode> models = models(Long.parseLong(id));
            if (!models.isEmpty()) {
                boolean hasModel = models.get(0).path("model_id").asLong() != 0;
                ObjectNode item = list.addObject()
                        .put("item_id", Long.parseLong(id))
                        .put(
                                "item_sku",
                                hasModel ? "" : models.get(0).path("sku").asText())
                        .put("item_status", "NORMAL")
                        .put("has_model", hasModel);
                if (!hasModel) {
                    item.set("stock_info_v2", stockInfo(models.get(0)));
                }
            }
        }
        return response;
    }

    ObjectNode modelList(Map<String, String> query) {
        List<ObjectNode> models = models(Long.parseLong(query.getOrDefault("item_id", "0")));
        if (models.isEmpty()) {
            throw new Refusal("error_item_not_found", "Item_id is not found.");
        }
        ObjectNode response = Rows.object();
        ArrayNode list = response.putArray("model");
        models.forEach(model -> list.addObject()
                .put("model_id", model.path("model_id").asLong())
                .put("model_sku", model.path("sku").asText())
                .set("stock_info_v2", stockInfo(model)));
        return response;
    }

    /** The first location has the stock that has no other place. */
    private ObjectNode stockInfo(ObjectNode model) {
        ObjectNode info = Rows.object();
        ArrayNode places = info.putArray("seller_stock");
        long total = 0;
        for (String location : locations) {
            long there = at(model, location);
            total += there;
            places.addObject().put("location_id", location).put("stock", there);
        }
        info.putObject("summary_info")
                .put("total_reserved_stock", model.path("reserved").asLong())
                .put("total_available_stock", total);
        return info;
    }

    private long at(ObjectNode model, String location) {
        return location.equals(locations.get(0))
                ? model.path("stock").asLong()
                : model.at("/elsewhere").path(location).asLong();
    }

    /** Of several locations one is named, and of one none. */
    private String location(JsonNode wanted) {
        String named = wanted.at("/seller_stock/0/location_id").asText("");
        if (locations.contains(named)) {
            return named;
        }
        if (named.isEmpty()) {
            throw new Refusal("error_busi", "The merchant/shop has multi warehouse, please input location id");
        }
        throw locations.contains("")
                ? new Refusal(
                        "error_auth",
                        "You do not have right to use seller location_id, please only fill seller_stock filed.")
                : new Refusal(
                        "error_auth",
                        "The location_id input is not matched the shop's location_id(more/wrong). Please double check.");
    }

    ObjectNode updateStock(JsonNode body) {
        long itemId = body.path("item_id").asLong();
        List<ObjectNode> wanted = Book.elements(body.path("stock_list"));
        if (itemId == 0 || wanted.isEmpty() || wanted.size() > 50) {
            throw new Refusal("product.error_param", "invalid field ItemId: value must  Not Null");
        }
        if (models(itemId).isEmpty()) {
            throw new Refusal("error_item_not_found", "Product not found");
        }
        ObjectNode response = Rows.object();
        ArrayNode failed = response.putArray("failure_list");
        ArrayNode done = response.putArray("success_list");
        for (ObjectNode one : wanted) {
            long modelId = one.path("model_id").asLong();
            long stock = one.at("/seller_stock/0/stock").asLong(-1);
            String location = location(one);
            String key = itemId + ":" + modelId;
            ObjectNode model = book.rows().find("model", key).orElse(Rows.object());
            String reason = model.isEmpty()
                    ? "Wrong model_id."
                    : faults.refusesStockOf(modelId)
                            ? "Update item failed"
                            : stock < model.path("reserved").asLong()
                                    ? "Total stock must be more than reserved stock."
                                    : "";
            if (reason.isEmpty()) {
                if (location.equals(locations.get(0))) {
                    model.put("stock", stock);
                } else {
                    model.withObject("/elsewhere").put(location, stock);
                }
                book.rows().put("model", key, model);
                done.addObject()
                        .put("model_id", modelId)
                        .put("location_id", location)
                        .put("stock", stock);
            } else {
                failed.addObject().put("model_id", modelId).put("failed_reason", reason);
            }
        }
        if (done.isEmpty()) {
            throw new PartFailed(response);
        }
        return response;
    }

    /** All models failed: the envelope says so, and the lists come all the same. */
    static final class PartFailed extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final transient ObjectNode response;

        PartFailed(ObjectNode response) {
            super("Update stock failed, please check failure_list for detailed reason", null, false, false);
            this.response = response;
        }

        ObjectNode response() {
            return response;
        }
    }
}
