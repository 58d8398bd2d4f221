package io.gwms.platform.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gwms.GwmsException;
import io.gwms.order.Order;
import io.gwms.order.OrderId;
import io.gwms.order.OrderKind;
import io.gwms.order.OrderQuery;
import io.gwms.ordersync.SyncMode;
import io.gwms.ordersync.SyncRequest;
import io.gwms.ordersync.SyncRun;
import io.gwms.platform.OrderCursor;
import io.gwms.platform.PlatformCapabilities;
import io.gwms.platform.PlatformFact;
import io.gwms.platform.PlatformOrder;
import io.gwms.platform.census.CensusReport;
import io.gwms.store.Store;
import io.gwms.store.StoreId;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskQuery;
import io.gwms.task.TaskStatus;
import io.gwms.testkit.platform.ScriptedPlatform;
import io.gwms.testkit.time.VirtualClock;
import io.gwms.testkit.transport.FaultyTransport.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StoreCensusTest {
    private static final Store STORE = ScriptedPlatform.store("acme");
    private static final StoreId ID = STORE.id();
    private static final Duration LAG = Duration.ofMinutes(5);

    private final VirtualClock clock = VirtualClock.startingAt(Instant.parse("2026-03-10T12:00:00Z"));
    private final List<PlatformOrder> placed = new ArrayList<>();
    private ScriptedPlatform platform = ScriptedPlatform.with(listing().build());
    private SyncBench bench = bench();

    /** A platform whose pull is blind for changes, and whose list is not. */
    private static PlatformCapabilities.Builder listing() {
        return PlatformCapabilities.builder()
                .cursor(new OrderCursor(OrderCursor.Field.ORDERED_AT, true, null, null, LAG, 3))
                .lookUpByNumber()
                .census(new OrderCursor(OrderCursor.Field.ORDERED_AT, true, null, null, LAG, 3));
    }

    private SyncBench bench() {
        return SyncBench.of(platform, STORE, clock);
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    private PlatformOrder put(String number) {
        PlatformOrder order = ScriptedPlatform.order(number, "SKU-1", 1, clock.instant());
        platform.put(order);
        placed.add(order);
        return order;
    }

    private void change(int index, PlatformFact fact) {
        PlatformOrder changed = ScriptedPlatform.standing(placed.get(index), fact, clock.instant());
        platform.put(changed);
        placed.set(index, changed);
    }

    private void pull() {
        bench.sync().submit(SyncRequest.immediate(ID));
        bench.runUntilIdle();
    }

    private CensusReport census() {
        bench.module.census().take(ID, OrderKind.B2C);
        bench.runUntilIdle();
        return bench.module.census().latest(ID, OrderKind.B2C).orElseThrow();
    }

    private void assertEqualToThePlatform() {
        assertThat(bench.state.orders().list(OrderQuery.newest(500))).hasSize(placed.size());
        for (PlatformOrder order : placed) {
            PlatformOrder there = platform.find(order.number()).orElseThrow();
            Order here = bench.state
                    .orders()
                    .find(new OrderId(ID, order.platformOrderId()))
                    .orElseThrow();
            assertThat(here.platform()).isEqualTo(there);
        }
    }

    @Test
    void equalSidesNeedNoRunAndListCallsOnly() {
        put("#1");
        put("#2");
        clock.advance(Duration.ofHours(1));
        pull();
        int before = bench.transport.calls().size();

        CensusReport report = census();

        assertThat(report.isEqual()).isTrue();
        assertThat(report.listed()).isEqualTo(2);
        assertThat(report.runs()).isEmpty();
        assertThat(bench.transport
                        .calls()
                        .subList(before, bench.transport.calls().size()))
                .isNotEmpty()
                .allMatch(call -> call.uri().getPath().equals("/list"));
    }

    @Test
    void missingAndDifferingOrdersArePulledByNumberInAnOrdinaryRun() {
        put("#1");
        put("#2");
        clock.advance(Duration.ofHours(1));
        pull();
        clock.advance(Duration.ofHours(1));
        change(1, PlatformFact.CANCELLED);
        PlatformOrder hidden =
                ScriptedPlatform.order("#3", "SKU-1", 1, clock.instant().minus(Duration.ofMinutes(90)));
        platform.put(hidden);
        placed.add(hidden);

        CensusReport report = census();

        assertThat(report.missing().numbers()).containsExactly("#3");
        assertThat(report.differing().numbers()).containsExactly("#2");
        assertThat(report.extra().count()).isZero();
        SyncRun run = bench.sync().find(report.runs().get(0)).orElseThrow();
        assertThat(run.mode()).isEqualTo(SyncMode.ORDER_NUMBERS);
        assertThat(run.status()).isEqualTo(SyncRun.Status.SUCCESS);
        assertEqualToThePlatform();
        assertThat(census().isEqual()).isTrue();
    }

    @Test
    void orderThatThePlatformDoesNotListIsNamed() {
        put("#1");
        put("#2");
        clock.advance(Duration.ofHours(1));
        pull();
        bench.close();
        platform = ScriptedPlatform.with(listing().build());
        platform.put(placed.get(0));
        SyncBench before = bench;
        bench = SyncBench.of(platform, STORE, clock);
        bench.close();
        bench.start("node-2", PlatformModule.Builder::noAutomaticRuns, before.state);

        CensusReport report = census();

        assertThat(report.extra().numbers()).containsExactly("#2");
        assertThat(report.missing().count() + report.differing().count()).isZero();
        assertThat(before.state.orders().list(OrderQuery.newest(10)))
                .as("nothing is taken away")
                .hasSize(2);
    }

    @Test
    void dayOfDroppedWebhooksIsMadeGoodByPullAndCensus() {
        bench.close();
        bench.start("node-1", builder -> builder.automaticEvery(Duration.ofMinutes(15)), bench.state);
        Random random = new Random(4711);
        for (int hour = 0; hour < 30; hour++) {
            for (int i = 0; i < 3; i++) {
                put("#" + hour + "-" + i);
                clock.advance(Duration.ofMinutes(1));
            }
            int any = random.nextInt(placed.size());
            if (placed.get(any).fact() == PlatformFact.OPEN) {
                change(any, random.nextBoolean() ? PlatformFact.CANCELLED : PlatformFact.SHIPPED);
            }
            clock.advance(Duration.ofMinutes(57));
            bench.gwms.step();
        }
        for (int i = 0; i < 120; i++) {
            clock.advance(Duration.ofMinutes(15));
            bench.gwms.step();
        }

        assertEqualToThePlatform();
        assertThat(census().isEqual()).isTrue();
    }

    @Test
    void censusIsTakenOnceADayWhateverTheNodes() {
        put("#1");
        for (String node : List.of("node-1", "node-2", "node-3")) {
            bench.close();
            bench.start(node, builder -> builder.automaticEvery(Duration.ofMinutes(15)), bench.state);
            for (int i = 0; i < 64; i++) {
                clock.advance(Duration.ofMinutes(15));
                bench.gwms.step();
            }
        }

        assertThat(bench.state.tasks().list(TaskQuery.newest(100).withType(StoreCensus.TYPE)))
                .as("48 hours")
                .hasSizeBetween(2, 3)
                .extracting(SyncTask::status)
                .containsOnly(TaskStatus.SUCCESS);
    }

    @Test
    void throttledCensusGoesOnWithTheDayItStoppedAt() {
        for (int day = 0; day < 5; day++) {
            put("#" + day);
            clock.advance(Duration.ofDays(1));
        }
        pull();
        int before = bench.transport.calls().size();
        bench.transport.onReads(Fault.none(), Fault.none(), Fault.none(), Fault.answer(429, "application/json", "{}"));

        CensusReport report = census();

        assertThat(report.listed()).isEqualTo(5);
        assertThat(report.isEqual()).isTrue();
        long lists = bench.transport.calls().size() - before;
        assertThat(lists).as("30 days, and one call that was refused").isEqualTo(31);
        assertThat(bench.state
                        .tasks()
                        .list(TaskQuery.newest(10).withType(StoreCensus.TYPE))
                        .get(0)
                        .failures())
                .isZero();
    }

    @Test
    void quarantinedOrderIsNotMissing() {
        put("#1");
        put("#2");
        clock.advance(Duration.ofHours(1));
        bench.transport.onReads(Fault.changedBody(body -> body.replaceFirst("\"quantity\":1", "\"quantity\":-1")));
        pull();
        assertThat(bench.sync().quarantined(ID)).hasSize(1);

        assertThat(census().missing().count()).isZero();
    }

    @Test
    void platformWithoutAListSaysSoBeforeAnyCall() {
        bench.close();
        platform = ScriptedPlatform.standard();
        bench = bench();

        assertThatThrownBy(() -> bench.module.census().take(ID, OrderKind.B2C))
                .isInstanceOfSatisfying(
                        GwmsException.class, e -> assertThat(e.code()).isEqualTo("GWMS-2105"));
        assertThatThrownBy(() -> bench.module.census().take(new StoreId("nobody"), OrderKind.B2C))
                .isInstanceOfSatisfying(
                        GwmsException.class, e -> assertThat(e.code()).isEqualTo("GWMS-2101"));
        assertThat(bench.module.census().latest(ID, OrderKind.B2C)).isEmpty();
        assertThat(bench.transport.calls()).isEmpty();
    }
}
