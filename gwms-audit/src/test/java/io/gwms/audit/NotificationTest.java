package io.gwms.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.evidence.ApiCall;
import io.gwms.evidence.ApiCallQuery;
import io.gwms.evidence.BodyCapture;
import io.gwms.evidence.CallDirection;
import io.gwms.evidence.CallExchange;
import io.gwms.evidence.CallPhase;
import io.gwms.evidence.ErrorKind;
import io.gwms.outcome.Outcome;
import io.gwms.proxy.ProxySystem;
import io.gwms.testkit.db.TestDatabase;
import io.gwms.transport.CallAction;
import io.gwms.transport.CallContext;
import io.gwms.transport.HttpCall;
import io.gwms.transport.HttpReply;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Notifications that a module of the runtime took in, in the log of calls. */
@Timeout(60)
class NotificationTest {
    private static final CallContext TO_A_WAREHOUSE =
            CallContext.forProxy(CallAction.NOTIFICATION, new ProxySystem("SHIPBOB"));

    @TempDir
    Path folder;

    private final AuditModule audit = AuditModule.create();
    private TestRuntime runtime;

    @BeforeEach
    void install() {
        runtime = new TestRuntime(
                TestDatabase.sqlite(folder.resolve("evidence.db")).dataSource());
        audit.install(runtime.setup());
        audit.start();
    }

    @AfterEach
    void stop() {
        audit.stop(Duration.ofSeconds(10));
    }

    private void delivered(CallContext context, String verdict, int status) {
        HttpCall call = HttpCall.of("POST", URI.create("/callbacks/shipbob"), context)
                .header("webhook-signature", "v1,abc")
                .body(Exchanges.bytes("{\"order\":1}"))
                .build();
        runtime.record(new CallExchange(
                Exchanges.NOON,
                Duration.ofMillis(3),
                call,
                Outcome.done(HttpReply.of(status, Map.of(), new byte[0])),
                CallDirection.INCOMING,
                CallPhase.ENDED,
                BodyCapture.whole(call.bodySize()),
                BodyCapture.whole(0),
                List.of(),
                null,
                new ErrorKind(verdict),
                1));
    }

    private List<ApiCall> rows() {
        assertThat(audit.flush()).isTrue();
        return audit.calls().list(ApiCallQuery.newest(100));
    }

    @Test
    void eachOfOneTaskIsARowOfItsRequestLogWithItsVerdict() {
        for (String verdict : List.of("", "DUPLICATE", "UNKNOWN_ORDER")) {
            for (int i = 0; i < 25; i++) {
                delivered(TO_A_WAREHOUSE.correlated("task:7"), verdict, 200);
            }
        }

        assertThat(rows())
                .hasSize(75)
                .allSatisfy(row -> assertThat(row.context().correlation()).contains("task:7"))
                .extracting(row -> row.errorKind().value())
                .contains("", "DUPLICATE", "UNKNOWN_ORDER");
    }

    @Test
    void aFloodThatNobodySignedIsFolded() {
        for (int i = 0; i < 500; i++) {
            delivered(TO_A_WAREHOUSE, "BAD_SIGNATURE", 401);
        }
        audit.webhookRecorder().flush();

        assertThat(rows()).hasSize(21);
        assertThat(rows().stream().mapToLong(ApiCall::count).sum()).isEqualTo(500);
    }
}
