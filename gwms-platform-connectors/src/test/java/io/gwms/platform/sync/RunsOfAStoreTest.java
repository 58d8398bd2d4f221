package io.gwms.platform.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gwms.GwmsException;
import io.gwms.order.OrderKind;
import io.gwms.order.OrderQuery;
import io.gwms.ordersync.SyncRequest;
import io.gwms.ordersync.SyncRun;
import io.gwms.ordersync.SyncRunId;
import io.gwms.ordersync.SyncRunQuery;
import io.gwms.ordersync.TimeWindow;
import io.gwms.platform.OrderCursor;
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
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which runs a store has: when they come by themselves, which of them are one, which goes first, which are refused. */
class RunsOfAStoreTest {
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

    private void put(int count) {
        IntStream.rangeClosed(1, count).forEach(i -> {
            clock.advance(Duration.ofSeconds(1));
            platform.put(ScriptedPlatform.order("#" + i, "SKU-1", 1, clock.instant()));
        });
    }

    private SyncRun.Status statusOf(SyncRunId run) {
        return bench.sync().find(run).orElseThrow().status();
    }

    @Test
    void storeThatIsAuthorizedAgainIsPulledAtOnceAndItsWholeGapIsClosed() {
        bench.close();
        bench.start("node-1", builder -> builder.automaticEvery(Duration.ofMinutes(15)), bench.state);
        bench.transport.onReads(Fault.answer(401, "application/json", "{}"));
        bench.gwms.step();
        bench.state.stores().save(STORE.withAuthorization(Authorization.EXPIRED));
        clock.advance(Duration.ofMinutes(1));
        bench.gwms.step();
        put(3);
        clock.advance(Duration.ofMinutes(1));

        bench.state.stores().save(STORE);
        bench.gwms.step();

        assertThat(bench.state.orders().list(OrderQuery.newest(9)))
                .as("in the same slot")
                .hasSize(3);
        assertThat(bench.sync().coverage(ID).gaps()).isEmpty();
        assertThat(bench.sync().list(SyncRunQuery.newest(9))).hasSize(2);
        clock.advance(Duration.ofMinutes(1));
        bench.gwms.step();
        assertThat(bench.sync().list(SyncRunQuery.newest(9)))
                .as("no third one in it")
                .hasSize(2);
    }

    @Test
    void runThatWaitsForItsNextRoundKeepsTheOthersOfItsStoreWaiting() {
        put(9);
        bench.transport.onReads(Fault.none(), Fault.answer(503, "text/html", "busy"));
        SyncRunId first = bench.sync().submit(SyncRequest.immediate(ID)).get(0);
        bench.gwms.step();
        SyncRunId second =
                bench.sync().submit(SyncRequest.orderNumbers(List.of("#9"), ID)).get(0);
        bench.gwms.step();

        assertThat(statusOf(first)).isEqualTo(SyncRun.Status.RUNNING);
        assertThat(statusOf(second)).isEqualTo(SyncRun.Status.QUEUED);
        assertThat(bench.transport.calls()).hasSize(2);

        bench.runUntilIdle();
        assertThat(statusOf(first)).isEqualTo(SyncRun.Status.SUCCESS);
        assertThat(statusOf(second)).isEqualTo(SyncRun.Status.SUCCESS);
    }

    @Test
    void sameNumbersInAnotherOrderAndWithPaddingAreTheSameRequest() {
        SyncRunId first = bench.sync()
                .submit(SyncRequest.orderNumbers(List.of("#1", "#2"), ID))
                .get(0);

        assertThat(bench.sync().submit(SyncRequest.orderNumbers(List.of(" #2 ", "#1", "#2"), ID)))
                .containsExactly(first);
        assertThat(bench.sync().submit(SyncRequest.orderNumbers(List.of("#1", "#3"), ID)))
                .doesNotContain(first);
    }

    @Test
    void requestJoinsTheOneThatIsRunning() {
        put(9);
        bench.transport.onReads(Fault.none(), Fault.answer(503, "text/html", "busy"));
        SyncRunId first = bench.sync().submit(SyncRequest.immediate(ID)).get(0);
        bench.gwms.step();

        assertThat(statusOf(first)).isEqualTo(SyncRun.Status.RUNNING);
        assertThat(bench.sync().submit(SyncRequest.immediate(ID))).containsExactly(first);
    }

    @Test
    void holeOlderThanTheLookbackIsCoveredAlthoughALaterRangeIs() {
        bench.sync().submit(SyncRequest.immediate(ID));
        bench.runUntilIdle();
        clock.advance(Duration.ofDays(3));
        platform.put(ScriptedPlatform.order("#hole", "SKU-1", 1, clock.instant()));
        clock.advance(Duration.ofDays(40));
        TimeWindow later = new TimeWindow(
                clock.instant().minus(Duration.ofDays(20)), clock.instant().minus(Duration.ofDays(10)));
        bench.sync().submit(SyncRequest.timeRange(later, ID));
        bench.runUntilIdle();
        clock.advance(Duration.ofDays(30));

        bench.sync().submit(SyncRequest.immediate(ID));
        bench.runUntilIdle();

        assertThat(bench.state.orders().list(OrderQuery.newest(9))).hasSize(1);
        assertThat(bench.sync().coverage(ID).proven()).hasSize(1);
    }

    @Test
    void whatThePlatformNoLongerShowsStaysAGap() {
        bench.close();
        platform = ScriptedPlatform.with(PlatformCapabilities.builder()
                .cursor(new OrderCursor(
                        OrderCursor.Field.CHANGED_AT, true, null, Duration.ofDays(60), Duration.ofMinutes(5), 3))
                .build());
        bench = bench();
        bench.sync().submit(SyncRequest.immediate(ID));
        bench.runUntilIdle();
        clock.advance(Duration.ofDays(90));
        bench.sync().submit(SyncRequest.immediate(ID));
        bench.runUntilIdle();

        assertThat(bench.sync().coverage(ID).gaps())
                .singleElement()
                .satisfies(gap -> assertThat(gap.length()).isBetween(Duration.ofDays(30), Duration.ofDays(31)));
        assertThat(bench.sync().coverage(ID).isComplete()).isFalse();
    }

    @Test
    void windowThatBroughtFewerThanThePlatformReportsIsNotProven() {
        put(7);
        platform.tellTotals();
        Fault empty =
                Fault.changedBody(body -> body.replaceAll("\"orders\":\\[.*\\],\"total\"", "\"orders\":[],\"total\"")
                        .replaceAll("\"next\":\"[^\"]*\"", "\"next\":null"));
        bench.transport.onReads(Fault.none(), empty);

        SyncRunId id = bench.sync().submit(SyncRequest.immediate(ID)).get(0);
        bench.gwms.step();
        assertThat(bench.sync().coverage(ID, OrderKind.B2C).proven()).isEmpty();
        bench.runUntilIdle();

        SyncRun run = bench.sync().find(id).orElseThrow();
        assertThat(run.status()).isEqualTo(SyncRun.Status.SUCCESS);
        assertThat(run.counts().created()).isEqualTo(7);
        assertThat(run.total()).isEqualTo(7);
    }

    @Test
    void windowThatNeverBringsWhatIsReportedFailsTheRun() {
        put(2);
        platform.tellTotals();
        Fault more = Fault.changedBody(body -> body.replaceAll("\"total\":\\d+", "\"total\":99"));
        IntStream.range(0, 20).forEach(i -> bench.transport.onReads(more));

        SyncRunId id = bench.sync().submit(SyncRequest.immediate(ID)).get(0);
        bench.runUntilIdle();

        SyncRun run = bench.sync().find(id).orElseThrow();
        assertThat(run.status()).isEqualTo(SyncRun.Status.FAILED);
        assertThat(run.failureReason()).contains("reports 99 orders and gave 2");
        assertThat(bench.sync().coverage(ID).proven()).isEmpty();
        assertThat(run.total()).isEqualTo(2);
    }

    @Test
    void listenerHearsOfEachPageAndTheEndAndBreaksNothing() {
        put(7);
        List<RunProgress> heard = new ArrayList<>();
        bench.close();
        bench.start(
                "node-1",
                builder -> builder.noAutomaticRuns().onProgress(progress -> {
                    heard.add(progress);
                    clock.advance(Duration.ofSeconds(1));
                    throw new IllegalStateException("a host's own mistake");
                }),
                bench.state);
        SyncRunId id = bench.sync().submit(SyncRequest.immediate(ID)).get(0);
        bench.runUntilIdle();

        assertThat(statusOf(id)).isEqualTo(SyncRun.Status.SUCCESS);
        assertThat(heard).allMatch(progress -> progress.run().equals(id));
        assertThat(heard).extracting(progress -> progress.counts().created()).containsExactly(3, 6, 7, 7);
        assertThat(heard)
                .extracting(RunProgress::status)
                .containsExactly(
                        SyncRun.Status.RUNNING, SyncRun.Status.RUNNING, SyncRun.Status.RUNNING, SyncRun.Status.SUCCESS);
        assertThat(heard.get(1).ordersPerSecond()).isEqualTo(6);
        assertThat(heard.get(3))
                .hasToString(
                        id + " of acme: SUCCESS, 7 orders (7 new, 0 changed, 0 skipped, 0 set aside), 2.3 a second");
    }

    @Test
    void badInputIsRefusedBeforeAnyCallOrRecord() {
        Instant now = clock.instant();
        assertThatThrownBy(() -> new TimeWindow(now, now.minusSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("after");
        assertThatThrownBy(() -> SyncRequest.immediate()).hasMessageContaining("stores is empty");
        assertThatThrownBy(() -> SyncRequest.orderNumbers(List.of(), ID)).hasMessageContaining("numbers is empty");
        assertThatThrownBy(() -> SyncRequest.orderNumbers(List.of("#1", " "), ID))
                .hasMessageContaining("order number is blank");
        assertThatThrownBy(() -> bench.sync().coverage(new StoreId("nobody"))).isInstanceOf(GwmsException.class);

        assertThat(bench.transport.calls()).isEmpty();
        assertThat(bench.state.tasks().list(TaskQuery.newest(9))).isEmpty();
        assertThat(bench.sync().list(SyncRunQuery.newest(9))).isEmpty();
    }
}
