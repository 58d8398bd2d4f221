package io.gwms.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.evidence.ApiCall;
import io.gwms.evidence.ApiCallQuery;
import io.gwms.evidence.BodyCapture;
import io.gwms.evidence.CallDirection;
import io.gwms.evidence.CallExchange;
import io.gwms.evidence.CallPhase;
import io.gwms.evidence.ErrorKind;
import io.gwms.evidence.StatusClass;
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
    private static final int FLOOD = 500;

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

    private void delivered(CallContext context, ErrorKind verdict, int status, int times) {
        HttpCall call = HttpCall.of("POST", URI.create("/callbacks/shipbob"), context)
                .header("webhook-signature", "v1,abc")
                .body(Exchanges.bytes("{\"order\":1}"))
                .build();
        for (int i = 0; i < times; i++) {
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
                    verdict,
                    1));
        }
    }

    private List<ApiCall> rows() {
        assertThat(audit.flush()).isTrue();
        return audit.calls().list(ApiCallQuery.newest(100));
    }

    @Test
    void authenticOnesEachHaveTheirRow() {
        delivered(TO_A_WAREHOUSE, ErrorKind.NONE, 200, 50);

        assertThat(rows()).hasSize(50);
    }

    @Test
    void eachOfOneTaskIsARowOfItsRequestLogWithItsVerdict() {
        for (String verdict : List.of("", "DUPLICATE", "UNKNOWN_ORDER")) {
            delivered(TO_A_WAREHOUSE.correlated("task:7"), new ErrorKind(verdict), 200, 25);
        }

        assertThat(rows())
                .hasSize(75)
                .allSatisfy(row -> assertThat(row.context().correlation()).contains("task:7"))
                .extracting(row -> row.errorKind().value())
                .contains("", "DUPLICATE", "UNKNOWN_ORDER");
    }

    @Test
    void aFloodThatNobodySignedIsFolded() {
        delivered(TO_A_WAREHOUSE, WebhookRecorder.Verdict.FORGED.errorKind(), 401, FLOOD);

        assertFolded();
    }

    @Test
    void handshakesAnybodyCanSendAreFoldedAndNoFailure() {
        delivered(TO_A_WAREHOUSE, WebhookRecorder.Verdict.HANDSHAKE.errorKind(), 200, FLOOD);

        assertThat(assertFolded()).allMatch(row -> row.statusClass() == StatusClass.GREEN);
    }

    @Test
    void thoseNobodyCouldCheckAreFoldedAndShown() {
        delivered(TO_A_WAREHOUSE, WebhookRecorder.Verdict.NO_SECRET.errorKind(), 503, FLOOD);

        assertThat(assertFolded()).allMatch(row -> row.statusClass() == StatusClass.ORANGE);
    }

    /** The first twenty have a row each, and one row counts the rest. */
    private List<ApiCall> assertFolded() {
        audit.webhookRecorder().flush();
        List<ApiCall> rows = rows();
        assertThat(rows).hasSize(21);
        assertThat(rows.stream().mapToLong(ApiCall::count).sum()).isEqualTo(FLOOD);
        return rows;
    }
}
