package io.gwms.audit;

import static io.gwms.audit.Exchanges.numbered;
import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.audit.AsyncCallRecorder.Settings;
import io.gwms.evidence.ApiCallQuery;
import io.gwms.redact.Redactor;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** While the store has a batch, the next one is redacted, and no further one. */
@Timeout(60)
class RedactAheadTest {
    private static final int BATCH = 8;
    private static final Settings SETTINGS = new Settings(
            8192, 32 << 20, BATCH, Duration.ZERO, Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ofMillis(1));

    private final Map<String, AtomicInteger> redactedBy = new ConcurrentHashMap<>();
    private final CountDownLatch nextIsRedacted = new CountDownLatch(BATCH);
    private final ScriptedCalls store = new ScriptedCalls();

    @Test
    void theNextBatchIsRedactedWhileTheStoreHasTheLast() throws InterruptedException {
        CountDownLatch gate = new CountDownLatch(1);
        store.heldBy(gate);
        AsyncCallRecorder recorder =
                Recorders.of(SETTINGS, store, RecordingPolicy.standard(), Recovery.none(), redactor());
        for (int i = 0; i < 4 * BATCH; i++) {
            recorder.record(numbered(i));
        }
        recorder.start();

        assertThat(nextIsRedacted.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(store.batches()).isEmpty();
        assertThat(redactedBy.get("gwms-audit-ahead").get()).isEqualTo(BATCH);

        gate.countDown();
        assertThat(recorder.drain(Duration.ofSeconds(30))).isTrue();
        assertThat(store.batches()).containsExactly(BATCH, BATCH, BATCH, BATCH);
        assertThat(store.correlations())
                .hasSize(4 * BATCH)
                .startsWith("task:31")
                .endsWith("task:0");
        assertThat(redactedBy.values().stream().mapToInt(AtomicInteger::get).sum())
                .isEqualTo(4 * BATCH);
        recorder.close(Duration.ofSeconds(30));
    }

    /** Two batches later it is still ahead: what went wrong with one call is not the end of it, and costs that call its content alone. */
    @Test
    void anErrorWhileRedactingAheadEndsNothing() throws InterruptedException {
        Semaphore mayWrite = new Semaphore(0);
        store.during(mayWrite::acquireUninterruptibly);
        AtomicBoolean failed = new AtomicBoolean();
        CountDownLatch twoBatches = new CountDownLatch(2 * BATCH);
        Redactor redactor = Redactor.builder()
                .rule((owner, name) -> {
                    if (Thread.currentThread().getName().equals("gwms-audit-ahead") && name.equals("number")) {
                        twoBatches.countDown();
                        if (!failed.getAndSet(true)) {
                            throw new NoClassDefFoundError("a class that is gone");
                        }
                    }
                    return null;
                })
                .build();
        AsyncCallRecorder recorder =
                Recorders.of(SETTINGS, store, RecordingPolicy.standard(), Recovery.none(), redactor);
        for (int i = 0; i < 3 * BATCH; i++) {
            recorder.record(numbered(i));
        }
        recorder.start();
        assertThat(store.reached().await(30, TimeUnit.SECONDS)).isTrue();
        until(() -> twoBatches.getCount() == BATCH);
        mayWrite.release();
        assertThat(twoBatches.await(30, TimeUnit.SECONDS)).isTrue();
        mayWrite.release(100);

        assertThat(recorder.drain(Duration.ofSeconds(30))).isTrue();
        assertThat(recorder.close(Duration.ofSeconds(30))).isZero();
        assertThat(store.correlations()).hasSize(3 * BATCH);
        assertThat(recorder.metrics().redactionFailures()).isOne();
        assertThat(store.list(ApiCallQuery.newest(100)))
                .filteredOn(call -> call.error().contains("could not be redacted"))
                .singleElement()
                .satisfies(call -> assertThat(call.status()).isEqualTo(200));
    }

    private static void until(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            assertThat(Thread.currentThread().isInterrupted()).as("out of time").isFalse();
            Thread.onSpinWait();
        }
    }

    /** Counts by thread how often it was asked about the only field there is. */
    private Redactor redactor() {
        return Redactor.builder()
                .rule((owner, name) -> {
                    if (name.equals("number")) {
                        String thread = Thread.currentThread().getName();
                        redactedBy
                                .computeIfAbsent(thread, key -> new AtomicInteger())
                                .incrementAndGet();
                        if (thread.equals("gwms-audit-ahead")) {
                            nextIsRedacted.countDown();
                        }
                    }
                    return null;
                })
                .build();
    }
}
