package io.gwms.audit.okhttp;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.evidence.CallExchange;
import io.gwms.okhttp.OkHttpTransport;
import io.gwms.testkit.contract.TransportContract;
import io.gwms.transport.Transport;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;

/** A transport over an audited client keeps every rule that one over a plain client keeps. */
class AuditedTransportTest extends TransportContract {
    private final List<CallExchange> recorded = new CopyOnWriteArrayList<>();
    private final AuditInterceptors audit =
            AuditInterceptors.of(recorded::add, () -> Instant.parse("2026-03-01T12:00:00Z"));
    private final OkHttpClient client =
            audit.install(new OkHttpClient.Builder()).build();

    @Override
    protected Transport transport() {
        return OkHttpTransport.over(client);
    }

    @AfterEach
    void everyCallHasEndedOnRecord() {
        client.connectionPool().evictAll();
        client.dispatcher().executorService().shutdown();
        assertThat(audit.openCalls()).isZero();
    }
}
