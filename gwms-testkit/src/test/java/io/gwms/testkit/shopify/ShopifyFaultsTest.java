package io.gwms.testkit.shopify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.gwms.testkit.time.VirtualClock;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each switch does what its name says, once, and where it says. */
class ShopifyFaultsTest {
    private static final String PAGE = "{ orders(first: 5) { nodes { name } } }";

    private final VirtualClock clock = VirtualClock.startingAt(Instant.parse("2026-07-01T08:00:00Z"));
    private final FakeShopify shop = FakeShopify.builder().clock(clock).build();
    private final ShopClient client = new ShopClient(shop);

    @BeforeEach
    void seed() {
        shop.seed(ShopifyOrder.named("#1001").line("MUG", 3).build());
    }

    @AfterEach
    void close() {
        client.close();
    }

    private HttpResponse<String> page() throws Exception {
        return client.post(PAGE, Map.of());
    }

    private int fulfilments() {
        return Json.read(shop.holdings(), JsonNode.class).path("fulfillments").size();
    }

    private int seenFulfilments() throws Exception {
        return client.ask("{ orders(first: 1) { nodes { fulfillments { id } } } }")
                .at("/data/orders/nodes/0/fulfillments")
                .size();
    }

    @Test
    void theNthRequestIsThrottledInsideA200() throws Exception {
        shop.faults().throttleRequest(2);

        assertThat(client.ask(PAGE).has("errors")).isFalse();
        var throttled = client.ask(PAGE);
        assertThat(throttled.at("/errors/0/message").asText()).isEqualTo("Throttled");
        assertThat(throttled.at("/errors/0/extensions/code").asText()).isEqualTo("THROTTLED");
        assertThat(throttled.has("data")).isFalse();
        assertThat(throttled.at("/extensions/cost/actualQueryCost").isNull()).isTrue();
        assertThat(throttled.at("/extensions/cost/throttleStatus/restoreRate").asInt())
                .isEqualTo(100);
        assertThat(client.ask(PAGE).has("errors")).isFalse();
    }

    @Test
    void a429CarriesRetryAfterWithADecimal() throws Exception {
        shop.faults().tooManyRequests(1, Duration.ofSeconds(2));

        var reply = page();
        assertThat(reply.statusCode()).isEqualTo(429);
        assertThat(reply.headers().firstValue("Retry-After")).contains("2.0");
        assertThat(page().statusCode()).isEqualTo(200);
    }

    @Test
    void theTokenIsRefusedOnce() throws Exception {
        shop.faults().refuseToken(1);

        assertThat(page().statusCode()).isEqualTo(401);
        assertThat(page().statusCode()).isEqualTo(200);
    }

    @Test
    void deniedAccessIsAGraphQlErrorInA200() throws Exception {
        shop.faults().denyAccess(1);

        var denied = client.ask(PAGE);
        assertThat(denied.at("/errors/0/extensions/code").asText()).isEqualTo("ACCESS_DENIED");
        assertThat(denied.at("/errors/0/extensions/requiredAccess").asText()).contains("read_orders");
        assertThat(denied.path("data").isNull()).isTrue();
    }

    @Test
    void theNthPageIsA502InHtmlAndOtherRequestsDoNotCount() throws Exception {
        shop.faults().badGatewayOnPage(2);

        assertThat(page().statusCode()).isEqualTo(200);
        assertThat(client.ask("{ shop { name } }").has("data")).isTrue();
        var bad = page();
        assertThat(bad.statusCode()).isEqualTo(502);
        assertThat(bad.body()).startsWith("<!DOCTYPE html>");
        assertThat(page().statusCode()).isEqualTo(200);
    }

    @Test
    void aPageMayBeHtmlEmptyOrTruncatedInA200() throws Exception {
        shop.faults().htmlPage(1).emptyPage(2).truncatePage(3);

        assertThat(page().body()).startsWith("<!DOCTYPE html>");
        assertThat(page().body()).isEmpty();
        var truncated = page();
        assertThat(truncated.statusCode()).isEqualTo(200);
        assertThat(truncated.body()).startsWith("{\"data\"");
        assertThatThrownBy(() -> Json.read(truncated.body(), JsonNode.class)).hasMessageContaining("not JSON");
        assertThat(client.ask(PAGE).has("data")).isTrue();
    }

    @Test
    void aTornPageBreaksTheConnection() {
        shop.faults().tearPage(1);

        assertThatThrownBy(this::page).isInstanceOf(IOException.class);
    }

    @Test
    void theNthFulfilmentHappensThoughItsReplyIsLost() throws Exception {
        shop.faults().loseFulfillmentReply(1);
        var group = client.fulfilmentOrder("#1001");

        assertThatThrownBy(() -> client.post(ShopifyMutationsTest.CREATE, ShopClient.all(group, "T")))
                .isInstanceOf(IOException.class);

        assertThat(seenFulfilments()).isEqualTo(1);
        assertThat(shop.received("fulfillmentCreate")).isEqualTo(1);
    }

    @Test
    void aLateFulfilmentAppearsOnlyAfterTheProbeAnsweredNotThere() throws Exception {
        shop.faults().executeFulfillmentLate(1, 1);
        var group = client.fulfilmentOrder("#1001");
        assertThatThrownBy(() -> client.post(ShopifyMutationsTest.CREATE, ShopClient.all(group, "T")))
                .isInstanceOf(IOException.class);

        assertThat(seenFulfilments()).as("first probe").isZero();
        assertThat(seenFulfilments()).as("second probe").isEqualTo(1);
        assertThat(fulfilments()).isEqualTo(1);
    }

    @Test
    void aLateFulfilmentAppearsAfterAVirtualTime() throws Exception {
        shop.faults().executeFulfillmentLate(1, Duration.ofSeconds(30));
        var group = client.fulfilmentOrder("#1001");
        assertThatThrownBy(() -> client.post(ShopifyMutationsTest.CREATE, ShopClient.all(group, "T")))
                .isInstanceOf(IOException.class);

        client.server().control().push(clock.instant().plusSeconds(29));
        assertThat(seenFulfilments()).isZero();
        client.server().control().push(clock.instant().plusSeconds(1));
        assertThat(fulfilments()).isEqualTo(1);
    }

    @Test
    void aLateFulfilmentAppearsEvenWhenTheBucketIsDry() throws Exception {
        var poor = FakeShopify.builder().clock(clock).bucket(30, 1).build();
        poor.seed(ShopifyOrder.named("#1").line("A", 1).build());
        try (var other = new ShopClient(poor)) {
            var group = other.fulfilmentOrder("#1");
            poor.faults().executeFulfillmentLate(1, 2);
            assertThatThrownBy(() -> other.post(ShopifyMutationsTest.CREATE, ShopClient.all(group, "T")))
                    .isInstanceOf(IOException.class);
            while (!other.ask("{ orders(first: 9) { nodes { shippingAddress { zip } } } }")
                    .has("errors")) {
                assertThat(poor.received("orders")).isLessThan(50);
            }

            assertThat(poor.holdings()).contains("\"FULFILLED\"");
        }
    }

    @Test
    void aCallerWhoRepeatsBeforeTheLateOneIsCarriedOutShipsTwice() throws Exception {
        shop.faults().executeFulfillmentLate(1, 1);
        var line = "gid://shopify/FulfillmentOrderLineItem/8800000000001001";
        var one = ShopClient.some(client.fulfilmentOrder("#1001"), line, 1);
        assertThatThrownBy(() -> client.post(ShopifyMutationsTest.CREATE, one)).isInstanceOf(IOException.class);

        assertThat(seenFulfilments()).isZero();
        client.ask(ShopifyMutationsTest.CREATE, one);

        assertThat(fulfilments()).isEqualTo(2);
    }

    @Test
    void aChangeShowsInSearchOnlyAfterTheLag() throws Exception {
        clock.advance(Duration.ofHours(1));
        shop.faults().indexLag(Duration.ofSeconds(20));
        shop.edit("#1001", order -> order.note("changed"));
        shop.seed(ShopifyOrder.named("#1002").line("A", 1).build());

        assertThat(client.search("updated_at:>='2026-07-01T09:00:00Z'")).isEmpty();
        assertThat(client.ask("{ order(id: \"gid://shopify/Order/8800000000001\") { note } }")
                        .at("/data/order/note")
                        .asText())
                .as("reading by id does not go through the index")
                .isEqualTo("changed");
        clock.advance(Duration.ofSeconds(20));
        assertThat(client.search("updated_at:>='2026-07-01T09:00:00Z'")).containsExactly("#1001", "#1002");
    }

    @Test
    void ordersOutsideTheWindowComeBackWhenSwitchedOn() throws Exception {
        shop.faults().answerOutsideTheWindow(true);
        assertThat(client.search("updated_at:>='2027-01-01T00:00:00Z'")).containsExactly("#1001");

        shop.faults().clear();
        assertThat(client.search("updated_at:>='2027-01-01T00:00:00Z'")).isEmpty();
    }

    @Test
    void anotherProcessScriptsSeedsEditsAndSwitches() throws Exception {
        var control = client.server().control();
        control.script("""
                [{"seed": {"name": "#5", "poNumber": "PO-5", "shippingAddress": {"city": "Cape Town"},
                           "lines": [{"sku": null, "quantity": 2, "fulfilled": 1}]}},
                 {"edit": "#1001", "set": {"note": "by script"}},
                 {"cancel": "#1001", "reason": "FRAUD"},
                 {"switch": "badGatewayOnPage", "nth": 1}]""");

        assertThat(page().statusCode()).isEqualTo(502);
        var read = client.ask(
                        "{ orders(first: 5, sortKey: ID) { nodes { name note cancelReason poNumber displayFulfillmentStatus } } }")
                .at("/data/orders/nodes");
        assertThat(read.at("/0/note").asText()).isEqualTo("by script");
        assertThat(read.at("/0/cancelReason").asText()).isEqualTo("FRAUD");
        assertThat(read.at("/1/displayFulfillmentStatus").asText()).isEqualTo("PARTIALLY_FULFILLED");
        assertThatThrownBy(() -> control.script("{\"switch\": \"explode\"}")).hasMessageContaining("explode");
        assertThatThrownBy(() -> control.script("{\"edit\": \"#1001\", \"set\": {\"colour\": 1}}"))
                .hasMessageContaining("colour");
    }
}
