package io.gwms.platform.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gwms.order.OrderId;
import io.gwms.order.OrderKind;
import io.gwms.order.OrderQuery;
import io.gwms.ordersync.SyncMode;
import io.gwms.ordersync.SyncRequest;
import io.gwms.platform.OrderCursor;
import io.gwms.platform.OrderCursor.Field;
import io.gwms.platform.PlatformCapabilities;
import io.gwms.platform.PlatformFact;
import io.gwms.platform.PlatformOrder;
import io.gwms.platform.census.CensusReport;
import io.gwms.store.Store;
import io.gwms.store.StoreId;
import io.gwms.testkit.platform.ScriptedPlatform;
import io.gwms.testkit.time.VirtualClock;
import io.gwms.transport.HttpCall;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A census looks at all orders of its kind, however many, as far back as the platform lists them. */
class CensusReachTest {
    private static final Store STORE = ScriptedPlatform.store("acme");
    private static final StoreId ID = STORE.id();
    private static final Duration LAG = Duration.ofMinutes(5);
    private static final int MANY = 1030;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final VirtualClock clock = VirtualClock.startingAt(Instant.parse("2026-03-10T12:00:00Z"));
    private ScriptedPlatform platform = ScriptedPlatform.standard();
    private SyncBench bench = SyncBench.of(platform, STORE, clock);

    @AfterEach
    void stop() {
        bench.close();
    }

    private static OrderCursor cursor(Field field, @Nullable Duration maxWindow, @Nullable Duration lookback) {
        return new OrderCursor(field, true, maxWindow, lookback, LAG, 250);
    }

    private static PlatformCapabilities.Builder listing(OrderCursor census) {
        return PlatformCapabilities.builder()
                .cursor(cursor(Field.ORDERED_AT, null, null))
                .census(census);
    }

    private void open(PlatformCapabilities.Builder capabilities) {
        bench.close();
        platform = ScriptedPlatform.with(capabilities.build());
        bench = SyncBench.of(platform, STORE, clock);
    }

    private void put(String number) {
        platform.put(ScriptedPlatform.order(number, "SKU-1", 1, clock.instant()));
    }

    private void pull() {
        bench.sync().submit(SyncRequest.immediate(ID));
        bench.runUntilIdle();
    }

    private CensusReport census(OrderKind kind) {
        bench.module.census().take(ID, kind);
        bench.runUntilIdle();
        return bench.module.census().latest(ID, kind).orElseThrow();
    }

    private List<JsonNode> lists() {
        return bench.transport.calls().stream()
                .filter(call -> call.uri().getPath().equals("/list"))
                .map(CensusReachTest::body)
                .toList();
    }

    private static JsonNode body(HttpCall call) {
        try {
            return JSON.readTree(call.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void ofADayWithManyOrdersNoneIsOverlooked() {
        open(listing(cursor(Field.ORDERED_AT, null, null)).lookUpByNumber().numbersAtOnce(500));
        put("#before");
        clock.advance(Duration.ofHours(1));
        pull();
        Instant before = clock.instant().minus(Duration.ofMinutes(30));
        for (int i = 0; i < MANY; i++) {
            platform.put(ScriptedPlatform.order("#" + i, "SKU-1", 1, before));
        }

        CensusReport report = census(OrderKind.B2C);

        assertThat(report.listed()).isEqualTo(MANY + 1);
        assertThat(report.missing().count()).isEqualTo(MANY);
        assertThat(report.missing().numbers()).hasSize(100);
        assertThat(report.runs()).hasSize(3);
        for (int i = 0; i < MANY; i++) {
            assertThat(bench.state.orders().find(new OrderId(ID, "id-#" + i))).isPresent();
        }
    }

    @Test
    void ofManyOrdersThatThePlatformDoesNotListEachCounts() {
        open(listing(cursor(Field.ORDERED_AT, null, null)));
        for (int i = 0; i < MANY; i++) {
            put("#" + i);
        }
        clock.advance(Duration.ofHours(1));
        pull();
        SyncBench before = bench;
        open(listing(cursor(Field.ORDERED_AT, null, null)));
        bench.close();
        bench.start("node-2", PlatformModule.Builder::noAutomaticRuns, before.state);

        assertThat(census(OrderKind.B2C).extra().count()).isEqualTo(MANY);
    }

    @Test
    void ordersOfTheOtherKindAreNeitherExtraNorInItsReport() {
        open(listing(cursor(Field.ORDERED_AT, null, null)).kinds(OrderKind.B2C, OrderKind.B2B));
        put("#1");
        platform.put(ScriptedPlatform.purchaseOrder("PO-1", Map.of("A", 1L), clock.instant()));
        platform.put(ScriptedPlatform.purchaseOrder("PO-2", Map.of("A", 1L), clock.instant()));
        clock.advance(Duration.ofHours(1));
        pull();
        bench.sync().submit(SyncRequest.immediate(ID).purchaseOrders());
        bench.runUntilIdle();
        assertThat(bench.state.orders().list(OrderQuery.newest(9))).hasSize(3);

        CensusReport orders = census(OrderKind.B2C);
        CensusReport purchases = census(OrderKind.B2B);

        assertThat(List.of(orders.isEqual(), purchases.isEqual())).containsOnly(true);
        assertThat(orders.listed()).isEqualTo(1);
        assertThat(purchases.listed()).isEqualTo(2);
        assertThat(bench.module.census().latest(ID, OrderKind.B2C)).contains(orders);
    }

    @Test
    void aListByChangesSaysNothingOfWhatItDoesNotHold() {
        open(listing(cursor(Field.CHANGED_AT, null, null)));
        PlatformOrder order = ScriptedPlatform.order("#1", "SKU-1", 1, clock.instant());
        platform.put(order);
        clock.advance(Duration.ofHours(1));
        pull();
        clock.advance(Duration.ofDays(3));
        platform.put(ScriptedPlatform.changed(order, "edited", clock.instant()));
        clock.advance(Duration.ofHours(1));

        CensusReport report = census(OrderKind.B2C);

        assertThat(report.extra().count()).isZero();
        assertThat(report.differing().numbers()).containsExactly("#1");
    }

    @Test
    void anOrderThatStandsOtherwiseDiffersThoughItsTimeDidNotMoveUnlessTheListIsOlder() {
        open(listing(cursor(Field.ORDERED_AT, null, null)));
        PlatformOrder moved = ScriptedPlatform.order("#1", "SKU-1", 1, clock.instant());
        PlatformOrder older = ScriptedPlatform.order("#2", "SKU-1", 1, clock.instant());
        platform.put(moved);
        platform.put(older);
        clock.advance(Duration.ofHours(1));
        pull();
        platform.put(ScriptedPlatform.standing(moved, PlatformFact.CANCELLED, moved.changedAt()));
        platform.put(ScriptedPlatform.standing(
                older, PlatformFact.CANCELLED, older.changedAt().minusSeconds(1)));

        assertThat(census(OrderKind.B2C).differing().numbers()).containsExactly("#1");
    }

    @Test
    void whereNoOrderIsFoundByNumberTheStretchIsPulledAgain() {
        open(listing(cursor(Field.ORDERED_AT, null, null)));
        put("#1");
        clock.advance(Duration.ofHours(1));
        pull();
        Instant before = clock.instant().minus(Duration.ofMinutes(30));
        platform.put(ScriptedPlatform.order("#2", "SKU-1", 1, before));

        CensusReport report = census(OrderKind.B2C);

        assertThat(report.missing().numbers()).containsExactly("#2");
        assertThat(bench.sync().find(report.runs().get(0)).orElseThrow().mode()).isEqualTo(SyncMode.TIME_RANGE);
        assertThat(bench.state.orders().find(new OrderId(ID, "id-#2"))).isPresent();
    }

    @Test
    void noMoreIsAskedForThanThePlatformLists() {
        Duration half = Duration.ofHours(12);
        open(listing(cursor(Field.ORDERED_AT, half, Duration.ofDays(3))));
        put("#1");
        clock.advance(Duration.ofHours(1));
        pull();
        Instant now = clock.instant();

        CensusReport report = census(OrderKind.B2C);

        assertThat(lists()).hasSize(6).allSatisfy(list -> {
            Instant from = Instant.parse(list.path("from").asText());
            Instant to = Instant.parse(list.path("to").asText());
            assertThat(Duration.between(from, to)).isLessThanOrEqualTo(half);
            assertThat(from).isAfter(now.minus(Duration.ofDays(3)));
            assertThat(to).as("what it shows for certain").isBeforeOrEqualTo(now.minus(LAG));
        });
        assertThat(report.window().to()).isEqualTo(now.minus(LAG));
        assertThat(report.listed()).isEqualTo(1);
    }
}
