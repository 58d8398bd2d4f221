package io.gwms.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.GwmsException;
import io.gwms.audit.AsyncCallRecorder.Settings;
import io.gwms.audit.recorded.LogCapture;
import io.gwms.evidence.ApiCallRepository;
import java.lang.reflect.Proxy;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a store of the API log says when it fails is logged without the secrets it may quote, and without its bodies. */
class WriterLogTest {
    private static final String SECRET = "pw-0123456789abcdef";
    private static final Settings QUICK = new Settings(
            8192,
            32 << 20,
            256,
            Duration.ofMillis(1),
            Duration.ofMillis(1),
            Duration.ofSeconds(5),
            Duration.ofMillis(1));

    private static ApiCallRepository failing(RuntimeException failure) {
        return (ApiCallRepository) Proxy.newProxyInstance(
                ApiCallRepository.class.getClassLoader(),
                new Class<?>[] {ApiCallRepository.class},
                (proxy, method, given) -> {
                    throw failure;
                });
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void failureOfTheStoreIsLoggedWithoutWhatItQuotes(boolean coded) {
        String said = "no connection to jdbc:postgresql://db/host?user=gwms&password=" + SECRET;
        RuntimeException failure =
                coded ? new GwmsException("GWMS-9999", said, "try again") : new IllegalStateException(said);
        try (LogCapture logs = LogCapture.open()) {
            AsyncCallRecorder recorder =
                    Recorders.of(QUICK, failing(failure), RecordingPolicy.standard(), Recovery.none());
            recorder.start();
            recorder.record(Exchanges.numbered(1));
            recorder.drain(Duration.ofSeconds(1));
            recorder.close(Duration.ZERO);

            assertThat(logs.text())
                    .contains("The API log cannot be written", coded ? "GWMS-9999" : "IllegalStateException")
                    .doesNotContain(SECRET);
        }
    }
}
