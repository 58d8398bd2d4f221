package io.gwms.platform.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gwms.GwmsException;
import io.gwms.credential.Credential;
import io.gwms.credential.CredentialOwner;
import io.gwms.order.OrderQuery;
import io.gwms.ordersync.SyncRequest;
import io.gwms.ordersync.SyncRun;
import io.gwms.ordersync.SyncRunId;
import io.gwms.ordersync.SyncRunQuery;
import io.gwms.ordersync.SyncTrigger;
import io.gwms.ordersync.TimeWindow;
import io.gwms.platform.PlatformCapabilities;
import io.gwms.platform.PlatformOrder;
import io.gwms.redact.Secret;
import io.gwms.store.Authorization;
import io.gwms.store.Store;
import io.gwms.store.StoreId;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskQuery;
import io.gwms.task.TaskStatus;
import io.gwms.task.TaskType;
import io.gwms.testkit.platform.ScriptedPlatform;
import io.gwms.testkit.time.VirtualClock;
import io.gwms.testkit.transport.FaultyTransport.Fault;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OrderSyncTest {
    private static final Store STORE = ScriptedPlatform.store("acme");
    private static final StoreId ID = STORE.id();
    private static final Pattern ASKED = Pattern.compile("\"from\":\"([^\"]+)\",\"to\":\"([^\"]+)\"");

    private final VirtualClock clock = VirtualClock.startingAt(Instant.parse("2026-03-10T12:00:00Z"));
    private ScriptedPlatform platform = ScriptedPlatform.standard();
    private SyncBench bench = bench();

    private SyncBench bench() {
        return SyncBench.of(platform, STORE, clock);
    }

    private void use(ScriptedPlatform other) {
        bench.close();
        platform = other;
        bench = bench();
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    private SyncRun syncNow() {
        SyncRunId id = bench.sync().submit(SyncRequest.immediate(ID)).get(0);
        bench.runUntilIdle();
        return bench.sync().find(id).orElseThrow();
    }

    private int tasks() {
        return bench.state.tasks().list(TaskQuery.newest(100)).size();
    }

    @Test
    void submitQueuesARunForEachStoreAndMakesNoCall() {
        Store other = ScriptedPlatform.store("other");
        bench.state.stores().save(other);
        bench.gwms.credentials().save(ScriptedPlatform.credential(other.id()));

        List<SyncRunId> runs = bench.sync().submit(SyncRequest.immediate(ID, other.id()));

        assertThat(runs).hasSize(2).doesNotHaveDuplicates();
        assertThat(bench.sync().list(SyncRunQuery.newest(10)))
                .hasSize(2)
                .allMatch(run -> run.status() == SyncRun.Status.QUEUED);
        assertThat(bench.transport.calls()).isEmpty();
    }

    @Test
    void sameRequestJoinsTheOneThatIsQueued() {
        SyncRunId first = bench.sync().submit(SyncRequest.immediate(ID)).get(0);

        assertThat(bench.sync().submit(SyncRequest.immediate(ID))).containsExactly(first);
        assertThat(bench.sync().submit(SyncRequest.orderNumbers(List.of("#1"), ID)))
                .doesNotContain(first);
        bench.runUntilIdle();
        assertThat(bench.sync().submit(SyncRequest.immediate(ID))).doesNotContain(first);
    }

    @Test
    void aPersonWhoAsksAgainDoesNotWaitForWhatAFailedRoundWaitsFor() {
        platform.put(ScriptedPlatform.order("1", "MUG", 1, clock.instant().minusSeconds(600)));
        bench.transport.onReads(Fault.answer(503, "text/html", "busy"));
        SyncRunId run = bench.sync().submit(SyncRequest.immediate(ID)).get(0);
        bench.gwms.step();
        assertThat(bench.sync().find(run).orElseThrow().status()).isEqualTo(SyncRun.Status.RUNNING);

        assertThat(bench.sync().submit(SyncRequest.immediate(ID))).containsExactly(run);
        bench.gwms.step();

        assertThat(bench.sync().find(run).orElseThrow().status()).isEqualTo(SyncRun.Status.SUCCESS);
    }

    @Test
    void aCredentialThatLacksWhatThePlatformNeedsFailsTheRunAndIsNamed() {
        bench.gwms
                .credentials()
                .replace(Credential.of(CredentialOwner.store(ID), Map.of("password", Secret.of("x-1")), Map.of()));

        SyncRun failed = syncNow();

        assertThat(failed.status()).isEqualTo(SyncRun.Status.FAILED);
        assertThat(failed.failureReason()).contains("has no secret 'token', only [password]", "replace(");
    }

    @Test
    void storesThatCannotBeCalledAreRefusedAndNothingIsQueued() {
        TimeWindow future =
                new TimeWindow(clock.instant().plusSeconds(60), clock.instant().plusSeconds(90));
        StoreId unknown = new StoreId("nobody");

        assertRefused("GWMS-2101", SyncRequest.immediate(ID, unknown));
        assertRefused("GWMS-2106", SyncRequest.timeRange(future, ID));
        assertRefused("GWMS-2105", SyncRequest.immediate(ID).purchaseOrders());
        bench.state.stores().save(STORE.withSwitches(false, true));
        assertRefused("GWMS-2103", SyncRequest.immediate(ID));
        bench.state.stores().save(STORE.withEnabled(false));
        assertRefused("GWMS-2102", SyncRequest.immediate(ID));
        bench.state.stores().save(STORE.withAuthorization(Authorization.EXPIRED));
        assertRefused("GWMS-2102", SyncRequest.immediate(ID));

        assertThat(tasks()).isZero();
        assertThat(bench.sync().list(SyncRunQuery.newest(10))).isEmpty();
    }

    private void assertRefused(String code, SyncRequest request) {
        assertThatThrownBy(() -> bench.sync().submit(request))
                .isInstanceOfSatisfying(
                        GwmsException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    @Test
    void editBetweenPagesLosesNoOrderAndIsTakenByTheNextRun() {
        List<PlatformOrder> orders = put(10);
        bench.transport.onReads(Fault.none(), (transport, call, send) -> {
            clock.advance(Duration.ofSeconds(30));
            platform.put(ScriptedPlatform.changed(orders.get(1), "edited", clock.instant()));
            return send.send(call);
        });

        assertThat(syncNow().created()).hasSize(10);
        clock.advance(Duration.ofMinutes(15));
        assertThat(syncNow().updated()).containsExactly("#2");
        assertThat(bench.sync().coverage(ID).gaps()).isEmpty();
    }

    @Test
    void runBehindAFailingPageGoesOnAtThatPage() {
        put(10);
        bench.transport.onReads(Fault.none(), Fault.none(), Fault.answer(502, "text/html", "<h1>502</h1>"));

        SyncRun run = syncNow();

        assertThat(run.status()).isEqualTo(SyncRun.Status.SUCCESS);
        assertThat(run.created()).hasSize(10);
        assertThat(run.skipped()).isEmpty();
        assertThat(bench.transport.calls()).as("four pages and the failed call").hasSize(5);
    }

    @Test
    void failuresScatteredOverPagesNeitherLengthenTheWaitsNorEndTheRun() {
        put(60);
        Fault busy = Fault.answer(503, "text/html", "busy");
        bench.transport.onReads(IntStream.range(0, 15)
                .boxed()
                .flatMap(page -> Stream.of(Fault.none(), busy))
                .toArray(Fault[]::new));
        Instant begun = clock.instant();

        SyncRun run = syncNow();

        assertThat(run.status()).isEqualTo(SyncRun.Status.SUCCESS);
        assertThat(run.created()).hasSize(60);
        assertThat(Duration.between(begun, run.endedAt()))
                .as("15 waits of the first step, a minute each")
                .isBetween(Duration.ofMinutes(15), Duration.ofMinutes(16));
    }

    @Test
    void longOutageIsAskedForInWindowsWithinTheLimitWithoutAHole() {
        Duration limit = Duration.ofDays(15);
        use(ScriptedPlatform.with(PlatformCapabilities.builder()
                .cursor(ScriptedPlatform.cursor(limit, Duration.ofHours(1)))
                .build()));
        put(4);
        syncNow();
        int before = bench.transport.calls().size();
        IntStream.range(0, 40).forEach(day -> {
            clock.advance(Duration.ofDays(1));
            platform.put(ScriptedPlatform.order("#day-" + day, "SKU-1", 1, clock.instant()));
        });

        SyncRun run = syncNow();

        assertThat(run.created()).hasSize(40);
        assertThat(bench.sync().coverage(ID).gaps()).isEmpty();
        assertThat(bench.sync().coverage(ID).proven()).hasSize(1);
        assertThat(bench.transport
                        .calls()
                        .subList(before, bench.transport.calls().size()))
                .extracting(call -> asked(new String(call.body(), StandardCharsets.UTF_8)))
                .allMatch(window -> window.length().compareTo(limit) <= 0)
                .extracting(TimeWindow::to)
                .doesNotContainNull()
                .satisfies(ends -> assertThat(ends.stream().distinct()).hasSize(3));
    }

    private static TimeWindow asked(String body) {
        Matcher matcher = ASKED.matcher(body);
        assertThat(matcher.find()).isTrue();
        return new TimeWindow(Instant.parse(matcher.group(1)), Instant.parse(matcher.group(2)));
    }

    @Test
    void orderVisibleLateWithinTheLagIsNotLost() {
        put(2);
        PlatformOrder late =
                ScriptedPlatform.order("#late", "SKU-1", 1, clock.instant().minusSeconds(20));
        platform.put(late, clock.instant().plus(Duration.ofMinutes(4)));

        assertThat(syncNow().created()).doesNotContain("#late");
        clock.advance(Duration.ofMinutes(15));
        assertThat(syncNow().created()).containsExactly("#late");
    }

    @Test
    void overlapReadAgainDoesNotCountInTheLog() {
        put(4);
        syncNow();
        clock.advance(Duration.ofMinutes(6));
        assertThat(syncNow().skipped())
                .as("not proven by the first run, so in the scope of this one")
                .hasSize(4);
        clock.advance(Duration.ofMinutes(2));

        assertThat(syncNow().total()).isZero();
    }

    @Test
    void automaticRunsComeOnceInEachSlotWhateverTheNodes() {
        bench.close();
        bench.start("node-1", builder -> builder.automaticEvery(Duration.ofMinutes(15)), bench.state);
        put(4);
        bench.gwms.step();
        bench.gwms.step();
        bench.close();
        bench.start("node-2", builder -> builder.automaticEvery(Duration.ofMinutes(15)), bench.state);
        bench.gwms.step();

        assertThat(bench.sync().list(SyncRunQuery.newest(10)))
                .singleElement()
                .satisfies(run -> assertThat(run.trigger()).isEqualTo(SyncTrigger.AUTOMATIC))
                .satisfies(run -> assertThat(run.created()).hasSize(4));
        clock.advance(Duration.ofMinutes(15));
        bench.gwms.step();
        assertThat(bench.sync().list(SyncRunQuery.newest(10))).hasSize(2);
    }

    @Test
    void healthNamesStoresThatAutomaticRunsSkipAndWhy() {
        bench.close();
        bench.start("node-1", builder -> builder.automaticEvery(Duration.ofMinutes(15)), bench.state);
        Store bare = ScriptedPlatform.store("bare");
        bench.state.stores().save(STORE.withAuthorization(Authorization.EXPIRED));
        bench.state.stores().save(bare);
        bench.state.stores().save(ScriptedPlatform.store("off").withEnabled(false));
        bench.state.stores().save(ScriptedPlatform.store("manual").withSwitches(false, true));
        bench.gwms.step();

        assertThat(skipped())
                .contains("2: ", "acme is not authorized (EXPIRED)")
                .contains("bare has no credential; store one with gwms.credentials().save(…)")
                .doesNotContain("off", "manual");
        assertThat(tasks()).isZero();

        bench.state.stores().save(STORE);
        bench.state.stores().save(bare.withEnabled(false));
        bench.gwms.step();

        assertThat(skipped()).isEqualTo("no store is skipped");
        assertThat(tasks()).isEqualTo(1);
    }

    private String skipped() {
        return bench.gwms.health().entrySet().stream()
                .filter(line -> line.getKey().contains("automatic-order-sync"))
                .map(Map.Entry::getValue)
                .collect(Collectors.joining());
    }

    @Test
    void runWhoseRecordIsMissingGetsOneFromItsTask() {
        put(4);
        SyncRunId id = bench.sync().submit(SyncRequest.immediate(ID)).get(0);
        bench.log.delete(List.of(id));

        bench.runUntilIdle();

        assertThat(bench.sync().find(id).orElseThrow().created()).hasSize(4);
    }

    @Test
    void recordOfARunThatAPersonEndedIsClosed() {
        put(4);
        SyncRunId id = bench.sync().submit(SyncRequest.immediate(ID)).get(0);
        bench.gwms.tasks().cancel(SyncJob.taskOf(id));
        clock.advance(Duration.ofMinutes(2));
        bench.gwms.step();

        assertThat(bench.sync().find(id).orElseThrow().status()).isEqualTo(SyncRun.Status.FAILED);
    }

    @Test
    void failedRunLeavesItsGapUntilAnotherClosesIt() {
        put(4);
        syncNow();
        clock.advance(Duration.ofHours(2));
        bench.transport.onReads(Fault.answer(401, "application/json", "{}"));
        assertThat(syncNow().status()).isEqualTo(SyncRun.Status.FAILED);
        assertThat(bench.sync().coverage(ID).gaps()).hasSize(1);

        assertThat(syncNow().status()).isEqualTo(SyncRun.Status.SUCCESS);
        assertThat(bench.sync().coverage(ID).gaps()).isEmpty();
    }

    @Test
    void taskOfAFailedRunIsNoSuccessAndTheNextRunTakesItsPlace() {
        put(4);
        bench.transport.onReads(Fault.answer(401, "application/json", "{}"));
        SyncRun failed = syncNow();

        SyncTask task = taskOf(failed);
        assertThat(task.status()).isEqualTo(TaskStatus.MANUAL);
        assertThat(task.manualReason()).isEqualTo(FailedRuns.RUN_FAILED);
        assertThat(task.error()).contains("the run failed with 0 orders", "not authorized, answered HTTP 401");

        SyncRun next = syncNow();
        assertThat(next.id()).isNotEqualTo(failed.id());
        assertThat(taskOf(next).status()).isEqualTo(TaskStatus.SUCCESS);
        assertThat(taskOf(failed).status()).isEqualTo(TaskStatus.CANCELLED);
        assertThat(bench.sync().find(failed.id()).orElseThrow().status()).isEqualTo(SyncRun.Status.FAILED);
    }

    @Test
    void successOfAnAutomaticRunEndsWhatAFailedManualOneLeft() {
        put(4);
        bench.transport.onReads(Fault.answer(401, "application/json", "{}"));
        SyncRun failed = syncNow();

        bench.close();
        bench.start("node-1", builder -> builder.automaticEvery(Duration.ofMinutes(15)), bench.state);
        bench.gwms.step();

        assertThat(bench.state.orders().list(OrderQuery.newest(10))).hasSize(4);
        assertThat(taskOf(failed).status()).isEqualTo(TaskStatus.CANCELLED);
        assertThat(taskOf(failed).summary()).startsWith("a later run brought");
    }

    @Test
    void automaticRunsGoOnAfterOneFailed() {
        bench.close();
        bench.start("node-1", builder -> builder.automaticEvery(Duration.ofMinutes(15)), bench.state);
        bench.transport.onReads(Fault.answer(401, "application/json", "{}"));
        bench.gwms.step();
        put(4);
        bench.authorize(ID);
        clock.advance(Duration.ofMinutes(15));
        bench.gwms.step();

        assertThat(bench.state.orders().list(OrderQuery.newest(10))).hasSize(4);
        assertThat(bench.state.tasks().list(TaskQuery.newest(10).withType(TaskType.ORDER_SYNC)))
                .extracting(SyncTask::status)
                .containsExactly(TaskStatus.SUCCESS, TaskStatus.CANCELLED);
    }

    @Test
    void syncNowOfAFailedRunGoesOnWhereItFailed() {
        put(7);
        bench.transport.onReads(Fault.none(), Fault.answer(401, "application/json", "{}"));
        SyncRun failed = syncNow();
        assertThat(failed.created()).hasSize(3);

        bench.gwms.tasks().syncNow(taskOf(failed).id());
        bench.runUntilIdle();

        SyncRun again = bench.sync().find(failed.id()).orElseThrow();
        assertThat(again.status()).isEqualTo(SyncRun.Status.SUCCESS);
        assertThat(again.created()).hasSize(7).doesNotHaveDuplicates();
        assertThat(taskOf(failed).status()).isEqualTo(TaskStatus.SUCCESS);
    }

    @Test
    void syncNowOfARunThatCouldNotBeginBeginsIt() {
        SyncRunId id = bench.sync().submit(SyncRequest.immediate(ID)).get(0);
        bench.state.stores().save(STORE.withAuthorization(Authorization.EXPIRED));
        bench.runUntilIdle();
        assertThat(bench.sync().find(id).orElseThrow().status()).isEqualTo(SyncRun.Status.FAILED);
        bench.state.stores().save(STORE);
        put(4);

        bench.gwms.tasks().syncNow(SyncJob.taskOf(id));
        bench.runUntilIdle();

        assertThat(bench.sync().find(id).orElseThrow().created()).hasSize(4);
    }

    private SyncTask taskOf(SyncRun run) {
        return bench.state.tasks().find(SyncJob.taskOf(run.id())).orElseThrow();
    }

    @Test
    void timeRangeBringsItsOrdersAndProvesItsRange() {
        List<PlatformOrder> orders = put(6);
        clock.advance(Duration.ofDays(3));
        TimeWindow range =
                new TimeWindow(orders.get(1).changedAt(), orders.get(4).changedAt());

        SyncRunId id = bench.sync().submit(SyncRequest.timeRange(range, ID)).get(0);
        bench.runUntilIdle();

        assertThat(bench.sync().find(id).orElseThrow().created())
                .contains("#2", "#3", "#4")
                .doesNotContain("#5", "#6");
        assertThat(bench.sync().coverage(ID).proven()).containsExactly(range);
        assertThat(syncNow().created()).contains("#5", "#6");
        assertThat(bench.state.orders().list(OrderQuery.newest(100))).hasSize(6);
    }

    private List<PlatformOrder> put(int count) {
        List<PlatformOrder> orders = IntStream.rangeClosed(1, count)
                .mapToObj(i -> {
                    clock.advance(Duration.ofSeconds(20));
                    return ScriptedPlatform.order("#" + i, "SKU-1", 1, clock.instant());
                })
                .toList();
        orders.forEach(platform::put);
        return orders;
    }
}
