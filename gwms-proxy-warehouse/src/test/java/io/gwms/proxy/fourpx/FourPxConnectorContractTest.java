package io.gwms.proxy.fourpx;

import static io.gwms.proxy.fourpx.FourPxBench.PUT_AWAY;

import io.gwms.proxy.OutboundRequest;
import io.gwms.proxy.ProxySession;
import io.gwms.proxy.ProxyWarehouseConnector;
import io.gwms.testkit.contract.ProxyWarehouseConnectorContract;
import io.gwms.testkit.fourpx.FourPxStock;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;

class FourPxConnectorContractTest extends ProxyWarehouseConnectorContract {
    private final FourPxBench bench = new FourPxBench(fake -> fake.stock(
                    FourPxStock.good("USLAXA", "P-1", "B1", 500, "IC1", PUT_AWAY),
                    FourPxStock.good("USLAXA", "P-1", "B1", 20, "IC2", PUT_AWAY.plusSeconds(60)),
                    FourPxStock.good("USLAXA", "P-1", "B2", 30, "IC2", PUT_AWAY.plusSeconds(60)),
                    FourPxStock.good("USLAXA", "P-2", "B1", 4, "IC1", PUT_AWAY).ofQuality("B"),
                    FourPxStock.good("USLAXA", "P-2", "B1", 5, "IC1", PUT_AWAY).ofQuality("W"),
                    FourPxStock.good("ELSEWHERE", "P-1", "B1", 1_000, "IC9", PUT_AWAY))
            .shipAfter(Duration.ofHours(1)));

    @AfterEach
    void close() {
        bench.close();
    }

    @Override
    protected ProxyWarehouseConnector connector() {
        return FourPxConnector.withInbounds(FourPxBench.TERMS);
    }

    @Override
    protected ProxySession session() {
        return bench.session();
    }

    @Override
    protected OutboundRequest outbound(String reference) {
        return FourPxBench.order(reference, "P-1", 2);
    }

    @Override
    protected OutboundRequest refusedOutbound(String reference) {
        return FourPxBench.order(reference, "P-1", 100_000);
    }

    @Override
    protected long ordersOf(String reference) {
        return bench.server.control().holdings().split("\"ref_no\":\"" + reference + "\"", -1).length - 1;
    }

    @Override
    protected void ship(String reference) {
        bench.server.control().script("{\"shipAfter\":{\"ref_no\":\"" + reference + "\",\"after\":\"PT0S\"}}");
    }

    @Override
    protected UnaryOperator<String> unknownWord() {
        return text -> text.replace("\"status\":\"S\"", "\"status\":\"ZZ\"");
    }

    @Override
    protected void putAway(String asn) {
        bench.pass(Duration.ofDays(10));
    }

    @Override
    protected long pieces() {
        return 559;
    }
}
