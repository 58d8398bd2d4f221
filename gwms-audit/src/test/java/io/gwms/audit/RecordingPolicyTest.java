package io.gwms.audit;

import static io.gwms.audit.Exchanges.NOON;
import static io.gwms.audit.Exchanges.json;
import static io.gwms.audit.Exchanges.numbered;
import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.audit.AsyncCallRecorder.Settings;
import io.gwms.audit.RecordingPolicy.Durability;
import io.gwms.audit.RecordingPolicy.Overflow;
import io.gwms.evidence.ApiCall;
import io.gwms.evidence.ApiCallQuery;
import io.gwms.evidence.CallExchange;
import io.gwms.evidence.CallPhase;
import io.gwms.evidence.CallRecorder;
import io.gwms.evidence.CapturedBody.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What each policy keeps, when its caller may go on, and how the log tells what it lacks. */
@Timeout(60)
class RecordingPolicyTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(1);
    private static final Settings SMALL = new Settings(10, 1 << 20, 256, SHORT, SHORT, SHORT, SHORT);
    private static final Settings PATIENT = new Settings(1000, 1 << 24, 256, SHORT, SHORT, LONG, SHORT);

    @TempDir
    private Path directory;

    private final ScriptedCalls store = new ScriptedCalls();
    private final List<AsyncCallRecorder> opened = new ArrayList<>();
    private final List<Journal> journals = new ArrayList<>();

    @AfterEach
    void close() throws IOException {
        opened.forEach(recorder -> recorder.close(Duration.ofSeconds(1)));
        for (Journal journal : journals) {
            journal.close();
        }
    }

    private AsyncCallRecorder recorder(Settings settings, RecordingPolicy policy, Recovery recovery) {
        AsyncCallRecorder recorder = Recorders.of(settings, store, policy, recovery);
        opened.add(recorder);
        return recorder;
    }

    private AsyncCallRecorder started(Settings settings, RecordingPolicy policy) {
        AsyncCallRecorder recorder = recorder(settings, policy, Recovery.none());
        recorder.start();
        return recorder;
    }

    /** A recorder whose queue of ten is full, the writer standing at the gate. */
    private AsyncCallRecorder full(RecordingPolicy policy, CountDownLatch gate) throws InterruptedException {
        store.heldBy(gate);
        AsyncCallRecorder recorder = started(SMALL, policy);
        recorder.record(numbered(0));
        assertThat(store.reached().await(30, TimeUnit.SECONDS)).isTrue();
        IntStream.range(1, 10).forEach(i -> recorder.record(numbered(i)));
        return recorder;
    }

    @Test
    void whatIsDroppedIsCountedInARowOfTheLogItself() throws InterruptedException {
        CountDownLatch gate = new CountDownLatch(1);
        AsyncCallRecorder recorder = full(RecordingPolicy.standard().withOverflow(Overflow.DROP), gate);
        for (int i = 0; i < 7; i++) {
            recorder.record(at(NOON.plusSeconds(i)));
        }
        assertThat(recorder.metrics().dropped()).isEqualTo(7);
        gate.countDown();

        assertThat(recorder.close(LONG)).isZero();
        List<ApiCall> gaps =
                all().stream().filter(call -> call.phase() == CallPhase.GAP).toList();
        assertThat(gaps).hasSize(1);
        assertThat(gaps.get(0).count()).isEqualTo(7);
        assertThat(gaps.get(0).createdAt()).isEqualTo(NOON);
        assertThat(gaps.get(0).duration()).isEqualTo(Duration.ofSeconds(6));
        assertThat(gaps.get(0).error()).isEqualTo("left out because the queue was full");
        assertThat(all()).hasSize(11);
    }

    @Test
    void bodiesAreShedBeforeRowsAre() throws InterruptedException {
        CountDownLatch gate = new CountDownLatch(1);
        AsyncCallRecorder recorder = full(RecordingPolicy.standard().withOverflow(Overflow.SHED_BODIES), gate);
        recorder.record(Exchanges.of("{\"long\":true}", json(200, "{}"), "task:10"));
        gate.countDown();

        assertThat(recorder.close(LONG)).isZero();
        assertThat(recorder.metrics().shed()).isOne();
        assertThat(all()).hasSize(11);
        ApiCall shed = all().stream()
                .filter(call -> call.context().correlation().orElse("").equals("task:10"))
                .findFirst()
                .orElseThrow();
        assertThat(shed.requestBody().state()).isEqualTo(State.OMITTED);
        assertThat(shed.requestBody().size()).isEqualTo(13);
        assertThat(store.find(shed.id()).orElseThrow().requestBody().text()).isEmpty();
    }

    @Test
    void aDeadLetterLeavesARowToo() {
        store.refusing(call -> call.context().correlation().orElse("").equals("task:3"));
        AsyncCallRecorder recorder = recorder(PATIENT, RecordingPolicy.standard(), Recovery.none());
        IntStream.range(0, 6).forEach(i -> recorder.record(numbered(i)));
        assertThat(recorder.drain(LONG)).isTrue();

        assertThat(recorder.metrics().deadLettered()).isOne();
        assertThat(all())
                .filteredOn(call -> call.phase() == CallPhase.GAP)
                .singleElement()
                .satisfies(gap -> {
                    assertThat(gap.count()).isOne();
                    assertThat(gap.error()).contains("refused by the store");
                });
    }

    @Test
    void aSyncCallIsInTheStoreBeforeItsCallerGoesOn() {
        AsyncCallRecorder recorder = started(PATIENT, sync());
        for (int i = 0; i < 20; i++) {
            recorder.record(numbered(i));
            assertThat(store.correlations()).hasSize(i + 1);
        }
        assertThat(recorder.metrics().unconfirmed()).isZero();
        assertThat(store.writers()).containsOnly("gwms-audit");
    }

    @Test
    void aSyncCallWaitsNoLongerThanItsPatienceAndIsKeptLater() throws InterruptedException {
        CountDownLatch gate = new CountDownLatch(1);
        store.heldBy(gate);
        AsyncCallRecorder recorder = started(SMALL, sync());
        recorder.record(numbered(0));

        assertThat(recorder.metrics().unconfirmed()).isOne();
        assertThat(recorder.metrics().blocked()).isPositive();
        gate.countDown();
        assertThat(recorder.drain(LONG)).isTrue();
        assertThat(store.correlations()).containsExactly("task:0");
    }

    @Test
    void anIntentIsInTheStoreBeforeTheCallAndCompletedAfterIt() {
        AsyncCallRecorder recorder = started(PATIENT, RecordingPolicy.standard().withDurability(Durability.INTENT));
        CallExchange end = numbered(1);

        CallRecorder told = recorder.begin(CallExchange.opening(end.startedAt(), end.call()));
        assertThat(all()).singleElement().satisfies(open -> {
            assertThat(open.phase()).isEqualTo(CallPhase.OPEN);
            assertThat(open.error()).contains("not known yet");
            assertThat(store.find(open.id()).orElseThrow().requestBody().text()).isEqualTo("{\"number\":1}");
        });

        told.record(end);
        assertThat(all()).singleElement().satisfies(ended -> {
            assertThat(ended.phase()).isEqualTo(CallPhase.ENDED);
            assertThat(ended.status()).isEqualTo(200);
        });
        assertThat(recorder.metrics().recorded()).isOne();
    }

    @Test
    void withoutAnIntentNothingIsWrittenBefore() {
        AsyncCallRecorder recorder = started(PATIENT, sync());

        assertThat(recorder.begin(CallExchange.opening(NOON, numbered(1).call())))
                .isSameAs(recorder);
        assertThat(all()).isEmpty();
    }

    /** Tails as a crash leaves them: a head that breaks off, a frame that does, a frame whose bytes are not its own. */
    @ParameterizedTest
    @ValueSource(strings = {"00000063010203", "000000630102030405", "000000040102030409090909"})
    void whatTheJournalHasIsWrittenAtTheNextStartRedactedAndUpToATornTail(String tail) throws IOException {
        store.failing(1_000_000);
        AsyncCallRecorder killed = recorder(SMALL, journal(), recovery());
        for (int i = 0; i < 5; i++) {
            killed.record(Exchanges.of("{\"token\":\"planted-secret\"}", json(200, "{}"), "task:" + i));
        }
        journals.get(0).close(); // what a kill leaves: the files, and nobody's lock
        Path file = files().get(0);
        assertThat(Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1))
                .contains("***")
                .doesNotContain("planted");
        Files.write(file, HexFormat.of().parseHex(tail), StandardOpenOption.APPEND);
        store.failing(0);

        AsyncCallRecorder next = recorder(SMALL, journal(), recovery());
        assertThat(next.drain(LONG)).isTrue();

        assertThat(store.correlations()).containsExactly("task:4", "task:3", "task:2", "task:1", "task:0");
        assertThat(files()).isEmpty();
    }

    @Test
    void theJournalKeepsNoFileOnceAllIsWritten() throws IOException {
        AsyncCallRecorder recorder = recorder(PATIENT, journal(), recovery());
        recorder.start();
        IntStream.range(0, 300).forEach(i -> recorder.record(numbered(i)));

        assertThat(recorder.drain(LONG)).isTrue();
        assertThat(recorder.close(LONG)).isZero();
        assertThat(store.correlations()).hasSize(300);
        assertThat(files()).isEmpty();
    }

    @Test
    void aJournalThatCannotBeWrittenLosesNoCall() throws IOException {
        AsyncCallRecorder recorder = recorder(PATIENT, journal(), recovery());
        journals.get(0).close();
        recorder.record(numbered(0));

        assertThat(recorder.metrics().journalFailures()).isOne();
        assertThat(recorder.drain(LONG)).isTrue();
        assertThat(store.correlations()).containsExactly("task:0");
    }

    private Recovery recovery() {
        Journal journal = Journal.open(directory, 2000, 1 << 30);
        journals.add(journal);
        return new Recovery(journal, null, "0123456789ab", 10);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".calls")).toList();
        }
    }

    private List<ApiCall> all() {
        return store.list(ApiCallQuery.newest(500));
    }

    private static CallExchange at(java.time.Instant moment) {
        CallExchange one = numbered(1);
        return new CallExchange(moment, Duration.ZERO, one.call(), one.outcome());
    }

    private static RecordingPolicy sync() {
        return RecordingPolicy.standard().withDurability(Durability.SYNC);
    }

    private static RecordingPolicy journal() {
        return RecordingPolicy.standard().withDurability(Durability.JOURNAL);
    }
}
