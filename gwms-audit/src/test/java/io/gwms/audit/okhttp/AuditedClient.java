package io.gwms.audit.okhttp;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.evidence.CallExchange;
import io.gwms.transport.CallAction;
import io.gwms.transport.CallContext;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;

/** Calls of a client with the interceptors to a server of all kinds of bodies, and what they put on record. */
abstract class AuditedClient {
    static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    static final CallContext LABEL =
            CallContext.of(CallAction.LABEL_GENERATION).about("shipment", "S-1").correlated("task:7");

    final Bodies server = new Bodies();
    final List<CallExchange> recorded = new CopyOnWriteArrayList<>();
    final AuditInterceptors audit = AuditInterceptors.of(recorded::add, () -> NOON);
    final OkHttpClient plain = new OkHttpClient();
    final OkHttpClient audited = audit.install(plain.newBuilder()).build();

    @AfterEach
    void close() {
        assertThat(audit.openCalls()).isZero();
        plain.connectionPool().evictAll();
        plain.dispatcher().executorService().shutdown();
        server.close();
    }

    Request.Builder request(String path) {
        return new Request.Builder().url(server.url(path)).tag(CallContext.class, LABEL);
    }

    String get(OkHttpClient client, String path) throws IOException {
        return send(client, request(path));
    }

    static String send(OkHttpClient client, Request.Builder request) throws IOException {
        try (Response response = client.newCall(request.build()).execute()) {
            return response.body().string();
        }
    }

    CallExchange single() {
        assertThat(recorded).hasSize(1);
        return recorded.get(0);
    }

    static String reply(CallExchange call) {
        return call.outcome().asDone().orElseThrow().text();
    }
}
