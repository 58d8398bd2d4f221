package io.gwms.platform.woocommerce;

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
import io.gwms.testkit.time.VirtualClock;
import io.gwms.testkit.transport.FaultyTransport;
import io.gwms.testkit.woocommerce.FakeWooCommerce;
import io.gwms.transport.CallAction;
import io.gwms.transport.CallContext;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A fake shop over HTTP, and a session with it. */
final class Sites implements AutoCloseable {
    static final StoreId STORE = new StoreId("acme-woo");

    final VirtualClock clock = VirtualClock.startingAt(Instant.parse("2026-07-01T12:00:00Z"));
    final FakeWooCommerce shop;
    final FaultyTransport transport = FaultyTransport.over(OkHttpTransport.create());
    private final FakeHttpServer server;

    private Sites(FakeWooCommerce.Builder builder) {
        this.shop = builder.clock(clock).build();
        this.server = FakeHttpServer.start(shop);
    }

    /** Over plain HTTP, so that keys sign. */
    static Sites plain() {
        return new Sites(FakeWooCommerce.builder());
    }

    /** As if TLS ended in front of it, so that it takes Basic. */
    static Sites behindTls() {
        return new Sites(FakeWooCommerce.builder().behindTls());
    }

    static Credential credential() {
        return WooCommerceConnector.credential(STORE, "ck_fake_consumer", "cs_fake_consumer");
    }

    Store store() {
        return Store.of(STORE, "Acme", PlatformType.WOOCOMMERCE, server.uri());
    }

    StoreSession session() {
        CallContext context = CallContext.forStore(CallAction.ORDER_FETCH, STORE);
        return new StoreSession(store(), credential(), transport, clock, Redactor.standard(), context);
    }

    Outcome<OrderPage> fetch(WooCommerceConnector connector) {
        return fetch(connector, Duration.ofDays(1));
    }

    /** The orders of the time before now. */
    Outcome<OrderPage> fetch(WooCommerceConnector connector, Duration before) {
        Instant now = clock.instant();
        TimeWindow window = new TimeWindow(now.minus(before), now.plusSeconds(1));
        return connector.fetchOrders(new FetchOrders(session(), OrderKind.B2C, window, null));
    }

    List<FetchedOrder> orders(WooCommerceConnector connector) {
        return fetch(connector).asDone().orElseThrow().orders();
    }

    PlatformOrder only(WooCommerceConnector connector) {
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
