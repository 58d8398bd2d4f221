package io.gwms.testkit.shopify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.gwms.testkit.http.EffectJournal;
import io.gwms.testkit.time.VirtualClock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stock of a store: what inventorySetQuantities changes and refuses, and what reading shows. */
class ShopifyInventoryTest {
    static final String SET = """
        mutation Set($input: InventorySetQuantitiesInput!, $key: String!) {
          inventorySetQuantities(input: $input) @idempotent(key: $key) {
            inventoryAdjustmentGroup { id createdAt reason referenceDocumentUri
              changes { name delta quantityAfterChange item { id } location { id name } } }
            userErrors { field message code }
          }
        }\
        """;

    private final VirtualClock clock = VirtualClock.startingAt(Instant.parse("2026-07-01T08:00:00Z"));
    private final FakeShopify shop = FakeShopify.builder().clock(clock).build();
    private final ShopClient client = new ShopClient(shop);
    private String mug = "";

    @BeforeEach
    void list() {
        mug = shop.stock("MUG", 4);
    }

    @AfterEach
    void close() {
        client.close();
    }

    private static Map<String, Object> level(String item, String location, int quantity, @Nullable Integer from) {
        Map<String, Object> level = new LinkedHashMap<>();
        level.put("inventoryItemId", item);
        level.put("locationId", location);
        level.put("quantity", quantity);
        level.put("changeFromQuantity", from);
        return level;
    }

    private static Map<String, Object> variables(String key, Map<String, Object> level) {
        return Map.of(
                "key", key, "input", Map.of("name", "available", "reason", "correction", "quantities", List.of(level)));
    }

    private JsonNode set(String key, int quantity, @Nullable Integer from) throws Exception {
        return set(key, level(mug, FakeShopify.mainLocation(), quantity, from));
    }

    private JsonNode set(String key, Map<String, Object> level) throws Exception {
        return client.ask(SET, variables(key, level)).at("/data/inventorySetQuantities");
    }

    private static String codeOf(JsonNode payload) {
        assertThat(payload.path("inventoryAdjustmentGroup").isNull()).isTrue();
        return payload.at("/userErrors/0/code").asText();
    }

    @Test
    void levelTakesThePlaceOfTheOneItWasComparedWith() throws Exception {
        JsonNode made = set("k1", 7, 4);

        assertThat(made.path("userErrors")).isEmpty();
        assertThat(made.at("/inventoryAdjustmentGroup/changes/0/delta").asInt()).isEqualTo(3);
        assertThat(shop.stockOf("MUG")).isEqualTo(7);
        assertThat(client.ask("""
                          query Q($id: ID!, $at: ID!) { inventoryItem(id: $id) { sku tracked
                            inventoryLevel(locationId: $at) { quantities(names: ["available"]) { name quantity } } } }\
                          """, Map.of("id", mug, "at", FakeShopify.mainLocation()))
                        .at("/data/inventoryItem")
                        .toString())
                .isEqualTo("{\"sku\":\"MUG\",\"tracked\":true,\"inventoryLevel\":"
                        + "{\"quantities\":[{\"name\":\"available\",\"quantity\":7}]}}");
    }

    @Test
    void levelComparedWithAnotherThanIsShownIsStale() throws Exception {
        assertThat(codeOf(set("k1", 7, 5))).isEqualTo("CHANGE_FROM_QUANTITY_STALE");
        assertThat(shop.stockOf("MUG")).isEqualTo(4);
        assertThat(set("k2", 7, null).path("userErrors"))
                .as("null compares nothing")
                .isEmpty();
    }

    @Test
    void keyUsedAgainTellsTheFirstAnswerAndWithOtherParametersIsRefused() throws Exception {
        JsonNode first = set("k1", 7, 4);

        assertThat(set("k1", 7, 4)).isEqualTo(first);
        assertThat(codeOf(set("k1", 8, 7))).isEqualTo("IDEMPOTENCY_KEY_PARAMETER_MISMATCH");
        assertThat(shop.stockOf("MUG")).isEqualTo(7);
    }

    @Test
    void withoutTheDirectiveOrTheComparisonNothingHappens() throws Exception {
        Map<String, Object> silent = level(mug, FakeShopify.mainLocation(), 7, 4);
        silent.remove("changeFromQuantity");

        JsonNode noKey = client.ask(
                SET.replace(", $key: String!", "").replace("@idempotent(key: $key)", ""),
                variables("k1", level(mug, FakeShopify.mainLocation(), 7, 4)));
        JsonNode noComparison = client.ask(SET, variables("k1", silent));

        assertThat(noKey.at("/errors/0/extensions/code").asText()).isEqualTo("BAD_REQUEST");
        assertThat(noComparison.at("/errors/0/extensions/code").asText()).isEqualTo("INVALID_FIELD_ARGUMENTS");
        assertThat(shop.stockOf("MUG")).isEqualTo(4);
    }

    @Test
    void itemsAndLocationsNobodyKnowsAndQuantitiesOutOfBoundsAreRefused() throws Exception {
        String here = FakeShopify.mainLocation();

        assertThat(codeOf(set("k1", level("gid://shopify/InventoryItem/9", here, 7, 4))))
                .isEqualTo("INVALID_INVENTORY_ITEM");
        assertThat(codeOf(set("k1", level(mug, "gid://shopify/Location/9", 7, 4))))
                .isEqualTo("INVALID_LOCATION");
        assertThat(codeOf(set("k1", 1_000_000_001, 4))).isEqualTo("INVALID_QUANTITY_TOO_HIGH");
        assertThat(shop.stockOf("MUG")).isEqualTo(4);
        assertThat(set("k1", 7, 4).path("userErrors"))
                .as("what was refused used no key up")
                .isEmpty();
    }

    @Test
    void searchFindsWhatBeginsAlikeToo() throws Exception {
        shop.stock("MUG-LARGE", 1);

        JsonNode found = client.ask("{ inventoryItems(first: 5, query: \"sku:'MUG'\") { nodes { sku } } }");

        assertThat(found.at("/data/inventoryItems/nodes")).hasSize(2);
    }

    @Test
    void levelIsSetThoughItsReplyIsLost() {
        shop.faults().loseStockReply(1);

        assertThatThrownBy(() -> set("k1", 7, 4)).isInstanceOf(IOException.class);
        assertThat(shop.stockOf("MUG")).isEqualTo(7);
    }

    @Test
    void lateLevelIsComparedWhenItArrives() throws Exception {
        shop.faults().executeStockLate(1, Duration.ofSeconds(30)).executeStockLate(2, Duration.ofSeconds(60));
        assertThatThrownBy(() -> set("k1", 7, 4)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> set("k2", 9, 4)).isInstanceOf(IOException.class);

        assertThat(shop.stockOf("MUG")).isEqualTo(4);
        clock.advance(Duration.ofSeconds(30));
        assertThat(shop.stockOf("MUG")).isEqualTo(7);
        clock.advance(Duration.ofSeconds(30));
        assertThat(shop.stockOf("MUG")).as("the second one was stale by then").isEqualTo(7);
    }

    @Test
    void saleJustBeforeALevelMakesItStale() throws Exception {
        shop.faults().sellBeforeStock(1);

        assertThat(codeOf(set("k1", 7, 4))).isEqualTo("CHANGE_FROM_QUANTITY_STALE");
        assertThat(shop.stockOf("MUG")).isEqualTo(3);
        assertThat(set("k2", 7, 3).path("userErrors")).isEmpty();
    }

    @Test
    void levelsAndKeysAreOnTheJournal(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("effects.jsonl");
        Map<String, Object> level = variables("k1", level(mug, FakeShopify.mainLocation(), 7, 4));
        String held;
        try (EffectJournal journal = EffectJournal.open(file)) {
            FakeShopify first =
                    FakeShopify.builder().clock(clock).journal(journal).build();
            first.stock("MUG", 4);
            try (ShopClient before = new ShopClient(first)) {
                before.ask(SET, level);
            }
            held = first.holdings();
        }
        try (EffectJournal journal = EffectJournal.open(file)) {
            FakeShopify second =
                    FakeShopify.builder().clock(clock).journal(journal).build();
            try (ShopClient after = new ShopClient(second)) {
                assertThat(after.ask(SET, level).at("/data/inventorySetQuantities/userErrors"))
                        .as("the key is known, so nothing is stale")
                        .isEmpty();
            }
            assertThat(second.stockOf("MUG")).isEqualTo(7);
            assertThat(second.holdings()).isEqualTo(held);
        }
    }

    @Test
    void anotherProcessListsStockAndSetsItsSwitches() throws Exception {
        client.server().control().script("""
            [{"stock": "CUP", "available": 9}, {"switch": "loseStockReply"},
             {"switch": "executeStockLate", "nth": 2, "duration": "PT30S"}, {"switch": "sellBeforeStock"}]\
            """);

        assertThat(shop.stockOf("CUP")).isEqualTo(9);
        assertThatThrownBy(() -> set("k1", 7, 4)).isInstanceOf(IOException.class);
        assertThat(shop.stockOf("MUG")).as("sold one, and stale").isEqualTo(3);
    }
}
