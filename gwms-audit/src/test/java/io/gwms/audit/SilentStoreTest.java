package io.gwms.audit;

import static io.gwms.audit.Exchanges.numbered;
import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.audit.AsyncCallRecorder.Settings;
import io.gwms.audit.RecordingPolicy.Durability;
import io.gwms.evidence.ApiCall;
import io.gwms.evidence.ApiCallQuery;
import io.gwms.evidence.CallExchange;
import io.gwms.evidence.CallPhase;
import io.gwms.evidence.CapturedBody.State;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A store that neither takes a call nor fails: nobody waits for it, nothing is missing without a trace, and once it answers
 * all that was queued is written.
 */
@Timeout(60)
class SilentStoreTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(1);

    /** Room for ten calls and two rows; silent is what took nothing for a millisecond. */
    private static final Settings SMALL = new Settings(10, 1 << 20, 256, SHORT, SHORT, SHORT, SHORT);

    @TempDir
    private Path directory;

    private final CountDownLatch gate = new CountDownLatch(1);
    private final ScriptedCalls store = new ScriptedCalls().heldBy(gate);
    private final List<AsyncCallRecorder> opened = new ArrayList<>();
    private Journal journal;

    @AfterEach
    void close() throws IOException {
        gate.countDown();
        opened.forEach(recorder -> recorder.close(LONG));
        if (journal != null) {
            journal.close();
        }
    }

    private AsyncCallRecorder recorder(Durability durability, Recovery recovery) {
        AsyncCallRecorder recorder =
                Recorders.of(SMALL, store, RecordingPolicy.standard().withDurability(durability), recovery);
        opened.add(recorder);
        return recorder;
    }

    /** A recorder whose writer hangs in the store with the first call. */
    private AsyncCallRecorder hanging(Durability durability, Recovery recovery) throws InterruptedException {
        AsyncCallRecorder recorder = recorder(durability, recovery);
        recorder.start();
        recorder.record(numbered(0));
        assertThat(store.reached().await(30, TimeUnit.SECONDS)).isTrue();
        until(recorder::isStoreOut);
        return recorder;
    }

    private AsyncCallRecorder hanging(Durability durability) throws InterruptedException {
        return hanging(durability, Recovery.none());
    }

    private Recovery journal(long limit) {
        journal = Journal.open(directory, 2000, limit);
        return new Recovery(journal, null, "0123456789ab", 12);
    }

    @Test
    void callersGoOnBodiesGoBeforeRowsAndTheLogTellsWhatItLacks() throws InterruptedException {
        AsyncCallRecorder recorder = hanging(Durability.MEMORY);
        Duration waited = recorder.metrics().blocked();
        record(recorder, 1, 100);

        assertThat(recorder.metrics().blocked()).as("nobody waits").isEqualTo(waited);
        assertThat(recorder.metrics().silence()).isGreaterThanOrEqualTo(SHORT);
        assertThat(recorder.metrics().queued()).isEqualTo(12);
        assertThat(recorder.metrics().shed()).isEqualTo(2);
        assertThat(recorder.metrics().lost()).isEqualTo(88);
        gate.countDown();
        assertThat(recorder.close(LONG)).isEqualTo(88);

        assertThat(ended()).hasSize(12);
        assertThat(ended().stream().map(call -> store.find(call.id()).orElseThrow()))
                .filteredOn(call -> call.requestBody().state() == State.OMITTED)
                .extracting(call -> call.context().correlation().orElseThrow())
                .containsExactly("task:11", "task:10");
        assertThat(gaps()).singleElement().satisfies(gap -> {
            assertThat(gap.count()).isEqualTo(88);
            assertThat(gap.error()).contains("took nothing until the queue was full");
        });
    }

    @Test
    void aCallerWaitsForRoomNoLongerThanItIsToldTo() throws InterruptedException {
        Settings patient = new Settings(1, 1 << 20, 256, SHORT, Duration.ofMillis(20), LONG, SHORT);
        AsyncCallRecorder recorder = Recorders.of(patient, store, RecordingPolicy.standard(), Recovery.none());
        opened.add(recorder);
        recorder.start();
        record(recorder, 0, 3);

        assertThat(recorder.metrics().blocked())
                .as("two calls that found no room")
                .isBetween(Duration.ofMillis(40), Duration.ofSeconds(20));
        assertThat(recorder.metrics().shed()).isOne();
    }

    @Test
    void onceTheStoreAnswersRowsOfGapsComeWithTheNextBatchAndCallersMayWaitAgain() throws InterruptedException {
        AsyncCallRecorder recorder = hanging(Durability.MEMORY);
        record(recorder, 1, 20);
        gate.countDown();

        assertThat(recorder.drain(LONG)).isTrue();
        until(() -> !gaps().isEmpty());
        until(() -> !recorder.isStoreOut());
        recorder.record(numbered(21));
        assertThat(recorder.drain(LONG)).isTrue();
        assertThat(ended()).hasSize(13);
    }

    @Test
    void closingEndsInTimeAndTellsWhatIsLost() throws InterruptedException {
        AsyncCallRecorder recorder = hanging(Durability.MEMORY);
        record(recorder, 1, 6);
        CountDownLatch released = new CountDownLatch(1);

        assertThat(recorder.close(Duration.ofMillis(50), released::countDown)).isEqualTo(6);
        assertThat(recorder.metrics().lost())
                .as("the first is in the store's hands still")
                .isEqualTo(5);
        assertThat(released.getCount()).as("the database is in use").isOne();

        gate.countDown();
        assertThat(released.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(ended()).hasSize(1);
        assertThat(gaps())
                .singleElement()
                .satisfies(gap -> assertThat(gap.count()).isEqualTo(5));
    }

    @Test
    void closingEndsInTimeAlsoWhenNothingWasStarted() {
        AsyncCallRecorder recorder = recorder(Durability.MEMORY, Recovery.none());
        record(recorder, 0, 5);

        assertThat(recorder.close(Duration.ofMillis(50))).isEqualTo(5);
    }

    @Test
    void whatComesAfterClosingHoldsNobodyEither() throws InterruptedException {
        AsyncCallRecorder recorder = hanging(Durability.MEMORY);
        recorder.close(Duration.ofMillis(1));
        record(recorder, 1, 1000);

        assertThat(recorder.metrics().lost()).isGreaterThan(500);
        gate.countDown();
        assertThat(recorder.drain(LONG)).isTrue();
        assertThat(ended().size() + recorder.metrics().lost()).isEqualTo(1000);
    }

    @ParameterizedTest
    @EnumSource(names = {"SYNC", "INTENT"})
    void whoWantsCertaintyIsToldThatThereIsNone(Durability durability) throws InterruptedException {
        AsyncCallRecorder recorder = hanging(durability);
        Duration waited = recorder.metrics().blocked();
        assertThat(waited).as("the first has waited").isPositive();
        CallExchange end = numbered(1);
        recorder.begin(CallExchange.opening(end.startedAt(), end.call())).record(end);
        record(recorder, 2, 30);

        assertThat(recorder.metrics().unconfirmed())
                .isEqualTo(recorder.metrics().recorded() + (durability == Durability.INTENT ? 1 : 0));
        assertThat(recorder.metrics().queued()).isEqualTo(12);
        gate.countDown();
        assertThat(recorder.drain(LONG)).isTrue();
        assertThat(ended())
                .extracting(call -> call.context().correlation().orElseThrow())
                .contains("task:0", "task:1");
    }

    @Test
    void theJournalKeepsWhatMemoryHasNoRoomForUntilTheStoreAnswers() throws InterruptedException, IOException {
        AsyncCallRecorder recorder = hanging(Durability.JOURNAL, journal(1 << 30));
        record(recorder, 1, 100);

        assertThat(recorder.metrics().queued()).isEqualTo(10);
        assertThat(recorder.metrics().parked()).isEqualTo(90);
        assertThat(recorder.metrics().lost() + recorder.metrics().shed()).isZero();
        gate.countDown();
        until(() -> recorder.metrics().parked() == 0);
        assertThat(recorder.close(LONG)).isZero();

        assertThat(ended())
                .hasSize(100)
                .allSatisfy(call -> assertThat(store.find(call.id())
                                .orElseThrow()
                                .requestBody()
                                .text())
                        .contains("number"));
        assertThat(recorder.metrics().written()).isEqualTo(100);
        assertThat(files()).isEmpty();
    }

    @Test
    void aFullJournalLeavesTheRestToMemory() throws InterruptedException {
        AsyncCallRecorder recorder = hanging(Durability.JOURNAL, journal(10_000));
        record(recorder, 1, 100);
        long kept = recorder.metrics().parked() + 10;

        assertThat(kept).isBetween(15L, 60L);
        assertThat(recorder.metrics().journalFailures()).isEqualTo(100 - kept);
        assertThat(recorder.metrics().shed()).isEqualTo(2);
        assertThat(recorder.metrics().lost()).isEqualTo(100 - kept - 2);
        gate.countDown();
        assertThat(recorder.close(LONG)).isEqualTo(100 - kept - 2);
        assertThat(ended()).hasSize((int) kept + 2);
        assertThat(gaps()).hasSize(1);
    }

    @Test
    void whatTheJournalHasIsNotLostByClosingAndIsThereAfterTheNextStart() throws InterruptedException, IOException {
        AsyncCallRecorder recorder = hanging(Durability.JOURNAL, journal(1 << 30));
        record(recorder, 1, 40);
        assertThat(recorder.close(Duration.ofMillis(20))).isZero();
        gate.countDown();

        AsyncCallRecorder next = recorder(Durability.JOURNAL, journal(1 << 30));
        assertThat(next.drain(LONG)).isTrue();
        assertThat(ended()).hasSize(40);
        assertThat(files()).isEmpty();
    }

    @Test
    void anInterruptedCallerLeavesTheJournalWhole() throws InterruptedException {
        AsyncCallRecorder recorder = hanging(Durability.JOURNAL, journal(1 << 30));
        Thread.currentThread().interrupt();
        record(recorder, 1, 2);
        assertThat(Thread.interrupted()).isTrue();
        record(recorder, 2, 3);

        assertThat(recorder.metrics().journalFailures()).isZero();
    }

    @Test
    void startingDoesNotWaitForItEither() throws InterruptedException {
        CountDownLatch asked = new CountDownLatch(1);
        RecorderSessions sessions = (RecorderSessions) Proxy.newProxyInstance(
                RecorderSessions.class.getClassLoader(),
                new Class<?>[] {RecorderSessions.class},
                (proxy, method, values) -> {
                    asked.countDown();
                    gate.await();
                    return method.getReturnType() == List.class ? List.of() : null;
                });
        AsyncCallRecorder recorder =
                recorder(Durability.MEMORY, new Recovery(null, sessions, "0123456789ab", SMALL.capacity()));
        recorder.start();
        record(recorder, 0, 50);

        assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(recorder.metrics().queued()).isEqualTo(12);
        gate.countDown();
        assertThat(recorder.drain(LONG)).isTrue();
        assertThat(ended()).hasSize(12);
    }

    private static void record(AsyncCallRecorder recorder, int from, int to) {
        IntStream.range(from, to).forEach(i -> recorder.record(numbered(i)));
    }

    private static void until(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            assertThat(Thread.currentThread().isInterrupted()).as("out of time").isFalse();
            Thread.onSpinWait();
        }
    }

    private List<ApiCall> ended() {
        return in(CallPhase.ENDED);
    }

    private List<ApiCall> gaps() {
        return in(CallPhase.GAP);
    }

    private List<ApiCall> in(CallPhase phase) {
        return store.list(ApiCallQuery.newest(500)).stream()
                .filter(call -> call.phase() == phase)
                .toList();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".calls")).toList();
        }
    }
}
