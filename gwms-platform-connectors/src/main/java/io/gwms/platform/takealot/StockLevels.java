package io.gwms.platform.takealot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gwms.internal.json.Excerpt;
import io.gwms.outcome.Outcome;
import io.gwms.outcome.Refusal;
import io.gwms.outcome.RefusalCode;
import io.gwms.platform.PushStock;
import io.gwms.platform.StoreSession;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Sets what an offer can sell from one of the seller's warehouses. Takealot compares nothing itself: what a level expects
 * is read before it is written, which leaves a moment between the two.
 */
final class StockLevels {
    private final TakealotClient client;

    StockLevels(TakealotClient client) {
        this.client = client;
    }

    Outcome<Long> push(StoreSession session, PushStock.Level level) {
        String warehouse = session.credential().setting(TakealotConnector.MERCHANT_WAREHOUSE);
        String offer = offer(level.platformSku());
        return asExpected(session, level, offer, warehouse).then(before -> {
            ObjectNode body = JsonNodeFactory.instance.objectNode();
            body.putArray("leadtime_stock")
                    .addObject()
                    .put("merchant_warehouse_id", Long.parseLong(warehouse))
                    .put("quantity", level.sellable());
            return client.patch(session, offer, body)
                    .then(answer -> shown(session, answer.body(), warehouse, level.sellable()));
        });
    }

    private Outcome<Long> asExpected(StoreSession session, PushStock.Level level, String offer, String warehouse) {
        Optional<Long> expected = level.comparedWith();
        if (expected.isEmpty()) {
            return Outcome.done(0L);
        }
        Outcome<TakealotClient.Answer> answer = client.get(session, offer);
        if (answer instanceof Outcome.Unknown<TakealotClient.Answer> unknown) {
            // Only read so far, so whatever went wrong, nothing was done.
            return Outcome.refused(Refusal.temporary(RefusalCode.PLATFORM_FAILURE, unknown.cause()));
        }
        return answer.then(now -> {
            Optional<Long> shown = quantity(now.body(), warehouse);
            if (shown.isEmpty()) {
                return Outcome.refused(
                        RefusalCode.INVALID_REQUEST,
                        TakealotClient.said(session, "shows no stock for warehouse " + warehouse, now.body()));
            }
            return shown.get().equals(expected.get())
                    ? Outcome.done(shown.get())
                    : Outcome.refused(
                            TakealotConnector.STALE_STOCK,
                            "Takealot shows " + shown.get() + " of " + level.platformSku() + ", not " + expected.get());
        });
    }

    /** A 200 is no verdict: what is wrong is told in {@code validation_errors}. */
    private static Outcome<Long> shown(StoreSession session, JsonNode body, String warehouse, long sent) {
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
                ? Outcome.done(quantity(body.path("offer"), warehouse).orElse(sent))
                : Outcome.unknown(TakealotClient.said(session, "answered no offer", body));
    }

    private static Optional<Long> quantity(JsonNode offer, String warehouse) {
        return StreamSupport.stream(offer.path("leadtime_stock").spliterator(), false)
                .filter(row -> row.at("/merchant_warehouse/warehouse_id").asText("").equals(warehouse))
                .filter(row -> row.path("quantity_available").canConvertToLong())
                .map(row -> row.path("quantity_available").asLong())
                .findFirst();
    }

    /** A SKU with signs that a path cannot hold is named in the query. */
    private static String offer(String sku) {
        return sku.matches("[A-Za-z0-9._-]+")
                ? "/offers/offer/SKU" + sku
                : "/offers/offer?identifier=SKU" + URLEncoder.encode(sku, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
