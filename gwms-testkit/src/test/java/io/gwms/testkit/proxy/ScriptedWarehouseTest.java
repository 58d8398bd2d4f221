package io.gwms.testkit.proxy;

import io.gwms.catalogue.WarehouseCode;
import io.gwms.credential.Credential;
import io.gwms.order.Recipient;
import io.gwms.proxy.CallbackDelivery;
import io.gwms.proxy.OutboundRequest;
import io.gwms.proxy.ProxyRoute;
import io.gwms.proxy.ProxySession;
import io.gwms.proxy.ProxyWarehouseConnector;
import io.gwms.proxy.RemoteBatch;
import io.gwms.proxy.RemoteOrder;
import io.gwms.proxy.RemoteStatus;
import io.gwms.redact.Redactor;
import io.gwms.redact.Secret;
import io.gwms.stock.StockQuality;
import io.gwms.testkit.contract.ProxyWarehouseConnectorContract;
import io.gwms.testkit.time.VirtualClock;
import io.gwms.transport.CallAction;
import io.gwms.transport.CallContext;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The scripted warehouse keeps the whole contract; broken connectors are made of its own. */
public class ScriptedWarehouseTest extends ProxyWarehouseConnectorContract {
    private static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");
    private static final ProxyRoute ROUTE = new ProxyRoute(
            new WarehouseCode("JNB-1"),
            ScriptedWarehouse.SYSTEM,
            "acme",
            "W1",
            URI.create("https://warehouse.invalid/"));

    private final VirtualClock clock = VirtualClock.startingAt(NOON);
    private int events;
    private final ScriptedWarehouse warehouse = ScriptedWarehouse.open(clock);

    /** A warehouse with five batches. */
    public ScriptedWarehouseTest() {
        for (int i = 1; i <= 5; i++) {
            StockQuality quality = i < 5 ? StockQuality.QUALIFIED : StockQuality.DEFECTIVE;
            warehouse.put(new RemoteBatch("P-" + i, quality, i, 1, null, "IC" + i, NOON));
        }
    }

    @Override
    protected ProxyWarehouseConnector connector() {
        return warehouse.connector();
    }

    @Override
    protected ProxySession session() {
        return new ProxySession(
                ROUTE,
                Credential.of(ROUTE.credentialOwner(), Map.of("token", Secret.of("a-secret-token")), Map.of()),
                warehouse.transport(),
                clock,
                Redactor.standard(),
                CallContext.forProxy(CallAction.OUTBOUND_CREATE, ScriptedWarehouse.SYSTEM));
    }

    @Override
    protected OutboundRequest outbound(String reference) {
        return order(reference, 1);
    }

    private static OutboundRequest order(String reference, long quantity) {
        return new OutboundRequest(
                reference, "STANDARD", Recipient.none(), List.of(new OutboundRequest.Line("P-1", quantity)));
    }

    @Override
    protected OutboundRequest refusedOutbound(String reference) {
        return order(reference, 1_000_000);
    }

    @Override
    protected long ordersOf(String reference) {
        return warehouse.ordersOf(reference);
    }

    @Override
    protected void ship(String reference) {
        warehouse.ship(reference);
    }

    @Override
    protected UnaryOperator<String> unknownWord() {
        return text -> text.replace("\"ACCEPTED\"", "\"ZZ\"").replace("\"IN_WORK\"", "\"\"");
    }

    @Override
    protected void putAway(String asn) {
        inbound(asn)
                .lines()
                .forEach(line -> warehouse.receive(
                        asn, new RemoteOrder.Receipt(line.proxySku(), StockQuality.QUALIFIED, line.quantity(), NOON)));
        warehouse.sayInbound(asn, RemoteStatus.PUT_AWAY, "SHELVED");
    }

    @Override
    protected CallbackDelivery callback(String reference) {
        return warehouse.notification(Secret.of("a-secret-token"), "event-" + ++events, reference, false);
    }

    @Override
    protected long pieces() {
        return 1 + 2 + 3 + 4 + 5 + 5;
    }
}
