package io.gwms.platform.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.okhttp.OkHttpTransport;
import io.gwms.ordersync.SyncRequest;
import io.gwms.ordersync.SyncRun;
import io.gwms.ordersync.SyncRunId;
import io.gwms.platform.shopify.ShopifyConnector;
import io.gwms.store.PlatformType;
import io.gwms.store.Store;
import io.gwms.store.StoreId;
import io.gwms.testkit.http.FakeHttpServer;
import io.gwms.testkit.shopify.FakeShopify;
import io.gwms.testkit.shopify.ShopifyOrder;
import io.gwms.testkit.time.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The host's clock is ahead of Shopify's by much more than the lag, and no order is missed. */
class HostClockAheadTest {
    private static final StoreId STORE = new StoreId("acme-us");
    private static final Instant THERE = Instant.parse("2026-07-01T00:00:00Z");
    private static final Duration AHEAD = Duration.ofMinutes(20);

    private final VirtualClock here = VirtualClock.startingAt(THERE.plus(AHEAD));
    private final VirtualClock there = VirtualClock.startingAt(THERE);
    private final FakeShopify shop = FakeShopify.builder().clock(there).build();
    private final FakeHttpServer server = FakeHttpServer.start(shop);
    private final SyncBench bench = SyncBench.of(
            ShopifyConnector.create(),
            Store.of(STORE, "Acme US", PlatformType.SHOPIFY, server.uri()),
            ShopifyConnector.credential(STORE, "shpat_fake"),
            OkHttpTransport.create(),
            here);

    @AfterEach
    void stop() {
        bench.close();
        server.close();
    }

    private SyncRun syncNow() {
        SyncRunId id = bench.sync().submit(SyncRequest.immediate(STORE)).get(0);
        bench.runUntilIdle();
        return bench.sync().find(id).orElseThrow();
    }

    private void pass(Duration time) {
        here.advance(time);
        there.advance(time);
    }

    @Test
    void whatIsOrderedAfterARunIsInTheNext() {
        shop.seed(ShopifyOrder.named("#1001").line("SKU-1", 1).build());
        assertThat(syncNow().created()).containsExactly("#1001");
        pass(Duration.ofMinutes(1));
        shop.seed(ShopifyOrder.named("#1002").line("SKU-1", 1).build());
        pass(Duration.ofMinutes(30));

        assertThat(syncNow().created()).containsExactly("#1002");
        assertThat(bench.sync().coverage(STORE).gaps()).isEmpty();
    }

    @Test
    void nothingIsProvenThatShopifyHasNotReached() {
        assertThat(syncNow().status()).isEqualTo(SyncRun.Status.SUCCESS);

        assertThat(bench.sync().coverage(STORE).provenUntil()).contains(THERE.minus(Duration.ofMinutes(5)));
    }
}
