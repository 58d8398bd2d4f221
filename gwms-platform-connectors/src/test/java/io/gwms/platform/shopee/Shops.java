package io.gwms.platform.shopee;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.credential.Credential;
import io.gwms.okhttp.OkHttpTransport;
import io.gwms.order.OrderKind;
import io.gwms.ordersync.TimeWindow;
import io.gwms.outcome.Outcome;
import io.gwms.outcome.Refusal;
import io.gwms.platform.FetchOrders;
import io.gwms.platform.FetchedOrder;
import io.gwms.platform.OrderPage;
import io.gwms.platform.PlatformOrder;
import io.gwms.platform.StoreSession;
import io.gwms.redact.Redactor;
import io.gwms.store.PlatformType;
import io.gwms.store.Store;
import io.gwms.store.StoreId;
import io.gwms.testkit.http.FakeHttpServer;
import io.gwms.testkit.shopee.FakeShopee;
import io.gwms.testkit.time.VirtualClock;
import io.gwms.testkit.transport.FaultyTransport;
import io.gwms.transport.CallAction;
import io.gwms.transport.CallContext;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A fake shop over HTTP, and a session with it. */
final class Shops implements AutoCloseable {
    static final StoreId STORE = new StoreId("acme-sg");

    final VirtualClock clock = VirtualClock.startingAt(Instant.parse("2026-07-01T12:00:00Z"));
    final FakeShopee shop;
    final FaultyTransport transport = FaultyTransport.over(OkHttpTransport.create());
    private final FakeHttpServer server;
    Credential credential = credential(STORE);

    Shops() {
        this(FakeShopee.builder());
    }

    private Shops(FakeShopee.Builder builder) {
        this.shop = builder.clock(clock).build();
        this.server = FakeHttpServer.start(shop);
    }

    /** Of a seller with several warehouses. */
    static Shops withLocations(String... ids) {
        return new Shops(FakeShopee.builder().locations(ids));
    }

    /** The credential that a {@code FakeShopee} takes as it comes. */
    static Credential credential(StoreId store) {
        return ShopeeConnector.credential(
                store, 2_001_887, "fake_partner_key", 322_300_222, "fake_access_token", "fake_refresh_token", null);
    }

    Store store() {
        return Store.of(STORE, "Acme SG", PlatformType.SHOPEE, server.uri());
    }

    StoreSession session() {
        CallContext context = CallContext.forStore(CallAction.ORDER_FETCH, STORE);
        return new StoreSession(store(), credential, transport, clock, Redactor.standard(), context);
    }

    Outcome<OrderPage> fetch(ShopeeConnector connector) {
        return fetch(connector, Duration.ofDays(1));
    }

    /** The orders of the time before now. */
    Outcome<OrderPage> fetch(ShopeeConnector connector, Duration before) {
        Instant now = clock.instant();
        TimeWindow window = new TimeWindow(now.minus(before), now.plusSeconds(1));
        return connector.fetchOrders(new FetchOrders(session(), OrderKind.B2C, window, null));
    }

    List<FetchedOrder> orders(ShopeeConnector connector) {
        return fetch(connector).asDone().orElseThrow().orders();
    }

    PlatformOrder only(ShopeeConnector connector) {
        List<FetchedOrder> orders = orders(connector);
        assertThat(orders).singleElement().isInstanceOf(FetchedOrder.Read.class);
        return ((FetchedOrder.Read) orders.get(0)).order();
    }

    static Refusal refusal(Outcome<?> outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        return ((Outcome.Refused<?>) outcome).refusal();
    }

    @Override
    public void close() {
        server.close();
    }
}
