package io.gwms.platform.shopee;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gwms.outcome.Outcome;
import io.gwms.outcome.RefusalCode;
import io.gwms.platform.PushStock;
import io.gwms.platform.ReadStock;
import io.gwms.platform.ShownStock;
import io.gwms.platform.StoreSession;
import io.gwms.platform.reading.Fields;
import io.gwms.platform.reading.Replies;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Sets and reads the stock of models. A listing is written {@code item:model}; model 0 is an item without models. */
final class StockLevels {
    private static final Pattern LISTING = Pattern.compile("(\\d{1,18}):(\\d{1,18})");

    private final String locationId;

    StockLevels(String locationId) {
        this.locationId = locationId;
    }

    /** What is listed under a SKU. */
    private record Model(long item, long id, String sku, long stock) {
        String listing() {
            return item + ":" + id;
        }
    }

    /** The ids of a listing as it is written; empty when it is not written so. */
    private static Optional<Model> written(String listing) {
        Matcher ids = LISTING.matcher(listing);
        return ids.matches()
                ? Optional.of(new Model(Long.parseLong(ids.group(1)), Long.parseLong(ids.group(2)), "", 0))
                : Optional.empty();
    }

    Outcome<ShownStock> push(StoreSession session, PushStock.Level level) {
        Outcome<ShownStock> there = written(level.listing())
                .map(model -> set(session, level, model))
                .orElseGet(() -> Outcome.refused(RefusalCode.NOT_FOUND, "no listing is known"));
        boolean gone = there instanceof Outcome.Refused<ShownStock> refused
                && refused.refusal().code().equals(RefusalCode.NOT_FOUND);
        // One that is gone is looked for anew, for the SKU may have another by now.
        return gone
                ? Replies.beforeWriting(find(session, level.platformSku())).then(model -> set(session, level, model))
                : there;
    }

    Outcome<ShownStock> read(StoreSession session, ReadStock.Item item) {
        return written(item.listing())
                .map(known -> models(session, known.item())
                        .then(models -> models.stream()
                                .filter(model -> model.id() == known.id())
                                .findFirst()
                                .<Outcome<Model>>map(Outcome::done)
                                .orElseGet(() -> find(session, item.platformSku()))))
                .orElseGet(() -> find(session, item.platformSku()))
                .then(found -> Outcome.done(new ShownStock(found.stock(), found.listing())));
    }

    private Outcome<ShownStock> set(StoreSession session, PushStock.Level level, Model listed) {
        ObjectNode body = ShopeeClient.object().put("item_id", listed.item());
        ObjectNode model = body.putArray("stock_list").addObject().put("model_id", listed.id());
        ObjectNode stock = model.putArray("seller_stock").addObject();
        if (!locationId.isEmpty()) {
            stock.put("location_id", locationId);
        }
        stock.put("stock", level.sellable());
        return ShopeeClient.tell(session, ShopeeCall.UPDATE_STOCK, body)
                .then(answer -> verdict(answer, listed.id(), level, listed.listing(), session));
    }

    /** A reply without an error can hold failures, and one that names the model nowhere says nothing. */
    private static Outcome<ShownStock> verdict(
            JsonNode answer, long modelId, PushStock.Level level, String listing, StoreSession session) {
        List<JsonNode> failed = Fields.elements(answer.path("failure_list"))
                .filter(one -> one.path("model_id").asLong(-1) == modelId)
                .toList();
        if (!failed.isEmpty()) {
            return Outcome.refused(
                    RefusalCode.INVALID_REQUEST,
                    "Shopee does not take the level of " + level.platformSku() + ": "
                            + ShopeeFailures.excerpt(
                                    failed.get(0).path("failed_reason").asText(""), session.redactor()));
        }
        return Fields.elements(answer.path("success_list"))
                .filter(one -> one.path("model_id").asLong(-1) == modelId)
                .findFirst()
                .<Outcome<ShownStock>>map(
                        one -> Outcome.done(new ShownStock(one.path("stock").asLong(level.sellable()), listing)))
                .orElseGet(() -> Outcome.unknown("Shopee did not say what became of the level of " + level.platformSku()
                        + ": " + ShopeeFailures.excerpt(answer.toString(), session.redactor())));
    }

    /** The one model with that very SKU; the search takes parts of a SKU for it too. */
    private Outcome<Model> find(StoreSession session, String sku) {
        Map<String, String> search = Map.of("item_sku", sku, "page_size", "50");
        return ShopeeClient.ask(session, ShopeeCall.SEARCH_ITEM, search).then(answer -> {
            List<Model> found = new ArrayList<>();
            for (long item : Fields.elements(answer.path("item_id_list"))
                    .map(JsonNode::asLong)
                    .toList()) {
                Outcome<List<Model>> models = models(session, item);
                if (models.asDone().isEmpty()) {
                    return models.then(never -> Outcome.unknown("never"));
                }
                models.asDone().get().stream()
                        .filter(model -> model.sku().equals(sku))
                        .forEach(found::add);
            }
            return switch (found.size()) {
                case 1 -> Outcome.done(found.get(0));
                case 0 -> Outcome.refused(RefusalCode.NOT_FOUND, "Shopee lists nothing under the SKU " + sku);
                default ->
                    Outcome.refused(
                            RefusalCode.INVALID_REQUEST,
                            "Shopee lists the SKU " + sku + " " + found.size() + " times: "
                                    + found.stream().map(Model::listing).collect(Collectors.joining(", "))
                                    + "; give each listing a SKU of its own");
            };
        });
    }

    private Outcome<List<Model>> models(StoreSession session, long item) {
        return ShopeeClient.ask(session, ShopeeCall.ITEM, Map.of("item_id_list", String.valueOf(item)))
                .then(answer -> {
                    JsonNode shown = answer.at("/item_list/0");
                    if (shown.isMissingNode()) {
                        return Outcome.done(List.of());
                    }
                    return shown.path("has_model").asBoolean(false)
                            ? modelsOf(session, item)
                            : Outcome.done(List.of(
                                    new Model(item, 0, shown.path("item_sku").asText(""), stock(shown))));
                });
    }

    private Outcome<List<Model>> modelsOf(StoreSession session, long item) {
        return ShopeeClient.ask(session, ShopeeCall.MODELS, Map.of("item_id", String.valueOf(item)))
                .then(answer -> Outcome.done(Fields.elements(answer.path("model"))
                        .map(model -> new Model(
                                item,
                                model.path("model_id").asLong(),
                                model.path("model_sku").asText(""),
                                stock(model)))
                        .toList()));
    }

    /** What is shown of all locations, or at the one whose level is set. */
    private long stock(JsonNode listed) {
        JsonNode info = listed.path("stock_info_v2");
        return locationId.isEmpty()
                ? info.at("/summary_info/total_available_stock").asLong(0)
                : Fields.elements(info.path("seller_stock"))
                        .filter(place -> place.path("location_id").asText("").equals(locationId))
                        .mapToLong(place -> place.path("stock").asLong(0))
                        .sum();
    }
}
