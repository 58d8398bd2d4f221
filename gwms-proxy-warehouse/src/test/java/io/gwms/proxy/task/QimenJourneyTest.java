package io.gwms.proxy.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.credential.Credential;
import io.gwms.order.CancelRequest;
import io.gwms.order.Order;
import io.gwms.order.OrderStatus;
import io.gwms.proxy.CallbackDelivery;
import io.gwms.proxy.ProxyWarehouseConnector;
import io.gwms.proxy.qimen.QimenConnector;
import io.gwms.proxy.qimen.QimenSender;
import io.gwms.testkit.http.CallFaults;
import io.gwms.testkit.http.FakeReply;
import io.gwms.testkit.http.FakeService;
import io.gwms.testkit.qimen.FakeQimen;
import io.gwms.testkit.qimen.QimenNotice;
import io.gwms.testkit.qimen.QimenStock;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QimenJourneyTest extends Journey {
    private static final QimenStock FIRST = QimenStock.good("WH1", "P-1", "E1");

    private final FakeQimen fake = FakeQimen.builder()
            .clock(clock)
            .application("app-7", "secret-of-the-app")
            .customer("cust-1", "OWNER1")
            .stock(FIRST, 4)
            .stock(FIRST.madeOn("2026-01-01"), 6)
            .stock(FIRST.ofType("CC"), 1)
            .stock(FIRST.ofType("XS"), 2)
            .stock(FIRST.ofType("ZT"), 40)
            .stock(QimenStock.good("WH1", "P-2", "E1"), 6)
            .build();

    @Override
    ProxyWarehouseConnector connector() {
        return QimenConnector.builder()
                .sender(new QimenSender("Acme", "021 555 0100", "Shanghai", "Shanghai", "1 Nanjing Road"), "Acme shop")
                .notFoundCodes(FakeQimen.NOT_FOUND)
                .build();
    }

    @Override
    FakeService fake() {
        return fake;
    }

    @Override
    Credential credential() {
        return QimenConnector.credential("acme", "app-7", "secret-of-the-app", "cust-1", "OWNER1");
    }

    @Override
    String proxyWarehouse() {
        return "WH1";
    }

    @Override
    String batchNo() {
        return "E1";
    }

    @Override
    ProxyWarehouseModule.Builder settings(ProxyWarehouseModule.Builder builder) {
        return builder.carrierName("SF", "SF Express");
    }

    @Override
    long ordersOf(String reference) {
        return fake.ordersOf(reference);
    }

    @Override
    boolean isCancelledThere(String reference) {
        return fake.statusOf(reference).equals("CANCELED");
    }

    @Override
    void ship(String reference) {
        fake.ship(reference);
    }

    @Override
    void shipShort(String reference, long pieces) {
        fake.shipShort(reference, Map.of("P-1", pieces));
    }

    @Override
    void receive(String asn, long pieces) {
        fake.receive(asn, Map.of("P-1", pieces), "ZP");
    }

    @Test
    void aNotificationBooksTheShipmentAtOnce() {
        Order order = afterNotice(id -> {
            fake.ship(id.value());
            QimenNotice told = fake.notices().get(0);
            return new CallbackDelivery(
                    "POST",
                    URI.create("/hook?" + told.query()),
                    List.of(),
                    told.body().getBytes(StandardCharsets.UTF_8),
                    clock.instant());
        });

        assertThat(order.status()).isEqualTo(OrderStatus.SHIPPED);
        assertThat(order.shipments())
                .singleElement()
                .satisfies(shipment -> assertThat(shipment.carrier())
                        .as("which the warehouse calls SF")
                        .isEqualTo("SF Express"));
    }

    @Test
    void anInterceptionThatFallsBackLetsTheOrderGoOnOnBothSides() {
        fake.interceptionsFail(true);
        Order order = cancelledLate(id -> fake.pick(id.value()));

        assertThat(order.status()).isEqualTo(OrderStatus.SHIPPED);
        assertThat(order.cancelRequest()).isEqualTo(CancelRequest.REFUSED);
    }

    @Test
    void aSecondCancelIsPutToTheWarehouseAlthoughTheFirstOneFellBack() {
        fake.interceptionsFail(true);
        Order order = cancelledTwice(id -> fake.pick(id.value()), () -> fake.interceptionsFail(false));

        assertThat(order.status()).isEqualTo(OrderStatus.CANCELLED);
        assertThat(isCancelledThere("acme-1-1")).isTrue();
    }

    @Override
    void loseReplyOfCreate() {
        fake.faults().at("deliveryorder.create", 1, CallFaults.Kind.LOST_REPLY);
    }

    @Override
    void answerInventoryWithErrors() {
        FakeReply error = FakeReply.of(
                200,
                "text/xml",
                "<response><flag>failure</flag><code>S1</code><message>system error</message></response>");
        fake.faults().answer("stock.query", 1, error).answer("stock.query", 2, error);
    }
}
