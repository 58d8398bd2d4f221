package io.gwms.platform.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.okhttp.OkHttpTransport;
import io.gwms.order.DispatchOrder;
import io.gwms.order.Order;
import io.gwms.order.OrderException;
import io.gwms.order.OrderQuery;
import io.gwms.order.OrderResult;
import io.gwms.ordersync.SyncRequest;
import io.gwms.ordersync.SyncRun;
import io.gwms.ordersync.SyncRunId;
import io.gwms.ordersync.TimeWindow;
import io.gwms.outcome.Outcome;
import io.gwms.platform.shopify.ShopifyConnector;
import io.gwms.sku.WarehouseSku;
import io.gwms.store.PlatformType;
import io.gwms.store.Store;
import io.gwms.store.StoreId;
import io.gwms.testkit.http.FakeHttpServer;
import io.gwms.testkit.shopify.FakeShopify;
import io.gwms.testkit.shopify.ShopifyOrder;
import io.gwms.testkit.time.VirtualClock;
import io.gwms.transport.HttpReply;
import io.gwms.transport.Transport;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Orders of a fake Shopify come in over real HTTP, whatever happens on the way. */
class ShopifyOrderSyncTest {
    private static final StoreId STORE = new StoreId("acme-us");
    private static final Duration LAG = Duration.ofMinutes(5);

    private final VirtualClock clock = VirtualClock.startingAt(Instant.parse("2026-07-01T00:00:00Z"));
    private final FakeShopify shop = FakeShopify.builder().clock(clock).build();
    private final FakeHttpServer server = FakeHttpServer.start(shop);
    private boolean spoiling;
    private SyncBench bench;

    @BeforeEach
    void startWithSixtyOrders() {
        IntStream.range(0, 60).forEach(i -> {
            clock.advance(Duration.ofSeconds(i % 5 == 0 ? 30 : 0));
            shop.seed(ShopifyOrder.named("#" + (1001 + i))
                    .line("SKU-" + i % 7, 1 + i % 3)
                    .build());
        });
        Transport http = OkHttpTransport.create();
        bench = SyncBench.of(
                ShopifyConnector.builder().pageSize(10).build(),
                Store.of(STORE, "Acme US", PlatformType.SHOPIFY, server.uri()),
                ShopifyConnector.credential(STORE, "shpat_fake"),
                call -> http.send(call).then(reply -> Outcome.done(spoiling ? spoiled(reply) : reply)),
                clock);
    }

    @AfterEach
    void stop() {
        bench.close();
        server.close();
    }

    /** The order #1007 comes with a time that is none. */
    private static HttpReply spoiled(HttpReply reply) {
        String body = reply.text().replaceAll("(\"name\":\"#1007\",\"createdAt\":)\"[^\"]*\"", "$1\"yesterday\"");
        return HttpReply.of(reply.status(), reply.headers(), body.getBytes(StandardCharsets.UTF_8));
    }

    private SyncRun syncNow() {
        SyncRunId id = bench.sync().submit(SyncRequest.immediate(STORE)).get(0);
        bench.runUntilIdle();
        return bench.sync().find(id).orElseThrow();
    }

    private int stored() {
        return bench.state.orders().list(OrderQuery.newest(500)).size();
    }

    @Test
    void allOrdersComeInOnceThroughThrottlingAndABadGateway() {
        shop.faults().throttleRequest(2).badGatewayOnPage(4);

        SyncRun run = syncNow();

        assertThat(run.status()).isEqualTo(SyncRun.Status.SUCCESS);
        assertThat(run.created()).hasSize(60).doesNotHaveDuplicates();
        assertThat(run.total()).isEqualTo(60);
        assertThat(stored()).isEqualTo(60);
        assertThat(bench.sync().coverage(STORE).gaps()).isEmpty();
        assertThat(bench.sync().coverage(STORE).provenUntil())
                .contains(run.startedAt().minus(LAG));
    }

    @Test
    void unreadableAndUnstorableOrdersAreSetAsideAndStopNoOther() {
        spoiling = true;
        shop.edit("#1042", order -> order.note("ring \u0000 twice"));

        SyncRun run = syncNow();

        assertThat(run.status()).isEqualTo(SyncRun.Status.SUCCESS);
        assertThat(run.created()).hasSize(58);
        assertThat(run.quarantined()).containsExactlyInAnyOrder("#1007", "#1042");
        assertThat(bench.sync().quarantined(STORE))
                .extracting(order -> order.platformOrderNumber())
                .containsExactlyInAnyOrder("#1007", "#1042");
        assertThat(bench.sync().coverage(STORE).gaps()).isEmpty();
    }

    @Test
    void quarantineEndsByItselfWhenTheOrderIsReadWell() {
        spoiling = true;
        syncNow();
        spoiling = false;
        clock.advance(Duration.ofHours(1));
        shop.edit("#1007", order -> order.note("mended"));

        SyncRun run = syncNow();

        assertThat(run.created()).containsExactly("#1007");
        assertThat(bench.sync().quarantined(STORE)).isEmpty();
        assertThat(stored()).isEqualTo(60);
    }

    @Test
    void runThatDiesBehindACommitGoesOnThereAndCountsTheSame() {
        bench.close();
        bench.start("node-1", PlatformModule.Builder::noAutomaticRuns, CrashingState.over(bench.state, 3));
        SyncRunId id = bench.sync().submit(SyncRequest.immediate(STORE)).get(0);
        bench.gwms.step();
        assertThat(stored()).isEqualTo(30);

        bench.close();
        bench.start("node-1", PlatformModule.Builder::noAutomaticRuns, bench.state);
        bench.runUntilIdle();

        SyncRun run = bench.sync().find(id).orElseThrow();
        assertThat(run.status()).isEqualTo(SyncRun.Status.SUCCESS);
        assertThat(run.created()).hasSize(60).doesNotHaveDuplicates();
        assertThat(run.skipped()).isEmpty();
        assertThat(bench.state.orders().list(OrderQuery.newest(500)))
                .hasSize(60)
                .allMatch(order -> order.version() == 1);
        assertThat(shop.received("orders"))
                .as("no page that is in is asked for again")
                .isEqualTo(6);
    }

    @Test
    void anotherRunFindsNothingNewAndSaysSo() {
        syncNow();
        clock.advance(Duration.ofHours(1));

        SyncRun run = syncNow();

        assertThat(run.status()).isEqualTo(SyncRun.Status.SUCCESS);
        assertThat(run.created()).isEmpty();
        assertThat(run.updated()).isEmpty();
    }

    @Test
    void editedOrderIsUpdatedByTheNextRun() {
        syncNow();
        clock.advance(Duration.ofHours(1));
        shop.edit("#1003", order -> order.note("leave at the door"));
        shop.cancel("#1004", "CUSTOMER");

        assertThat(syncNow().updated()).containsExactlyInAnyOrder("#1003", "#1004");
    }

    @Test
    void refusedTokenFailsTheRunAndProvesNothing() {
        shop.faults().refuseToken(3);

        SyncRunId id = bench.sync().submit(SyncRequest.immediate(STORE)).get(0);
        bench.gwms.step();
        SyncRun run = bench.sync().find(id).orElseThrow();

        assertThat(run.status()).isEqualTo(SyncRun.Status.FAILED);
        assertThat(run.failureReason()).startsWith("Authorization: ").contains("401");
        assertThat(bench.sync().coverage(STORE).proven()).isEmpty();
        assertThat(bench.sync().coverage(STORE).gaps()).hasSize(1);

        bench.authorize(STORE);
        assertThat(syncNow().status()).isEqualTo(SyncRun.Status.SUCCESS);
        assertThat(bench.sync().coverage(STORE).gaps()).isEmpty();
        assertThat(stored()).isEqualTo(60);
    }

    @Test
    void platformThatStaysBrokenFailsTheRun() {
        IntStream.rangeClosed(1, 20).forEach(i -> shop.faults().htmlPage(1));
        IntStream.rangeClosed(1, 20).forEach(i -> shop.faults().emptyPage(i));

        SyncRun run = syncNow();

        assertThat(run.status()).isEqualTo(SyncRun.Status.FAILED);
        assertThat(run.failureReason()).startsWith("Platform: ").contains("HTTP 200");
        assertThat(run.total()).isZero();
    }

    @Test
    void ordersOutsideTheWindowAreNotTaken() {
        Instant from = Instant.parse("2026-07-01T00:03:00Z");
        TimeWindow window = new TimeWindow(from, from.plusSeconds(120));
        shop.faults().answerOutsideTheWindow(true);

        SyncRunId id = bench.sync().submit(SyncRequest.timeRange(window, STORE)).get(0);
        bench.runUntilIdle();

        SyncRun run = bench.sync().find(id).orElseThrow();
        assertThat(run.created()).isNotEmpty();
        assertThat(bench.state.orders().list(OrderQuery.newest(500)))
                .allMatch(order -> !order.platform().changedAt().isBefore(from.minus(LAG))
                        && order.platform().changedAt().isBefore(window.to()))
                .hasSizeLessThan(60);
    }

    @Test
    void ordersIndexedLateAreTakenByTheNextRun() {
        syncNow();
        shop.faults().indexLag(Duration.ofMinutes(4));
        clock.advance(Duration.ofMinutes(20));
        shop.seed(ShopifyOrder.named("#2001").line("SKU-1", 1).build());
        assertThat(syncNow().created()).isEmpty();
        clock.advance(Duration.ofMinutes(15));

        assertThat(syncNow().created()).containsExactly("#2001");
    }

    @Test
    void testOrderIsCountedAndHeldAndDispatchedOnlyOnceItIsReleased() {
        shop.seed(ShopifyOrder.named("#2001").test(true).line("SKU-1", 1).build());
        bench.orders.bindSku(STORE, "SKU-1", new WarehouseSku("WH-1"), 1);

        SyncRun run = syncNow();

        assertThat(run.created()).hasSize(61).contains("#2001");
        Order tried = bench.orders.findByNumber(STORE, "#2001").get(0);
        DispatchOrder dispatch = DispatchOrder.of(tried.id(), SyncBench.WAREHOUSE, SyncBench.CHANNEL);
        assertThat(tried.hold()).startsWith("a test order");
        assertThat(tried.exceptions()).extracting(OrderException::code).containsExactly(OrderException.TEST_ORDER);
        assertThat(bench.orders.dispatch(dispatch)).isInstanceOf(OrderResult.Refused.class);
        bench.orders.release(tried.id());
        assertThat(bench.orders.dispatch(dispatch)).isInstanceOf(OrderResult.Accepted.class);
    }

    @Test
    void heldTestOrderGoesOnceItsStoreIsSetAsOneForDevelopment() {
        shop.seed(ShopifyOrder.named("#2001").test(true).line("SKU-1", 1).build());
        syncNow();
        assertThat(bench.orders.findByNumber(STORE, "#2001").get(0).hold()).isNotEmpty();

        bench.replace(ShopifyConnector.ofDevelopmentStore(ShopifyConnector.credential(STORE, "shpat_fake")));
        clock.advance(Duration.ofHours(1));
        bench.sync().submit(SyncRequest.orderNumbers(List.of("#2001"), STORE));
        bench.runUntilIdle();

        assertThat(bench.orders.findByNumber(STORE, "#2001").get(0).hold()).isEmpty();
    }

    @Test
    void numbersAreLookedUpPaddedOrNot() {
        SyncRunId id = bench.sync()
                .submit(SyncRequest.orderNumbers(List.of(" #1005 ", "#1005", "1006", "#9999"), STORE))
                .get(0);
        bench.runUntilIdle();

        SyncRun run = bench.sync().find(id).orElseThrow();
        assertThat(run.created()).containsExactlyInAnyOrder("#1005", "#1006");
        assertThat(run.window()).isNull();
        assertThat(bench.state.tasks().find(SyncJob.taskOf(id)).orElseThrow().summary())
                .contains("not found: #9999");
    }
}
