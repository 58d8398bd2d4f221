package io.gwms.testkit.shipbob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.gwms.testkit.http.CallFaults.Kind;
import io.gwms.testkit.http.FakeHttpServer;
import io.gwms.testkit.http.PlainClient;
import io.gwms.testkit.time.VirtualClock;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every switch of the fake ShipBob, seen from outside; each of these fails when its switch does nothing. */
class FakeShipBobTest {
    private static final ShipBobStock LOT = ShipBobStock.lot(77, "SKU-1", "LOT-1");
    private static final String LOTS = "/2026-01/inventory-level/lots?LocationId=77&PageSize=2";

    private final VirtualClock clock = VirtualClock.startingAt(Instant.parse("2026-01-01T00:00:00Z"));
    private final FakeShipBob.Builder builder =
            FakeShipBob.builder().clock(clock).token("t0ken").channel("9").stock(LOT, 10);
    private @Nullable FakeHttpServer server;

    @AfterEach
    void close() {
        if (server != null) {
            server.close();
        }
    }

    private PlainClient client(FakeShipBob fake) {
        FakeHttpServer started = FakeHttpServer.start(fake);
        server = started;
        return new PlainClient(started.uri(), Map.of("Authorization", "Bearer t0ken", "shipbob_channel_id", "9"));
    }

    private static String order(String reference, String product) {
        return """
            {"reference_id":"%s","shipping_method":"Standard","type":"DTC","location_id":77,
             "recipient":{"name":"Ann","address":{"address1":"1 Main St","city":"LA","country":"US"}},
             "products":[%s]}\
            """.formatted(reference, product);
    }

    private static String product(String sku, int quantity) {
        return "{\"reference_id\":\"" + sku + "\",\"quantity\":" + quantity + "}";
    }

    private static JsonNode create(PlainClient client, String reference, int quantity) throws IOException {
        HttpResponse<String> reply = client.post("/2026-01/order", order(reference, product("SKU-1", quantity)));
        assertThat(reply.statusCode()).isEqualTo(201);
        return PlainClient.json(reply);
    }

    private static JsonNode found(PlainClient client, String reference) throws IOException {
        return PlainClient.json(client.get("/2026-01/order?ReferenceIds=" + reference))
                .path(0);
    }

    private static JsonNode lot(PlainClient client) throws IOException {
        return PlainClient.json(client.get(LOTS))
                .path("items")
                .path(0)
                .path("lots")
                .path(0);
    }

    @Test
    void strangersAreLeftOutside() throws Exception {
        PlainClient client = client(builder.build());

        assertThat(client.with("Authorization", "Bearer other").get(LOTS).statusCode())
                .isEqualTo(401);
        assertThat(client.with("shipbob_channel_id", "8")
                        .post("/2026-01/order", order("R-1", product("SKU-1", 1)))
                        .statusCode())
                .isEqualTo(422);
        assertThat(client.get("/1.0/order").statusCode()).isEqualTo(404);
        assertThat(client.post("/2026-01/order", "[]").statusCode()).isEqualTo(400);
    }

    @Test
    void anOrderShipsAsTimePassesAndStockFollows() throws Exception {
        PlainClient client = client(builder.build());
        create(client, "R-1", 4);
        assertThat(lot(client).path("committed_quantity").asInt()).isEqualTo(4);
        assertThat(lot(client).path("fulfillable_quantity").asInt()).isEqualTo(6);

        clock.advance(Duration.ofHours(1));

        assertThat(found(client, "R-1").path("status").asText()).isEqualTo("Fulfilled");
        assertThat(lot(client).path("on_hand_quantity").asInt()).isEqualTo(6);
    }

    @Test
    void aReferenceIsTakenOnce() throws Exception {
        PlainClient client = client(builder.build());
        create(client, "R-1", 1);

        HttpResponse<String> again = client.post("/2026-01/order", order("R-1", product("SKU-1", 1)));

        assertThat(again.statusCode()).isEqualTo(422);
        assertThat(again.body()).contains("existing ReferenceId");
    }

    @Test
    void anUnknownProductIsRefusedAndWithANameMadeOnTheSpot() throws Exception {
        FakeShipBob fake = builder.build();
        PlainClient client = client(fake);

        assertThat(client.post("/2026-01/order", order("R-1", product("NEW", 1)))
                        .statusCode())
                .isEqualTo(422);
        String named = "{\"reference_id\":\"NEW\",\"name\":\"New\",\"quantity\":1}";
        assertThat(client.post("/2026-01/order", order("R-1", named)).statusCode())
                .isEqualTo(201);
        assertThat(fake.statusOf("R-1")).isEqualTo("Exception");
    }

    @Test
    void cancellingAnswersTwoHundredWhateverCameOfIt() throws Exception {
        FakeShipBob fake = builder.build();
        PlainClient client = client(fake);
        for (String reference : List.of("R-1", "R-2", "R-3")) {
            create(client, reference, 2);
        }
        fake.label("R-2");
        fake.shipFirstPart("R-3", Map.of("SKU-1", 1L));

        assertThat(cancelled(client, "R-1")).isEqualTo("Success");
        assertThat(cancelled(client, "R-2")).isEqualTo("Failure");
        assertThat(cancelled(client, "R-3")).isEqualTo("PartialSuccess");
        assertThat(lot(client).path("committed_quantity").asInt()).isEqualTo(2);
        assertThat(lot(client).path("on_hand_quantity").asInt()).isEqualTo(9);
    }

    private static String cancelled(PlainClient client, String reference) throws IOException {
        String id = found(client, reference).path("id").asText();
        HttpResponse<String> reply = client.post("/2026-01/order/" + id + ":cancel", "{}");
        assertThat(reply.statusCode()).isEqualTo(200);
        return PlainClient.json(reply).path("status").asText();
    }

    @Test
    void lessThanAskedForCanShip() throws Exception {
        FakeShipBob fake = builder.build();
        PlainClient client = client(fake);
        create(client, "R-1", 4);
        fake.shipShort("R-1", Map.of("SKU-1", 3L));

        JsonNode parcel = found(client, "R-1").path("shipments").path(0);

        assertThat(parcel.path("products")
                        .path(0)
                        .path("inventory_items")
                        .path(0)
                        .path("quantity")
                        .asInt())
                .isEqualTo(3);
        assertThat(lot(client).path("on_hand_quantity").asInt()).isEqualTo(7);
        assertThat(lot(client).path("committed_quantity").asInt()).isZero();
    }

    @Test
    void pagesLeadOnByAnAddressThatExpires() throws Exception {
        for (int i = 2; i <= 5; i++) {
            builder.stock(ShipBobStock.lot(77, "SKU-" + i, "LOT-1"), 1);
        }
        PlainClient client = client(builder.cursorLife(Duration.ofMinutes(10)).build());
        Set<String> seen = new HashSet<>();
        String next = LOTS;
        while (!next.isEmpty()) {
            JsonNode page = PlainClient.json(client.get(next));
            page.path("items").forEach(row -> seen.add(row.path("sku").asText()));
            next = page.path("next").isNull() ? "" : path(page.path("next").asText());
        }
        assertThat(seen).hasSize(5);

        String second = path(PlainClient.json(client.get(LOTS)).path("next").asText());
        clock.advance(Duration.ofMinutes(11));
        assertThat(client.get(second).statusCode()).isEqualTo(400);
        assertThat(client.get("/2026-01/inventory-level/lots?PageSize=101").statusCode())
                .as("a page beyond the cap is refused, not cut")
                .isEqualTo(400);
    }

    private static String path(String address) {
        URI uri = URI.create(address);
        return uri.getRawPath() + "?" + uri.getRawQuery();
    }

    @Test
    void aSearchFindsWhateverHasTheTextInItsSkuOrName() throws Exception {
        builder.stock(ShipBobStock.lot(77, "SKU-12", "LOT-1"), 1).stock(ShipBobStock.lot(77, "CUP-2", "LOT-1"), 1);
        PlainClient client = client(builder.build());

        JsonNode page = PlainClient.json(client.get(LOTS + "&SearchBy=sku-1"));

        assertThat(page.path("items").findValuesAsText("sku")).containsExactly("SKU-1", "SKU-12");
        assertThat(PlainClient.json(client.get(LOTS + "&SearchBy=em+cup")).path("items"))
                .hasSize(1);
    }

    @Test
    void theNextPageCanBeNamedByItsPathAlone() throws Exception {
        builder.stock(ShipBobStock.lot(77, "SKU-2", ""), 1).stock(ShipBobStock.lot(77, "SKU-3", ""), 1);
        PlainClient client = client(builder.relativeNext(true).build());

        assertThat(PlainClient.json(client.get(LOTS)).path("next").asText()).startsWith("/2026-01/");
    }

    @Test
    void anEmptyLotIsShownUnlessItIsToBeLeftOut() throws Exception {
        FakeShipBob shows = builder.build();
        shows.moveStock(LOT, -10);
        PlainClient client = client(shows);
        assertThat(lot(client).path("on_hand_quantity").asInt(-1)).isZero();
        close();

        FakeShipBob omits = builder.omitsZeroRows(true).build();
        omits.moveStock(LOT, -10);
        assertThat(lot(client(omits)).isMissingNode()).isTrue();
    }

    @Test
    void moreRequestsThanAllowedInAMinuteWait() throws Exception {
        PlainClient client = client(builder.requestsAMinute(2).build());
        client.get(LOTS);
        clock.advance(Duration.ofSeconds(20));
        client.get(LOTS);

        HttpResponse<String> third = client.get(LOTS);
        assertThat(third.statusCode()).isEqualTo(429);
        assertThat(third.headers().firstValue("x-retry-after")).contains("40");
        clock.advance(Duration.ofSeconds(40));
        assertThat(client.get(LOTS).statusCode()).isEqualTo(200);
    }

    @Test
    void callsGoWrongAsPlanned() throws Exception {
        FakeShipBob fake = builder.build();
        PlainClient client = client(fake);
        fake.faults().at("order.create", 1, Kind.LOST_REPLY).at("lots", 1, Kind.TRUNCATED);
        fake.faults().after("lots", 2, () -> fake.moveStock(LOT, -4));

        assertThatThrownBy(() -> client.post("/2026-01/order", order("R-1", product("SKU-1", 1))))
                .isInstanceOf(IOException.class);
        assertThat(fake.ordersOf("R-1")).isEqualTo(1);
        assertThatThrownBy(() -> PlainClient.json(client.get(LOTS))).isInstanceOf(IOException.class);
        assertThat(lot(client).path("on_hand_quantity").asInt()).isEqualTo(10);
        assertThat(lot(client).path("on_hand_quantity").asInt()).isEqualTo(6);
    }

    @Test
    void goodsAreReceivedIntoTheLotTheyWereAnnouncedWith() throws Exception {
        FakeShipBob fake = builder.build();
        PlainClient client = client(fake);
        String body = """
            {"fulfillment_center":{"id":77},"package_type":"Package","box_packaging_type":"EverythingInOneBox",
             "expected_arrival_date":"2026-02-01T00:00:00Z","purchase_order_number":"ASN-1",
             "boxes":[{"tracking_number":"T","box_items":[{"inventory_id":1000,"quantity":5,"lot_number":"ASN-1"}]}]}\
            """;
        JsonNode first = PlainClient.json(client.post("/2026-01/receiving", body));
        JsonNode second = PlainClient.json(client.post("/2026-01/receiving", body));
        assertThat(second.path("id")).as("nothing guards against a second one").isNotEqualTo(first.path("id"));

        fake.stow("ASN-1", Map.of("SKU-1", 4L), "Completed");

        JsonNode rows = PlainClient.json(client.get("/2026-01/receiving?PurchaseOrderNumbers=ASN-1"));
        assertThat(rows.path(0)
                        .path("inventory_quantities")
                        .path(0)
                        .path("stowed_quantity")
                        .asInt())
                .isEqualTo(4);
        assertThat(fake.holdings()).contains("\"lot\":\"ASN-1\",\"on_hand\":4");
        assertThat(client.post("/2026-01/receiving/" + first.path("id").asText() + ":cancel", "{}")
                        .statusCode())
                .isEqualTo(422);
        assertThat(client.post("/2026-01/receiving/" + second.path("id").asText() + ":cancel", "{}")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void notificationsAreSignedAsThePublishedVectorSays() throws Exception {
        String secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
        assertThat(new Deliveries(secret)
                        .signed(
                                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                                "order.shipped",
                                Instant.ofEpochSecond(1_614_265_330),
                                "{\"test\": 2432232314}")
                        .signature())
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
        FakeShipBob fake = builder.webhookSecret(secret).build();
        PlainClient client = client(fake);
        create(client, "R-1", 1);
        clock.advance(Duration.ofHours(1));

        assertThat(fake.deliveries()).singleElement().satisfies(told -> {
            assertThat(told.topic()).isEqualTo("order.shipped");
            assertThat(told.headers()).containsKeys("webhook-id", "webhook-timestamp", "webhook-signature");
            assertThat(told.body()).contains("\"reference_id\":\"R-1\"");
        });
    }

    @Test
    void settingsAreCheckedTogether() {
        assertThatThrownBy(() -> FakeShipBob.builder().build()).hasMessageContaining("token is missing");
        assertThatThrownBy(() -> FakeShipBob.builder().token("t").build()).hasMessageContaining("channel is ''");
        assertThatThrownBy(() -> builder.webhookSecret("plain").build()).hasMessageContaining("whsec_");
    }

    @Test
    void ordersShipWhenTheirTimeIsUpOrWhenTheyAreToldTo() throws Exception {
        FakeShipBob fake = builder.shipAfter(Duration.ofHours(5)).build();
        PlainClient client = client(fake);
        create(client, "R-1", 1);
        create(client, "R-2", 1);
        create(client, "R-3", 1);

        fake.ship("R-2");
        fake.stop("R-3", "Damaged");
        clock.advance(Duration.ofHours(4));
        assertThat(found(client, "R-1").path("status").asText()).isEqualTo("Processing");
        assertThat(found(client, "R-2").path("status").asText()).isEqualTo("Fulfilled");
        clock.advance(Duration.ofHours(1));
        assertThat(found(client, "R-1").path("status").asText()).isEqualTo("Fulfilled");
        assertThat(found(client, "R-3").path("status").asText()).isEqualTo("Exception");
    }

    @Test
    void aPageIsAsLargeAsIsSetUpAndNoLarger() throws Exception {
        PlainClient client = client(builder.mostPerPage(2).build());

        assertThat(client.get("/2026-01/inventory-level/lots?PageSize=2").statusCode())
                .isEqualTo(200);
        assertThat(client.get("/2026-01/inventory-level/lots?PageSize=3").statusCode())
                .isEqualTo(400);
    }

    @Test
    void anOrderIsToldOfAgainAsANewEvent() throws Exception {
        FakeShipBob fake =
                builder.webhookSecret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").build();
        PlainClient client = client(fake);
        create(client, "R-1", 1);

        assertThat(fake.tell("R-1", "order.shipped").headers().get("webhook-id"))
                .isNotEqualTo(fake.tell("R-1", "order.shipped").headers().get("webhook-id"));
    }
}
