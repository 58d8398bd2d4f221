package io.gwms.proxy.qimen;

import io.gwms.proxy.CallbackDelivery;
import io.gwms.proxy.OutboundRequest;
import io.gwms.proxy.ProxySession;
import io.gwms.proxy.ProxyWarehouseConnector;
import io.gwms.testkit.contract.ProxyWarehouseConnectorContract;
import io.gwms.testkit.qimen.QimenNotice;
import io.gwms.testkit.qimen.QimenStock;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;

class QimenConnectorContractTest extends ProxyWarehouseConnectorContract {
    private static final QimenStock GOOD = QimenStock.good("WH1", "P-1", "E1");

    private final QimenBench bench = new QimenBench(fake -> fake.stock(GOOD, 500)
            .stock(GOOD.madeOn("2026-01-01"), 20)
            .stock(QimenStock.good("WH1", "P-1", "E2"), 30)
            .stock(GOOD.ofType("CC"), 4)
            .stock(GOOD.ofType("XS"), 5)
            .stock(GOOD.ofType("ZT"), 70)
            .stock(QimenStock.good("WH9", "P-1", "E1"), 1_000));

    @AfterEach
    void close() {
        bench.close();
    }

    @Override
    protected ProxyWarehouseConnector connector() {
        return QimenBench.connector().build();
    }

    @Override
    protected ProxySession session() {
        return bench.session();
    }

    @Override
    protected OutboundRequest outbound(String reference) {
        return QimenBench.order(reference, "P-1", 2);
    }

    @Override
    protected OutboundRequest refusedOutbound(String reference) {
        return QimenBench.order(reference, "P-1", 100_000);
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
        return text -> text.replace("<status>ACCEPT</status>", "<status>ZZ</status>");
    }

    @Override
    protected void putAway(String asn) {
        bench.fake.receive(asn, Map.of("P-1", 2L), "ZP");
    }

    @Override
    protected CallbackDelivery callback(String reference) {
        QimenNotice told = bench.fake.tell(reference);
        return new CallbackDelivery(
                "POST",
                URI.create("/hook?" + told.query()),
                List.of(),
                told.body().getBytes(StandardCharsets.UTF_8),
                bench.clock.instant());
    }

    @Override
    protected long pieces() {
        return 559;
    }

    /** Where nothing is locked, the dialect may say nothing of it. */
    @Override
    protected Set<String> optionalFields() {
        return Set.of("lockQuantity");
    }
}
