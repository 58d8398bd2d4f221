package io.gwms.proxy.fourpx;

import io.gwms.catalogue.WarehouseCode;
import io.gwms.okhttp.OkHttpTransport;
import io.gwms.order.Recipient;
import io.gwms.proxy.OutboundRequest;
import io.gwms.proxy.ProxyRoute;
import io.gwms.proxy.ProxySession;
import io.gwms.redact.Redactor;
import io.gwms.testkit.fourpx.FakeFourPx;
import io.gwms.testkit.http.FakeHttpServer;
import io.gwms.testkit.time.VirtualClock;
import io.gwms.transport.CallAction;
import io.gwms.transport.CallContext;
import io.gwms.transport.Transport;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;

/** A fake 4PX warehouse over real HTTP, with a session to it. */
final class FourPxBench implements AutoCloseable {
    static final Instant START = Instant.parse("2026-03-10T12:00:00Z");
    static final Instant PUT_AWAY = Instant.parse("2026-02-01T03:04:05.678Z");
    static final FourPxInboundTerms TERMS =
            new FourPxInboundTerms("SEA", "S", "CN", new BigDecimal("1.5"), new BigDecimal("20"), "D1", "D3");
    private static final Transport HTTP = OkHttpTransport.create();

    final VirtualClock clock = VirtualClock.startingAt(START);
    final FakeHttpServer server;

    FourPxBench(UnaryOperator<FakeFourPx.Builder> settings) {
        this.server = FakeHttpServer.start(settings.apply(
                        FakeFourPx.builder().clock(clock).appKey("test-app").appSecret("test-secret-of-4px"))
                .build());
    }

    ProxyRoute route() {
        return new ProxyRoute(new WarehouseCode("JNB-1"), FourPxConnector.SYSTEM, "acme", "USLAXA", server.uri());
    }

    ProxySession session() {
        return session("test-secret-of-4px");
    }

    ProxySession session(String secret) {
        return new ProxySession(
                route(),
                FourPxConnector.credential("acme", "test-app", secret),
                HTTP,
                clock,
                Redactor.standard(),
                CallContext.forProxy(CallAction.OUTBOUND_CREATE, FourPxConnector.SYSTEM));
    }

    static OutboundRequest order(String reference, String sku, long quantity) {
        return new OutboundRequest(
                reference,
                "F123",
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
