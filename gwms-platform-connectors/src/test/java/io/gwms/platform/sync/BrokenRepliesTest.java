package io.gwms.platform.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.ordersync.FailureFamily;
import io.gwms.ordersync.Quarantined;
import io.gwms.ordersync.SyncRequest;
import io.gwms.ordersync.SyncRun;
import io.gwms.ordersync.SyncRunId;
import io.gwms.ordersync.TimeWindow;
import io.gwms.outcome.Outcome;
import io.gwms.platform.OrderCursor;
import io.gwms.store.Store;
import io.gwms.store.StoreId;
import io.gwms.testkit.platform.ScriptedPlatform;
import io.gwms.testkit.time.VirtualClock;
import io.gwms.transport.HttpReply;
import io.gwms.transport.Transport;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An order that breaks every reply it is shown in stops no other: the engine asks for less until it stands alone. */
class BrokenRepliesTest {
    private static final Store STORE = ScriptedPlatform.store("acme");
    private static final StoreId ID = STORE.id();
    private static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");

    private final VirtualClock clock = VirtualClock.startingAt(NOON);
    private final Set<String> broken = new TreeSet<>();
    private int repliesToBreak = Integer.MAX_VALUE;
    private int calls;
    private ScriptedPlatform platform = ScriptedPlatform.standard();
    private SyncBench bench = bench();

    private SyncBench bench() {
        Transport way = platform.transport();
        return SyncBench.of(
                platform.connector(),
                STORE,
                ScriptedPlatform.credential(ID),
                call -> way.send(call).then(reply -> Outcome.done(onTheWay(reply))),
                clock);
    }

    private HttpReply onTheWay(HttpReply reply) {
        calls++;
        String text = reply.text();
        boolean shows = broken.stream().anyMatch(number -> text.contains("\"" + number + "\""));
        return shows && repliesToBreak-- > 0
                ? HttpReply.of(
                        reply.status(), reply.headers(), text.replace(":", "").getBytes(StandardCharsets.UTF_8))
                : reply;
    }

    /** Orders of that many minutes, the first of them now. */
    private void seed(int orders, Duration apart) {
        for (int i = 0; i < orders; i++) {
            platform.put(ScriptedPlatform.order("#" + (1000 + i), "A", 1, clock.instant()));
            clock.advance(apart);
        }
    }

    private static String[] numbers(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "#" + (1000 + i)).toArray(String[]::new);
    }

    private SyncRun run(SyncRequest request) {
        SyncRunId id = bench.sync().submit(request).get(0);
        bench.runUntilIdle();
        return bench.sync().find(id).orElseThrow();
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    @Test
    void oneOrderIsFoundByItsTimeAndTheRestComesIn() {
        seed(40, Duration.ofMinutes(10));
        broken.add("#1017");

        SyncRun run = run(SyncRequest.immediate(ID));

        assertThat(run.status()).isEqualTo(SyncRun.Status.SUCCESS);
        assertThat(run.created()).hasSize(39).doesNotContain("#1017");
        assertThat(run.total()).isEqualTo(40);
        assertThat(bench.sync().coverage(ID).gaps()).isEmpty();
        Quarantined aside = bench.sync().quarantined(ID).get(0);
        assertThat(bench.sync().quarantined(ID)).hasSize(1);
        assertThat(aside.reason())
                .contains("2026-03-10T14:50:00Z to 2026-03-10T14:50:05Z", "cannot be read", "HTTP 200");
        assertThat(calls).isLessThan(80);
    }

    @Test
    void itComesInAndIsReleasedWhenItCanBeReadAgain() {
        seed(40, Duration.ofMinutes(10));
        broken.add("#1017");
        run(SyncRequest.immediate(ID));
        clock.advance(Duration.ofMinutes(1));

        SyncRun inVain = run(SyncRequest.immediate(ID));
        clock.advance(Duration.ofMinutes(1));
        broken.clear();
        SyncRun again = run(SyncRequest.immediate(ID));

        assertThat(inVain.status()).isEqualTo(SyncRun.Status.SUCCESS);
        assertThat(inVain.total()).isZero();
        assertThat(again.created()).containsExactly("#1017");
        assertThat(bench.sync().quarantined(ID)).isEmpty();
    }

    /** Both parts hold the same order, one of them a part of the other, and neither was read. */
    @Test
    void nothingIsReleasedWithAPartOfAWindowThatStillCannotBeRead() {
        clock.advance(Duration.ofSeconds(3));
        seed(40, Duration.ofMinutes(10));
        broken.add("#1017");
        Instant begin = Instant.parse("2026-03-10T14:50:00Z");
        Instant end = begin.plusSeconds(600);
        run(SyncRequest.timeRange(new TimeWindow(begin.plusSeconds(2), end), ID));
        run(SyncRequest.timeRange(new TimeWindow(begin.minusSeconds(300), end), ID));
        List<String> aside = asideIds();
        clock.advance(Duration.ofMinutes(1));

        SyncRun inVain = run(SyncRequest.immediate(ID));

        assertThat(aside).hasSize(2);
        assertThat(inVain.status()).isEqualTo(SyncRun.Status.SUCCESS);
        assertThat(asideIds()).isEqualTo(aside);
        broken.clear();
        clock.advance(Duration.ofMinutes(1));
        assertThat(run(SyncRequest.immediate(ID)).created()).containsExactly("#1017");
        assertThat(asideIds()).isEmpty();
    }

    private List<String> asideIds() {
        return bench.sync().quarantined(ID).stream()
                .map(Quarantined::platformOrderId)
                .sorted()
                .toList();
    }

    @Test
    void whatIsBrokenOnceOnTheWayIsAskedForAgainAndNothingIsSetAside() {
        seed(40, Duration.ofMinutes(10));
        broken.add("#1017");
        repliesToBreak = 1;

        SyncRun run = run(SyncRequest.immediate(ID));

        assertThat(run.created()).hasSize(40);
        assertThat(run.quarantined()).isEmpty();
        assertThat(calls).isLessThan(20);
    }

    @Test
    void repliesThatAreAllBrokenFailTheRunInPlainWordsAndNothingIsTakenForProven() {
        seed(12, Duration.ofMinutes(10));
        broken.addAll(List.of(numbers(0, 12)));

        SyncRun run = run(SyncRequest.immediate(ID));

        assertThat(run.status()).isEqualTo(SyncRun.Status.FAILED);
        assertThat(run.failure().family()).isEqualTo(FailureFamily.PLATFORM);
        assertThat(run.failure().code()).isEqualTo("MALFORMED_REPLY");
        assertThat(run.failure().reason()).contains("its replies are broken and not one order");
        assertThat(bench.sync().coverage(ID).gaps()).isNotEmpty();
        broken.clear();
        clock.advance(Duration.ofMinutes(1));
        assertThat(run(SyncRequest.immediate(ID)).created()).hasSize(12);
        assertThat(bench.sync().quarantined(ID)).isEmpty();
    }

    @Test
    void manyBrokenOrdersWithGoodOnesBetweenThemAreNoPlatformWhoseRepliesAreAllBroken() {
        seed(24, Duration.ofMinutes(10));
        IntStream.range(0, 8).forEach(i -> broken.add("#" + (1001 + 3 * i)));

        SyncRun run = run(SyncRequest.immediate(ID));

        assertThat(run.status()).isEqualTo(SyncRun.Status.SUCCESS);
        assertThat(run.created()).hasSize(16);
        assertThat(bench.sync().quarantined(ID)).hasSize(8);
        assertThat(bench.sync().coverage(ID).gaps()).isEmpty();
    }

    @Test
    void ofNumbersThatAreAskedForTogetherOnlyTheBrokenOneIsSetAsideUnderItsNumber() {
        seed(5, Duration.ofMinutes(10));
        broken.add("#1002");

        SyncRun run = run(SyncRequest.orderNumbers(List.of(numbers(0, 5)), ID));

        assertThat(run.created()).containsExactlyInAnyOrder("#1000", "#1001", "#1003", "#1004");
        assertThat(run.quarantined()).containsExactly("#1002");
        broken.clear();
        clock.advance(Duration.ofMinutes(1));
        assertThat(run(SyncRequest.orderNumbers(List.of("#1002"), ID)).created())
                .containsExactly("#1002");
        assertThat(bench.sync().quarantined(ID)).isEmpty();
    }

    @Test
    void fiveInARowAreSetAsideAndWithTheSixthItIsThePlatform() {
        seed(6, Duration.ofMinutes(10));
        broken.addAll(List.of(numbers(0, 5)));
        SyncRun five = run(SyncRequest.orderNumbers(List.of(numbers(0, 6)), ID));
        broken.add("#1005");
        clock.advance(Duration.ofMinutes(1));

        SyncRun six = run(SyncRequest.orderNumbers(List.of(numbers(0, 6)), ID));

        assertThat(five.status()).isEqualTo(SyncRun.Status.SUCCESS);
        assertThat(five.quarantined()).hasSize(5);
        assertThat(six.status()).isEqualTo(SyncRun.Status.FAILED);
    }

    @Test
    void anOrderThatIsKnownHereIsSetAsideUnderItsOwnName() {
        seed(1, Duration.ofMinutes(10));
        run(SyncRequest.immediate(ID));
        broken.add("#1000");

        run(SyncRequest.orderNumbers(List.of("#1000"), ID));

        assertThat(asideIds()).containsExactly("id-#1000");
    }

    @Test
    void numberWhoseReplyIsBrokenOnTheWayIsAskedForOnceMore() {
        seed(1, Duration.ofMinutes(10));
        broken.add("#1000");
        repliesToBreak = 1;

        SyncRun run = run(SyncRequest.orderNumbers(List.of("#1000"), ID));

        assertThat(run.created()).containsExactly("#1000");
        assertThat(bench.sync().quarantined(ID)).isEmpty();
    }

    @Test
    void numbersBehindABrokenOneAreAskedForTogetherAgain() {
        bench.close();
        platform = ScriptedPlatform.with(
                ScriptedPlatform.everything().numbersAtOnce(5).build());
        bench = bench();
        seed(25, Duration.ofMinutes(1));
        broken.add("#1002");

        SyncRun run = run(SyncRequest.orderNumbers(List.of(numbers(0, 25)), ID));

        assertThat(run.created()).hasSize(24);
        assertThat(calls)
                .as("the broken five twice, then each of them, then the four fives behind them")
                .isEqualTo(2 + 5 + 4);
    }

    @Test
    void ofOpenOrdersThatAreSweptOnlyTheBrokenOneIsSetAside() {
        bench.close();
        platform = ScriptedPlatform.with(ScriptedPlatform.everything()
                .cursor(new OrderCursor(OrderCursor.Field.CHANGED_AT, false, null, null, Duration.ofMinutes(5), 3))
                .build());
        bench = bench();
        seed(5, Duration.ofMinutes(10));
        run(SyncRequest.immediate(ID));
        broken.add("#1002");
        clock.advance(Duration.ofHours(1));

        SyncRun run = run(SyncRequest.immediate(ID));

        assertThat(run.status()).isEqualTo(SyncRun.Status.SUCCESS);
        assertThat(bench.sync().quarantined(ID))
                .extracting(Quarantined::platformOrderId)
                .containsExactly("id-#1002");
    }
}
