package io.gwms.platform.woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import io.gwms.outcome.Outcome;
import io.gwms.outcome.RefusalCode;
import io.gwms.platform.PushStock;
import io.gwms.platform.ReadStock;
import io.gwms.platform.ShownStock;
import io.gwms.platform.StoreSession;
import io.gwms.platform.reading.Fields;
import io.gwms.platform.reading.Replies;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Sets and reads the stock of products. A listing is the path of one: {@code 93}, or {@code 93/variations/94}. */
final class StockLevels {
    private static final String LISTING = "\\d{1,18}(/variations/\\d{1,18})?";

    private final WooClient client;

    StockLevels(WooClient client) {
        this.client = client;
    }

    Outcome<ShownStock> push(StoreSession session, PushStock.Level level) {
        return at(
                session,
                level.listing(),
                level.platformSku(),
                listing -> client.change(
                                session,
                                "products/" + listing,
                                WooClient.object().put("manage_stock", true).put("stock_quantity", level.sellable()))
                        .then(changed -> WooClient.identified(changed, session))
                        .then(changed -> changed.path("stock_quantity").isNumber()
                                ? Outcome.done(shown(changed, listing))
                                : Outcome.unknown(
                                        "the shop did not say what became of the level of " + level.platformSku() + ": "
                                                + WooFailures.excerpt(changed.toString(), session.redactor()))));
    }

    Outcome<ShownStock> read(StoreSession session, ReadStock.Item item) {
        return at(
                session,
                item.listing(),
                item.platformSku(),
                listing -> client.one(session, "products/" + listing)
                        .then(product -> WooClient.identified(product, session))
                        .then(product -> product.path("stock_quantity").isNumber()
                                ? Outcome.done(shown(product, listing))
                                : Outcome.refused(
                                        RefusalCode.INVALID_REQUEST,
                                        "the shop does not count the stock of " + item.platformSku()
                                                + "; a pushed level makes it count")));
    }

    /** At the listing that is known. One that is gone is looked for anew, for the SKU may have another by now. */
    private Outcome<ShownStock> at(
            StoreSession session, String known, String sku, Function<String, Outcome<ShownStock>> there) {
        if (known.matches(LISTING)) {
            Outcome<ShownStock> answer = there.apply(known);
            boolean gone = answer instanceof Outcome.Refused<ShownStock> refused
                    && refused.refusal().code().equals(RefusalCode.NOT_FOUND);
            if (!gone) {
                return answer;
            }
        }
        return Replies.beforeWriting(find(session, sku)).then(there);
    }

    private static ShownStock shown(JsonNode product, String listing) {
        return new ShownStock(product.path("stock_quantity").asLong(), listing);
    }

    /** The shop's search by SKU finds variations too. */
    private Outcome<String> find(StoreSession session, String sku) {
        return client.list(session, "products", Map.of("sku", sku, "per_page", "10"))
                .then(answer -> {
                    List<String> found = Fields.elements(answer.body())
                            .filter(product -> product.path("sku").asText("").equals(sku))
                            .map(StockLevels::pathOf)
                            .toList();
                    return switch (found.size()) {
                        case 1 -> Outcome.done(found.get(0));
                        case 0 -> Outcome.refused(RefusalCode.NOT_FOUND, "the shop lists nothing under the SKU " + sku);
                        default ->
                            Outcome.refused(
                                    RefusalCode.INVALID_REQUEST,
                                    "the shop lists the SKU " + sku + " " + found.size() + " times: " + found
                                            + "; give each product a SKU of its own");
                    };
                });
    }

    private static String pathOf(JsonNode product) {
        long parent = product.path("parent_id").asLong(0);
        String id = product.path("id").asText();
        return product.path("type").asText("").equals("variation") && parent > 0 ? parent + "/variations/" + id : id;
    }
}
