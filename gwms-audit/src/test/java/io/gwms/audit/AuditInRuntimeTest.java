package io.gwms.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.Gwms;
import io.gwms.catalogue.Catalogue;
import io.gwms.evidence.ApiCall;
import io.gwms.evidence.ApiCallQuery;
import io.gwms.stock.StockLedger;
import io.gwms.testkit.credential.InMemoryCredentials;
import io.gwms.testkit.db.OnSqlite;
import io.gwms.testkit.db.TestDatabase;
import io.gwms.testkit.evidence.InMemorySnapshots;
import io.gwms.testkit.evidence.InMemorySyncLog;
import io.gwms.testkit.state.InMemoryState;
import io.gwms.testkit.time.VirtualClock;
import io.gwms.transport.CallAction;
import io.gwms.transport.CallContext;
import io.gwms.transport.HttpCall;
import java.lang.reflect.Proxy;
import java.net.URI;
import org.junit.jupiter.api.Test;

/** The module in a runtime as a host builds it. */
@OnSqlite
class AuditInRuntimeTest {
    private final AuditModule audit = AuditModule.create();

    private Gwms gwms(TestDatabase test) {
        return Gwms.builder()
                .state(InMemoryState.empty())
                .evidenceDatabase(test.dataSource())
                .syncLog(InMemorySyncLog.empty())
                .snapshots(InMemorySnapshots.empty())
                .credentials(InMemoryCredentials.empty())
                .catalogue(unused(Catalogue.class))
                .stock(unused(StockLedger.class))
                .clock(VirtualClock.startingAt(Exchanges.NOON))
                .transport(call -> Exchanges.json(200, "{\"access_token\":\"planted-1\"}"))
                .module(audit)
                .build();
    }

    @Test
    void aStartedRuntimeKeepsItsCallsAndClosingWritesTheLast(TestDatabase test) {
        try (Gwms gwms = gwms(test)) {
            gwms.start();
            send(gwms);
            assertThat(audit.flush()).isTrue();
            assertThat(audit.calls().find(ApiCallQuery.newest(5))).hasSize(1);
            send(gwms);
        }

        assertThat(audit.calls().find(ApiCallQuery.newest(5))).hasSize(2);
        assertThat(audit.metrics().lost()).isZero();
    }

    @Test
    void aSteppedRuntimeWritesAtEachStep(TestDatabase test) {
        try (Gwms gwms = gwms(test)) {
            send(gwms);
            gwms.step();

            ApiCall row = audit.calls().find(ApiCallQuery.newest(5)).get(0);
            assertThat(row.createdAt()).isEqualTo(Exchanges.NOON);
            assertThat(audit.calls().get(row.id()).orElseThrow().responseBody().text())
                    .contains("access_token")
                    .doesNotContain("planted-1");
        }
    }

    private static void send(Gwms gwms) {
        gwms.transport()
                .send(HttpCall.get(URI.create("https://shop.example/"), CallContext.of(CallAction.ORDER_FETCH))
                        .build());
    }

    private static <T> T unused(Class<T> type) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, values) -> {
                    throw new UnsupportedOperationException(method.getName());
                }));
    }
}
