package io.gwms.platform.takealot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gwms.internal.json.Excerpt;
import io.gwms.outcome.Outcome;
import io.gwms.outcome.RefusalCode;
import io.gwms.platform.PushStock;
import io.gwms.platform.ReadStock;
import io.gwms.platform.ShownStock;
import io.gwms.platform.StoreSession;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Sets and reads what an offer can sell from one of the seller's own warehouses. */
final class StockLevels {
    private final TakealotClient client;

    StockLevels(TakealotClient client) {
        this.client = client;
    }

    Outcome<ShownStock> push(StoreSession session, PushStock.Level level) {
        String warehouse = warehouse(session);
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putArray("leadtime_stock")
                .addObject()
                .put("merchant_warehouse_id", Long.parseLong(warehouse))
                .put("quantity", level.sellable());
        return client.patch(session, offer(level.platformSku()), body)
                .then(answer -> changed(session, answer.body(), warehouse, level.sellable()));
    }

    Outcome<ShownStock> read(StoreSession session, ReadStock.Item item) {
        String warehouse = warehouse(session);
        return client.get(session, offer(item.platformSku()))
                .then(answer -> quantity(answer.body(), warehouse)
                        .map(pieces -> Outcome.done(ShownStock.of(pieces)))
                        .orElseGet(() -> Outcome.unknown(TakealotClient.said(
                                session, "shows no stock for warehouse " + warehouse, answer.body()))));
    }

    /** A 200 is no verdict: what is wrong is told in {@code validation_errors}. */
    private static Outcome<ShownStock> changed(StoreSession session, JsonNode body, String warehouse, long sent) {
        JsonNode errors = body.path("validation_errors");
        if (errors.isContainerNode() && !errors.isEmpty()) {
            String words = StreamSupport.stream(errors.spliterator(), false)
                    .map(error -> error.path("code").asText("") + " "
                            + error.path("message").asText(error.toString()))
                    .collect(Collectors.joining("; "));
            return Outcome.refused(
                    RefusalCode.INVALID_REQUEST, "Takealot says: " + Excerpt.of(words, 1_000, session.redactor()));
        }
        return body.path("offer").isObject()
                ? Outcome.done(
                        ShownStock.of(quantity(body.path("offer"), warehouse).orElse(sent)))
                : Outcome.unknown(TakealotClient.said(session, "answered no offer", body));
    }

    private static Optional<Long> quantity(JsonNode offer, String warehouse) {
        return StreamSupport.stream(offer.path("leadtime_stock").spliterator(), false)
                .filter(row ->
                        row.at("/merchant_warehouse/warehouse_id").asText("").equals(warehouse))
                .filter(row -> row.path("quantity_available").canConvertToLong())
                .map(row -> row.path("quantity_available").asLong())
                .findFirst();
    }

    private static String warehouse(StoreSession session) {
        String warehouse = session.credential().setting(TakealotConnector.MERCHANT_WAREHOUSE);
        if (!warehouse.matches("\\d{1,18}")) {
            throw new IllegalArgumentException(TakealotConnector.MERCHANT_WAREHOUSE + " is '" + warehouse
                    + "', but must be a whole number; make the credential with TakealotConnector.credential(…)");
        }
        return warehouse;
    }

    /** A SKU with signs that a path cannot hold is named in the query. */
    private static String offer(String sku) {
        return sku.matches("[A-Za-z0-9._-]+")
                ? "/offers/offer/SKU" + sku
                : "/offers/offer?identifier=SKU"
                        + URLEncoder.encode(sku, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
