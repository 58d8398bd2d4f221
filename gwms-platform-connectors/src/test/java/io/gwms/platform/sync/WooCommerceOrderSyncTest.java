package io.gwms.platform.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.okhttp.OkHttpTransport;
import io.gwms.order.OrderQuery;
import io.gwms.ordersync.SyncRequest;
import io.gwms.ordersync.SyncRun;
import io.gwms.ordersync.SyncRunId;
import io.gwms.ordersync.TimeWindow;
import io.gwms.platform.woocommerce.WooCommerceConnector;
import io.gwms.store.PlatformType;
import io.gwms.store.Store;
import io.gwms.store.StoreId;
import io.gwms.testkit.http.FakeHttpServer;
import io.gwms.testkit.time.VirtualClock;
import io.gwms.testkit.woocommerce.FakeWooCommerce;
import io.gwms.testkit.woocommerce.WooOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Orders of a fake WooCommerce come in over real HTTP, whatever happens on the way. */
class WooCommerceOrderSyncTest {
    private static final StoreId STORE = new StoreId("acme-woo");

    private final VirtualClock clock = VirtualClock.startingAt(Instant.parse("2026-07-01T00:00:00Z"));
    private final FakeWooCommerce shop = FakeWooCommerce.builder().clock(clock).build();
    private final FakeHttpServer server = FakeHttpServer.start(shop);
    private final List<Long> ids = new ArrayList<>();
    private SyncBench bench;

    @BeforeEach
    void startWithSixtyOrders() {
        IntStream.range(0, 60).forEach(i -> {
            clock.advance(Duration.ofSeconds(i % 5 == 0 ? 30 : 0));
            ids.add(shop.seed(WooOrder.create().line("SKU-" + i % 7, 1 + i % 3)));
        });
        bench = SyncBench.of(
                WooCommerceConnector.builder().pageSize(10).build(),
                Store.of(STORE, "Acme", PlatformType.WOOCOMMERCE, server.uri()),
                WooCommerceConnector.credential(STORE, "ck_fake_consumer", "cs_fake_consumer"),
                OkHttpTransport.create(),
                clock);
    }

    @AfterEach
    void stop() {
        bench.close();
        server.close();
    }

    private SyncRun run(SyncRequest request) {
        SyncRunId id = bench.sync().submit(request).get(0);
        bench.runUntilIdle();
        return bench.sync().find(id).orElseThrow();
    }

    private int stored() {
        return bench.state.orders().list(OrderQuery.newest(500)).size();
    }

    private String id(int index) {
        return String.valueOf(ids.get(index));
    }

    @Test
    void allOrdersComeInOnceThroughWhatHostsPutInTheWay() {
        shop.faults()
                .tooManyRequests(2, Duration.ofSeconds(5))
                .htmlPage(3)
                .tearPage(5)
                .unavailable(7)
                .block(9);

        SyncRun run = run(SyncRequest.immediate(STORE));

        assertThat(run.status()).isEqualTo(SyncRun.Status.SUCCESS);
        assertThat(run.created()).hasSize(60).doesNotHaveDuplicates();
        assertThat(stored()).isEqualTo(60);
        assertThat(bench.sync().coverage(STORE).gaps()).isEmpty();
    }

    @Test
    void badOrdersAreSetAsideWithTheirReasonsAndTheRunGoesOn() {
        shop.edit(ids.get(7), "{\"total\":\"29,35\"}");
        shop.edit(ids.get(11), "{\"line_items\":[]}");
        shop.edit(ids.get(13), "{\"status\":\"packed-by-plugin\"}");
        shop.edit(ids.get(17), "{\"customer_note\":\"" + "x".repeat(5_000_000) + "\"}");
        shop.faults().misspell(ids.get(19));

        SyncRun run = run(SyncRequest.immediate(STORE));

        assertThat(run.status()).isEqualTo(SyncRun.Status.SUCCESS);
        assertThat(bench.sync().quarantined(STORE))
                .extracting(order -> order.platformOrderId())
                .containsExactlyInAnyOrder(id(7), id(11), id(19));
        assertThat(run.created()).hasSize(57).contains(id(13), id(17));
        assertThat(bench.sync().coverage(STORE).gaps()).isEmpty();
    }

    @Test
    void editedRefundedAndCancelledOrdersAreUpdatedByTheNextRun() {
        run(SyncRequest.immediate(STORE));
        clock.advance(Duration.ofHours(1));
        shop.edit(ids.get(3), "{\"customer_note\":\"leave at the door\"}");
        shop.refund(ids.get(5), 0, 1);
        shop.edit(ids.get(4), "{\"status\":\"cancelled\"}");

        SyncRun run = run(SyncRequest.immediate(STORE));

        assertThat(run.updated()).containsExactlyInAnyOrder(id(3), id(4), id(5));
        assertThat(run.created()).isEmpty();
    }

    @Test
    void draftsComeInNeverAndKeepNoWindowOpen() {
        IntStream.range(0, 25)
                .forEach(i -> shop.seed(WooOrder.create().line("SKU-1", 1).status("checkout-draft")));
        shop.faults().listDrafts(true);

        SyncRun run = run(SyncRequest.immediate(STORE));

        assertThat(run.status()).isEqualTo(SyncRun.Status.SUCCESS);
        assertThat(stored()).isEqualTo(60);
        assertThat(bench.sync().coverage(STORE).gaps()).isEmpty();
    }

    @Test
    void orderThatWasPutIntoTheTrashEndsHereToo() {
        run(SyncRequest.immediate(STORE));
        shop.trash(ids.get(3));
        clock.advance(Duration.ofHours(1));

        SyncRun run = run(SyncRequest.immediate(STORE));

        assertThat(run.updated()).containsExactly(id(3));
    }

    @Test
    void shopThatIgnoresTheWindowBringsNoOrderFromOutsideOfIt() {
        shop.faults().ignoreModifiedWindow(true);
        Instant from = Instant.parse("2026-07-01T00:03:00Z");

        run(SyncRequest.timeRange(new TimeWindow(from, from.plusSeconds(60)), STORE));

        assertThat(stored()).isBetween(1, 59);
    }

    @Test
    void numbersAreLookedUp() {
        SyncRun run = run(SyncRequest.orderNumbers(List.of(" " + id(5), id(6), "999999"), STORE));

        assertThat(run.created()).containsExactlyInAnyOrder(id(5), id(6));
    }
}
