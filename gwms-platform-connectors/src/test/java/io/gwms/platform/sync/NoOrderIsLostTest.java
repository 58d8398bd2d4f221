package io.gwms.platform.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.order.OrderKind;
import io.gwms.order.OrderQuery;
import io.gwms.ordersync.Coverage;
import io.gwms.ordersync.SyncRequest;
import io.gwms.ordersync.SyncRun;
import io.gwms.ordersync.SyncRunQuery;
import io.gwms.ordersync.TimeWindow;
import io.gwms.outcome.Outcome;
import io.gwms.platform.OrderCursor;
import io.gwms.platform.PlatformCapabilities;
import io.gwms.state.StateRepository;
import io.gwms.store.Store;
import io.gwms.testkit.platform.ScriptedPlatform;
import io.gwms.testkit.state.FaultyState;
import io.gwms.testkit.time.VirtualClock;
import io.gwms.testkit.transport.FaultyTransport.Fault;
import io.gwms.transport.HttpCall;
import io.gwms.transport.HttpReply;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/**
 * 320 orders of one hour, five of one millisecond, one on the very edge of a window, one that shows up an hour late: all
 * come in exactly once, whatever breaks on the way and wherever the process dies.
 */
class NoOrderIsLostTest {
    private static final Store STORE = ScriptedPlatform.store("acme");
    private static final Duration LIMIT = Duration.ofDays(15);
    private static final Duration LAG = Duration.ofMinutes(65);
    private static final int ORDERS = 320;
    private static final int PAGE = 10;
    private static final Pattern ASKED = Pattern.compile("\"from\":\"([^\"]+)\",\"to\":\"([^\"]+)\"");

    private final VirtualClock clock = VirtualClock.startingAt(Instant.parse("2026-03-01T12:00:00Z"));
    private final ScriptedPlatform platform = ScriptedPlatform.with(PlatformCapabilities.builder()
            .cursor(new OrderCursor(OrderCursor.Field.CHANGED_AT, true, LIMIT, null, LAG, PAGE))
            .build());
    private @Nullable SyncBench opened;

    private SyncBench open() {
        platform.tellTotals();
        opened = SyncBench.of(
                platform.connector(), STORE, ScriptedPlatform.credential(STORE.id()), platform.transport(), clock);
        return opened;
    }

    @AfterEach
    void stop() {
        if (opened != null) {
            opened.close();
        }
    }

    /** Orders of the last hour; the last one but one is on the first edge, the last one shows up an hour late. */
    private void putOrdersOfOneHour() {
        Instant now = clock.instant();
        Instant start = now.minus(Duration.ofHours(1));
        Instant edge = now.minus(Duration.ofDays(30)).plus(LIMIT).minus(LAG);
        IntStream.rangeClosed(1, ORDERS).forEach(i -> {
            Instant at = i <= 5 ? start.plusMillis(1) : start.plusMillis(11_000L * i);
            platform.put(ScriptedPlatform.order("#" + i, "SKU-1", 1, i == ORDERS - 1 ? edge : at));
        });
        platform.put(
                ScriptedPlatform.order("#" + ORDERS, "SKU-1", 1, now.minus(Duration.ofMinutes(2))),
                now.plus(Duration.ofMinutes(58)));
    }

    /** Each of the next pages fails in another way first: 503, the page before once more, no answer, half an answer. */
    private void breakThings(SyncBench bench) {
        AtomicReference<String> asked = new AtomicReference<>("");
        AtomicReference<HttpReply> given = new AtomicReference<>();
        Fault kept = (transport, call, send) -> send.send(call).then(reply -> {
            asked.set(window(call));
            given.set(reply);
            return Outcome.done(reply);
        });
        Fault again = (transport, call, send) ->
                asked.get().equals(window(call)) ? Outcome.done(given.get()) : send.send(call);
        Fault busy = Fault.answer(503, "text/html", "<h1>busy</h1>");
        bench.transport.onReads(
                kept, busy, kept, kept, again, kept, kept, Fault.lostReply(), kept, again, Fault.cutBody());
    }

    @RepeatedTest((ORDERS + PAGE - 1) / PAGE + 1)
    void killedBehindAnyPageAllComeInOnce(RepetitionInfo repetition) {
        int page = repetition.getCurrentRepetition();
        SyncBench bench = open();
        putOrdersOfOneHour();
        breakThings(bench);
        StateRepository state = bench.state;
        bench.close();
        AtomicBoolean dead = new AtomicBoolean();
        bench.start(
                "node-1",
                PlatformModule.Builder::noAutomaticRuns,
                FaultyState.of(CrashingState.over(state, page), (changes, commit) -> {
                    try {
                        return commit.apply(changes);
                    } catch (CrashingState.Death e) {
                        dead.set(true);
                        throw e;
                    }
                }));
        bench.sync().submit(SyncRequest.immediate(STORE.id()));
        while (!dead.get()) {
            clock.advanceTo(bench.gwms.step().nextDueAt());
        }
        bench.close();
        bench.start("node-1", PlatformModule.Builder::noAutomaticRuns, state);
        finish(bench);

        clock.advance(Duration.ofMinutes(70));
        breakThings(bench);
        bench.sync().submit(SyncRequest.immediate(STORE.id()));
        finish(bench);

        assertAllOnce(bench, ORDERS);
        assertCountedOnce(bench);
    }

    @Test
    void fortyDaysOfOutageAreMadeUpForInWindowsOfFifteen() {
        SyncBench bench = open();
        bench.sync().submit(SyncRequest.immediate(STORE.id()));
        finish(bench);
        for (int day = 0; day < 40; day++) {
            for (int i = 0; i < 8; i++) {
                clock.advance(Duration.ofHours(3));
                platform.put(ScriptedPlatform.order("#" + day + "-" + i, "SKU-1", 1, clock.instant()));
            }
        }

        breakThings(bench);
        bench.sync().submit(SyncRequest.immediate(STORE.id()));
        finish(bench);
        clock.advance(Duration.ofMinutes(70));
        bench.sync().submit(SyncRequest.immediate(STORE.id()));
        finish(bench);

        assertAllOnce(bench, ORDERS);
    }

    @Test
    void platformInLocalTimeLosesNoneWhenSummerBegins() {
        localTime("America/New_York", "2026-03-08T04:00:00Z");
    }

    @Test
    void platformInLocalTimeLosesNoneWhenSummerEnds() {
        localTime("America/New_York", "2026-11-01T03:00:00Z");
    }

    /** Half an hour only. */
    @Test
    void platformInLocalTimeLosesNoneOnLordHowe() {
        localTime("Australia/Lord_Howe", "2026-04-04T11:00:00Z");
    }

    private void localTime(String zone, String start) {
        platform.inLocalTime(ZoneId.of(zone));
        clock.advanceTo(Instant.parse(start));
        SyncBench bench = open();

        for (int i = 0; i < ORDERS; i++) {
            clock.advance(Duration.ofMinutes(2));
            platform.put(ScriptedPlatform.order("#" + i, "SKU-1", 1, clock.instant()));
            if (i % 8 == 7) {
                bench.sync().submit(SyncRequest.immediate(STORE.id()));
                finish(bench);
            }
        }

        assertThat(bench.state.orders().list(OrderQuery.newest(500))).hasSize(ORDERS);
        assertThat(bench.sync().coverage(STORE.id()).gaps()).isEmpty();
        assertCountedOnce(bench);
    }

    /** A run that meets many faults waits long between its rounds. */
    private static void finish(SyncBench bench) {
        for (int i = 0; i < 4; i++) {
            bench.runUntilIdle();
        }
    }

    private static String window(HttpCall call) {
        Matcher found = ASKED.matcher(new String(call.body(), StandardCharsets.UTF_8));
        return found.find() ? found.group() : "";
    }

    private void assertCountedOnce(SyncBench bench) {
        List<SyncRun> runs = bench.sync().list(SyncRunQuery.newest(100));
        assertThat(runs).allMatch(run -> run.status() == SyncRun.Status.SUCCESS);
        assertThat(runs.stream().mapToInt(run -> run.counts().created()).sum()).isEqualTo(ORDERS);
        assertThat(runs).allMatch(run -> run.counts().updated() == 0);
    }

    private void assertAllOnce(SyncBench bench, int orders) {
        assertThat(bench.state.orders().list(OrderQuery.newest(500)))
                .hasSize(orders)
                .allMatch(order -> order.version() == 1);
        assertThat(bench.sync().coverage(STORE.id()).gaps()).isEmpty();
        assertThat(bench.sync().coverage(STORE.id()).proven()).hasSize(1);
        Coverage asked = Coverage.none(STORE.id(), OrderKind.B2C);
        for (TimeWindow window : asked(bench)) {
            assertThat(window.length()).isLessThanOrEqualTo(LIMIT);
            asked = asked.with(window);
        }
        assertThat(asked.proven()).as("no hole between windows").hasSize(1);
    }

    private static List<TimeWindow> asked(SyncBench bench) {
        return bench.transport.calls().stream()
                .map(call -> ASKED.matcher(new String(call.body(), StandardCharsets.UTF_8)))
                .filter(Matcher::find)
                .map(found -> new TimeWindow(Instant.parse(found.group(1)), Instant.parse(found.group(2))))
                .distinct()
                .toList();
    }
}
