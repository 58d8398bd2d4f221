package io.gwms.platform.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gwms.GwmsException;
import io.gwms.order.OrderKind;
import io.gwms.order.OrderQuery;
import io.gwms.ordersync.FailureFamily;
import io.gwms.ordersync.SyncRequest;
import io.gwms.ordersync.SyncRun;
import io.gwms.ordersync.SyncRunId;
import io.gwms.ordersync.SyncRunQuery;
import io.gwms.ordersync.SyncTrigger;
import io.gwms.ordersync.TimeWindow;
import io.gwms.platform.PlatformCapabilities;
import io.gwms.store.Authorization;
import io.gwms.store.Store;
import io.gwms.store.StoreId;
import io.gwms.task.TaskQuery;
import io.gwms.testkit.platform.ScriptedPlatform;
import io.gwms.testkit.time.VirtualClock;
import io.gwms.testkit.transport.FaultyTransport.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The order sync log says what a run did, whose fault it was and where to go (order-sync-log). */
class SyncLogTest {
    private static final Store STORE = ScriptedPlatform.store("acme");
    private static final StoreId ID = STORE.id();

    private final VirtualClock clock = VirtualClock.startingAt(Instant.parse("2026-03-10T12:00:00Z"));
    private ScriptedPlatform platform = ScriptedPlatform.standard();
    private SyncBench bench = bench();

    private SyncBench bench() {
        return SyncBench.of(platform, STORE, clock);
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    private SyncRun run(SyncRequest request) {
        SyncRunId id = bench.sync().submit(request).get(0);
        bench.runUntilIdle();
        return bench.sync().find(id).orElseThrow();
    }

    private SyncRun syncNow() {
        return run(SyncRequest.immediate(ID));
    }

    private void put(int count) {
        IntStream.rangeClosed(1, count).forEach(i -> {
            clock.advance(Duration.ofSeconds(1));
            platform.put(ScriptedPlatform.order("#" + i, "SKU-1", 1, clock.instant()));
        });
        clock.advance(Duration.ofMinutes(20));
    }

    private void fail() {
        bench.transport.onReads(Fault.answer(401, "application/json", "{}"));
    }

    @Test
    void numbersAreBoundedAndTheTotalSaysHowMany() {
        put(250);

        SyncRun run = syncNow();

        assertThat(run.total()).isEqualTo(250);
        assertThat(run.written()).isEqualTo(250);
        assertThat(run.created()).hasSize(100).startsWith("#1", "#2").endsWith("#100");
        assertThat(run.successful()).hasSize(100);
        assertThat(SyncRun.few(run.successful())).hasSize(10).startsWith("#1").endsWith("#10");
    }

    @Test
    void successWithoutAnyWritingSaysWhy() {
        TimeWindow empty =
                new TimeWindow(clock.instant().minusSeconds(90), clock.instant().minusSeconds(30));
        assertThat(run(SyncRequest.timeRange(empty, ID)).nothingWritten())
                .contains(SyncRun.NothingWritten.NONE_IN_RANGE);

        SyncRun lookedUp = run(SyncRequest.orderNumbers(List.of(" #8", "#8 ", "9"), ID));
        assertThat(lookedUp.nothingWritten()).contains(SyncRun.NothingWritten.NUMBERS_NOT_FOUND);
        assertThat(lookedUp.notFound()).containsExactly("#8", "9");
        assertThat(lookedUp.counts().notFound()).isEqualTo(2);
        assertThat(lookedUp.total()).isZero();

        put(2);
        assertThat(syncNow().nothingWritten()).isEmpty();
        clock.advance(Duration.ofMinutes(1));
        SyncRun again = run(SyncRequest.orderNumbers(List.of("#1", "#2", "#3"), ID));
        assertThat(again.nothingWritten()).contains(SyncRun.NothingWritten.ALL_HANDLED_EARLIER);
        assertThat(again.skipped()).containsExactly("#1", "#2");
        assertThat(again.notFound()).containsExactly("#3");
    }

    @Test
    void failureHasFamilyCodeAndRemedy() {
        fail();
        SyncRun unauthorized = syncNow();
        assertThat(unauthorized.failure()).satisfies(failure -> {
            assertThat(failure.family()).isEqualTo(FailureFamily.AUTHORIZATION);
            assertThat(failure.code()).isEqualTo("NOT_AUTHORIZED");
            assertThat(failure.remedy()).contains("Platform Authorization");
        });

        bench.transport.onReads(Fault.answer(404, "application/json", "{}"));
        SyncRun broken = syncNow();
        assertThat(broken.failure()).satisfies(failure -> {
            assertThat(failure.family()).isEqualTo(FailureFamily.PLATFORM);
            assertThat(failure.code()).isEqualTo("NOT_FOUND");
            assertThat(failure.remedy()).contains("time range");
        });
        assertThat(bench.sync().list(SyncRunQuery.newest(9).withStatus(SyncRun.Status.FAILED)))
                .extracting(SyncRun::id)
                .containsExactly(broken.id(), unauthorized.id());
    }

    @Test
    void failedRunNeverMovesTheProvenPoint() {
        put(7);
        syncNow();
        Instant proven = bench.sync().coverage(ID).provenUntil().orElseThrow();
        clock.advance(Duration.ofHours(5));
        platform.put(ScriptedPlatform.order("#late", "SKU-1", 1, clock.instant().minusSeconds(900)));
        fail();

        SyncRun failed = syncNow();
        assertThat(failed.status()).isEqualTo(SyncRun.Status.FAILED);

        assertThat(bench.sync().coverage(ID).provenUntil()).contains(proven);
        assertThat(bench.sync().coverage(ID).gaps())
                .containsExactly(new TimeWindow(proven, failed.startedAt().minus(Duration.ofMinutes(5))));
        assertThat(syncNow().created()).containsExactly("#late");
    }

    @Test
    void retryIsARunOfItsOwnLinkedToTheOneItRepeats() {
        put(3);
        fail();
        SyncRun failed = run(SyncRequest.orderNumbers(List.of("#1", "#2"), ID));

        SyncRunId again = bench.sync().retry(failed.id());
        assertThatThrownBy(() -> bench.sync().retry(again)).satisfies(e -> assertCode(e, "GWMS-2108"));
        bench.runUntilIdle();

        SyncRun run = bench.sync().find(again).orElseThrow();
        assertThat(run.id()).isNotEqualTo(failed.id());
        assertThat(run.retryOf()).isEqualTo(failed.id());
        assertThat(run.created()).containsExactly("#1", "#2");
        assertThat(bench.sync().find(failed.id()).orElseThrow().status()).isEqualTo(SyncRun.Status.FAILED);
        assertThatThrownBy(() -> bench.sync().retry(new SyncRunId("run-999")))
                .satisfies(e -> assertCode(e, "GWMS-2107"));
        assertThatThrownBy(() -> bench.sync().retry(new SyncRunId("of another kind")))
                .satisfies(e -> assertCode(e, "GWMS-2107"));
    }

    @Test
    void retryOfAStoreThatCannotBeCalledIsRefused() {
        fail();
        SyncRun failed = syncNow();
        bench.state.stores().save(STORE.withAuthorization(Authorization.EXPIRED));

        assertThatThrownBy(() -> bench.sync().retry(failed.id())).satisfies(e -> assertCode(e, "GWMS-2102"));
        assertThat(bench.sync().list(SyncRunQuery.newest(9))).hasSize(1);
    }

    @Test
    void timeOfARunIsItsEndAndBeforeThatWhenItWasAskedFor() {
        Instant asked = clock.instant();
        SyncRunId id = bench.sync().submit(SyncRequest.immediate(ID)).get(0);
        assertThat(bench.sync().find(id).orElseThrow().syncTime()).isEqualTo(asked);

        clock.advance(Duration.ofMinutes(3));
        bench.runUntilIdle();

        SyncRun done = bench.sync().find(id).orElseThrow();
        assertThat(done.syncTime()).isEqualTo(done.endedAt()).isAfterOrEqualTo(asked.plus(Duration.ofMinutes(3)));
    }

    @Test
    void deletingARecordTouchesNothingElse() {
        put(3);
        SyncRun done = syncNow();
        SyncRunId queued = bench.sync().submit(SyncRequest.immediate(ID)).get(0);
        var coverage = bench.sync().coverage(ID);

        assertThatThrownBy(() -> bench.sync().delete(List.of(done.id(), queued)))
                .satisfies(e -> assertCode(e, "GWMS-2108"));
        assertThat(bench.sync().find(done.id())).as("all or none").isPresent();
        assertThat(bench.sync().delete(List.of(done.id()))).isEqualTo(1);
        assertThat(bench.sync().delete(List.of(done.id(), done.id())))
                .as("again")
                .isZero();

        assertThat(bench.state.orders().list(OrderQuery.newest(9))).hasSize(3);
        assertThat(bench.sync().coverage(ID)).isEqualTo(coverage);
        assertThat(bench.state.tasks().list(TaskQuery.newest(9))).hasSize(2);
        bench.runUntilIdle();
        assertThat(bench.sync().find(done.id())).isEmpty();
        assertThat(bench.sync().delete(List.of(queued))).isEqualTo(1);
    }

    @Test
    void recordOfARunWhoseTaskIsGoneCanBeDeleted() {
        SyncRunId id = bench.sync().submit(SyncRequest.immediate(ID)).get(0);
        SyncRun open = bench.sync().find(id).orElseThrow();
        bench.close();
        bench = SyncBench.of(platform, STORE, clock);
        bench.log.save(open);

        assertThat(bench.sync().delete(List.of(id))).isEqualTo(1);
    }

    @Test
    void dataWindowIsShownForAutomaticRunsOnlyAndKeptForAll() {
        SyncRun manual = syncNow();
        assertThat(manual.window()).isNotNull();
        assertThat(manual.shownWindow()).isEmpty();
        bench.close();
        bench.start("node-1", builder -> builder.automaticEvery(Duration.ofMinutes(15)), bench.state);
        bench.gwms.step();

        SyncRun automatic = bench.sync()
                .list(SyncRunQuery.newest(9).withStore(ID).withTrigger(SyncTrigger.AUTOMATIC))
                .get(0);
        assertThat(automatic.shownWindow()).isPresent();
    }

    @Test
    void purchaseOrdersAreARunOfTheirOwn() {
        bench.close();
        platform = ScriptedPlatform.with(PlatformCapabilities.builder()
                .kinds(OrderKind.B2C, OrderKind.B2B)
                .cursor(ScriptedPlatform.cursor(null, Duration.ofMinutes(5)))
                .build());
        bench = bench();

        List<SyncRunId> both = List.of(
                bench.sync().submit(SyncRequest.immediate(ID)).get(0),
                bench.sync().submit(SyncRequest.immediate(ID).purchaseOrders()).get(0));
        bench.runUntilIdle();

        assertThat(both).doesNotHaveDuplicates();
        assertThat(bench.sync().list(SyncRunQuery.newest(9)))
                .extracting(SyncRun::kind)
                .containsExactlyInAnyOrder(OrderKind.B2C, OrderKind.B2B);
        assertThat(bench.sync().coverage(ID, OrderKind.B2B).isComplete()).isTrue();
    }

    private static void assertCode(Throwable thrown, String code) {
        assertThat(thrown)
                .isInstanceOfSatisfying(
                        GwmsException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
