package io.gwms.platform.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gwms.order.OrderKind;
import io.gwms.ordersync.SyncRequest;
import io.gwms.ordersync.SyncRun;
import io.gwms.ordersync.SyncRunId;
import io.gwms.ordersync.SyncRunQuery;
import io.gwms.ordersync.SyncTrigger;
import io.gwms.ordersync.TimeWindow;
import io.gwms.outcome.Outcome;
import io.gwms.outcome.Refusal;
import io.gwms.outcome.RefusalCode;
import io.gwms.platform.FetchOrders;
import io.gwms.platform.LookUpOrders;
import io.gwms.platform.OrderCursor;
import io.gwms.platform.OrderPage;
import io.gwms.platform.PlatformCapabilities;
import io.gwms.platform.PlatformConnector;
import io.gwms.store.PlatformType;
import io.gwms.store.Store;
import io.gwms.store.StoreId;
import io.gwms.task.TaskStatus;
import io.gwms.testkit.platform.ScriptedPlatform;
import io.gwms.testkit.time.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How runs fail, and what a failed one leaves to others: each kind of order and of request answers for itself alone. */
class FailedRunsTest {
    private static final Store STORE = ScriptedPlatform.store("acme");
    private static final StoreId ID = STORE.id();
    private static final Duration LOOKBACK = Duration.ofDays(5);
    private static final Refusal REFUSED = Refusal.permanent(RefusalCode.INVALID_REQUEST, "no");

    private final VirtualClock clock = VirtualClock.startingAt(Instant.parse("2026-03-10T12:00:00Z"));
    private final Deque<Refusal> refusals = new ArrayDeque<>();
    private int calls;
    private int pagesBehind;
    private int answersFirst;
    private final SyncBench bench = SyncBench.of(new Refusing(), STORE, clock);

    /** Refuses as long as there are refusals, then answers with an empty page, behind which another one may be. */
    private final class Refusing implements PlatformConnector {
        @Override
        public PlatformType platform() {
            return STORE.platform();
        }

        @Override
        public PlatformCapabilities capabilities() {
            return PlatformCapabilities.builder()
                    .kinds(OrderKind.B2C, OrderKind.B2B)
                    .cursor(new OrderCursor(
                            OrderCursor.Field.CHANGED_AT, true, null, LOOKBACK, Duration.ofMinutes(5), 3))
                    .lookUpByNumber()
                    .build();
        }

        @Override
        public Outcome<OrderPage> fetchOrders(FetchOrders request) {
            return answer();
        }

        @Override
        public Outcome<OrderPage> lookUpOrders(LookUpOrders request) {
            return answer();
        }

        private Outcome<OrderPage> answer() {
            calls++;
            return Optional.ofNullable(answersFirst-- > 0 ? null : refusals.poll())
                    .map(Outcome::<OrderPage>refused)
                    .orElseGet(() ->
                            Outcome.done(new OrderPage(List.of(), pagesBehind-- > 0 ? "more" : null, clock.instant())));
        }
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

    private SyncRun failed(SyncRequest request) {
        refusals.add(REFUSED);
        SyncRun run = run(request);
        assertThat(run.status()).isEqualTo(SyncRun.Status.FAILED);
        clock.advance(Duration.ofMinutes(1));
        return run;
    }

    private TaskStatus taskOf(SyncRun run) {
        return bench.state.tasks().find(SyncJob.taskOf(run.id())).orElseThrow().status();
    }

    private TimeWindow lastHour() {
        return new TimeWindow(clock.instant().minus(Duration.ofHours(1)), clock.instant());
    }

    @Test
    void aRunOfTheLatestOrdersEndsFailedOnesOfItsOwnKindAlone() {
        SyncRun purchases = failed(SyncRequest.immediate(ID).purchaseOrders());
        SyncRun numbers = failed(SyncRequest.orderNumbers(List.of("#1"), ID));
        SyncRun range = failed(SyncRequest.timeRange(lastHour(), ID));
        SyncRun automatic = failed(SyncRequest.immediate(ID).automatic());

        run(SyncRequest.immediate(ID));

        assertThat(taskOf(automatic)).isEqualTo(TaskStatus.CANCELLED);
        assertThat(List.of(taskOf(purchases), taskOf(numbers), taskOf(range))).containsOnly(TaskStatus.MANUAL);
    }

    @Test
    void aFailedRunThatGoesOnEndsNoneThatBeganAfterIt() {
        pagesBehind = 1;
        answersFirst = 1;
        SyncRun first = failed(SyncRequest.immediate(ID));
        SyncRun second = failed(SyncRequest.immediate(ID).automatic());

        bench.gwms.tasks().syncNow(SyncJob.taskOf(first.id()));
        bench.runUntilIdle();
        assertThat(taskOf(first)).isEqualTo(TaskStatus.SUCCESS);
        assertThat(taskOf(second)).isEqualTo(TaskStatus.MANUAL);

        run(SyncRequest.immediate(ID));
        assertThat(taskOf(second)).isEqualTo(TaskStatus.CANCELLED);
    }

    @Test
    void aRunOfARangeEndsNoFailedRunOfTheLatestOrders() {
        SyncRun latest = failed(SyncRequest.immediate(ID));

        run(SyncRequest.timeRange(lastHour(), ID));

        assertThat(taskOf(latest)).isEqualTo(TaskStatus.MANUAL);
    }

    @Test
    void gapsAreThoseOfOneKind() {
        run(SyncRequest.immediate(ID));
        clock.advance(Duration.ofHours(1));
        failed(SyncRequest.immediate(ID).purchaseOrders());

        assertThat(bench.sync().coverage(ID, OrderKind.B2C).gaps()).isEmpty();
        assertThat(bench.sync().coverage(ID, OrderKind.B2B).gaps()).hasSize(1);
    }

    @Test
    void aFailedRangeIsNothingThatRunsOfTheLatestOrdersSetOutToCover() {
        run(SyncRequest.immediate(ID));
        Instant wanted = bench.sync().coverage(ID).provenUntil().orElseThrow();
        clock.advance(Duration.ofHours(1));

        failed(SyncRequest.timeRange(lastHour(), ID));

        assertThat(bench.state.orderSync().coverage(ID, OrderKind.B2C).wanted().to())
                .isEqualTo(wanted);
    }

    @Test
    void ofAStoreThatNeverBeganTheGapIsWhatItsPlatformShows() {
        assertThat(bench.sync().coverage(ID).gaps())
                .containsExactly(new TimeWindow(clock.instant().minus(LOOKBACK), clock.instant()));
    }

    @Test
    void aRangeThatBeginsBeforeWhatThePlatformShowsIsRefused() {
        Instant tooEarly = clock.instant().minus(LOOKBACK).minusSeconds(1);

        assertThatThrownBy(() ->
                        bench.sync().submit(SyncRequest.timeRange(new TimeWindow(tooEarly, clock.instant()), ID)))
                .hasMessageContaining("GWMS-2106");
    }

    @Test
    void bothKindsArePulledByThemselvesOnceInASlot() {
        bench.close();
        bench.start("node-1", builder -> builder.automaticEvery(Duration.ofMinutes(15)), bench.state);
        bench.gwms.step();
        bench.gwms.step();

        assertThat(bench.sync().list(SyncRunQuery.newest(9)))
                .extracting(SyncRun::kind)
                .containsExactlyInAnyOrder(OrderKind.B2C, OrderKind.B2B);
    }

    @Test
    void waitsThatThePlatformAsksForAreNoFailures() {
        Instant begun = clock.instant();
        for (int i = 0; i < 7; i++) {
            refusals.add(Refusal.temporary(RefusalCode.RATE_LIMITED, "slow down", Duration.ofSeconds(20)));
        }

        SyncRun run = run(SyncRequest.immediate(ID));

        assertThat(run.status()).isEqualTo(SyncRun.Status.SUCCESS);
        assertThat(run.endedAt()).isEqualTo(begun.plusSeconds(7 * 20));
    }

    @Test
    void noWaitIsLongerThanTwoDays() {
        Refusal slip = Refusal.temporary(RefusalCode.RATE_LIMITED, "slow down", Duration.ofDays(30_000));

        assertThat(Waits.asked(slip, Duration.ofSeconds(10))).isEqualTo(Duration.ofDays(2));
    }

    @Test
    void theFifthFailureInARowEndsTheRun() {
        for (int i = 0; i < 9; i++) {
            refusals.add(Refusal.temporary(RefusalCode.PLATFORM_FAILURE, "busy"));
        }

        assertThat(run(SyncRequest.immediate(ID)).status()).isEqualTo(SyncRun.Status.FAILED);
        assertThat(calls).isEqualTo(5);
    }

    @Test
    void theReasonShowsNoSecretAndNamesAuthorizationWhereItIsThat() {
        refusals.add(
                Refusal.permanent(RefusalCode.NOT_PERMITTED, "no scope for {\"access_token\":\"abcdefgh12345678\"}"));

        SyncRun run = run(SyncRequest.immediate(ID));

        assertThat(run.failureReason()).startsWith("Authorization: ").doesNotContain("abcdefgh12345678");
    }

    @Test
    void aRetryOfAnAutomaticRunIsAPersons() {
        SyncRun automatic = failed(SyncRequest.immediate(ID).automatic());

        SyncRunId again = bench.sync().retry(automatic.id());

        assertThat(bench.sync().find(again).orElseThrow().trigger()).isEqualTo(SyncTrigger.MANUAL);
    }

    @Test
    void theRecordOfARunThatAPersonEndedAfterItBeganIsClosed() {
        refusals.add(Refusal.temporary(RefusalCode.PLATFORM_FAILURE, "busy"));
        SyncRunId id = bench.sync().submit(SyncRequest.immediate(ID)).get(0);
        bench.gwms.step();
        assertThat(bench.sync().find(id).orElseThrow().status()).isEqualTo(SyncRun.Status.RUNNING);

        bench.gwms.tasks().cancel(SyncJob.taskOf(id));
        clock.advance(Duration.ofMinutes(2));
        bench.gwms.step();

        assertThat(bench.sync().find(id).orElseThrow().status()).isEqualTo(SyncRun.Status.FAILED);
    }

    @Test
    void theRangeOfARunThatIsQueuedIsShown() {
        SyncRunId id =
                bench.sync().submit(SyncRequest.timeRange(lastHour(), ID)).get(0);

        assertThat(bench.sync().find(id).orElseThrow().window()).isEqualTo(lastHour());
    }
}
