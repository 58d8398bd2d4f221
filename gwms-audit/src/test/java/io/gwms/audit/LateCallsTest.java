package io.gwms.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.audit.AsyncCallRecorder.Settings;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Calls that come after the log was closed: written if the store takes them, counted if it does not. */
@Timeout(60)
class LateCallsTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final ScriptedCalls store = new ScriptedCalls();
    private final AsyncCallRecorder recorder =
            Recorders.of(Settings.DEFAULT, store, RecordingPolicy.standard(), Recovery.none());

    @Test
    void whatTheStoreDoesNotTakeIsCountedAsLost() {
        recorder.close(LONG);
        store.failing(1_000_000);

        recorder.record(Exchanges.numbered(1));
        recorder.record(Exchanges.numbered(2));

        assertThat(recorder.drain(LONG)).isTrue();
        assertThat(recorder.metrics().lost()).isEqualTo(2);
        assertThat(recorder.metrics().overflowed()).isEqualTo(2);
    }

    @Test
    void noMoreWaitThanThereIsRoomFor() throws InterruptedException {
        CountDownLatch gate = new CountDownLatch(1);
        LateCalls late = new LateCalls();
        CountDownLatch begun = new CountDownLatch(1);
        late.offer(() -> {
            begun.countDown();
            try {
                gate.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        begun.await();
        for (int i = 0; i < 256; i++) {
            assertThat(late.offer(() -> {})).isTrue();
        }

        assertThat(late.offer(() -> {})).isFalse();
        assertThat(late.await(Duration.ZERO)).isFalse();
        gate.countDown();
        assertThat(late.await(LONG)).isTrue();
        assertThat(late.offer(() -> {})).isTrue();
    }
}
