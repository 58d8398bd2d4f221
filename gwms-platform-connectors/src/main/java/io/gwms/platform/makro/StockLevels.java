package io.gwms.platform.makro;

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
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sets and reads the stock of a SKU at one location. A location that a person switched off stays off. */
final class StockLevels {
    private static final Logger LOG = LoggerFactory.getLogger(StockLevels.class);

    private final String locationId;

    StockLevels(String locationId) {
        this.locationId = locationId;
    }

    private record Place(String productId, String location, String status, long shown) {}

    Outcome<ShownStock> push(StoreSession session, PushStock.Level level) {
        return Replies.beforeWriting(place(session, level.platformSku())).then(place -> {
            ObjectNode body = MakroClient.object();
            ObjectNode listing = body.putObject(level.platformSku()).put("product_id", place.productId());
            listing.putArray("locations")
                    .addObject()
                    .put("id", place.location())
                    .put("status", place.status())
                    .put("inventory", level.sellable());
            return MakroClient.tell(session, "/listings/v3/update/inventory", body)
                    .then(answer -> verdict(session, answer, level));
        });
    }

    Outcome<ShownStock> read(StoreSession session, ReadStock.Item item) {
        return place(session, item.platformSku()).then(place -> Outcome.done(ShownStock.of(place.shown())));
    }

    /** A warning is told of a level that was set. */
    private static Outcome<ShownStock> verdict(StoreSession session, JsonNode answer, PushStock.Level level) {
        JsonNode said = answer.path(level.platformSku());
        return switch (said.path("status").asText("")) {
            case "SUCCESS" -> Outcome.done(ShownStock.of(level.sellable()));
            case "WARNING" -> {
                LOG.atWarn()
                        .setMessage("Makro set a stock level with a warning")
                        .addKeyValue("sku", level.platformSku())
                        .addKeyValue("warning", MakroClient.excerpt(said.path("errors"), session))
                        .log();
                yield Outcome.done(ShownStock.of(level.sellable()));
            }
            case "FAILURE" ->
                Outcome.refused(
                        RefusalCode.INVALID_REQUEST,
                        "Makro does not take the level of " + level.platformSku() + ": "
                                + MakroClient.excerpt(said.path("errors"), session));
            default ->
                Outcome.unknown("Makro did not say what became of the level of " + level.platformSku() + ": "
                        + MakroClient.excerpt(answer, session));
        };
    }

    private Outcome<Place> place(StoreSession session, String sku) {
        return MakroClient.get(session, "/listings/v3/" + MakroClient.encoded(sku))
                .then(answer -> {
                    JsonNode available = answer.body().path("available");
                    if (!available.isObject()) {
                        return Outcome.unknown(
                                "Makro answered no listings: " + MakroClient.excerpt(answer.body(), session));
                    }
                    JsonNode listing = available.path(sku);
                    List<JsonNode> places = Fields.elements(listing.path("locations"))
                            .filter(one -> locationId.isEmpty()
                                    || one.path("id").asText("").equals(locationId))
                            .toList();
                    if (places.isEmpty()) {
                        return Outcome.refused(
                                RefusalCode.NOT_FOUND,
                                "Makro lists nothing under the SKU " + sku
                                        + (locationId.isEmpty() ? "" : " at location " + locationId));
                    }
                    if (places.size() > 1) {
                        return Outcome.refused(
                                RefusalCode.INVALID_REQUEST,
                                "Makro lists the SKU " + sku + " at " + places.size()
                                        + " locations; say which one with MakroConnector.Builder.locationId(…)");
                    }
                    JsonNode place = places.get(0);
                    try {
                        return Outcome.done(new Place(
                                Fields.needed(listing, "product_id"),
                                Fields.needed(place, "id"),
                                Fields.needed(place, "status"),
                                Fields.count(place, "inventory")));
                    } catch (IllegalArgumentException e) {
                        return Outcome.refused(
                                RefusalCode.INVALID_REQUEST,
                                "the listing of " + sku + " cannot be read: " + MakroClient.excerpt(listing, session));
                    }
                });
    }
}
