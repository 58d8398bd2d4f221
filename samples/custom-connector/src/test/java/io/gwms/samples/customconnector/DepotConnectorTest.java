package io.gwms.samples.customconnector;

import io.gwms.catalogue.WarehouseCode;
import io.gwms.credential.Credential;
import io.gwms.okhttp.OkHttpTransport;
import io.gwms.order.Recipient;
import io.gwms.proxy.OutboundRequest;
import io.gwms.proxy.ProxyRoute;
import io.gwms.proxy.ProxySession;
import io.gwms.proxy.ProxySystem;
import io.gwms.proxy.ProxyWarehouseConnector;
import io.gwms.redact.Redactor;
import io.gwms.redact.Secret;
import io.gwms.testkit.contract.ProxyWarehouseConnectorContract;
import io.gwms.testkit.http.FakeHttpServer;
import io.gwms.transport.CallAction;
import io.gwms.transport.CallContext;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;

// docs: contract
/** All it takes to prove a connector of a warehouse: make it, and stage its warehouse. */
class DepotConnectorTest extends ProxyWarehouseConnectorContract {
    private static final ProxySystem DEPOT = new ProxySystem("DEPOT");

    private final FakeDepot depot = new FakeDepot();
    private final FakeHttpServer server = FakeHttpServer.start(depot);

    @AfterEach
    void stop() {
        server.close();
    }

    @Override
    protected ProxyWarehouseConnector connector() {
        return new DepotConnector();
    }

    @Override
    protected ProxySession session() {
        ProxyRoute route = new ProxyRoute(new WarehouseCode("LA"), DEPOT, "main", "D-LA", server.uri());
        return new ProxySession(
                route,
                Credential.of(route.credentialOwner(), Map.of("key", Secret.of(FakeDepot.KEY)), Map.of()),
                OkHttpTransport.create(),
                depot.clock(),
                Redactor.standard(),
                CallContext.forProxy(CallAction.OUTBOUND_CREATE, DEPOT));
    }

    @Override
    protected OutboundRequest outbound(String reference) {
        return order(reference, "MUG");
    }

    @Override
    protected OutboundRequest refusedOutbound(String reference) {
        return order(reference, "NOT-A-SKU");
    }

    @Override
    protected long ordersOf(String reference) {
        return depot.ordersOf(reference);
    }

    @Override
    protected void ship(String reference) {
        depot.ship(reference);
    }

    @Override
    protected UnaryOperator<String> unknownWord() {
        return reply -> reply.replace("\"open\"", "\"ZZ\"");
    }

    @Override
    protected long pieces() {
        return 559;
    }

    private static OutboundRequest order(String reference, String sku) {
        Recipient ada = new Recipient("Ada Lovelace", "+39 06 5550100", "IT", "RM", "Roma", "Via Appia 1", "00184");
        return new OutboundRequest(reference, "POST", ada, List.of(new OutboundRequest.Line(sku, 2)));
    }
}
// docs: end
