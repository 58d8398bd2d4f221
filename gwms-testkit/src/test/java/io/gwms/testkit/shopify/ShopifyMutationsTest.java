package io.gwms.testkit.shopify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gwms.testkit.http.EffectJournal;
import io.gwms.testkit.time.VirtualClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Writing to a store: what a mutation changes, what it refuses, and that it is remembered. */
class ShopifyMutationsTest {
    static final String CREATE = """
            mutation Ship($fulfillment: FulfillmentInput!) {
              fulfillmentCreate(fulfillment: $fulfillment) {
                fulfillment { id name status displayStatus trackingInfo { number url company }
                  fulfillmentLineItems(first: 10) { nodes { quantity lineItem { sku } } } }
                userErrors { field message }
              }
            }""";
    private static final String CANCEL = """
            mutation Cancel($id: ID!, $note: String, $refund: Boolean) {
              orderCancel(orderId: $id, reason: OTHER, restock: true, staffNote: $note, refund: $refund, refundMethod: {originalPaymentMethodsRefund: true}) {
                job { id done } orderCancelUserErrors { field message code } userErrors { field message }
              }
            }""";
    private static final String LINE = "gid://shopify/FulfillmentOrderLineItem/8800000000001001";

    private final VirtualClock clock = VirtualClock.startingAt(Instant.parse("2026-07-01T08:00:00Z"));
    private final FakeShopify shop = FakeShopify.builder().clock(clock).build();
    private final ShopClient client = new ShopClient(shop);
    private String order = "";
    private String group = "";

    @BeforeEach
    void seed() throws Exception {
        order = shop.seed(ShopifyOrder.named("#1001").line("MUG", 3).build()).get(0);
        group = client.fulfilmentOrder("#1001");
    }

    @AfterEach
    void close() {
        client.close();
    }

    private String refusal(Map<String, ?> variables) throws Exception {
        var payload = client.ask(CREATE, variables).at("/data/fulfillmentCreate");
        assertThat(payload.path("fulfillment").isNull()).isTrue();
        return payload.at("/userErrors/0/message").asText();
    }

    private JsonNode holdings() {
        return Json.read(shop.holdings(), JsonNode.class);
    }

    @Test
    void fulfillingEverythingMovesTheOrderAndClosesItsFulfilmentOrder() throws Exception {
        clock.advance(Duration.ofMinutes(5));
        var made = client.ask(CREATE, ShopClient.all(group, "T-1")).at("/data/fulfillmentCreate");

        assertThat(made.path("userErrors")).isEmpty();
        assertThat(made.at("/fulfillment/name").asText()).isEqualTo("#1001-F1");
        assertThat(made.at("/fulfillment/trackingInfo/0/number").asText()).isEqualTo("T-1");
        assertThat(made.at("/fulfillment/fulfillmentLineItems/nodes/0/quantity").asInt())
                .isEqualTo(3);
        var read = client.ask(
                        "query Q($id: ID!) { order(id: $id) { updatedAt displayFulfillmentStatus fulfillmentOrders(first: 1) { nodes { status lineItems(first: 1) { nodes { remainingQuantity } } } } } }",
                        Map.of("id", order))
                .at("/data/order");
        assertThat(read.path("updatedAt").asText()).isEqualTo("2026-07-01T08:05:00Z");
        assertThat(read.path("displayFulfillmentStatus").asText()).isEqualTo("FULFILLED");
        assertThat(read.at("/fulfillmentOrders/nodes/0").toString())
                .isEqualTo("{\"status\":\"CLOSED\",\"lineItems\":{\"nodes\":[{\"remainingQuantity\":0}]}}");
    }

    @Test
    void twoEqualCallsMakeTwoFulfilmentsWhileTheQuantitiesAllowIt() throws Exception {
        client.ask(CREATE, ShopClient.some(group, LINE, 1));
        client.ask(CREATE, ShopClient.some(group, LINE, 1));

        assertThat(holdings().path("fulfillments")).hasSize(2);
        assertThat(holdings().at("/orders/0/fulfillmentStatus").asText()).isEqualTo("PARTIALLY_FULFILLED");
        assertThat(refusal(ShopClient.some(group, LINE, 2)))
                .isEqualTo("Invalid fulfillment order line item quantity requested.");
    }

    @Test
    void aClosedFulfilmentOrderIsRefusedInTheRecordedWords() throws Exception {
        client.ask(CREATE, ShopClient.all(group, "T-1"));

        assertThat(refusal(ShopClient.all(group, "T-1")))
                .isEqualTo("Fulfillment order 880000000000101 has an unfulfillable status= closed.");
        assertThat(holdings().path("fulfillments")).hasSize(1);
    }

    @Test
    void aHeldOrderIsRefusedUntilItIsReleased() throws Exception {
        shop.edit("#1001", held -> held.onHold(true));
        assertThat(refusal(ShopClient.all(group, "T-1"))).contains("on_hold");

        shop.edit("#1001", held -> held.onHold(false));
        assertThat(client.ask(CREATE, ShopClient.all(group, "T-1")).at("/data/fulfillmentCreate/userErrors"))
                .isEmpty();
    }

    @Test
    void zeroIsRefusedWithAnIndexedPath() throws Exception {
        var error = client.ask(CREATE, ShopClient.some(group, LINE, 0)).at("/data/fulfillmentCreate/userErrors/0");

        assertThat(error.path("message").asText()).isEqualTo("Quantity must be greater than 0");
        assertThat(error.path("field").toString())
                .isEqualTo(
                        "[\"fulfillment\",\"lineItemsByFulfillmentOrder\",\"0\",\"fulfillmentOrderLineItems\",\"0\",\"quantity\"]");
    }

    @Test
    void anUnknownFulfilmentOrderIsAUserErrorAndAMalformedIdATopLevelOne() throws Exception {
        assertThat(refusal(ShopClient.all("gid://shopify/FulfillmentOrder/999999999", "T")))
                .isEqualTo("Fulfillment order does not exist.");

        var malformed = client.ask(CREATE, ShopClient.all("gid://shopify/FulfillmentOrder/0", "T"));
        assertThat(malformed.at("/errors/0/extensions/code").asText()).isEqualTo("RESOURCE_NOT_FOUND");
        assertThat(malformed.at("/errors/0/path/0").asText()).isEqualTo("fulfillmentCreate");
        assertThat(malformed.at("/data/fulfillmentCreate").isNull()).isTrue();
    }

    @Test
    void fulfilmentOrdersOfTwoLocationsOrOrdersDoNotGoTogether() throws Exception {
        shop.seed(ShopifyOrder.named("#2")
                .line("A", 1)
                .line(ShopifyLine.of("B", 1).from(2))
                .build());
        var groups = client.ask(
                        "{ orders(first: 1, query: \"name:2\") { nodes { fulfillmentOrders(first: 5) { nodes { id } } } } }")
                .at("/data/orders/nodes/0/fulfillmentOrders/nodes");
        assertThat(groups).hasSize(2);
        var both = List.of(
                Map.of("fulfillmentOrderId", groups.at("/0/id").asText()),
                Map.of("fulfillmentOrderId", groups.at("/1/id").asText()));
        var mixed =
                List.of(Map.of("fulfillmentOrderId", groups.at("/0/id").asText()), Map.of("fulfillmentOrderId", group));

        assertThat(refusal(Map.of("fulfillment", Map.of("lineItemsByFulfillmentOrder", both))))
                .contains("same location");
        assertThat(refusal(Map.of("fulfillment", Map.of("lineItemsByFulfillmentOrder", mixed))))
                .contains("same order");
    }

    @Test
    void severalTrackingNumbersStayTogether() throws Exception {
        var tracking = client.ask(
                        CREATE,
                        Map.of(
                                "fulfillment",
                                Map.of(
                                        "trackingInfo",
                                        Map.of("numbers", List.of("A", "B"), "company", "UPS"),
                                        "lineItemsByFulfillmentOrder",
                                        List.of(Map.of("fulfillmentOrderId", group)))))
                .at("/data/fulfillmentCreate/fulfillment/trackingInfo");

        assertThat(tracking).hasSize(2);
        assertThat(tracking.at("/1/number").asText()).isEqualTo("B");
        assertThat(tracking.at("/1/company").asText()).isEqualTo("UPS");
    }

    @Test
    void trackingCanBeCorrectedAndAFulfilmentCancelled() throws Exception {
        var id = client.ask(CREATE, ShopClient.all(group, "WRONG"))
                .at("/data/fulfillmentCreate/fulfillment/id")
                .asText();
        client.ask(
                "mutation T($id: ID!) { fulfillmentTrackingInfoUpdate(fulfillmentId: $id, trackingInfoInput: {number: \"RIGHT\"}) { userErrors { message } } }",
                Map.of("id", id));
        assertThat(holdings().at("/fulfillments/0/tracking/0/number").asText()).isEqualTo("RIGHT");

        client.ask("mutation C($id: ID!) { fulfillmentCancel(id: $id) { userErrors { message } } }", Map.of("id", id));
        assertThat(holdings().at("/fulfillments/0/status").asText()).isEqualTo("CANCELLED");
        assertThat(holdings().at("/orders/0/fulfillmentStatus").asText()).isEqualTo("UNFULFILLED");
    }

    @Test
    void cancellingAnOrderIsAJobAndASecondTimeIsRefused() throws Exception {
        var first = client.ask(CANCEL, Map.of("id", order)).at("/data/orderCancel");
        var second = client.ask(CANCEL, Map.of("id", order)).at("/data/orderCancel");

        assertThat(first.at("/job/done").asBoolean()).isFalse();
        assertThat(first.path("orderCancelUserErrors")).isEmpty();
        assertThat(second.path("job").isNull()).isTrue();
        assertThat(second.at("/orderCancelUserErrors/0").toString())
                .isEqualTo(
                        "{\"field\":[\"orderId\"],\"message\":\"Cannot cancel an order that has already been canceled\",\"code\":\"INVALID\"}");
        assertThat(refusal(ShopClient.all(group, "T"))).contains("unfulfillable status= closed");
        assertThat(holdings().at("/orders/0/cancelled").asBoolean()).isTrue();
    }

    @Test
    void aCancelIsRefusedForShippedOrdersLongNotesAndTwoRefunds() throws Exception {
        assertThat(cancelMessage(Map.of("id", order, "note", "x".repeat(256)))).startsWith("Staff note is too long");
        assertThat(cancelMessage(Map.of("id", order, "refund", true))).startsWith("Only one of the arguments");
        client.ask(CREATE, ShopClient.some(group, LINE, 1));
        assertThat(cancelMessage(Map.of("id", order)))
                .isEqualTo("Cannot cancel an order that has outstanding fulfillments");
    }

    private String cancelMessage(Map<String, ?> variables) throws Exception {
        return client.ask(CANCEL, variables)
                .at("/data/orderCancel/userErrors/0/message")
                .asText();
    }

    @Test
    void aFakeRestartedOnItsJournalHoldsTheSame(@TempDir Path directory) throws Exception {
        var file = directory.resolve("shopify.jsonl");
        var mug = ShopifyOrder.named("#7").line("MUG", 2).build();
        String before;
        try (var journal = EffectJournal.open(file)) {
            var shortLived = FakeShopify.builder().journal(journal).build();
            shortLived.seed(mug, ShopifyOrder.named("#8").line("CUP", 1).build());
            try (var other = new ShopClient(shortLived)) {
                other.ask(CREATE, ShopClient.all(other.fulfilmentOrder("#7"), "T-7"));
                other.server().control().push(Instant.parse("2026-09-01T00:00:00Z"));
                shortLived.cancel("#8", "CUSTOMER");
            }
            before = shortLived.holdings();
        }
        try (var journal = EffectJournal.open(file)) {
            var restarted = FakeShopify.builder().journal(journal).build();
            restarted.seed(mug);

            assertThat(restarted.holdings()).isEqualTo(before).contains("T-7");
            assertThat(restarted.clock().instant()).isEqualTo(Instant.parse("2026-09-01T00:00:00Z"));
        }
    }
}
