package io.gwms.platform.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.okhttp.OkHttpTransport;
import io.gwms.order.OrderQuery;
import io.gwms.ordersync.SyncRequest;
import io.gwms.ordersync.SyncRun;
import io.gwms.ordersync.SyncRunId;
import io.gwms.ordersync.TimeWindow;
import io.gwms.platform.shopee.ShopeeConnector;
import io.gwms.store.PlatformType;
import io.gwms.store.Store;
import io.gwms.store.StoreId;
import io.gwms.testkit.http.FakeHttpServer;
import io.gwms.testkit.shopee.FakeShopee;
import io.gwms.testkit.shopee.ShopeeOrder;
import io.gwms.testkit.time.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Orders of a fake Shopee come in over real HTTP, whatever happens on the way. */
class ShopeeOrderSyncTest {
    private static final StoreId STORE = new StoreId("acme-sg");

    private final VirtualClock clock = VirtualClock.startingAt(Instant.parse("2026-07-01T00:00:00Z"));
    private final FakeShopee shop =
            FakeShopee.builder().clock(clock).accessLasts(Duration.ofDays(100)).build();
    private final FakeHttpServer server = FakeHttpServer.start(shop);
    private SyncBench bench;

    @BeforeEach
    void startWithSixtyOrders() {
        IntStream.range(0, 60).forEach(i -> {
            clock.advance(Duration.ofSeconds(i % 5 == 0 ? 30 : 0));
            shop.seed(ShopeeOrder.of("2607%02d".formatted(i)).line("SKU-" + i % 7, 1 + i % 3));
        });
        bench = SyncBench.of(
                ShopeeConnector.builder().pageSize(10).build(),
                Store.of(STORE, "Acme SG", PlatformType.SHOPEE, server.uri()),
                ShopeeConnector.credential(
                        STORE,
                        2_001_887,
                        "fake_partner_key",
                        322_300_222,
                        "fake_access_token",
                        "fake_refresh_token",
                        null),
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

    @Test
    void allOrdersComeInOnceThroughThrottlingABadGatewayAndATornDetail() {
        shop.faults().throttleRequest(2).badGatewayOnList(3).tearDetail(4);

        SyncRun run = run(SyncRequest.immediate(STORE));

        assertThat(run.status()).isEqualTo(SyncRun.Status.SUCCESS);
        assertThat(run.created()).hasSize(60).doesNotHaveDuplicates();
        assertThat(stored()).isEqualTo(60);
        assertThat(bench.sync().coverage(STORE).gaps()).isEmpty();
        assertThat(bench.sync().coverage(STORE).provenUntil())
                .contains(run.startedAt().minus(Duration.ofMinutes(5)));
    }

    @Test
    void badOrdersAreSetAsideWithTheirReasonsAndTheRunGoesOn() {
        shop.edit("260707", "{\"total_amount\":\"29,35\"}");
        shop.edit("260711", "{\"item_list\":[]}");
        shop.edit("260713", "{\"order_status\":\"TELEPORTED\"}");
        shop.edit("260717", "{\"message_to_seller\":\"" + "x".repeat(5_000_000) + "\"}");
        shop.faults().omitFromDetail("260742").invalidJsonDetailOf("260719");

        SyncRun run = run(SyncRequest.immediate(STORE));

        assertThat(run.status()).isEqualTo(SyncRun.Status.SUCCESS);
        assertThat(run.quarantined()).containsExactlyInAnyOrder("260707", "260711", "260719", "260742");
        assertThat(run.created()).hasSize(56).contains("260713", "260717");
        assertThat(bench.sync().coverage(STORE).gaps()).isEmpty();
        shop.faults().clear();
        clock.advance(Duration.ofHours(1));
        shop.edit("260707", "{\"total_amount\":29.35}");
        assertThat(run(SyncRequest.immediate(STORE)).created()).contains("260707");
    }

    @Test
    void longRangeIsCutIntoWindowsThatShopeeTakes() {
        clock.advance(Duration.ofDays(40));
        shop.edit("260703", "{\"message_to_seller\":\"late\"}");
        Instant now = clock.instant();

        SyncRun run = run(SyncRequest.timeRange(new TimeWindow(now.minus(Duration.ofDays(45)), now), STORE));

        assertThat(run.status()).isEqualTo(SyncRun.Status.SUCCESS);
        assertThat(run.created()).hasSizeGreaterThanOrEqualTo(59);
        assertThat(shop.received("order/get_order_list")).isGreaterThanOrEqualTo(9);
    }

    @Test
    void editedAndCancelledOrdersAreUpdatedByTheNextRunAndOthersAreNot() {
        run(SyncRequest.immediate(STORE));
        clock.advance(Duration.ofHours(1));
        shop.edit("260703", "{\"message_to_seller\":\"leave at the door\"}");
        shop.cancel("260704", "not paid");

        SyncRun run = run(SyncRequest.immediate(STORE));

        assertThat(run.updated()).containsExactlyInAnyOrder("260703", "260704");
        assertThat(run.created()).isEmpty();
    }

    @Test
    void ordersOutsideTheWindowAreNotTakenAndThoseIndexedLateAreTakenLater() {
        shop.faults().answerOutsideTheWindow(true);
        Instant from = Instant.parse("2026-07-01T00:03:00Z");
        run(SyncRequest.timeRange(new TimeWindow(from, from.plusSeconds(60)), STORE));
        assertThat(stored()).isBetween(1, 59);
        shop.faults().answerOutsideTheWindow(false).indexLag(Duration.ofMinutes(4));
        run(SyncRequest.immediate(STORE));
        clock.advance(Duration.ofMinutes(20));
        shop.seed(ShopeeOrder.of("2607LATE").line("SKU-1", 1));
        run(SyncRequest.immediate(STORE));
        clock.advance(Duration.ofMinutes(15));
        run(SyncRequest.immediate(STORE));

        assertThat(stored()).isEqualTo(61);
    }

    /** The refresh token works once: a second refresh would end the grant. */
    @Test
    void tokenThatEndsBetweenRunsIsRefreshedOnceAndItsSuccessorIsKept() {
        run(SyncRequest.immediate(STORE));
        shop.endAccess();
        clock.advance(Duration.ofHours(1));
        shop.seed(ShopeeOrder.of("2607NEW").line("SKU-1", 1));

        assertThat(run(SyncRequest.immediate(STORE)).created()).containsExactly("2607NEW");
        assertThat(shop.received("auth/access_token/get")).isEqualTo(1);
        shop.endAccess();
        clock.advance(Duration.ofHours(1));
        assertThat(run(SyncRequest.immediate(STORE)).status()).isEqualTo(SyncRun.Status.SUCCESS);
        assertThat(shop.received("auth/access_token/get")).isEqualTo(2);
    }

    @Test
    void numbersAreLookedUp() {
        SyncRun run = run(SyncRequest.orderNumbers(List.of(" 260705 ", "260706", "NOPE"), STORE));

        assertThat(run.created()).containsExactlyInAnyOrder("260705", "260706");
    }
}
