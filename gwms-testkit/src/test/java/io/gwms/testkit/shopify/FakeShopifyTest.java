package io.gwms.testkit.shopify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.gwms.testkit.time.VirtualClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Reading a store: the door, the schema, search, pages, costs. */
class FakeShopifyTest {
    private static final Instant START = Instant.parse("2026-07-01T08:00:00Z");
    private static final String PAGE = """
            query Page($first: Int!, $after: String, $query: String) {
              orders(first: $first, after: $after, query: $query, sortKey: UPDATED_AT) {
                nodes { id name updatedAt }
                pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
              }
            }""";

    private final VirtualClock clock = VirtualClock.startingAt(START);
    private final FakeShopify shop = FakeShopify.builder().clock(clock).build();
    private final ShopClient client = new ShopClient(shop);

    @AfterEach
    void close() {
        client.close();
    }

    private void seed(int count) {
        IntStream.rangeClosed(1, count)
                .mapToObj(i -> ShopifyOrder.named("#" + (1000 + i))
                        .createdAt(START.minusSeconds(1000 - i))
                        .line("SKU-" + i, 2)
                        .build())
                .forEach(shop::seed);
    }

    @Test
    void aWrongTokenGetsA401WhoseErrorsAreText() throws Exception {
        var reply = client.post(shop.path(), "wrong", "{\"query\":\"{shop{name}}\"}");

        assertThat(reply.statusCode()).isEqualTo(401);
        assertThat(Json.read(reply.body(), JsonNode.class).path("errors").textValue())
                .startsWith("[API] Invalid API key or access token");
    }

    @Test
    void anotherVersionOrPathIsNotThere() throws Exception {
        assertThat(client.post("/admin/api/2024-01/graphql.json", "shpat_fake", "{}")
                        .statusCode())
                .isEqualTo(404);
        assertThat(client.post("/admin/orders.json", "shpat_fake", "{}").statusCode())
                .isEqualTo(404);
    }

    @Test
    void everyAnswerNamesItsVersion() throws Exception {
        var reply = client.post("{ shop { name currencyCode ianaTimezone plan { publicDisplayName } } }", Map.of());

        assertThat(reply.headers().firstValue("X-Shopify-API-Version")).contains("2026-04");
        assertThat(Json.read(reply.body(), JsonNode.class)
                        .at("/data/shop/ianaTimezone")
                        .asText())
                .isEqualTo("America/New_York");
    }

    @Test
    void aBodyThatIsNotAGraphQlRequestIsA400() throws Exception {
        assertThat(client.post(shop.path(), "shpat_fake", "{\"query\"").statusCode())
                .isEqualTo(400);
        assertThat(client.post(shop.path(), "shpat_fake", "{}").statusCode()).isEqualTo(400);
    }

    @Test
    void anUnknownFieldIsRefused() throws Exception {
        var error = client.ask("{ shop { nickname } }").at("/errors/0");

        assertThat(error.path("message").asText()).isEqualTo("Field 'nickname' doesn't exist on type 'Shop'");
        assertThat(error.at("/extensions/code").asText()).isEqualTo("undefinedField");
    }

    @Test
    void aMissingVariableIsAnErrorWithoutData() throws Exception {
        var answer = client.ask("query Q($id: ID!) { order(id: $id) { name } }");

        assertThat(answer.at("/errors/0/extensions/code").asText()).isEqualTo("INVALID_VARIABLE");
        assertThat(answer.has("data")).isFalse();
    }

    @Test
    void anOrderShowsItsAddressLinesMoneyAndFulfilmentOrders() throws Exception {
        var id = shop.seed(ShopifyOrder.named("#1494")
                        .poNumber("PO-77")
                        .tags(List.of("vip", "b2b"))
                        .shippingAddress(ShopifyAddress.complete().without("zip"))
                        .line("MUG", 2)
                        .line(ShopifyLine.of(null, 1).at("19.99"))
                        .build())
                .get(0);

        var order = client.ask("""
                        query Q($id: ID!) { order(id: $id) {
                          name poNumber tags displayFinancialStatus displayFulfillmentStatus processedAt paymentGatewayNames
                          currentTotalPriceSet { shopMoney { amount currencyCode } }
                          shippingAddress { firstName zip countryCodeV2 }
                          shippingLines(first: 5) { nodes { title code } }
                          lineItems(first: 10) { nodes { sku quantity unfulfilledQuantity variant { id } } }
                          fulfillmentOrders(first: 5) { nodes { status requestStatus assignedLocation { location { id } }
                            supportedActions { action }
                            lineItems(first: 10) { nodes { totalQuantity remainingQuantity lineItem { sku } } } } }
                          fulfillments { id }
                        } }""", Map.of("id", id)).at("/data/order");

        assertThat(order.path("poNumber").asText()).isEqualTo("PO-77");
        assertThat(order.path("tags").toString()).isEqualTo("[\"b2b\",\"vip\"]");
        assertThat(order.at("/currentTotalPriceSet/shopMoney/amount").textValue())
                .isEqualTo("39.99");
        assertThat(order.at("/shippingAddress/zip").isNull()).isTrue();
        assertThat(order.at("/lineItems/nodes/1/sku").isNull()).isTrue();
        assertThat(order.at("/lineItems/nodes/1/variant").isNull()).isTrue();
        assertThat(order.at("/fulfillmentOrders/nodes/0/status").asText()).isEqualTo("OPEN");
        assertThat(order.at("/fulfillmentOrders/nodes/0/lineItems/nodes/0/remainingQuantity")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    void whatWasShippedOrRemovedBeforeIsNotLeftToShip() throws Exception {
        shop.seed(ShopifyOrder.named("#1")
                .line(ShopifyLine.of("A", 5).withFulfilled(2).withRemoved(1))
                .build());

        var order = client.ask(
                        "{ orders(first: 1) { nodes { displayFulfillmentStatus lineItems(first: 1) { nodes { quantity currentQuantity unfulfilledQuantity } } fulfillments { totalQuantity } fulfillmentOrders(first: 1) { nodes { status } } } } }")
                .at("/data/orders/nodes/0");

        assertThat(order.path("displayFulfillmentStatus").asText()).isEqualTo("PARTIALLY_FULFILLED");
        assertThat(order.at("/lineItems/nodes/0").toString())
                .isEqualTo("{\"quantity\":5,\"currentQuantity\":4,\"unfulfilledQuantity\":2}");
        assertThat(order.at("/fulfillments/0/totalQuantity").asInt()).isEqualTo(2);
        assertThat(order.at("/fulfillmentOrders/nodes/0/status").asText()).isEqualTo("IN_PROGRESS");
    }

    @Test
    void pagesAreKeysetSoAnEditBetweenTwoPagesLosesNothing() throws Exception {
        seed(7);
        var seen = new ArrayList<String>();
        Map<String, Object> variables = new HashMap<>(Map.of("first", 3));
        JsonNode page;
        do {
            page = client.ask(PAGE, variables).at("/data/orders");
            seen.addAll(ShopClient.names(page.path("nodes")));
            variables.put("after", page.at("/pageInfo/endCursor").asText());
            if (seen.size() == 3) {
                shop.edit("#1002", order -> order.note("moved to the end"));
            }
        } while (page.at("/pageInfo/hasNextPage").asBoolean());

        assertThat(seen).containsExactly("#1001", "#1002", "#1003", "#1004", "#1005", "#1006", "#1007", "#1002");
        assertThat(page.at("/pageInfo/hasPreviousPage").asBoolean()).isTrue();
    }

    @Test
    void tiesAtOneSecondAreNeitherLostNorRepeated() throws Exception {
        for (String name : List.of("#1", "#2", "#3")) {
            shop.seed(ShopifyOrder.named(name).line("A", 1).build());
        }
        var first = client.ask(PAGE, Map.of("first", 2)).at("/data/orders");
        var second = client.ask(
                        PAGE,
                        Map.of(
                                "first",
                                2,
                                "after",
                                first.at("/pageInfo/endCursor").asText()))
                .at("/data/orders");

        assertThat(ShopClient.names(first.path("nodes"))).containsExactly("#1", "#2");
        assertThat(ShopClient.names(second.path("nodes"))).containsExactly("#3");
    }

    @Test
    void aCursorIsBase64JsonOfIdAndMilliseconds() throws Exception {
        seed(1);
        var cursor = client.ask(PAGE, Map.of("first", 1))
                .at("/data/orders/pageInfo/endCursor")
                .asText();

        assertThat(new String(Base64.getDecoder().decode(cursor), StandardCharsets.UTF_8))
                .isEqualTo("{\"last_id\":8800000000001,\"last_value\":"
                        + START.minusSeconds(999).toEpochMilli() + "}");
        assertThat(client.ask(PAGE, Map.of("first", 1, "after", "nonsense"))
                        .at("/errors/0/message")
                        .asText())
                .isEqualTo("Invalid cursor for current pagination sort.");
    }

    @Test
    void aPageHasASizeAndAtMost250() throws Exception {
        assertThat(client.ask("{ orders { nodes { id } } }")
                        .at("/errors/0/message")
                        .asText())
                .isEqualTo("you must provide one of first or last");
        assertThat(client.ask(PAGE, Map.of("first", 251))
                        .at("/errors/0/message")
                        .asText())
                .contains("251");
    }

    @Test
    void searchFindsByTimeNameIdStatusAndTag() throws Exception {
        seed(4);
        shop.seed(ShopifyOrder.named("#2000").tags(List.of("Rush")).line("A", 1).build());
        shop.cancel("#1004", "CUSTOMER");

        assertThat(client.search("updated_at:>='2026-07-01T07:43:22Z' updated_at:<'2026-07-01T07:43:24Z'"))
                .containsExactly("#1002", "#1003");
        assertThat(client.search("created_at:<=2026-07-01T07:43:21Z")).containsExactly("#1001");
        assertThat(client.search("name:#1003")).containsExactly("#1003");
        assertThat(client.search("name:1003")).containsExactly("#1003");
        assertThat(client.search("id:8800000000002")).containsExactly("#1002");
        assertThat(client.search("status:cancelled")).containsExactly("#1004");
        assertThat(client.search("status:open tag:rush financial_status:paid fulfillment_status:unfulfilled"))
                .containsExactly("#2000");
        assertThat(client.search("-tag:rush -status:cancelled")).containsExactly("#1001", "#1002", "#1003");
    }

    @Test
    void anUnknownSearchFieldFiltersNothingAndWarns() throws Exception {
        seed(3);
        var answer = client.ask(PAGE, Map.of("first", 10, "query", "upated_at:>='2026-07-01T07:43:22Z' name:1001"));

        assertThat(ShopClient.names(answer.at("/data/orders/nodes"))).containsExactly("#1001");
        assertThat(answer.at("/extensions/search/0/warnings/0/code").asText()).isEqualTo("invalid_field");
        assertThat(answer.at("/extensions/search/0/warnings/0/field").asText()).isEqualTo("upated_at");
        assertThat(client.search("colour:red")).hasSize(3);
        assertThat(client.search("-colour:red")).hasSize(3);
    }

    @Test
    void aCountStopsAtItsLimit() throws Exception {
        seed(3);
        var answer = client.ask(
                "{ some: ordersCount(limit: 2) { count precision } all: ordersCount(query: \"name:1001\") { count precision } }");

        assertThat(answer.at("/data/some").toString()).isEqualTo("{\"count\":2,\"precision\":\"AT_LEAST\"}");
        assertThat(answer.at("/data/all").toString()).isEqualTo("{\"count\":1,\"precision\":\"EXACT\"}");
    }

    @Test
    void editingMovesUpdatedAtOnTheVirtualClock() throws Exception {
        seed(2);
        clock.advance(Duration.ofHours(3));
        shop.edit("#1001", order -> order.note("ring twice"));

        assertThat(client.search("updated_at:>='2026-07-01T11:00:00Z'")).containsExactly("#1001");
        assertThatThrownBy(() -> shop.edit("#9999", order -> order)).hasMessageContaining("#9999");
    }

    @Test
    void testOrderIsListedAsAnyOtherAndSaysSo() throws Exception {
        shop.seed(ShopifyOrder.named("#1").line("A", 1).build());
        shop.seed(ShopifyOrder.named("#2").test(true).line("A", 1).build());

        var nodes = client.ask("{ orders(first: 5) { nodes { name test } } }").at("/data/orders/nodes");

        assertThat(nodes.toString()).isEqualTo("[{\"name\":\"#1\",\"test\":false},{\"name\":\"#2\",\"test\":true}]");
    }

    @Test
    void ordersOlderThan60DaysHideWithoutTheScope() throws Exception {
        var narrow = FakeShopify.builder().clock(clock).onlyTheLast60Days().build();
        narrow.seed(ShopifyOrder.named("#old")
                .createdAt(START.minus(Duration.ofDays(61)))
                .line("A", 1)
                .build());
        narrow.seed(ShopifyOrder.named("#new")
                .createdAt(START.minus(Duration.ofDays(59)))
                .line("A", 1)
                .build());
        try (var other = new ShopClient(narrow)) {
            assertThat(other.search("")).containsExactly("#new");
        }
    }

    @Test
    void costComesFromTheSelection() throws Exception {
        seed(2);
        var small = client.ask("{ orders(first: 1) { nodes { id } } }").at("/extensions/cost");
        var wide = client.ask(
                        "{ orders(first: 250) { nodes { id lineItems(first: 50) { nodes { id variant { id } } } } } }")
                .at("/extensions/cost");

        assertThat(small.path("requestedQueryCost").asInt()).isEqualTo(3);
        assertThat(wide.path("requestedQueryCost").asInt()).isEqualTo(2 + 11 * (1 + 2 + 7 * 2));
        assertThat(wide.path("actualQueryCost").asInt()).isLessThan(20);
    }

    @Test
    void aliasesAndFragmentsCostWhatTheySelect() throws Exception {
        var cost = client.ask(
                        "query Q { a: orders(first: 1) { ...P } b: orders(first: 1) { ...P } } fragment P on OrderConnection { edges { node { id shippingAddress { zip } } } }")
                .at("/extensions/cost/requestedQueryCost");

        assertThat(cost.asInt()).isEqualTo(8);
    }

    @Test
    void theBucketDrainsAndRefillsOnTheVirtualClock() throws Exception {
        var poor = FakeShopify.builder().clock(clock).bucket(10, 2).build();
        poor.seed(ShopifyOrder.named("#1").line("A", 1).build());
        try (var other = new ShopClient(poor)) {
            var query = "{ orders(first: 5) { nodes { id shippingAddress { zip } } } }";
            assertThat(other.ask(query)
                            .at("/extensions/cost/throttleStatus/currentlyAvailable")
                            .asInt())
                    .isEqualTo(6);
            var throttled = other.ask(query);
            assertThat(throttled.at("/errors/0/extensions/code").asText()).isEqualTo("THROTTLED");
            assertThat(throttled.at("/extensions/cost/requestedQueryCost").asInt())
                    .isEqualTo(8);

            clock.advance(Duration.ofSeconds(1));

            assertThat(other.ask(query).has("errors")).isFalse();
        }
    }

    @Test
    void aQueryBeyond1000PointsIsRefusedHoweverFullTheBucketIs() throws Exception {
        var answer = client.ask("""
                { orders(first: 250) { nodes { id
                  fulfillmentOrders(first: 50) { nodes { lineItems(first: 100) { nodes { lineItem { id } } } } } } } }""");

        assertThat(answer.at("/errors/0/extensions/code").asText()).isEqualTo("MAX_COST_EXCEEDED");
        assertThat(answer.at("/errors/0/extensions/cost").asInt()).isGreaterThan(1000);
        assertThat(answer.at("/errors/0/extensions/maxCost").asInt()).isEqualTo(1000);
        assertThat(answer.has("data")).isFalse();
    }

    @Test
    void settingsThatMakeNoSenseAreNamed() {
        assertThatThrownBy(() -> FakeShopify.builder().apiVersion("latest").build())
                .hasMessageContaining("latest")
                .hasMessageContaining("2026-04");
        assertThatThrownBy(() -> ShopifyOrder.named("#1").build()).hasMessageContaining("no lines");
        assertThatThrownBy(() -> ShopifyAddress.complete().without("zipcode")).hasMessageContaining("zip");
    }
}
