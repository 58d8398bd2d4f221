package io.gwms.proxy.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.credential.Credential;
import io.gwms.order.Order;
import io.gwms.order.OrderStatus;
import io.gwms.proxy.CallbackDelivery;
import io.gwms.proxy.ProxyWarehouseConnector;
import io.gwms.proxy.shipbob.ShipBobConnector;
import io.gwms.proxy.shipbob.ShipBobInboundTerms;
import io.gwms.testkit.http.CallFaults;
import io.gwms.testkit.http.FakeReply;
import io.gwms.testkit.http.FakeService;
import io.gwms.testkit.shipbob.FakeShipBob;
import io.gwms.testkit.shipbob.ShipBobDelivery;
import io.gwms.testkit.shipbob.ShipBobStock;
import io.gwms.transport.HttpCall.Header;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShipBobJourneyTest extends Journey {
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private final FakeShipBob fake = FakeShipBob.builder()
            .clock(clock)
            .token("pat-of-the-test")
            .channel("4711")
            .webhookSecret(SECRET)
            .stock(ShipBobStock.lot(77, "P-1", "ASN-1"), 10)
            .stock(ShipBobStock.lot(77, "P-2", "ASN-1"), 6)
            .build();

    @Override
    ProxyWarehouseConnector connector() {
        return ShipBobConnector.builder()
                .inbounds(new ShipBobInboundTerms("Package", "EverythingInOneBox", Duration.ofDays(30)))
                .build();
    }

    @Override
    FakeService fake() {
        return fake;
    }

    @Override
    Credential credential() {
        return ShipBobConnector.credential("acme", "pat-of-the-test", "4711", SECRET);
    }

    @Override
    String proxyWarehouse() {
        return "77";
    }

    @Override
    boolean tellsQuality() {
        return false;
    }

    @Override
    long ordersOf(String reference) {
        return fake.ordersOf(reference);
    }

    @Override
    boolean isCancelledThere(String reference) {
        return fake.statusOf(reference).equals("Cancelled");
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
        fake.stow(asn, Map.of("P-1", pieces), "Completed");
    }

    @Test
    void aNotificationBooksTheShipmentAtOnce() {
        Order order = afterNotice(id -> {
            fake.ship(id.value());
            ShipBobDelivery told = fake.deliveries().get(0);
            return new CallbackDelivery(
                    "POST",
                    URI.create("/hook"),
                    told.headers().entrySet().stream()
                            .map(header -> new Header(header.getKey(), header.getValue()))
                            .toList(),
                    told.body().getBytes(StandardCharsets.UTF_8),
                    clock.instant());
        });

        assertThat(order.status()).isEqualTo(OrderStatus.SHIPPED);
        assertThat(order.shipments()).hasSize(1);
    }

    @Override
    void loseReplyOfCreate() {
        fake.faults().at("order.create", 1, CallFaults.Kind.LOST_REPLY);
    }

    @Override
    void answerInventoryWithErrors() {
        FakeReply error = FakeReply.json(200, "{\"title\":\"Internal Server Error\",\"status\":500}");
        fake.faults().answer("locations", 1, error).answer("locations", 2, error);
    }
}
