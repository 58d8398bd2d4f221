package io.gwms.platform.shopify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gwms.order.OrderKind;
import io.gwms.ordersync.TimeWindow;
import io.gwms.outcome.Outcome;
import io.gwms.outcome.RefusalCode;
import io.gwms.platform.CancelOrders;
import io.gwms.platform.CancelReason;
import io.gwms.platform.FetchOrders;
import io.gwms.platform.FetchedOrder;
import io.gwms.platform.OrderPage;
import io.gwms.platform.PushStock;
import io.gwms.platform.ShipmentNotice;
import io.gwms.platform.ShownStock;
import io.gwms.platform.StoreSession;
import io.gwms.platform.WriteShipments;
import io.gwms.redact.Redactor;
import io.gwms.store.PlatformType;
import io.gwms.store.Store;
import io.gwms.store.StoreId;
import io.gwms.transport.CallAction;
import io.gwms.transport.CallContext;
import io.gwms.transport.HttpReply;
import io.gwms.transport.Transport;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The connector reads what the real server answered. Runs only with {@code -Dgwms.fixtures=DIR}. */
class ShopifyCapturesTest {
    private static final StoreId STORE = new StoreId("acme-us");
    private static final Instant NOW = Instant.parse("2026-07-03T12:30:00Z");
    private static final String OPEN_ORDER = """
        {"data":{"order":{"id":"gid://shopify/Order/1","name":"#1","cancelledAt":null,"fulfillments":[],
         "fulfillmentOrders":{"nodes":[{"id":"gid://shopify/FulfillmentOrder/1","status":"OPEN",
         "assignedLocation":{"location":{"id":"gid://shopify/Location/1"}},
         "lineItems":{"nodes":[{"id":"gid://shopify/FulfillmentOrderLineItem/1","remainingQuantity":9,
         "lineItem":{"id":"gid://shopify/LineItem/1"}}],"pageInfo":{"hasNextPage":false}}}],
         "pageInfo":{"hasNextPage":false}}}}}\
        """;

    @BeforeEach
    void onlyWithFixtures() {
        assumeTrue(System.getProperty("gwms.fixtures") != null, "no -Dgwms.fixtures=DIR, so nothing to read");
    }

    private static JsonNode capture(String name) throws IOException {
        return new ObjectMapper()
                .readTree(Path.of(System.getProperty("gwms.fixtures"), "shopify", name)
                        .toFile());
    }

    private static StoreSession session(Transport transport) {
        return new StoreSession(
                Store.of(STORE, "Acme US", PlatformType.SHOPIFY, URI.create("https://acme.myshopify.com")),
                ShopifyConnector.credential(STORE, "shpat_fake"),
                transport,
                InstantSource.fixed(NOW),
                Redactor.standard(),
                CallContext.forStore(CallAction.SHIPMENT_WRITE_BACK, STORE));
    }

    private static Outcome<HttpReply> reply(String body) {
        return Outcome.done(HttpReply.of(200, Map.of(), body.getBytes(StandardCharsets.UTF_8)));
    }

    private static Outcome<?> writtenWith(JsonNode recorded) {
        Transport transport = call -> reply(call.isRepeatable() ? OPEN_ORDER : recorded.toString());
        ShipmentNotice notice = new ShipmentNotice(
                "key",
                "gid://shopify/Order/1",
                "#1",
                Map.of("gid://shopify/LineItem/1", 1L),
                "T-1",
                "DHL",
                "",
                NOW,
                Set.of());
        return ShopifyConnector.create()
                .writeShipments(new WriteShipments(session(transport), List.of(notice)))
                .get(0);
    }

    @Test
    void recordedAnswersToFulfillmentCreateAreUnderstood() throws IOException {
        List<JsonNode> answers = new ArrayList<>();
        for (String name : List.of(
                "gql-2025-01-fulfillment-create-invalid-id.json",
                "gql-2025-01-fulfillment-create-name.json",
                "gql-2026-04-fulfillment-create-preconditions.json")) {
            capture(name).findValues("response").stream()
                    .filter(response -> response.path("data").has("fulfillmentCreate"))
                    .forEach(answers::add);
        }
        assertThat(answers).hasSizeGreaterThan(5);

        for (JsonNode answer : answers) {
            boolean done = answer.at("/data/fulfillmentCreate/fulfillment/id").isTextual();
            assertThat(writtenWith(answer))
                    .as(answer.path("data").toString())
                    .isInstanceOf(done ? Outcome.Done.class : Outcome.Refused.class);
        }
    }

    @Test
    void recordedRefusalsToCancelAreJudgedByTheOrderItself() throws IOException {
        JsonNode recorded = capture("gql-2026-04-orderCancel-error-messages.json");
        String cancelled =
                recorded.at("/setup/cancelledOrderRead/response/payload").toString();
        String open = "{\"data\":{\"order\":{\"cancelledAt\":null,\"displayFulfillmentStatus\":\"UNFULFILLED\"}}}";
        JsonNode taken = recorded.at("/setup/setupCancel/response/payload");
        JsonNode already = recorded.at("/expected/alreadyCancelled/response/payload");
        JsonNode tooLong = recorded.at("/expected/staffNoteTooLong/response/payload");

        assertThat(cancelledWith(taken, cancelled)).isEqualTo(Outcome.done("CANCELLED"));
        assertThat(cancelledWith(taken, open)).isInstanceOf(Outcome.Unknown.class);
        assertThat(cancelledWith(already, cancelled))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.refusal().code()).isEqualTo(RefusalCode.ALREADY_DONE));
        assertThat(cancelledWith(tooLong, open))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.refusal().text()).contains("Staff note is too long"));
    }

    @Test
    void recordedAnswersToStockLevelsAreUnderstood() throws IOException {
        JsonNode recorded = capture("gql-2026-04-inventory-quantity-contracts.json");

        assertThat(levelWith(recorded.at("/inventorySetQuantities/response")))
                .isEqualTo(Outcome.done(new ShownStock(5, "gid://shopify/InventoryItem/1")));
        assertThat(codeOf(levelWith(recorded.at("/unknownIdValidation/setUnknownInventoryItem/response"))))
                .isEqualTo(RefusalCode.NOT_FOUND);
        assertThat(codeOf(levelWith(recorded.at("/unknownIdValidation/setUnknownLocation/response"))))
                .isEqualTo(RefusalCode.INVALID_REQUEST);
        for (String name : List.of("missingSetIdempotency", "missingSetChangeFromQuantity", "legacySetShape")) {
            assertThat(codeOf(levelWith(recorded.path(name).path("response"))))
                    .as(name)
                    .isEqualTo(RefusalCode.INVALID_REQUEST);
        }
    }

    private static RefusalCode codeOf(Outcome<?> outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        return ((Outcome.Refused<?>) outcome).refusal().code();
    }

    private static Outcome<ShownStock> levelWith(JsonNode answer) {
        StoreSession plain = session(call -> reply(answer.toString()));
        StoreSession session = new StoreSession(
                plain.store(),
                ShopifyConnector.atLocation(plain.credential(), "gid://shopify/Location/1"),
                plain.transport(),
                plain.clock(),
                plain.redactor(),
                plain.context());
        PushStock.Level level = new PushStock.Level("key", "MUG", 5, 0L, "gid://shopify/InventoryItem/1");
        return ShopifyConnector.create()
                .pushStock(new PushStock(session, List.of(level)))
                .get(0);
    }

    private static Outcome<String> cancelledWith(JsonNode answer, String order) {
        Transport transport = call -> reply(call.isRepeatable() ? order : answer.toString());
        return ShopifyConnector.create()
                .cancelOrders(
                        new CancelOrders(session(transport), List.of("gid://shopify/Order/1"), CancelReason.OTHER, ""))
                .get(0);
    }

    @Test
    void recordedListsLeadOn() throws IOException {
        JsonNode recorded = capture("gql-2026-04-order-catalog-count-read.json").at("/upstreamCalls/0/response/body");
        ObjectNode page = JsonNodeFactory.instance.objectNode();
        page.putObject("data").set("orders", recorded.at("/data/recent"));
        page.set("extensions", recorded.path("extensions"));
        TimeWindow window = new TimeWindow(NOW.minusSeconds(3_600), NOW);

        OrderPage read = ShopifyConnector.create()
                .fetchOrders(new FetchOrders(session(call -> reply(page.toString())), OrderKind.B2C, window, null))
                .asDone()
                .orElseThrow();

        assertThat(read.nextCursor())
                .isEqualTo(recorded.at("/data/recent/pageInfo/endCursor").asText());
        assertThat(read.orders())
                .singleElement()
                .satisfies(order -> assertThat(order.fold(ok -> "", FetchedOrder.Unreadable::number))
                        .as("asked for without lines, so it cannot be read, and says which it is")
                        .isEqualTo("#1494"));
    }
}
