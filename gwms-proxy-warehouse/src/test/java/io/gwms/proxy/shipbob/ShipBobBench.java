package io.gwms.proxy.shipbob;

import io.gwms.catalogue.WarehouseCode;
import io.gwms.credential.Credential;
import io.gwms.okhttp.OkHttpTransport;
import io.gwms.order.Recipient;
import io.gwms.proxy.OutboundRequest;
import io.gwms.proxy.ProxyRoute;
import io.gwms.proxy.ProxySession;
import io.gwms.redact.Redactor;
import io.gwms.testkit.http.FakeHttpServer;
import io.gwms.testkit.shipbob.FakeShipBob;
import io.gwms.testkit.time.VirtualClock;
import io.gwms.transport.CallAction;
import io.gwms.transport.CallContext;
import io.gwms.transport.Transport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;

/** A fake ShipBob account over real HTTP, with a session to it. */
final class ShipBobBench implements AutoCloseable {
    static final Instant START = Instant.parse("2026-03-10T12:00:00Z");
    static final String WEBHOOK_SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final Transport HTTP = OkHttpTransport.create();

    final VirtualClock clock = VirtualClock.startingAt(START);
    final FakeShipBob fake;
    final FakeHttpServer server;

    ShipBobBench(UnaryOperator<FakeShipBob.Builder> settings) {
        this.fake = settings.apply(FakeShipBob.builder()
                        .clock(clock)
                        .token("pat-of-the-test")
                        .channel("4711")
                        .webhookSecret(WEBHOOK_SECRET))
                .build();
        this.server = FakeHttpServer.start(fake);
    }

    static Credential credential() {
        return ShipBobConnector.credential("acme", "pat-of-the-test", "4711", WEBHOOK_SECRET);
    }

    ProxySession session() {
        return session(credential(), "77");
    }

    ProxySession session(Credential credential, String proxyWarehouse) {
        return new ProxySession(
                new ProxyRoute(
                        new WarehouseCode("JNB-1"), ShipBobConnector.SYSTEM, "acme", proxyWarehouse, server.uri()),
                credential,
                HTTP,
                clock,
                Redactor.standard(),
                CallContext.forProxy(CallAction.OUTBOUND_CREATE, ShipBobConnector.SYSTEM));
    }

    static OutboundRequest order(String reference, String sku, long quantity) {
        return new OutboundRequest(
                reference,
                "Standard",
                new Recipient("Ann Lee", "+1 555 0100", "US", "CA", "Los Angeles", "1 Main Street", "90001"),
                List.of(new OutboundRequest.Line(sku, quantity)));
    }

    void pass(Duration time) {
        server.control().push(clock.advance(time));
    }

    @Override
    public void close() {
        server.close();
    }
}
