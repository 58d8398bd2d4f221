package io.gwms.testkit.shopify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.gwms.testkit.time.VirtualClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The fake answers recorded questions in the shape the real server did: the same keys, the same JSON types, the same
 * requested cost. Runs only with {@code -Dgwms.fixtures=DIR}.
 */
class ShopifyCaptureTest {
    private final VirtualClock clock = VirtualClock.startingAt(Instant.parse("2026-07-03T12:00:00Z"));
    private final FakeShopify shop = FakeShopify.builder().clock(clock).build();
    private final ShopClient client = new ShopClient(shop);

    @BeforeEach
    void onlyWithFixtures() {
        assumeTrue(System.getProperty("gwms.fixtures") != null, "no -Dgwms.fixtures=DIR, so nothing to compare with");
    }

    @AfterEach
    void close() {
        client.close();
    }

    private static JsonNode capture(String name) throws IOException {
        return Json.read(
                Files.readString(Path.of(System.getProperty("gwms.fixtures"), "shopify", name)), JsonNode.class);
    }

    private void seed(String... names) {
        for (String name : names) {
            clock.advance(Duration.ofMinutes(1));
            shop.seed(ShopifyOrder.named(name)
                    .currency("CAD")
                    .tags(List.of("draft-order-complete", "merchant-realistic", "parity-probe"))
                    .line(ShopifyLine.of("A", 1).at("55.00"))
                    .build());
        }
    }

    @Test
    void listsSearchesAndCountsLookAsRecorded() throws Exception {
        seed("#1492", "#1493", "#1494", "#1495");
        shop.edit("#1493", order -> order.tags(List.of("parity-probe")));
        shop.edit("#1495", order -> order.tags(List.of("parity-probe")));
        var call = capture("gql-2026-04-order-catalog-count-read.json").at("/upstreamCalls/0");
        var variables = new HashMap<>(Json.map(call.path("variables")));
        variables.put("idQuery", "id:8800000000003");
        variables.put(
                "combinedQuery",
                "id:8800000000003 tag:merchant-realistic financial_status:paid fulfillment_status:unfulfilled");

        var ours = client.ask(call.path("query").asText(), variables);

        var recorded = call.at("/response/body");
        assertThat(differences("", recorded.path("data"), ours.path("data"))).isEmpty();
        assertThat(ours.at("/data/seedCatalog/nodes/0/currentTotalPriceSet"))
                .isEqualTo(recorded.at("/data/seedCatalog/nodes/0/currentTotalPriceSet"));
        assertThat(ours.at("/data/exactTaggedCount")).isEqualTo(recorded.at("/data/exactTaggedCount"));
        assertThat(ours.at("/data/limitedTaggedCount")).isEqualTo(recorded.at("/data/limitedTaggedCount"));
        assertSameCost(recorded, ours);
    }

    @Test
    void twoPartialFulfilmentsLookAsRecorded() throws Exception {
        var capture = capture("gql-2025-01-fulfillment-create-name.json");
        shop.seed(ShopifyOrder.named("#1513").line("A", 2).build());
        for (String call : List.of("firstFulfillmentCreate", "secondFulfillmentCreate")) {
            var recorded = capture.path(call);
            var ours = client.ask(recorded.path("query").asText(), onOurOrder(recorded.path("variables"), "#1513"));

            assertThat(differences("", recorded.at("/response/data"), ours.path("data")))
                    .isEmpty();
            assertThat(ours.at("/data/fulfillmentCreate/fulfillment/name"))
                    .isEqualTo(recorded.at("/response/data/fulfillmentCreate/fulfillment/name"));
            assertSameCost(recorded.path("response"), ours);
        }
    }

    @Test
    void refusedFulfilmentsAreWordedAsRecorded() throws Exception {
        var cases = capture("gql-2026-04-fulfillment-create-preconditions.json").path("cases");
        var query = cases.at("/closed/setup/firstFulfillmentCreate/query").asText();
        for (String name : List.of(
                "cancelled", "closed", "nonPositiveQuantity", "overFulfill", "missingFulfillmentOrder", "happyPath")) {
            shop.seed(ShopifyOrder.named("#" + name).line("A", 1).build());
            if (name.equals("cancelled")) {
                shop.cancel("#cancelled", "OTHER");
            }
            var recorded = cases.path(name);
            var variables = name.equals("missingFulfillmentOrder")
                    ? Json.map(recorded.path("variables"))
                    : onOurOrder(recorded.path("variables"), "#" + name);
            if (name.equals("closed")) {
                client.ask(query, variables);
            }

            var ours = client.ask(query, variables);

            assertThat(differences(name, recorded.at("/response/data"), ours.path("data")))
                    .isEmpty();
            assertThat(withoutNumbers(ours.at("/data/fulfillmentCreate/userErrors")))
                    .isEqualTo(withoutNumbers(recorded.at("/response/data/fulfillmentCreate/userErrors")));
            assertSameCost(recorded.path("response"), ours);
        }
    }

    @Test
    void anOrderReadThroughItsFulfilmentOrderLooksAsRecorded() throws Exception {
        var cases = capture("gql-2026-04-fulfillment-create-preconditions.json").path("cases");
        var hydrate = cases.at("/closed/setup/hydrate");
        shop.seed(ShopifyOrder.named("#closed")
                .tags(List.of("parity-probe"))
                .line("A", 1)
                .build());
        var group = client.fulfilmentOrder("#closed");
        client.ask(ShopifyMutationsTest.CREATE, ShopClient.all(group, "T-1"));

        var ours = client.ask(hydrate.path("query").asText(), Map.of("id", group));

        assertThat(differences("", hydrate.at("/response/data"), ours.path("data")))
                .isEmpty();
        assertSameCost(hydrate.path("response"), ours);
    }

    @Test
    void aMalformedIdIsRefusedAsRecorded() throws Exception {
        var query = capture("gql-2025-01-fulfillment-create-name.json")
                .at("/firstFulfillmentCreate/query")
                .asText();
        var recorded = capture("gql-2025-01-fulfillment-create-invalid-id.json");

        var ours = client.ask(query, Json.map(recorded.path("variables")));

        assertThat(differences("", recorded.at("/mutation/response"), ours)).isEmpty();
        assertThat(ours.at("/errors/0/message")).isEqualTo(recorded.at("/mutation/response/errors/0/message"));
        assertThat(ours.at("/errors/0/extensions")).isEqualTo(recorded.at("/mutation/response/errors/0/extensions"));
    }

    @Test
    void refusedCancelsAreWordedAsRecorded() throws Exception {
        var capture = capture("gql-2026-04-orderCancel-error-messages.json");
        var order = shop.seed(ShopifyOrder.named("#1").line("A", 1).build()).get(0);
        for (JsonNode recorded : capture.path("expected")) {
            if (recorded.at("/response/payload/data/orderCancel/userErrors/0/message")
                    .asText()
                    .contains("already")) {
                shop.cancel("#1", "OTHER");
            }
            var variables = new HashMap<>(Json.map(recorded.path("variables")));
            variables.put("orderId", order);

            var ours = client.ask(recorded.path("query").asText(), variables);

            assertThat(ours.path("data")).isEqualTo(recorded.at("/response/payload/data"));
            assertSameCost(recorded.at("/response/payload"), ours);
        }
    }

    @Test
    void stockLevelsAreSetAndRefusedAsRecorded() throws Exception {
        var recorded = capture("gql-2026-04-inventory-quantity-contracts.json");
        var item = shop.stock("MUG", 0);
        for (JsonNode call : List.of(
                recorded.at("/unknownIdValidation/setUnknownInventoryItem"),
                recorded.at("/unknownIdValidation/setUnknownLocation"),
                recorded.path("missingSetChangeFromQuantity"),
                recorded.path("inventorySetQuantities"))) {
            var answer = call.path("response");

            var ours = client.ask(ShopifyInventoryTest.SET, onOurStock(call, item));

            assertThat(differences("", answer.path("data"), ours.path("data"))).isEmpty();
            assertThat(ours.at("/data/inventorySetQuantities/userErrors"))
                    .isEqualTo(answer.at("/data/inventorySetQuantities/userErrors"));
            assertThat(ours.at("/errors/0/message")).isEqualTo(answer.at("/errors/0/message"));
            assertThat(ours.at("/errors/0/extensions")).isEqualTo(answer.at("/errors/0/extensions"));
        }
        assertThat(shop.stockOf("MUG")).isEqualTo(5);
    }

    @Test
    void levelWithoutAKeyIsRefusedAndAnOldFormIsUnknownAsRecorded() throws Exception {
        var recorded = capture("gql-2026-04-inventory-quantity-contracts.json");
        var item = shop.stock("MUG", 0);
        var keyless = ShopifyInventoryTest.SET.replace(", $key: String!", "").replace("@idempotent(key: $key)", "");
        var missing = recorded.path("missingSetIdempotency");
        var legacy = recorded.path("legacySetShape");

        var ours = client.ask(keyless, onOurStock(missing, item));

        assertThat(ours.at("/errors/0/message")).isEqualTo(missing.at("/response/errors/0/message"));
        assertThat(ours.at("/errors/0/extensions")).isEqualTo(missing.at("/response/errors/0/extensions"));
        assertThat(ours.path("data")).isEqualTo(missing.at("/response/data"));
        assertThat(client.ask(ShopifyInventoryTest.SET, onOurStock(legacy, item))
                        .at("/errors/0/extensions/code"))
                .isEqualTo(legacy.at("/response/errors/0/extensions/code"));
        assertThat(shop.stockOf("MUG")).isZero();
    }

    @Test
    void levelsAreReadAndCostAsRecorded() throws Exception {
        var recorded = capture("gql-2026-04-inventory-quantity-contracts.json");
        var item = shop.stock("MUG", 0);

        var ours = client.ask("""
                  query Q($id: ID!) { inventoryItem(id: $id) { id inventoryLevels(first: 5) { nodes {
                    location { id name } quantities(names: ["available", "on_hand"]) { name quantity } } } } }\
                  """, Map.of("id", item));

        assertThat(differences("", recorded.at("/setup/inventoryItemLevel/data"), ours.path("data")))
                .isEmpty();
        assertSameCost(recorded.at("/setup/inventoryItemLevel"), ours);
        var made = client.ask(ShopifyInventoryTest.SET, onOurStock(recorded.path("inventorySetQuantities"), item));
        assertSameCost(recorded.at("/inventorySetQuantities/response"), made);
    }

    /** The recorded variables with our own item and location; ids that were recorded as unknown stay as they are. */
    private static Map<String, Object> onOurStock(JsonNode call, String item) {
        var input = call.at("/variables/input")
                .toString()
                .replace("gid://shopify/InventoryItem/53469430055218", item)
                .replace("gid://shopify/Location/106318430514", FakeShopify.mainLocation());
        return Map.of(
                "input",
                Json.map(Json.read(input, JsonNode.class)),
                "key",
                call.at("/variables/idempotencyKey").asText());
    }

    private static void assertSameCost(JsonNode recorded, JsonNode ours) {
        assertThat(ours.at("/extensions/cost/requestedQueryCost"))
                .isEqualTo(recorded.at("/extensions/cost/requestedQueryCost"));
        assertThat(differences("cost", recorded.at("/extensions/cost"), ours.at("/extensions/cost")))
                .isEmpty();
    }

    /** The recorded variables with the ids of our own order's first fulfilment order and line. */
    private Map<String, Object> onOurOrder(JsonNode variables, String order) throws Exception {
        var group = client.fulfilmentOrder(order);
        long number = Gid.number("FulfillmentOrder", group) / 100;
        var text = variables
                .toString()
                .replaceAll("gid://shopify/FulfillmentOrder/\\d+", group)
                .replaceAll(
                        "gid://shopify/FulfillmentOrderLineItem/\\d+",
                        Gid.of("FulfillmentOrderLineItem", number * 1000 + 1));
        return Json.map(Json.read(text, JsonNode.class));
    }

    private static String withoutNumbers(JsonNode userErrors) {
        return userErrors.toString().replaceAll("Fulfillment order \\d+", "Fulfillment order N");
    }

    /** Where the shapes differ: keys or JSON types. A null fits everything; of a list each element is compared with the first. */
    private static List<String> differences(String path, JsonNode recorded, JsonNode ours) {
        var differences = new ArrayList<String>();
        if (recorded.isNull() || ours.isNull()) {
            return differences;
        }
        if (recorded.getNodeType() != ours.getNodeType()) {
            differences.add(path + ": recorded " + recorded.getNodeType() + ", ours " + ours.getNodeType());
        } else if (recorded.isObject()) {
            recorded.fieldNames().forEachRemaining(key -> {
                if (!ours.has(key)) {
                    differences.add(path + "/" + key + ": missing in ours");
                } else {
                    differences.addAll(differences(path + "/" + key, recorded.path(key), ours.path(key)));
                }
            });
            ours.fieldNames().forEachRemaining(key -> {
                if (!recorded.has(key)) {
                    differences.add(path + "/" + key + ": not recorded");
                }
            });
        } else if (recorded.isArray() && !recorded.isEmpty()) {
            if (ours.isEmpty()) {
                differences.add(path + ": ours is empty");
            }
            ours.forEach(element -> differences.addAll(differences(path + "[]", recorded.get(0), element)));
        }
        return differences;
    }
}
