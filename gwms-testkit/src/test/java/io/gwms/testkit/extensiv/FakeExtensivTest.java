package io.gwms.testkit.extensiv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.gwms.testkit.http.CallFaults.Kind;
import io.gwms.testkit.http.FakeHttpServer;
import io.gwms.testkit.http.PlainClient;
import io.gwms.testkit.time.VirtualClock;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every switch of the fake 3PL Warehouse Manager, seen from outside. */
class FakeExtensivTest {
    private static final Instant RECEIVED = Instant.parse("2025-12-01T03:04:05Z");
    private static final ExtensivStock GOOD = ExtensivStock.good(2, "SKU-1", 501, RECEIVED);
    private static final String STOCK = "/inventory/stockdetails?customerid=18&facilityid=2";

    private final VirtualClock clock = VirtualClock.startingAt(Instant.parse("2026-01-01T00:00:00Z"));
    private final FakeExtensiv.Builder builder = FakeExtensiv.builder()
            .clock(clock)
            .client("id", "secret")
            .accessToken("t0ken")
            .customer(18)
            .stock(GOOD, 10);
    private @Nullable FakeHttpServer server;

    @AfterEach
    void close() {
        if (server != null) {
            server.close();
        }
    }

    private PlainClient client(FakeExtensiv fake) {
        FakeHttpServer started = FakeHttpServer.start(fake);
        server = started;
        return new PlainClient(started.uri(), Map.of("Authorization", "Bearer t0ken"));
    }

    private static String order(String reference, int quantity) {
        return """
            {"customerIdentifier":{"id":18},"facilityIdentifier":{"id":2},"referenceNum":"%s",
             "shipTo":{"name":"Ann","address1":"1 Main St"},"routingInfo":{"carrier":"UPS"},
             "orderItems":[{"itemIdentifier":{"sku":"SKU-1"},"qty":%d}]}\
            """.formatted(reference, quantity);
    }

    private static HttpResponse<String> create(PlainClient client, String reference, int quantity) throws IOException {
        HttpResponse<String> reply = client.post("/orders", order(reference, quantity));
        assertThat(reply.statusCode()).isEqualTo(201);
        return reply;
    }

    private static JsonNode rows(PlainClient client, String path) throws IOException {
        JsonNode body = PlainClient.json(client.get(path));
        return body.path("_embedded").elements().next();
    }

    @Test
    void tokensAreGivenToTheClientAndEnd() throws Exception {
        PlainClient client = client(builder.build());
        String pair = Base64.getEncoder().encodeToString("id:secret".getBytes(StandardCharsets.UTF_8));
        String ask = "{\"grant_type\":\"client_credentials\",\"user_login_id\":3}";

        assertThat(client.post("/AuthServer/api/Token", ask).statusCode()).isEqualTo(401);
        JsonNode token =
                PlainClient.json(client.with("Authorization", "Basic " + pair).post("/AuthServer/api/Token", ask));
        PlainClient given = client.with(
                "Authorization", "Bearer " + token.path("access_token").asText());
        assertThat(given.get(STOCK).statusCode()).isEqualTo(200);
        clock.advance(Duration.ofSeconds(token.path("expires_in").asLong()));
        assertThat(given.get(STOCK).statusCode()).isEqualTo(401);
        assertThat(client.with("Authorization", "Bearer other").get(STOCK).statusCode())
                .isEqualTo(401);
    }

    @Test
    void anOrderShipsWhenItsGoodsAreAllocated() throws Exception {
        PlainClient client = client(builder.build());
        create(client, "R-1", 4);
        create(client, "R-2", 40);
        assertThat(rows(client, STOCK).path(0).path("available").asDouble()).isEqualTo(6.0);

        clock.advance(Duration.ofHours(1));

        JsonNode orders = rows(client, "/orders");
        assertThat(orders.path(0).path("readOnly").path("status").asInt()).isEqualTo(Paper.CLOSED);
        assertThat(orders.path(1).path("readOnly").path("status").asInt()).isEqualTo(Paper.OPEN);
        assertThat(orders.path(1).path("readOnly").path("fullyAllocated").asBoolean())
                .isFalse();
        assertThat(rows(client, STOCK).path(0).path("onHand").asDouble()).isEqualTo(6.0);
    }

    @Test
    void childrenComeOnlyWhereTheyAreAskedFor() throws Exception {
        FakeExtensiv fake = builder.build();
        PlainClient client = client(fake);
        create(client, "R-1", 4);
        fake.shipShort("R-1", Map.of("SKU-1", 3L));

        assertThat(rows(client, "/orders").path(0).has("_embedded")).isFalse();
        JsonNode whole = rows(client, "/orders?detail=OrderItems,Packages").path(0);
        assertThat(whole.path("_embedded").size()).isEqualTo(1);
        assertThat(whole.path("readOnly")
                        .path("packages")
                        .path(0)
                        .path("packageContents")
                        .path(0)
                        .path("qty")
                        .asDouble())
                .isEqualTo(3.0);
    }

    @Test
    void aCancelNeedsTheEtagOfWhatIsThere() throws Exception {
        FakeExtensiv fake = builder.build();
        PlainClient client = client(fake);
        HttpResponse<String> made = create(client, "R-1", 4);
        String etag = made.headers().firstValue("ETag").orElseThrow();
        String path = "/orders/"
                + PlainClient.json(made).path("readOnly").path("orderId").asText() + "/canceler";
        String reason = "{\"reason\":\"not wanted\"}";

        assertThat(client.post(path, reason).statusCode()).isEqualTo(428);
        fake.change("R-1");
        assertThat(client.with("If-Match", etag).post(path, reason).statusCode())
                .isEqualTo(412);
        String fresh = client.get(path.replace("/canceler", ""))
                .headers()
                .firstValue("ETag")
                .orElseThrow();
        assertThat(client.with("If-Match", fresh).post(path, "{}").statusCode()).isEqualTo(400);
        HttpResponse<String> done = client.with("If-Match", fresh).post(path, reason);
        assertThat(done.statusCode()).isEqualTo(204);
        assertThat(done.body()).isEmpty();
        assertThat(fake.isCanceled("R-1")).isTrue();
        assertThat(rows(client, STOCK).path(0).path("available").asDouble()).isEqualTo(10.0);
    }

    @Test
    void filtersAreObeyedUnlessTheyAreToBeIgnored() throws Exception {
        PlainClient client = client(builder.build());
        create(client, "R-1", 1);
        create(client, "R-2", 1);
        assertThat(rows(client, "/orders?rql=referenceNum%3D%3DR-2")).hasSize(1);
        assertThat(rows(client, "/orders?rqll=referenceNum%3D%3DR-2"))
                .as("a misspelled parameter is ignored in silence")
                .hasSize(2);
        close();

        PlainClient ignored = client(builder.ignoresRql(true).build());
        create(ignored, "R-1", 1);
        create(ignored, "R-2", 1);
        assertThat(rows(ignored, "/orders?rql=referenceNum%3D%3DR-2")).hasSize(2);
    }

    @Test
    void aRepeatedReferenceIsTakenUnlessItIsToBeRefused() throws Exception {
        FakeExtensiv takes = builder.build();
        PlainClient client = client(takes);
        create(client, "R-1", 1);
        create(client, "R-1", 1);
        assertThat(takes.ordersOf("R-1")).isEqualTo(2);
        close();

        PlainClient refuses = client(builder.refusesRepeatedReference(true).build());
        create(refuses, "R-1", 1);
        assertThat(refuses.post("/orders", order("R-1", 1)).statusCode()).isEqualTo(400);
    }

    @Test
    void stockDetailsNeedTheirParametersAndRefuseLargePages() throws Exception {
        PlainClient client = client(builder.stock(GOOD.ofLot("L2"), 1).build());

        assertThat(client.get("/inventory/stockdetails?facilityid=2").statusCode())
                .isEqualTo(400);
        assertThat(client.get(STOCK + "&pgsiz=501").statusCode()).isEqualTo(400);
        assertThat(rows(client, STOCK + "&pgsiz=1&pgnum=2")
                        .path(0)
                        .path("lotNumber")
                        .asText())
                .isEqualTo("L2");
        assertThat(PlainClient.json(client.get(STOCK + "&pgsiz=1"))
                        .path("totalResults")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    void datesAreTheFacilitysAndHaveNoOffset() throws Exception {
        PlainClient client = client(builder.zone(ZoneId.of("America/Chicago")).build());

        assertThat(rows(client, STOCK).path(0).path("receivedDate").asText()).isEqualTo("2025-11-30T21:04:05");
    }

    @Test
    void anEmptyReceiveItemIsLeftOutUnlessItIsToBeListed() throws Exception {
        FakeExtensiv omits = builder.build();
        omits.moveStock(GOOD, -10);
        PlainClient client = client(omits);
        assertThat(rows(client, STOCK)).isEmpty();
        close();

        FakeExtensiv lists = builder.listsEmptyRows(true).build();
        lists.moveStock(GOOD, -10);
        assertThat(rows(client(lists), STOCK)).hasSize(1);
    }

    @Test
    void stockDetailsKeepToAFilterOfSkusUnlessItIsToBeIgnored() throws Exception {
        builder.stock(ExtensivStock.good(2, "A;B", 502, RECEIVED), 1)
                .stock(ExtensivStock.good(2, "C", 502, RECEIVED), 1);
        String filter = "&rql=itemIdentifier.sku%3Din%3D(sku-1,A%253BB)";
        PlainClient client = client(builder.build());
        assertThat(rows(client, STOCK + filter)).hasSize(2);
        assertThat(client.get(STOCK + "&rql=colour%3D%3Dred").statusCode()).isEqualTo(400);
        close();

        assertThat(rows(client(builder.ignoresRql(true).build()), STOCK + filter))
                .hasSize(3);
    }

    @Test
    void goodsComeInOnTheDayTheyAreConfirmed() throws Exception {
        FakeExtensiv fake = builder.build();
        PlainClient client = client(fake);
        String body = """
            {"customerIdentifier":{"id":18},"facilityIdentifier":{"id":2},"referenceNum":"ASN-1",
             "receiveItems":[{"itemIdentifier":{"sku":"SKU-9"},"qty":5}]}\
            """;
        assertThat(client.post("/inventory/receivers", body).statusCode()).isEqualTo(201);
        clock.advance(Duration.ofDays(1));
        fake.receive("ASN-1", Map.of("SKU-9", 4L));

        JsonNode receiver =
                rows(client, "/inventory/receivers?detail=ReceiveItems").path(0);
        assertThat(receiver.path("arrivalDate").asText()).isEqualTo("2026-01-01T16:00:00");
        JsonNode item = receiver.path("_embedded").elements().next().path(0);
        assertThat(item.path("qty").asDouble()).isEqualTo(4.0);
        assertThat(item.path("readOnly").path("expectedQty").asDouble()).isEqualTo(5.0);
        assertThat(fake.holdings()).contains("\"sku\":\"SKU-9\"");
    }

    @Test
    void callsGoWrongAsPlanned() throws Exception {
        FakeExtensiv fake = builder.build();
        PlainClient client = client(fake);
        fake.faults().at("order.create", 1, Kind.LOST_REPLY).at("stock", 1, Kind.TRUNCATED);
        fake.faults().after("stock", 2, () -> fake.moveStock(GOOD, -4));

        assertThatThrownBy(() -> client.post("/orders", order("R-1", 1))).isInstanceOf(IOException.class);
        assertThat(fake.ordersOf("R-1")).isEqualTo(1);
        assertThatThrownBy(() -> PlainClient.json(client.get(STOCK))).isInstanceOf(IOException.class);
        assertThat(rows(client, STOCK).path(0).path("onHand").asInt()).isEqualTo(10);
        assertThat(rows(client, STOCK).path(0).path("onHand").asInt()).isEqualTo(6);
    }

    @Test
    void settingsAreCheckedTogether() {
        assertThatThrownBy(() -> FakeExtensiv.builder().build()).hasMessageContaining("client is missing");
        assertThatThrownBy(() -> FakeExtensiv.builder().client("a", "b").build())
                .hasMessageContaining("customer is 0");
    }

    @Test
    void tokensAndOrdersLastAsLongAsIsSetUp() throws Exception {
        FakeExtensiv fake = builder.tokenLife(Duration.ofMinutes(10))
                .shipAfter(Duration.ofHours(5))
                .build();
        PlainClient client = client(fake);
        String pair = Base64.getEncoder().encodeToString("id:secret".getBytes(StandardCharsets.UTF_8));
        JsonNode token = PlainClient.json(client.with("Authorization", "Basic " + pair)
                .post("/AuthServer/api/Token", "{\"grant_type\":\"client_credentials\",\"user_login_id\":3}"));
        PlainClient given = client.with(
                "Authorization", "Bearer " + token.path("access_token").asText());
        create(client, "R-1", 1);
        create(client, "R-2", 1);

        fake.ship("R-2");
        clock.advance(Duration.ofMinutes(9));
        assertThat(given.get(STOCK).statusCode()).isEqualTo(200);
        clock.advance(Duration.ofMinutes(1));
        assertThat(given.get(STOCK).statusCode()).isEqualTo(401);
        clock.advance(Duration.ofHours(4));
        assertThat(statuses(client)).containsExactly(Paper.OPEN, Paper.CLOSED);
        clock.advance(Duration.ofHours(1));
        assertThat(statuses(client)).containsExactly(Paper.CLOSED, Paper.CLOSED);
    }

    private static List<Integer> statuses(PlainClient client) throws IOException {
        List<Integer> statuses = new ArrayList<>();
        rows(client, "/orders")
                .forEach(order ->
                        statuses.add(order.path("readOnly").path("status").asInt()));
        return statuses;
    }
}
