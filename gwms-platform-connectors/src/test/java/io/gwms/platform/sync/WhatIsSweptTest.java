package io.gwms.platform.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.order.Order;
import io.gwms.order.OrderKind;
import io.gwms.ordersync.FailureFamily;
import io.gwms.ordersync.Quarantined;
import io.gwms.ordersync.SyncRequest;
import io.gwms.ordersync.TimeWindow;
import io.gwms.platform.FetchedOrder;
import io.gwms.platform.OrderCursor;
import io.gwms.platform.PlatformCapabilities;
import io.gwms.platform.reading.Orders;
import io.gwms.state.Change;
import io.gwms.store.Store;
import io.gwms.store.StoreId;
import io.gwms.testkit.data.SampleOrder;
import io.gwms.testkit.platform.ScriptedPlatform;
import io.gwms.testkit.time.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which orders a run asks for once more, and what it takes out of quarantine: nothing that it has not read. */
class WhatIsSweptTest {
    private static final Store STORE = ScriptedPlatform.store("acme");
    private static final StoreId ID = STORE.id();
    private static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");
    private static final Instant LONG_AGO = NOON.minus(Duration.ofDays(9));
    private static final Duration HOUR = Duration.ofHours(1);

    private final VirtualClock clock = VirtualClock.startingAt(NOON);
    private final ScriptedPlatform platform = ScriptedPlatform.standard();
    private final SyncBench bench = SyncBench.of(platform, STORE, clock);

    @AfterEach
    void stop() {
        bench.close();
    }

    private static PlatformCapabilities.Builder can(OrderCursor.Field field, boolean reliable) {
        return PlatformCapabilities.builder()
                .cursor(new OrderCursor(field, reliable, null, null, Duration.ofMinutes(5), 3));
    }

    private static PlatformCapabilities byWindow() {
        return can(OrderCursor.Field.CHANGED_AT, false).build();
    }

    private static PlatformCapabilities byNumber() {
        return can(OrderCursor.Field.CHANGED_AT, false).lookUpByNumber().build();
    }

    private static SyncRequest byHand() {
        return SyncRequest.immediate(ID);
    }

    private Sweep sweep(SyncRequest request, PlatformCapabilities can, Duration every) {
        return new Sweep(bench.setup, SyncJob.of(request, ID), can, NOON, every);
    }

    private static TimeWindow hours(int from, int to) {
        return new TimeWindow(LONG_AGO.plus(Duration.ofHours(from)), LONG_AGO.plus(Duration.ofHours(to)));
    }

    private static Quarantined aside(String id, String number, TimeWindow foundIn) {
        return aside(OrderKind.B2C, id, number, foundIn, LONG_AGO, 1);
    }

    private static Quarantined aside(
            OrderKind kind, String id, String number, TimeWindow foundIn, Instant seen, int attempts) {
        return new Quarantined(
                ID, kind, id, number, FailureFamily.ORDER_DATA, "UNREADABLE", "no", "", seen, seen, attempts, foundIn);
    }

    private void setAside(Quarantined... orders) {
        bench.state.commit(
                List.of(orders).stream().<Change>map(Change.Quarantine::new).toList());
    }

    private void store(Order order) {
        bench.state.commit(List.of(new Change.SaveOrder(order)));
    }

    private static List<String> released(List<Change> changes) {
        return changes.stream()
                .map(change -> ((Change.Release) change).platformOrderId())
                .toList();
    }

    /** All numbers that are looked up, chunk by chunk. */
    private static List<String> lookedUp(Sweep sweep, int most) {
        List<String> all = new ArrayList<>();
        for (Optional<Sweep.Chunk> next = sweep.next("", most);
                next.isPresent();
                next = sweep.next(next.get().last(), most)) {
            assertThat(next.get().numbers()).hasSizeBetween(1, most);
            all.addAll(next.get().numbers());
        }
        return all;
    }

    @Test
    void onlyWhatWasReadWholeAndDidNotShowUpIsReleased() {
        String inside = Orders.NAMELESS + "inside";
        setAside(
                aside(inside, "", hours(2, 3)),
                aside(Orders.NAMELESS + "all-of-it", "", hours(1, 4)),
                aside(Orders.NAMELESS + "begins-before", "", hours(0, 2)),
                aside(Orders.NAMELESS + "ends-behind", "", hours(3, 5)),
                aside(Orders.NAMELESS + "on-the-last-page", "", hours(2, 3)),
                aside(OrderKind.B2B, Orders.NAMELESS + "of-another-kind", "", hours(2, 3), LONG_AGO, 1),
                aside(OrderKind.B2C, Orders.NAMELESS + "met-by-this-run", "", hours(2, 3), NOON, 1),
                aside("z-a-name-of-its-own", "", hours(2, 3)));
        FetchedOrder met = new FetchedOrder.Unreadable(Orders.NAMELESS + "on-the-last-page", "", "no", "");

        List<Change> changes = sweep(byHand(), byWindow(), HOUR).readableAgain(hours(1, 4), List.of(met));

        assertThat(released(changes)).containsExactlyInAnyOrder(inside, Orders.NAMELESS + "all-of-it");
    }

    @Test
    void allThatIsReadableAgainIsReleasedHoweverMuchItIs() {
        IntStream.range(0, 501).forEach(i -> setAside(aside(Orders.NAMELESS + "%03d".formatted(i), "", hours(2, 3))));

        assertThat(sweep(byHand(), byWindow(), HOUR).readableAgain(hours(1, 4), List.of()))
                .hasSize(501);
    }

    @Test
    void allThatIsSetAsideIsAskedForAgainByNumberOrByItsWindow() {
        IntStream.range(0, 7).forEach(i -> setAside(aside("nameless-" + i, "", hours(3 * i, 3 * i + 1))));
        IntStream.range(0, 7).forEach(i -> setAside(aside("with-number-" + i, "#" + i, hours(200, 201))));
        setAside(aside(OrderKind.B2B, "of-another-kind", "#b2b", hours(190, 191), LONG_AGO, 1));
        Sweep sweep = sweep(byHand(), byNumber(), HOUR);

        assertThat(sweep.windows())
                .isEqualTo(IntStream.range(0, 7)
                        .mapToObj(i -> hours(3 * i, 3 * i + 1))
                        .toList());
        assertThat(lookedUp(sweep, 3)).containsExactlyInAnyOrder("#0", "#1", "#2", "#3", "#4", "#5", "#6");
    }

    @Test
    void fiftyWindowsAreReadOneByOne() {
        IntStream.range(0, 50).forEach(i -> setAside(aside("nameless-" + i, "", hours(3 * i, 3 * i + 1))));

        assertThat(sweep(byHand(), byWindow(), HOUR).windows()).hasSize(50);
    }

    @Test
    void eachTimeInVainIsCountedHoweverItWasAskedFor() {
        setAside(aside("by-window", "", hours(1, 2)), aside("by-number", "#1", hours(1, 2)));
        clock.advance(Duration.ofMinutes(3));

        bench.state.commit(sweep(byHand(), byNumber(), HOUR).done());

        assertThat(bench.sync().quarantined(ID)).allSatisfy(order -> {
            assertThat(order.attempts()).isEqualTo(2);
            assertThat(order.lastSeenAt()).isEqualTo(clock.instant());
            assertThat(order.firstSeenAt()).isEqualTo(LONG_AGO);
        });
    }

    @Test
    void aSweepCountsAsOfWhenItsRunBegan() {
        clock.advance(Duration.ofMinutes(30));

        assertThat(sweep(byHand(), byNumber(), HOUR).done())
                .containsExactly(new Change.NoteSweep(ID, OrderKind.B2C, NOON));
        assertThat(sweep(
                                byHand(),
                                can(OrderCursor.Field.CHANGED_AT, true)
                                        .lookUpByNumber()
                                        .build(),
                                HOUR)
                        .done())
                .as("where nothing is swept")
                .isEmpty();
    }

    @Test
    void theWaitDoublesUpToADayAndIsNeverLessThanASweep() {
        assertDue(1, HOUR, Duration.ofHours(1));
        assertDue(3, HOUR, Duration.ofHours(4));
        assertDue(8, HOUR, Duration.ofDays(1));
        assertDue(60, HOUR, Duration.ofDays(1));
        assertDue(5, Duration.ofDays(3), Duration.ofDays(3));
    }

    private void assertDue(int attempts, Duration every, Duration after) {
        setAside(
                aside(OrderKind.B2C, "due-" + attempts, "#due-" + attempts, hours(1, 2), NOON.minus(after), attempts),
                aside(
                        OrderKind.B2C,
                        "not-yet-" + attempts,
                        "#not-yet-" + attempts,
                        hours(1, 2),
                        NOON.minus(after).plusMillis(1),
                        attempts));

        assertThat(lookedUp(
                        sweep(
                                byHand().automatic(),
                                can(OrderCursor.Field.CHANGED_AT, true)
                                        .lookUpByNumber()
                                        .build(),
                                every),
                        5))
                .contains("#due-" + attempts)
                .doesNotContain("#not-yet-" + attempts);
    }

    @Test
    void openOrdersOfTheStoreAndKindAloneAreSwept() {
        store(SampleOrder.of("acme", "1").orderedAt(LONG_AGO).stored());
        store(SampleOrder.of("acme", "2").purchaseOrder().orderedAt(LONG_AGO).stored());
        store(SampleOrder.of("other", "3").orderedAt(LONG_AGO).stored());

        assertThat(lookedUp(sweep(byHand(), byNumber(), HOUR), 5)).containsExactly("#1");
    }

    @Test
    void openOrdersOfEachStatusAreSweptWhicheverIsNewer() {
        for (int i = 0; i < 5; i++) {
            store(SampleOrder.of("acme", "old-" + i)
                    .orderedAt(LONG_AGO.plusSeconds(i))
                    .stored());
        }
        for (int i = 0; i < 5; i++) {
            SampleOrder order = SampleOrder.of("acme", "new-" + i).orderedAt(NOON.minusSeconds(i));
            Order stored = order.stored();
            store(stored);
            bench.state.commit(List.of(
                    new Change.SaveOrder(order.dispatched(stored, 1, NOON)),
                    new Change.SaveOutbound(order.outbound(1))));
        }

        assertThat(lookedUp(sweep(byHand(), byNumber(), HOUR), 2)).hasSize(10).doesNotHaveDuplicates();
    }

    @Test
    void theDaysOfAllOpenOrdersAreReadHoweverManyTheyAre() {
        IntStream.range(0, 500)
                .forEach(i -> store(SampleOrder.of("acme", "new-" + i)
                        .orderedAt(NOON.minusSeconds(i))
                        .stored()));
        store(SampleOrder.of("acme", "old").orderedAt(LONG_AGO).stored());

        assertThat(sweep(byHand(), byWindow(), HOUR).windows())
                .anyMatch(window -> Slicing.holds(window, LONG_AGO))
                .anyMatch(window -> Slicing.holds(window, NOON.minusSeconds(499)));
    }

    @Test
    void whereWindowsAreAboutTheOrderTimeOpenOrdersAreAskedForByTheirDays() {
        store(SampleOrder.of("acme", "1").orderedAt(LONG_AGO).stored());
        Sweep sweep = sweep(
                byHand(),
                can(OrderCursor.Field.ORDERED_AT, false).lookUpByNumber().build(),
                HOUR);

        assertThat(lookedUp(sweep, 5)).isEmpty();
        assertThat(sweep.windows()).anyMatch(window -> Slicing.holds(window, LONG_AGO));
    }
}
