package io.gwms.audit;

import static io.gwms.audit.Exchanges.numbered;
import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.audit.AsyncCallRecorder.Settings;
import io.gwms.evidence.ApiCallQuery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The writer behind the callers: what it loses (nothing), when, and what it tells. */
@Timeout(60)
class AsyncCallRecorderTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Settings QUICK =
            settings(8192, 32 << 20, Duration.ofMillis(20), Duration.ofMillis(1), Duration.ofMillis(1));

    private final ScriptedCalls store = new ScriptedCalls();
    private final List<AsyncCallRecorder> opened = new ArrayList<>();

    private static Settings settings(int entries, long bytes, Duration linger, Duration room, Duration pause) {
        return new Settings(entries, bytes, 256, linger, room, Duration.ofSeconds(5), pause);
    }

    private AsyncCallRecorder recorder(Settings settings) {
        AsyncCallRecorder recorder = Recorders.of(settings, store, RecordingPolicy.standard(), Recovery.none());
        opened.add(recorder);
        return recorder;
    }

    private AsyncCallRecorder started(Settings settings) {
        AsyncCallRecorder recorder = recorder(settings);
        recorder.start();
        return recorder;
    }

    @AfterEach
    void close() {
        opened.forEach(recorder -> recorder.close(Duration.ofSeconds(1)));
    }

    @Test
    void writesInBatchesOnItsOwnThreadInTheOrderOfTheCalls() {
        AsyncCallRecorder recorder = started(QUICK);

        record(recorder, 400);

        assertThat(recorder.drain(LONG)).isTrue();
        assertThat(store.correlations()).isEqualTo(newestFirst(400));
        assertThat(store.writers()).containsOnly("gwms-audit");
        assertThat(store.batches()).hasSizeLessThan(200).allMatch(size -> size <= 256);
    }

    @Test
    void tellsHowLongItsBatchesTookToAFactorOfTwo() {
        AsyncCallRecorder recorder = recorder(QUICK);
        assertThat(recorder.metrics().batchP50()).as("before the first").isZero();
        store.during(() -> {
            long until = System.nanoTime() + 2_000_000;
            while (System.nanoTime() < until) {
                Thread.onSpinWait();
            }
        });
        long since = System.nanoTime();

        recorder.start();
        record(recorder, 400);
        assertThat(recorder.drain(LONG)).isTrue();
        long taken = System.nanoTime() - since;

        assertThat(recorder.metrics().batchP50()).isBetween(Duration.ofMillis(2), Duration.ofNanos(2 * taken));
        assertThat(recorder.metrics().batchP99())
                .isGreaterThanOrEqualTo(recorder.metrics().batchP50());
    }

    @Test
    void aCallThatIsPutTogetherLaterCostsItsCallerNothingOfThat() {
        AsyncCallRecorder recorder = recorder(QUICK);
        List<String> threads = new CopyOnWriteArrayList<>();
        recorder.record(numbered(1).call().context(), 10, () -> {
            threads.add(Thread.currentThread().getName());
            return numbered(1);
        });

        assertThat(threads).isEmpty();
        assertThat(recorder.metrics().queuedBytes()).isGreaterThan(10);

        recorder.start();
        assertThat(recorder.drain(LONG)).isTrue();
        assertThat(store.correlations()).containsExactly("task:1");
        assertThat(threads).containsExactly("gwms-audit");
    }

    @Test
    void aCallThatCannotBePutTogetherLeavesARowAndHarmsNoOther() {
        AsyncCallRecorder recorder = recorder(QUICK);
        record(recorder, 1);
        recorder.record(numbered(1).call().context(), 10, () -> {
            throw new IllegalStateException("secret-of-the-call");
        });
        recorder.start();

        assertThat(recorder.drain(LONG)).isTrue();
        assertThat(store.correlations()).containsExactly("task:1", "task:0");
        assertThat(recorder.metrics().redactionFailures()).isOne();
        assertThat(recorder.metrics().lost()).isZero();
        assertThat(store.list(ApiCallQuery.newest(10)).get(0).error())
                .contains("could not be put together (IllegalStateException)")
                .doesNotContain("secret-of-the-call");
    }

    @Test
    void beforeItIsStartedNothingIsWrittenUntilItIsDrained() {
        AsyncCallRecorder recorder = recorder(QUICK);
        record(recorder, 300);

        assertThat(store.batches()).isEmpty();
        assertThat(threads()).doesNotContain("gwms-audit");
        assertThat(recorder.metrics().queued()).isEqualTo(300);

        assertThat(recorder.drain(LONG)).isTrue();
        assertThat(store.batches()).containsExactly(256, 44);
        assertThat(store.writers()).containsOnly(Thread.currentThread().getName());
        assertThat(recorder.metrics().queued()).isZero();
        assertThat(recorder.metrics().queuedBytes()).isZero();
    }

    @Test
    void anOutageLosesNothing() {
        store.failing(20);
        AsyncCallRecorder recorder = recorder(QUICK);
        record(recorder, 3);
        recorder.start(); // only now, since one call refused again and again would be given up as poison

        assertThat(recorder.drain(LONG)).isTrue();
        assertThat(store.correlations()).isEqualTo(newestFirst(3));
        assertThat(recorder.metrics().lost()).isZero();
        assertThat(recorder.metrics().storeFailures()).isEqualTo(20);
    }

    @Test
    void aPoisonCallIsFoundAndGivenUpAloneAndCounted() {
        store.refusing(call -> call.context().correlation().orElseThrow().equals("task:77"));
        AsyncCallRecorder recorder = recorder(QUICK);
        record(recorder, 200);
        recorder.start();

        assertThat(recorder.drain(LONG)).isTrue();
        assertThat(store.correlations()).hasSize(199).doesNotContain("task:77");
        assertThat(recorder.metrics().deadLettered()).isOne();
        assertThat(recorder.metrics().lost()).isOne();
        assertThat(recorder.metrics().written()).isEqualTo(199);
    }

    @Test
    void aCallRefusedForAWhileIsKeptInTheEnd() {
        int[] refusals = {3};
        store.refusing(call -> call.context().correlation().orElseThrow().equals("task:2") && refusals[0]-- > 0);
        AsyncCallRecorder recorder = recorder(QUICK);
        record(recorder, 4);
        recorder.start();

        assertThat(recorder.drain(LONG)).isTrue();
        assertThat(store.correlations()).isEqualTo(newestFirst(4));
        assertThat(recorder.metrics().lost()).isZero();
    }

    @Test
    void aFullQueueMakesItsCallerWaitForRoomSoThatNothingIsLost() throws InterruptedException {
        CountDownLatch gate = new CountDownLatch(1);
        store.heldBy(gate);
        AsyncCallRecorder recorder = started(settings(10, 1 << 20, Duration.ZERO, LONG, Duration.ofMillis(1)));
        record(recorder, 1);
        assertThat(store.reached().await(30, TimeUnit.SECONDS)).isTrue();
        IntStream.range(1, 10).forEach(i -> recorder.record(numbered(i)));

        Thread caller = new Thread(() -> recorder.record(numbered(10)));
        caller.start();
        while (caller.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        gate.countDown();
        caller.join();

        assertThat(recorder.drain(LONG)).isTrue();
        assertThat(store.correlations()).containsExactlyInAnyOrderElementsOf(newestFirst(11));
        assertThat(store.writers()).containsOnly("gwms-audit");
        assertThat(recorder.metrics().shed()).isZero();
    }

    @Test
    void theQueueIsBoundedByBytesTooAndLetsOneLargeCallInAlone() {
        AsyncCallRecorder recorder =
                recorder(settings(1000, 10_000, Duration.ZERO, Duration.ZERO, Duration.ofMillis(1)));
        recorder.record(Exchanges.of("x".repeat(50_000), Exchanges.json(200, "{}"), "task:0"));
        assertThat(recorder.metrics().queued()).isOne();

        recorder.record(numbered(1));

        assertThat(recorder.metrics().overflowed()).isOne();
        assertThat(store.correlations()).containsExactly("task:1");
    }

    @Test
    void manyCallersOverwhelmASmallQueueAndNothingIsLost() throws InterruptedException {
        AsyncCallRecorder recorder = started(settings(8, 1 << 20, Duration.ZERO, LONG, Duration.ofMillis(1)));
        List<Thread> callers = IntStream.range(0, 8)
                .mapToObj(caller -> new Thread(() ->
                        IntStream.range(0, 60).forEach(i -> recorder.record(numbered(caller * 60 + i)))))
                .toList();
        callers.forEach(Thread::start);
        for (Thread caller : callers) {
            caller.join();
        }

        assertThat(recorder.close(LONG)).isZero();
        assertThat(store.correlations()).containsExactlyInAnyOrderElementsOf(newestFirst(480));
        assertThat(recorder.metrics().recorded()).isEqualTo(480);
        assertThat(recorder.metrics().written()).isEqualTo(480);
    }

    @Test
    void inASteppedRuntimeAStoreThatIsOutKeepsTheCallsForTheNextStep() {
        store.failing(1_000_000);
        AsyncCallRecorder recorder = recorder(QUICK);
        record(recorder, 5);

        assertThat(recorder.drain(Duration.ofMillis(30))).isFalse();
        assertThat(recorder.metrics().queued()).isEqualTo(5);
        assertThat(recorder.metrics().lost()).isZero();

        store.failing(0);
        assertThat(recorder.drain(LONG)).isTrue();
        assertThat(store.correlations()).isEqualTo(newestFirst(5));
    }

    @Test
    void closingTellsHowManyCallsTheStoreNeverTook() {
        store.failing(1_000_000);
        AsyncCallRecorder recorder = started(QUICK);
        record(recorder, 7);

        assertThat(recorder.close(Duration.ofSeconds(1))).isEqualTo(7);
        assertThat(recorder.metrics().lost()).isEqualTo(7);
        assertThat(recorder.metrics().queued()).isZero();
    }

    @Test
    void closingWritesWhatIsLeftAlsoWhenNeverStarted() {
        AsyncCallRecorder recorder = recorder(QUICK);
        record(recorder, 300);

        assertThat(recorder.close(LONG)).isZero();
        assertThat(store.correlations()).hasSize(300);
    }

    @Test
    void aCallAfterClosingIsWrittenToo() {
        AsyncCallRecorder recorder = started(QUICK);
        recorder.close(LONG);
        record(recorder, 1);

        assertThat(recorder.drain(LONG)).isTrue();
        assertThat(store.correlations()).containsExactly("task:0");
        assertThat(recorder.metrics().lost()).isZero();
    }

    @Test
    void theCallsOfTheStoreItselfAreNotRecorded() {
        AsyncCallRecorder recorder = recorder(QUICK);
        store.during(() -> recorder.record(numbered(99)));
        record(recorder, 2);

        assertThat(recorder.drain(LONG)).isTrue();
        assertThat(store.correlations()).isEqualTo(newestFirst(2));
        assertThat(recorder.metrics().queued()).isZero();
    }

    @Test
    void anInterruptedCallerKeepsItsFlagAndItsCallIsKept() {
        AsyncCallRecorder recorder = started(QUICK);
        Thread.currentThread().interrupt();
        recorder.record(numbered(0));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(recorder.drain(LONG)).isTrue();
        assertThat(store.correlations()).containsExactly("task:0");
    }

    private static void record(AsyncCallRecorder recorder, int calls) {
        IntStream.range(0, calls).forEach(i -> recorder.record(numbered(i)));
    }

    private static List<String> newestFirst(int calls) {
        return IntStream.range(0, calls)
                .mapToObj(i -> "task:" + (calls - 1 - i))
                .toList();
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(Thread::isAlive)
                .map(Thread::getName)
                .toList();
    }
}
