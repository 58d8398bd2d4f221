package io.gwms.proxy.task;

import io.gwms.credential.Credential;
import io.gwms.proxy.ProxyWarehouseConnector;
import io.gwms.proxy.shipbob.ShipBobConnector;
import io.gwms.testkit.http.CallFaults;
import io.gwms.testkit.http.FakeReply;
import io.gwms.testkit.http.FakeService;
import io.gwms.testkit.shipbob.FakeShipBob;
import io.gwms.testkit.shipbob.ShipBobStock;
import java.util.Map;

class ShipBobJourneyTest extends Journey {
    private final FakeShipBob fake = FakeShipBob.builder()
            .clock(clock)
            .token("pat-of-the-test")
            .channel("4711")
            .stock(ShipBobStock.lot(77, "P-1", "ASN-1"), 10)
            .stock(ShipBobStock.lot(77, "P-2", "ASN-1"), 6)
            .build();

    @Override
    ProxyWarehouseConnector connector() {
        return ShipBobConnector.create();
    }

    @Override
    FakeService fake() {
        return fake;
    }

    @Override
    Credential credential() {
        return ShipBobConnector.credential("acme", "pat-of-the-test", "4711");
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
    void loseReplyOfCreate() {
        fake.faults().at("order.create", 1, CallFaults.Kind.LOST_REPLY);
    }

    @Override
    void answerInventoryWithErrors() {
        FakeReply error = FakeReply.json(200, "{\"title\":\"Internal Server Error\",\"status\":500}");
        fake.faults().answer("locations", 1, error).answer("locations", 2, error);
    }
}
