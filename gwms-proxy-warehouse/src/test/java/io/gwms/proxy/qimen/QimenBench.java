package io.gwms.proxy.qimen;

import io.gwms.catalogue.WarehouseCode;
import io.gwms.credential.Credential;
import io.gwms.okhttp.OkHttpTransport;
import io.gwms.order.Recipient;
import io.gwms.proxy.OutboundRequest;
import io.gwms.proxy.ProxyRoute;
import io.gwms.proxy.ProxySession;
import io.gwms.redact.Redactor;
import io.gwms.testkit.http.FakeHttpServer;
import io.gwms.testkit.qimen.FakeQimen;
import io.gwms.testkit.time.VirtualClock;
import io.gwms.transport.CallAction;
import io.gwms.transport.CallContext;
import io.gwms.transport.Transport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;

/** A fake warehouse of the Qimen dialect over real HTTP, with a session to it. */
final class QimenBench implements AutoCloseable {
    static final Instant START = Instant.parse("2026-03-10T12:00:00Z");
    static final QimenSender SENDER = new QimenSender("Acme", "021 555 0100", "Shanghai", "Shanghai", "1 Nanjing Road");
    private static final Transport HTTP = OkHttpTransport.create();

    final VirtualClock clock = VirtualClock.startingAt(START);
    final FakeQimen fake;
    final FakeHttpServer server;

    QimenBench(UnaryOperator<FakeQimen.Builder> settings) {
        this.fake = settings.apply(FakeQimen.builder()
                        .clock(clock)
                        .application("app-7", "secret-of-the-app")
                        .customer("cust-1", "OWNER1"))
                .build();
        this.server = FakeHttpServer.start(fake);
    }

    static QimenConnector.Builder connector() {
        return QimenConnector.builder().sender(SENDER, "Acme shop").notFoundCodes(FakeQimen.NOT_FOUND);
    }

    static Credential credential(String secret) {
        return QimenConnector.credential("acme", "app-7", secret, "cust-1", "OWNER1");
    }

    ProxySession session() {
        return session("secret-of-the-app");
    }

    ProxySession session(String secret) {
        return new ProxySession(
                new ProxyRoute(new WarehouseCode("JNB-1"), QimenConnector.SYSTEM, "acme", "WH1", server.uri()),
                credential(secret),
                HTTP,
                clock,
                Redactor.standard(),
                CallContext.forProxy(CallAction.OUTBOUND_CREATE, QimenConnector.SYSTEM));
    }

    static OutboundRequest order(String reference, String sku, long quantity) {
        return new OutboundRequest(
                reference,
                "SF",
                new Recipient(
                        "李 <Ann> & Co", "+86 555 0100", "CN", "Guangdong", "Shenzhen", "1 Main\nStreet", "518000"),
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
