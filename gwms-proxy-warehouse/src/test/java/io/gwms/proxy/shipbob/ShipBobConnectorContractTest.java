package io.gwms.proxy.shipbob;

import io.gwms.proxy.CallbackDelivery;
import io.gwms.proxy.OutboundRequest;
import io.gwms.proxy.ProxySession;
import io.gwms.proxy.ProxyWarehouseConnector;
import io.gwms.testkit.contract.ProxyWarehouseConnectorContract;
import io.gwms.testkit.shipbob.ShipBobDelivery;
import io.gwms.testkit.shipbob.ShipBobStock;
import io.gwms.transport.HttpCall.Header;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;

class ShipBobConnectorContractTest extends ProxyWarehouseConnectorContract {
    private final ShipBobBench bench = new ShipBobBench(fake -> fake.stock(ShipBobStock.lot(77, "P-1", "ASN-1"), 500)
            .stock(ShipBobStock.lot(77, "P-1", "ASN-2"), 20)
            .stock(ShipBobStock.lot(77, "P-2", "ASN-1"), 30)
            .stock(ShipBobStock.lot(77, "P-3", ""), 9)
            .stock(ShipBobStock.lot(12, "P-1", "ASN-9"), 1_000)
            .shipAfter(Duration.ofHours(1)));

    @AfterEach
    void close() {
        bench.close();
    }

    @Override
    protected ProxyWarehouseConnector connector() {
        return ShipBobConnector.builder()
                .inbounds(new ShipBobInboundTerms("Package", "EverythingInOneBox", Duration.ofDays(30)))
                .build();
    }

    @Override
    protected ProxySession session() {
        return bench.session();
    }

    @Override
    protected OutboundRequest outbound(String reference) {
        return ShipBobBench.order(reference, "P-1", 2);
    }

    @Override
    protected OutboundRequest refusedOutbound(String reference) {
        return ShipBobBench.order(reference, "P-UNKNOWN", 1);
    }

    @Override
    protected long ordersOf(String reference) {
        return bench.fake.ordersOf(reference);
    }

    @Override
    protected void ship(String reference) {
        bench.fake.ship(reference);
    }

    @Override
    protected UnaryOperator<String> unknownWord() {
        return text -> text.replace("\"status\":\"Processing\"", "\"status\":\"ZZ\"");
    }

    @Override
    protected void putAway(String asn) {
        bench.fake.stow(asn, Map.of("P-1", 2L), "Completed");
    }

    @Override
    protected CallbackDelivery callback(String reference) {
        ShipBobDelivery told = bench.fake.tell(reference, "order.shipment.tracking.updated");
        return new CallbackDelivery(
                "POST",
                URI.create("/hook"),
                told.headers().entrySet().stream()
                        .map(header -> new Header(header.getKey(), header.getValue()))
                        .toList(),
                told.body().getBytes(StandardCharsets.UTF_8),
                bench.clock.instant());
    }

    @Override
    protected long pieces() {
        return 559;
    }
}
