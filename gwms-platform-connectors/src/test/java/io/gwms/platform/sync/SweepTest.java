package io.gwms.platform.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.order.OrderStatus;
import io.gwms.ordersync.FailureFamily;
import io.gwms.ordersync.Quarantined;
import io.gwms.ordersync.StoreCoverage;
import io.gwms.ordersync.SyncRequest;
import io.gwms.ordersync.SyncRun;
import io.gwms.ordersync.SyncRunId;
import io.gwms.ordersync.SyncRunQuery;
import io.gwms.ordersync.TimeWindow;
import io.gwms.platform.OrderCursor;
import io.gwms.platform.PlatformCapabilities;
import io.gwms.platform.PlatformFact;
import io.gwms.platform.PlatformOrder;
import io.gwms.store.Store;
import io.gwms.testkit.platform.ScriptedPlatform;
import io.gwms.testkit.time.VirtualClock;
import io.gwms.testkit.transport.FaultyTransport.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What no window shows is asked for again: changes that move no cursor, and orders that were set aside. */
class SweepTest {
    private static final Store STORE = ScriptedPlatform.store("acme");

    private final VirtualClock clock = VirtualClock.startingAt(Instant.parse("2026-03-10T12:00:00Z"));
    private ScriptedPlatform platform = ScriptedPlatform.standard();
    private SyncBench bench = bench();

    private SyncBench bench() {
        return SyncBench.of(
                platform.connector(), STORE, ScriptedPlatform.credential(STORE.id()), platform.transport(), clock);
    }

    private void use(OrderCursor cursor, boolean lookup) {
        bench.close();
        PlatformCapabilities.Builder can = PlatformCapabilities.builder().cursor(cursor);
        platform = ScriptedPlatform.with((lookup ? can.lookUpByNumber() : can).build());
        bench = bench();
    }

    private static OrderCursor unreliable(OrderCursor.Field field) {
        return new OrderCursor(field, false, Duration.ofDays(15), null, Duration.ofMinutes(5), 3);
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    private SyncRun syncNow() {
        SyncRunId id = bench.sync().submit(SyncRequest.immediate(STORE.id())).get(0);
        bench.runUntilIdle();
        return bench.sync().find(id).orElseThrow();
    }

    private StoreCoverage coverage() {
        return bench.sync().coverage(STORE.id());
    }

    private PlatformOrder put(String number) {
        PlatformOrder order = ScriptedPlatform.order(number, "SKU-1", 1, clock.instant());
        platform.put(order);
        return order;
    }

    /** The platform cancels an order without telling when. */
    private void cancelUnseen(PlatformOrder order) {
        platform.put(order.toBuilder()
                .fact(PlatformFact.CANCELLED)
                .fulfillmentStatus("cancelled")
                .build());
    }

    private OrderStatus statusOf(PlatformOrder order) {
        return bench.state
                .orders()
                .findByNumber(STORE.id(), order.number())
                .get(0)
                .status();
    }

    @Test
    void frozenCursorIsMadeUpForByLookingOpenOrdersUp() {
        use(unreliable(OrderCursor.Field.CHANGED_AT), true);
        changeOfAnOldOrderIsSeen();
    }

    @Test
    void frozenCursorWithoutLookUpIsMadeUpForByTheWindowsOfOpenOrders() {
        use(unreliable(OrderCursor.Field.CHANGED_AT), false);
        changeOfAnOldOrderIsSeen();
    }

    @Test
    void cursorAboutTheOrderTimeIsMadeUpForByTheWindowsOfOpenOrders() {
        use(unreliable(OrderCursor.Field.ORDERED_AT), true);
        changeOfAnOldOrderIsSeen();
    }

    private void changeOfAnOldOrderIsSeen() {
        List<PlatformOrder> orders = IntStream.rangeClosed(1, 45)
                .mapToObj(i -> {
                    clock.advance(Duration.ofHours(7));
                    return put("#" + i);
                })
                .toList();
        clock.advance(Duration.ofMinutes(10));
        assertThat(syncNow().counts().created()).isEqualTo(45);
        clock.advance(Duration.ofDays(3));
        cancelUnseen(orders.get(2));
        cancelUnseen(orders.get(40));

        SyncRun run = syncNow();

        assertThat(run.updated()).containsExactlyInAnyOrder("#3", "#41");
        assertThat(run.counts().skipped())
                .as("re-read only because of the sweep")
                .isZero();
        assertThat(statusOf(orders.get(2))).isEqualTo(OrderStatus.CANCELLED);
    }

    @Test
    void openOrdersOnVeryManyDaysAreAskedForInOneStretchAndNotDayByDay() {
        use(unreliable(OrderCursor.Field.ORDERED_AT), false);
        Instant first = clock.instant();
        for (int i = 0; i < 120; i++) {
            put("#" + i);
            clock.advance(Duration.ofDays(2));
        }
        bench.sync().submit(SyncRequest.timeRange(new TimeWindow(first, clock.instant()), STORE.id()));
        bench.runUntilIdle();
        int before = bench.transport.calls().size();

        SyncRun run = syncNow();

        assertThat(run.status()).isEqualTo(SyncRun.Status.SUCCESS);
        assertThat(bench.transport.calls().size() - before)
                .as("pages of 240 days in windows of 15, and not 120 days")
                .isLessThan(100);
    }

    @Test
    void unreliableCursorIsNeverCompleteAndTellsTheAgeOfTheSweep() {
        use(unreliable(OrderCursor.Field.CHANGED_AT), true);
        put("#1");
        assertThat(coverage().sweepAge()).isEmpty();

        syncNow();
        clock.advance(Duration.ofMinutes(50));

        assertThat(coverage().gaps()).isEmpty();
        assertThat(coverage().isComplete()).isFalse();
        assertThat(coverage().sweepAge()).contains(Duration.ofMinutes(50));
    }

    @Test
    void reliableCursorIsCompleteAndSweepsNothing() {
        put("#1");
        syncNow();
        clock.advance(Duration.ofHours(3));
        int calls = bench.transport.calls().size();
        syncNow();

        assertThat(bench.transport.calls()).hasSize(calls + 1);
        assertThat(coverage().isComplete()).isTrue();
        assertThat(coverage().sweepAge()).isEmpty();
    }

    @Test
    void aPersonsRunSweepsAlsoWithinTheHour() {
        use(unreliable(OrderCursor.Field.CHANGED_AT), true);
        PlatformOrder order = put("#1");
        clock.advance(Duration.ofMinutes(20));
        syncNow();
        clock.advance(Duration.ofMinutes(1));
        cancelUnseen(order);

        assertThat(syncNow().updated()).containsExactly("#1");
        assertThat(coverage().sweepAge()).contains(Duration.ZERO);
    }

    @Test
    void aTimeRangeAsksForNothingBesides() {
        use(unreliable(OrderCursor.Field.CHANGED_AT), true);
        Instant before = clock.instant();
        put("#1");
        clock.advance(Duration.ofMinutes(20));
        syncNow();
        int calls = bench.transport.calls().size();

        bench.sync().submit(SyncRequest.timeRange(new TimeWindow(before, clock.instant()), STORE.id()));
        bench.runUntilIdle();

        assertThat(bench.transport.calls()).hasSize(calls + 1);
    }

    @Test
    void automaticRunsSweepOnceAnHour() {
        use(unreliable(OrderCursor.Field.CHANGED_AT), true);
        bench.close();
        bench.start("node-1", builder -> builder.automaticEvery(Duration.ofMinutes(15)), bench.state);
        put("#1");
        for (int i = 0; i < 9; i++) {
            bench.gwms.step();
            clock.advance(Duration.ofMinutes(15));
        }

        assertThat(bench.transport.calls().stream()
                        .filter(call -> call.uri().getPath().equals("/lookup")))
                .as("at 12:00, 13:00 and 14:00")
                .hasSize(3);
    }

    @Test
    void quarantinedOrderIsReleasedWithoutAChangeThere() {
        put("#1");
        put("#2");
        spoilNextPage("#2");
        assertThat(syncNow().quarantined()).containsExactly("#2");
        Quarantined aside = bench.sync().quarantined(STORE.id()).get(0);
        assertThat(aside.family()).isEqualTo(FailureFamily.ORDER_DATA);
        assertThat(aside.code()).isEqualTo("UNREADABLE");
        assertThat(aside.remedy()).contains("Platform Orders");
        assertThat(coverage().gaps()).as("the window closes over it").isEmpty();
        clock.advance(Duration.ofDays(2));

        assertThat(syncNow().created()).containsExactly("#2");
        assertThat(bench.sync().quarantined(STORE.id())).isEmpty();
    }

    @Test
    void quarantinedOrderOfAPlatformWithoutLookUpIsFoundByItsWindow() {
        use(ScriptedPlatform.cursor(Duration.ofDays(15), Duration.ofMinutes(5)), false);
        put("#1");
        put("#2");
        bench.transport.onReads(Fault.none(), Fault.none());
        spoilNextPage("#2");
        assertThat(syncNow().quarantined()).containsExactly("#2");
        clock.advance(Duration.ofDays(2));

        assertThat(syncNow().created()).containsExactly("#2");
        assertThat(bench.sync().quarantined(STORE.id())).isEmpty();
    }

    @Test
    void orderThatStaysUnreadableIsAskedForAtGrowingIntervals() {
        bench.close();
        bench.start("node-1", builder -> builder.automaticEvery(Duration.ofMinutes(15)), bench.state);
        put("#1");
        clock.advance(Duration.ofMinutes(20));
        for (int i = 0; i < 500; i++) {
            spoilNextPage("#1");
        }
        for (int i = 0; i < 4 * 24; i++) {
            bench.gwms.step();
            clock.advance(Duration.ofMinutes(15));
        }

        assertThat(bench.sync().quarantined(STORE.id()))
                .singleElement()
                .satisfies(order -> assertThat(order.attempts()).isBetween(4, 6));
        assertThat(bench.sync().list(SyncRunQuery.newest(200)).stream()
                        .mapToInt(run -> run.counts().quarantined())
                        .sum())
                .as("counted by the run that set it aside")
                .isEqualTo(1);
    }

    private void spoilNextPage(String number) {
        bench.transport.onReads(Fault.changedBody(
                body -> body.replaceAll("(\"number\":\"" + number + "\".*?\"orderedAt\":\")[^\"]*", "$1yesterday")));
    }
}
