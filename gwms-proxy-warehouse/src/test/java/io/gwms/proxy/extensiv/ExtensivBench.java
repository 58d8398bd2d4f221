package io.gwms.proxy.extensiv;

import io.gwms.catalogue.WarehouseCode;
import io.gwms.credential.Credential;
import io.gwms.okhttp.OkHttpTransport;
import io.gwms.order.Recipient;
import io.gwms.proxy.OutboundRequest;
import io.gwms.proxy.ProxyRoute;
import io.gwms.proxy.ProxySession;
import io.gwms.redact.Redactor;
import io.gwms.redact.Secret;
import io.gwms.testkit.extensiv.FakeExtensiv;
import io.gwms.testkit.http.FakeHttpServer;
import io.gwms.testkit.time.VirtualClock;
import io.gwms.transport.CallAction;
import io.gwms.transport.CallContext;
import io.gwms.transport.Transport;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** A fake Extensiv account over real HTTP, with a session to it. */
final class ExtensivBench implements AutoCloseable {
    static final Instant START = Instant.parse("2026-03-10T12:00:00Z");
    static final Instant RECEIVED = Instant.parse("2026-02-01T03:04:05Z");
    static final ZoneId ZONE = ZoneId.of("America/Los_Angeles");
    private static final String TOKEN = "a-token-that-lives";
    private static final Transport HTTP = OkHttpTransport.create();

    final VirtualClock clock = VirtualClock.startingAt(START);
    final FakeExtensiv fake;
    final FakeHttpServer server;

    ExtensivBench(UnaryOperator<FakeExtensiv.Builder> settings) {
        this.fake = settings.apply(FakeExtensiv.builder()
                        .clock(clock)
                        .client("client-7", "secret-of-the-client")
                        .accessToken(TOKEN)
                        .customer(18)
                        .zone(ZONE))
                .build();
        this.server = FakeHttpServer.start(fake);
    }

    /** One that asks for a token with each request. */
    static Credential credential() {
        return ExtensivConnector.credential("acme", "client-7", "secret-of-the-client", 3, 18);
    }

    /** One with a token that lives until then, or for ever. */
    static Credential withToken() {
        Credential plain = credential();
        Map<String, Secret> secrets = new HashMap<>(plain.secrets());
        secrets.put(ExtensivConnector.ACCESS_TOKEN, Secret.of(TOKEN));
        return Credential.of(plain.owner(), secrets, plain.settings());
    }

    ProxySession session() {
        return session(withToken(), "2");
    }

    ProxySession session(Credential credential, String proxyWarehouse) {
        return new ProxySession(
                new ProxyRoute(
                        new WarehouseCode("JNB-1"), ExtensivConnector.SYSTEM, "acme", proxyWarehouse, server.uri()),
                credential,
                HTTP,
                clock,
                Redactor.standard(),
                CallContext.forProxy(CallAction.OUTBOUND_CREATE, ExtensivConnector.SYSTEM));
    }

    static OutboundRequest order(String reference, String sku, long quantity) {
        return new OutboundRequest(
                reference,
                "UPS/Ground",
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
