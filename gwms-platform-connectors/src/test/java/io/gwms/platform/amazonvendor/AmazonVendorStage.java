package io.gwms.platform.amazonvendor;

import io.gwms.credential.Credential;
import io.gwms.okhttp.OkHttpTransport;
import io.gwms.outcome.Outcome;
import io.gwms.platform.StoreSession;
import io.gwms.redact.Redactor;
import io.gwms.store.PlatformType;
import io.gwms.store.Store;
import io.gwms.store.StoreId;
import io.gwms.testkit.amazonvendor.FakeAmazonVendor;
import io.gwms.testkit.amazonvendor.VendorItem;
import io.gwms.testkit.amazonvendor.VendorOrder;
import io.gwms.testkit.contract.PlatformStage;
import io.gwms.testkit.http.FakeHttpServer;
import io.gwms.testkit.time.VirtualClock;
import io.gwms.testkit.transport.FaultyTransport;
import io.gwms.transport.CallAction;
import io.gwms.transport.CallContext;
import io.gwms.transport.Transport;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A vendor at the fake Amazon, over real HTTP, with an access token fetched as the engine fetches it. */
final class AmazonVendorStage implements PlatformStage, AutoCloseable {
    private static final StoreId STORE = new StoreId("acme-vendor");

    final VirtualClock clock = VirtualClock.startingAt(Instant.parse("2026-07-01T12:00:00Z"));
    final FakeAmazonVendor amazon;
    final FaultyTransport transport = FaultyTransport.over(OkHttpTransport.create());
    private final FakeHttpServer server;

    private AmazonVendorStage(Duration processing) {
        this.amazon = FakeAmazonVendor.builder().clock(clock).processing(processing).build();
        this.server = FakeHttpServer.start(amazon);
    }

    /** What is sent in is judged at once. */
    static AmazonVendorStage prompt() {
        return new AmazonVendorStage(Duration.ZERO);
    }

    /** What is sent in is judged a minute later. */
    static AmazonVendorStage slow() {
        return new AmazonVendorStage(Duration.ofMinutes(1));
    }

    AmazonVendorConnector connector() {
        return AmazonVendorConnector.builder()
                .pageSize(4)
                .tokenEndpoint(URI.create(server.uri() + "/auth/o2/token"))
                .build();
    }

    StoreSession session() {
        return session(credential());
    }

    StoreSession session(Credential credential) {
        return new StoreSession(
                store(),
                credential,
                transport,
                clock,
                Redactor.standard(),
                CallContext.forStore(CallAction.ORDER_FETCH, STORE));
    }

    static Credential firstCredential() {
        return AmazonVendorConnector.credential(STORE, "amzn-app", "amzn-secret", "Atzr|fake-refresh", "WH1");
    }

    @Override
    public Store store() {
        return Store.of(STORE, "Acme Vendor", PlatformType.AMAZON_VENDOR, server.uri());
    }

    @Override
    public Credential credential() {
        Outcome<Credential> renewed = connector()
                .refreshCredential(new StoreSession(
                        store(),
                        firstCredential(),
                        OkHttpTransport.create(),
                        clock,
                        Redactor.standard(),
                        CallContext.forStore(CallAction.TOKEN_REFRESH, STORE)));
        return renewed.asDone().orElseThrow();
    }

    @Override
    public Transport transport() {
        return transport;
    }

    @Override
    public VirtualClock clock() {
        return clock;
    }

    @Override
    public void addOrder(String number, int pieces) {
        amazon.seed(VendorOrder.of(number, VendorItem.eaches("SKU-" + number, pieces)));
    }

    @Override
    public void changeOrder(String number) {
        amazon.touch(number);
    }

    @Override
    public int shipmentsOf(String number) {
        return amazon.shipments(number).size();
    }

    @Override
    public Optional<UnaryOperator<String>> spoil(String number) {
        return Optional.of(body -> body.replaceFirst(
                "(\"purchaseOrderNumber\":\"" + number + "\".*?\"items\":)\\[.*?\\](?=\\})", "$1{}"));
    }

    @Override
    public void close() {
        server.close();
    }
}
