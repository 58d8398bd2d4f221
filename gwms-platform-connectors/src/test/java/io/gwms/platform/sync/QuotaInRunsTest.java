package io.gwms.platform.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.order.OrderQuery;
import io.gwms.ordersync.SyncRequest;
import io.gwms.ordersync.SyncRun;
import io.gwms.ordersync.SyncRunId;
import io.gwms.outcome.Outcome;
import io.gwms.store.Store;
import io.gwms.store.StoreId;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskQuery;
import io.gwms.task.TaskStatus;
import io.gwms.task.TaskType;
import io.gwms.testkit.platform.ScriptedPlatform;
import io.gwms.testkit.time.VirtualClock;
import io.gwms.testkit.transport.FaultyTransport.Fault;
import io.gwms.transport.HttpCall;
import io.gwms.transport.HttpReply;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs against a platform that allows ten calls a minute and turns every other one away. */
class QuotaInRunsTest {
    private static final Store STORE = ScriptedPlatform.store("acme");
    private static final StoreId ID = STORE.id();
    private static final int LIMIT = 10;

    private final VirtualClock clock = VirtualClock.startingAt(Instant.parse("2026-03-10T12:00:00Z"));
    private final ScriptedPlatform platform = ScriptedPlatform.standard();
    private Instant minute = Instant.EPOCH;
    private int used;
    private int turnedAway;
    private SyncBench bench;

    @BeforeEach
    void start() {
        bench = SyncBench.of(platform.connector(), STORE, ScriptedPlatform.credential(ID), this::counted, clock);
        bench.close();
        bench.start("node-1", builder -> builder.automaticEvery(Duration.ofHours(6)), bench.state);
    }

    private void put(int orders) {
        IntStream.rangeClosed(1, orders)
                .forEach(i -> platform.put(ScriptedPlatform.order("#" + i, "SKU-1", 1, clock.instant())));
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    private Outcome<HttpReply> counted(HttpCall call) {
        Instant now = clock.instant();
        if (!now.isBefore(minute.plusSeconds(60))) {
            minute = now;
            used = 0;
        }
        if (used == LIMIT) {
            turnedAway++;
            return Outcome.done(HttpReply.of(429, Map.of(), new byte[0]));
        }
        used++;
        return platform.transport().send(call).then(reply -> {
            Map<String, List<String>> headers = new HashMap<>(reply.headers());
            headers.put("X-RateLimit-Limit", List.of("" + LIMIT));
            headers.put("X-RateLimit-Remaining", List.of("" + (LIMIT - used)));
            headers.put(
                    "X-RateLimit-Reset",
                    List.of("" + Duration.between(now, minute.plusSeconds(60)).toSeconds()));
            return Outcome.done(HttpReply.of(reply.status(), headers, reply.body()));
        });
    }

    private SyncTask automatic() {
        return bench.state.tasks().list(TaskQuery.newest(10).withType(TaskType.ORDER_SYNC)).stream()
                .reduce((newer, older) -> older)
                .orElseThrow();
    }

    @Test
    void automaticRunLeavesAFifthAndIsNeverTurnedAwayNorUsesUpAnAttempt() {
        put(60);
        bench.gwms.step();

        assertThat(used).isEqualTo(8);
        assertThat(automatic().status()).isEqualTo(TaskStatus.WAITING);
        bench.runUntilIdle();

        assertThat(bench.state.orders().list(OrderQuery.newest(100))).hasSize(60);
        assertThat(automatic().status()).isEqualTo(TaskStatus.SUCCESS);
        assertThat(automatic().failures()).isZero();
        assertThat(turnedAway).isZero();
    }

    @Test
    void manualRunHasWhatTheAutomaticOneLeft() {
        put(24);
        bench.gwms.step();
        assertThat(used).isEqualTo(8);

        SyncRunId id = bench.sync()
                .submit(SyncRequest.orderNumbers(List.of("#8", "#9"), ID))
                .get(0);
        bench.gwms.step();

        assertThat(bench.sync().find(id).orElseThrow().status()).isEqualTo(SyncRun.Status.SUCCESS);
        assertThat(used).isEqualTo(9);
        assertThat(bench.module.accounts().quota(ID).calls()).isEqualTo(9);
        assertThat(bench.module.accounts().quota(ID).remaining()).isEqualTo(1);
    }

    @Test
    void automaticRunThatAManualOneWaitsBehindMayUseTheKeptFifth() {
        put(60);
        bench.gwms.step();
        bench.sync().submit(SyncRequest.orderNumbers(List.of("#8"), ID));
        clock.advance(Duration.ofMinutes(1));

        bench.gwms.step();

        assertThat(used).isEqualTo(LIMIT);
        assertThat(turnedAway).isZero();
    }

    @Test
    void retryAfterIsObeyedByAllCallsOfTheStore() {
        put(60);
        bench.transport.onReads((transport, call, send) ->
                Outcome.done(HttpReply.of(429, Map.of("Retry-After", List.of("300")), new byte[0])));
        bench.gwms.step();
        int before = bench.transport.calls().size();
        bench.sync().submit(SyncRequest.orderNumbers(List.of("#1"), ID));

        bench.gwms.step();
        clock.advance(Duration.ofSeconds(299));
        bench.gwms.step();
        assertThat(bench.transport.calls()).hasSize(before);
        clock.advance(Duration.ofSeconds(1));
        bench.runUntilIdle();

        assertThat(bench.state.orders().list(OrderQuery.newest(100))).hasSize(60);
        assertThat(bench.module.accounts().quota(ID).held()).isPositive();
    }

    @Test
    void faultsOfTheWayAreNoQuota() {
        put(60);
        bench.transport.onReads(Fault.notSent(), Fault.lostReply());

        bench.runUntilIdle();

        assertThat(bench.state.orders().list(OrderQuery.newest(100))).hasSize(60);
    }
}
