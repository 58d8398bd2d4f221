package io.gwms.proxy.extensiv;

import static io.gwms.proxy.extensiv.ExtensivBench.RECEIVED;

import io.gwms.proxy.OutboundRequest;
import io.gwms.proxy.ProxySession;
import io.gwms.proxy.ProxyWarehouseConnector;
import io.gwms.testkit.contract.ProxyWarehouseConnectorContract;
import io.gwms.testkit.extensiv.ExtensivStock;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;

class ExtensivConnectorContractTest extends ProxyWarehouseConnectorContract {
    private static final ExtensivStock GOOD = ExtensivStock.good(2, "P-1", 501, RECEIVED);

    private final ExtensivBench bench = new ExtensivBench(fake -> fake.stock(GOOD, 500)
            .stock(GOOD.ofLot("L2"), 20)
            .stock(ExtensivStock.good(2, "P-1", 502, RECEIVED.plusSeconds(60)), 30)
            .stock(GOOD.inQuarantine(), 4)
            .stock(ExtensivStock.good(2, "P-2", 501, RECEIVED).held(), 5)
            .stock(ExtensivStock.good(9, "P-1", 501, RECEIVED), 1_000));

    @AfterEach
    void close() {
        bench.close();
    }

    @Override
    protected ProxyWarehouseConnector connector() {
        return ExtensivConnector.builder(ExtensivBench.ZONE).build();
    }

    @Override
    protected ProxySession session() {
        return bench.session();
    }

    @Override
    protected OutboundRequest outbound(String reference) {
        return ExtensivBench.order(reference, "P-1", 2);
    }

    @Override
    protected OutboundRequest refusedOutbound(String reference) {
        return ExtensivBench.order(reference, "P-UNKNOWN", 1);
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
        return text -> text.replace("\"status\":0", "\"status\":\"ZZ\"");
    }

    @Override
    protected void putAway(String asn) {
        bench.fake.receive(asn, Map.of("P-1", 2L));
    }

    @Override
    protected long pieces() {
        return 559;
    }
}
