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
import io.gwms.store.StoreId;
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
import org.junit.jupiter.api.io.TempDir;

/** Notifications that a module of the runtime took in, in the log of calls. */
class DeliveriesTest {
    private static final int FLOOD = 200;

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

    private List<ApiCall> recorded(ErrorKind verdict, int status, int times) {
        HttpCall call = HttpCall.post(
                        URI.create("https://host.example/webhooks/acme"),
                        CallContext.forStore(CallAction.NOTIFICATION, new StoreId("acme")))
                .body("application/json", Exchanges.bytes("{}"))
                .build();
        for (int i = 0; i < times; i++) {
            runtime.record(new CallExchange(
                    Exchanges.NOON,
                    Duration.ZERO,
                    call,
                    Outcome.done(HttpReply.of(status, Map.of(), new byte[0])),
                    CallDirection.INCOMING,
                    CallPhase.ENDED,
                    BodyCapture.whole(2),
                    BodyCapture.whole(0),
                    List.of(),
                    null,
                    verdict,
                    1));
        }
        assertThat(audit.flush()).isTrue();
        return audit.calls().list(ApiCallQuery.newest(FLOOD));
    }

    @Test
    void handshakesAnybodyCanSendAreFoldedAndNoFailure() {
        List<ApiCall> rows = recorded(WebhookRecorder.Verdict.HANDSHAKE.errorKind(), 200, FLOOD);

        assertThat(rows).hasSizeLessThan(30).allMatch(row -> row.statusClass() == StatusClass.GREEN);
    }

    @Test
    void deliveriesNobodyCouldCheckAreFoldedAndShown() {
        List<ApiCall> rows = recorded(WebhookRecorder.Verdict.UNCHECKED.errorKind(), 503, FLOOD);

        assertThat(rows).hasSizeLessThan(30).allMatch(row -> row.statusClass() == StatusClass.ORANGE);
    }

    @Test
    void authenticDeliveriesEachHaveTheirRow() {
        assertThat(recorded(ErrorKind.NONE, 200, 50)).hasSize(50);
    }
}
