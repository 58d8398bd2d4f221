package io.gwms.platform.shopee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gwms.order.OrderKind;
import io.gwms.ordersync.TimeWindow;
import io.gwms.outcome.Outcome;
import io.gwms.platform.CancelOrders;
import io.gwms.platform.FetchOrders;
import io.gwms.platform.FetchedOrder;
import io.gwms.platform.LookUpOrders;
import io.gwms.platform.OrderPage;
import io.gwms.platform.PlatformFact;
import io.gwms.platform.ShipmentNotice;
import io.gwms.platform.StoreSession;
import io.gwms.platform.WriteShipments;
import io.gwms.redact.Redactor;
import io.gwms.store.PlatformType;
import io.gwms.store.Store;
import io.gwms.transport.CallAction;
import io.gwms.transport.CallContext;
import io.gwms.transport.HttpCall;
import io.gwms.transport.HttpReply;
import io.gwms.transport.Transport;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The connector reads what Shopee's own reference shows. Runs only with {@code -Dgwms.fixtures=DIR}. */
class ShopeeCapturesTest {
    private static final Instant NOW = Instant.parse("2026-07-03T12:30:00Z");
    private static final String OPEN_ORDER = """
        {"error":"","response":{"order_list":[{"order_sn":"X","order_status":"READY_TO_SHIP","split_up":false,
         "item_list":[{"item_id":1,"model_id":2}],
         "package_list":[{"package_number":"P","logistics_status":"LOGISTICS_READY","item_list":[]}]}]}}\
        """;

    @BeforeEach
    void onlyWithFixtures() {
        assumeTrue(System.getProperty("gwms.fixtures") != null, "no -Dgwms.fixtures=DIR, so nothing to read");
    }

    private static JsonNode page(String folder, String name) throws IOException {
        return new ObjectMapper()
                .readTree(Path.of(System.getProperty("gwms.fixtures"), folder, name + ".json")
                        .toFile());
    }

    private static String sample(String name) throws IOException {
        JsonNode sample = page("shopee", name).at("/response_sample/0/value");
        return sample.isTextual() ? sample.asText() : sample.toString();
    }

    private static StoreSession session(Transport transport) {
        return new StoreSession(
                Store.of(Shops.STORE, "Acme", PlatformType.SHOPEE, URI.create("https://partner.shopeemobile.com")),
                Shops.credential(Shops.STORE),
                transport,
                InstantSource.fixed(NOW),
                Redactor.standard(),
                CallContext.forStore(CallAction.ORDER_FETCH, Shops.STORE));
    }

    private static Outcome<HttpReply> reply(String body) {
        return Outcome.done(HttpReply.of(200, Map.of(), body.getBytes(StandardCharsets.UTF_8)));
    }

    /** The calls end in the names of the reference's pages. */
    private static Transport answering(Map<String, String> replies) {
        return (HttpCall call) -> {
            String path = call.uri().getPath();
            return reply(replies.get(path.substring(path.lastIndexOf('/') + 1)));
        };
    }

    @Test
    void publishedVectorOfASignatureIsMet() throws IOException {
        for (JsonNode vector : page("vectors", "signature-vectors")) {
            if (vector.path("platform").asText().equals("shopee")) {
                assertThat(ShopeeClient.hmac(
                                vector.path("message").asText(),
                                vector.path("secret").asText()))
                        .isEqualTo(vector.path("expected").asText());
                return;
            }
        }
        throw new AssertionError("the vectors have none of Shopee");
    }

    @Test
    void listOfTheReferenceLeadsOnAndItsInvalidDetailIsSetAside() throws IOException {
        Transport transport = answering(Map.of(
                "get_order_list", sample("v2.order.get_order_list"),
                "get_order_detail", sample("v2.order.get_order_detail")));
        TimeWindow window = new TimeWindow(NOW.minusSeconds(60), NOW);

        OrderPage page = ShopeeConnector.create()
                .fetchOrders(new FetchOrders(session(transport), OrderKind.B2C, window, null))
                .asDone()
                .orElseThrow();

        assertThat(page.nextCursor()).isEqualTo("20");
        assertThat(page.orders())
                .hasSize(10)
                .allSatisfy(order ->
                        assertThat(((FetchedOrder.Unreadable) order).reason()).contains("JSON that is wrong"));
    }

    /** The brace too many and the comma missing are mended by hand, for this test alone. */
    @Test
    void detailOfTheReferenceIsReadOnceItIsJson() throws IOException {
        String mended = sample("v2.order.get_order_detail")
                .replaceFirst("\\{\\s*\\{", "{")
                .replace("18080", "18080,");
        Transport transport = answering(Map.of("get_order_detail", mended));

        OrderPage page = ShopeeConnector.create()
                .lookUpOrders(new LookUpOrders(session(transport), OrderKind.B2C, List.of("2404098R48U37H")))
                .asDone()
                .orElseThrow();

        assertThat(page.orders()).singleElement().isInstanceOfSatisfying(FetchedOrder.Read.class, read -> {
            assertThat(read.order().fact()).isEqualTo(PlatformFact.COMPLETED);
            assertThat(read.order().platformDelivers()).isTrue();
            assertThat(read.order().lines().get(0).platformSku()).isEqualTo("QAZ-SADOER-05");
            assertThat(read.order().lines().get(0).shippedElsewhere()).isEqualTo(1);
            assertThat(read.order().payment().total().toString()).isEqualTo("32119 VND");
            assertThat(read.order().recipient().country()).isEqualTo("VN");
        });
    }

    @Test
    void shippingAndCancellingOfTheReferenceAreUnderstood() throws IOException {
        Transport transport = answering(Map.of(
                "get_order_detail", OPEN_ORDER,
                "get_shipping_parameter", sample("v2.logistics.get_shipping_parameter"),
                "ship_order", sample("v2.logistics.ship_order"),
                "cancel_order", sample("v2.order.cancel_order")));
        ShipmentNotice notice = new ShipmentNotice("key", "X", "X", Map.of("l", 1L), "T", "DHL", "", NOW, Set.of());
        ShopeeConnector connector = ShopeeConnector.create();

        assertThat(connector
                        .writeShipments(new WriteShipments(session(transport), List.of(notice)))
                        .get(0))
                .isInstanceOf(Outcome.Done.class);
        assertThat(connector
                        .cancelOrders(new CancelOrders(session(transport), List.of("X"), "none left"))
                        .get(0))
                .isEqualTo(Outcome.done("CANCELLED"));
    }

    @Test
    void tokensAndLostPushesOfTheReferenceAreRead() throws IOException {
        Transport transport = answering(Map.of(
                "get", sample("v2.public.refresh_access_token"),
                "get_lost_push_message", sample("v2.push.get_lost_push_message").replace("\"-\"", "\"\"")));
        ShopeeConnector connector = ShopeeConnector.create();

        assertThat(connector
                        .refreshCredential(session(transport))
                        .asDone()
                        .orElseThrow()
                        .expiresAt())
                .isEqualTo(NOW.plusSeconds(14_400));
        assertThat(connector
                        .webhooks()
                        .orElseThrow()
                        .fetchLost(session(transport))
                        .asDone()
                        .orElseThrow()
                        .deliveries())
                .singleElement()
                .satisfies(lost -> {
                    assertThat(lost.numbers()).containsExactly("220810QSK8S7BX");
                    assertThat(lost.account()).isEqualTo("727720655");
                });
    }

    @Test
    void everyErrorOfTheReferenceIsAFailureAndNeverAnAnswer() throws IOException {
        for (String name : List.of("v2.order.get_order_list", "v2.order.get_order_detail")) {
            for (String list : List.of("error_list", "common_error_list")) {
                for (JsonNode error : page("shopee", name).path(list)) {
                    String body = new ObjectMapper()
                            .createObjectNode()
                            .put("error", error.path("name").asText())
                            .put("message", error.path("description").asText())
                            .toString();
                    TimeWindow window = new TimeWindow(NOW.minusSeconds(60), NOW);
                    assertThat(ShopeeConnector.create()
                                    .fetchOrders(
                                            new FetchOrders(session(call -> reply(body)), OrderKind.B2C, window, null)))
                            .isInstanceOf(Outcome.Refused.class);
                }
            }
        }
    }
}
