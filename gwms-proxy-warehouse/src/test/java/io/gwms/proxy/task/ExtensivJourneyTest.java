package io.gwms.proxy.task;

import io.gwms.credential.Credential;
import io.gwms.proxy.ProxyWarehouseConnector;
import io.gwms.proxy.extensiv.ExtensivConnector;
import io.gwms.testkit.extensiv.ExtensivStock;
import io.gwms.testkit.extensiv.FakeExtensiv;
import io.gwms.testkit.http.CallFaults;
import io.gwms.testkit.http.FakeReply;
import io.gwms.testkit.http.FakeService;
import java.time.ZoneId;
import java.util.Map;

class ExtensivJourneyTest extends Journey {
    private static final ZoneId DALLAS = ZoneId.of("America/Chicago");
    private static final ExtensivStock FIRST = ExtensivStock.good(2, "P-1", 501, House.INBOUND);

    private final FakeExtensiv fake = FakeExtensiv.builder()
            .clock(clock)
            .client("client-7", "secret-of-the-client")
            .customer(18)
            .zone(DALLAS)
            .stock(FIRST, 4)
            .stock(FIRST.ofLot("L2"), 6)
            .stock(FIRST.inQuarantine(), 3)
            .stock(ExtensivStock.good(2, "P-2", 501, House.INBOUND), 6)
            .build();

    @Override
    ProxyWarehouseConnector connector() {
        return ExtensivConnector.builder(DALLAS).emptyRowsOmitted().build();
    }

    @Override
    FakeService fake() {
        return fake;
    }

    @Override
    Credential credential() {
        return ExtensivConnector.credential("acme", "client-7", "secret-of-the-client", 3, 18);
    }

    @Override
    String proxyWarehouse() {
        return "2";
    }

    @Override
    String batchNo() {
        return "501";
    }

    @Override
    long ordersOf(String reference) {
        return fake.ordersOf(reference);
    }

    @Override
    boolean isCancelledThere(String reference) {
        return fake.isCanceled(reference);
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
        FakeReply error = FakeReply.json(200, "{\"ErrorCode\":\"Unknown\",\"Hint\":\"Internal Server Error\"}");
        fake.faults().answer("stock", 1, error).answer("stock", 2, error);
    }
}
