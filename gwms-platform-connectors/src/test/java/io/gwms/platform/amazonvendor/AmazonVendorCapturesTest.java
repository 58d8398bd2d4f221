package io.gwms.platform.amazonvendor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gwms.credential.Credential;
import io.gwms.order.OrderKind;
import io.gwms.ordersync.TimeWindow;
import io.gwms.outcome.Outcome;
import io.gwms.platform.AcknowledgeOrders;
import io.gwms.platform.AcknowledgeOrders.Acknowledgement;
import io.gwms.platform.AcknowledgeOrders.Line;
import io.gwms.platform.Acknowledged;
import io.gwms.platform.FetchOrders;
import io.gwms.platform.FetchedOrder;
import io.gwms.platform.LookUpOrders;
import io.gwms.platform.OrderPage;
import io.gwms.platform.PlatformFact;
import io.gwms.platform.PlatformOrder;
import io.gwms.platform.StoreSession;
import io.gwms.redact.Redactor;
import io.gwms.redact.Secret;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The connector reads what Amazon's own sandbox answers. Runs only with {@code -Dgwms.fixtures=DIR}. */
class AmazonVendorCapturesTest {
    private static final StoreId STORE = new StoreId("acme-vendor");
    private static final Instant NOW = Instant.parse("2026-07-03T12:30:00Z");

    private final AmazonVendorConnector connector = AmazonVendorConnector.create();

    @BeforeEach
    void onlyWithFixtures() {
        assumeTrue(System.getProperty("gwms.fixtures") != null, "no -Dgwms.fixtures=DIR, so nothing to read");
    }

    private static JsonNode cases(String operation) throws IOException {
        JsonNode all = new ObjectMapper()
                .readTree(Path.of(
                                System.getProperty("gwms.fixtures"),
                                "amazon-vendor",
                                "vendorOrders-sandbox-static.json")
                        .toFile());
        return all.path(operation).path("cases");
    }

    private static HttpReply reply(JsonNode one) {
        return HttpReply.of(
                one.path("status").asInt(),
                Map.of("Content-Type", List.of("application/json")),
                one.path("response").toString().getBytes(StandardCharsets.UTF_8));
    }

    private static StoreSession session(Transport transport) {
        var first = AmazonVendorConnector.credential(STORE, "app", "secret", "refresh", "WH1");
        var secrets = new HashMap<>(first.secrets());
        secrets.put("accessToken", Secret.of("Atza|captured"));
        return new StoreSession(
                Store.of(STORE, "Acme", PlatformType.AMAZON_VENDOR, URI.create("https://sandbox.example.com")),
                new Credential(first.owner(), 1, secrets, first.settings(), null),
                transport,
                () -> NOW,
                Redactor.standard(),
                CallContext.forStore(CallAction.ORDER_FETCH, STORE));
    }

    private Outcome<OrderPage> page(JsonNode one) {
        return connector.fetchOrders(new FetchOrders(
                session(call -> Outcome.done(reply(one))),
                OrderKind.B2B,
                new TimeWindow(NOW.minusSeconds(3600), NOW),
                null));
    }

    @Test
    void everyListWithDetailsIsReadWhole() throws IOException {
        int read = 0;
        for (JsonNode one : cases("getPurchaseOrders")) {
            if (one.path("status").asInt() != 200) {
                assertThat(page(one)).isInstanceOf(Outcome.Refused.class);
                continue;
            }
            for (FetchedOrder order : page(one).asDone().orElseThrow().orders()) {
                boolean bare = !one.toString().contains("orderDetails") || !one.toString().contains("purchaseOrderState");
                assertThat(order).isInstanceOf(bare ? FetchedOrder.Unreadable.class : FetchedOrder.Read.class);
                read += bare ? 0 : 1;
            }
        }
        assertThat(read).isGreaterThanOrEqualTo(6);
    }

    @Test
    void caseOfTenIsTenPieces() throws IOException {
        List<FetchedOrder> orders =
                page(cases("getPurchaseOrders").path(0)).asDone().orElseThrow().orders();

        PlatformOrder cased = ((FetchedOrder.Read) orders.get(1)).order();

        assertThat(cased.number()).isEqualTo("3TRD2IAB");
        assertThat(cased.lines().get(0).quantity()).isEqualTo(50);
    }

    @Test
    void closedPurchaseOrderIsCompleted() throws IOException {
        JsonNode closed = cases("getPurchaseOrder").path(0);

        OrderPage found = connector
                .lookUpOrders(new LookUpOrders(
                        session(call -> Outcome.done(reply(closed))), OrderKind.B2B, List.of("4Z32PABC")))
                .asDone()
                .orElseThrow();

        PlatformOrder order = ((FetchedOrder.Read) found.orders().get(0)).order();
        assertThat(order.fact()).isEqualTo(PlatformFact.COMPLETED);
        assertThat(order.lines()).hasSize(3);
    }

    @Test
    void acknowledgementIsPendingUnderItsTransactionAndItsStandingIsRead() throws IOException {
        JsonNode taken = cases("submitAcknowledgement").path(0);
        JsonNode closed = cases("getPurchaseOrder").path(0);
        JsonNode status = cases("getPurchaseOrdersStatus").path(0);
        Acknowledgement one = new Acknowledgement(
                "ack",
                "4Z32PABC",
                List.of(new Line("1", 37, 0, ""), new Line("2", 24, 0, ""), new Line("3", 1, 0, "")));

        Outcome<Acknowledged> sent = connector
                .acknowledge(new AcknowledgeOrders(
                        session(call -> Outcome.done(reply(call.method().equals("POST") ? taken : closed))),
                        List.of(one)))
                .get(0);
        Acknowledgement known = new Acknowledgement(
                "ack",
                "2JK3S9VB",
                List.of(
                        new Line("1", 1, 0, ""),
                        new Line("2", 15, 5, "TemporarilyUnavailable"),
                        new Line("3", 0, 5, "ObsoleteProduct")));

        assertThat(sent.asDone().orElseThrow().pending()).isTrue();
        assertThat(connector
                        .probeAcknowledgements(
                                new AcknowledgeOrders(session(call -> Outcome.done(reply(status))), List.of(known)))
                        .get(0)
                        .asDone()
                        .orElseThrow())
                .isPresent();
    }
}
