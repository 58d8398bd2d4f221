package io.gwms.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.Gwms;
import io.gwms.audit.jdbc.ChainReport;
import io.gwms.catalogue.Catalogue;
import io.gwms.evidence.ApiCall;
import io.gwms.evidence.ApiCallQuery;
import io.gwms.evidence.CallPhase;
import io.gwms.evidence.CapturedBody;
import io.gwms.evidence.ProductSyncQuery;
import io.gwms.evidence.Retention;
import io.gwms.outcome.Outcome;
import io.gwms.platform.FetchOrders;
import io.gwms.platform.OrderCursor;
import io.gwms.platform.OrderPage;
import io.gwms.platform.PlatformCapabilities;
import io.gwms.platform.PlatformConnector;
import io.gwms.platform.ProductPage;
import io.gwms.stock.StockLedger;
import io.gwms.store.PlatformType;
import io.gwms.store.Store;
import io.gwms.store.StoreId;
import io.gwms.testkit.credential.InMemoryCredentials;
import io.gwms.testkit.db.OnSqlite;
import io.gwms.testkit.db.TestDatabase;
import io.gwms.testkit.evidence.InMemoryProductSyncs;
import io.gwms.testkit.evidence.InMemorySnapshots;
import io.gwms.testkit.evidence.InMemorySyncLog;
import io.gwms.testkit.state.InMemoryState;
import io.gwms.testkit.time.VirtualClock;
import io.gwms.transport.CallAction;
import io.gwms.transport.CallContext;
import io.gwms.transport.HttpCall;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** The module in a runtime as a host builds it. */
@OnSqlite
class AuditInRuntimeTest {
    private final AuditModule audit = AuditModule.builder()
            .retention(Retention.standard())
            .productPagesOf(new Listings())
            .build();
    private final VirtualClock clock = VirtualClock.startingAt(Exchanges.NOON);

    private Gwms gwms(TestDatabase test) {
        return gwms(test, audit);
    }

    private Gwms gwms(TestDatabase test, AuditModule module) {
        return Gwms.builder()
                .state(InMemoryState.empty())
                .evidenceDatabase(test.dataSource())
                .syncLog(InMemorySyncLog.empty())
                .snapshots(InMemorySnapshots.empty())
                .credentials(InMemoryCredentials.empty())
                .catalogue(unused(Catalogue.class))
                .stock(unused(StockLedger.class))
                .clock(clock)
                .transport(call -> Exchanges.json(200, "{\"access_token\":\"planted-1\"}"))
                .module(module)
                .build();
    }

    @Test
    void aStartedRuntimeKeepsItsCallsAndClosingWritesTheLast(TestDatabase test) {
        try (Gwms gwms = gwms(test)) {
            gwms.start();
            send(gwms);
            assertThat(audit.flush()).isTrue();
            assertThat(audit.calls().list(ApiCallQuery.newest(5))).hasSize(1);
            send(gwms);
        }

        assertThat(audit.calls().list(ApiCallQuery.newest(5))).hasSize(2);
        assertThat(audit.metrics().lost()).isZero();
    }

    @Test
    void aStoreThatHangsHoldsNoCallAndKeepsWhatThereIsRoomFor(TestDatabase test) {
        CountDownLatch gate = new CountDownLatch(1);
        ScriptedCalls store = new ScriptedCalls().heldBy(gate);
        AuditModule hanging = AuditModule.builder()
                .calls(store)
                .productSyncs(InMemoryProductSyncs.empty())
                .queue(8, 1 << 20)
                .callersWait(Duration.ZERO)
                .build();
        try (Gwms gwms = gwms(test, hanging)) {
            gwms.start();
            for (int i = 0; i < 40; i++) {
                send(gwms);
            }

            assertThat(hanging.metrics().queued()).isEqualTo(10);
            assertThat(hanging.metrics().lost()).isEqualTo(30);
            gate.countDown();
            assertThat(hanging.flush()).isTrue();
            assertThat(hanging.calls().list(ApiCallQuery.newest(100)))
                    .filteredOn(call -> call.phase() == CallPhase.ENDED)
                    .hasSize(10);
        }
    }

    @Test
    void closingTellsWhatTheLogCouldNotKeep(TestDatabase test) {
        CountDownLatch gate = new CountDownLatch(1);
        AuditModule hanging = AuditModule.builder()
                .calls(new ScriptedCalls().heldBy(gate))
                .productSyncs(InMemoryProductSyncs.empty())
                .build();
        Gwms gwms = gwms(test, hanging);
        gwms.start();
        send(gwms);

        assertThat(gwms.close(Duration.ofMillis(10)).problems())
                .singleElement()
                .asString()
                .contains("module 'audit'", "1 calls of the API log could not be written in time");
        gate.countDown();
    }

    @Test
    void aSteppedRuntimeWritesAtEachStep(TestDatabase test) {
        try (Gwms gwms = gwms(test)) {
            send(gwms);
            gwms.step();

            ApiCall row = audit.calls().list(ApiCallQuery.newest(5)).get(0);
            assertThat(row.createdAt()).isEqualTo(Exchanges.NOON);
            assertThat(audit.calls().find(row.id()).orElseThrow().responseBody().text())
                    .contains("access_token")
                    .doesNotContain("planted-1");
        }
    }

    @Test
    void whatIsOlderThanTheRetentionGoesByItselfAndIsNoted(TestDatabase test) {
        try (Gwms gwms = gwms(test)) {
            send(gwms);
            gwms.step();
            assertThat(audit.maintenance().notes(5)).isEmpty();
            clock.advance(Duration.ofDays(31));
            gwms.step();

            ApiCall row = audit.calls().list(ApiCallQuery.newest(5)).get(0);
            assertThat(row.responseBody().state()).isEqualTo(CapturedBody.State.PURGED);
            assertThat(audit.maintenance().notes(5)).hasSize(1);
        }
    }

    @Test
    void theChainCoversWhatTheRuntimeRecords(TestDatabase test) {
        try (Gwms gwms = gwms(test)) {
            audit.chain().start(Exchanges.NOON);
            send(gwms);
            gwms.step();

            ChainReport report = audit.chain().verify(List.of(audit.chain().checkpoint(Exchanges.NOON)));
            assertThat(report.problems()).isEmpty();
            assertThat(report.calls()).isOne();
        }
    }

    @Test
    void aRecordOfTheHistoryLinksToItsListing(TestDatabase test) {
        StoreId id = new StoreId("shop-1");
        try (Gwms gwms = gwms(test)) {
            gwms.stores().save(Store.of(id, "Acme", PlatformType.TAKEALOT, URI.create("https://acme.example")));
            audit.productSyncRecorder()
                    .begin(NewProductSync.publishing(PlatformType.TAKEALOT, id))
                    .succeed("PLID7", "");
            audit.productSyncRecorder()
                    .begin(NewProductSync.publishing(PlatformType.MAKRO, id))
                    .succeed("M1", "");

            assertThat(audit.productSyncs().list(ProductSyncQuery.newest(5)).stream()
                            .map(audit::productPage))
                    .containsExactly(Optional.empty(), Optional.of(URI.create("https://acme.example/PLID7")));
        }
    }

    /** A connector that tells where its platform shows products. */
    private static final class Listings implements PlatformConnector {
        @Override
        public PlatformType platform() {
            return PlatformType.TAKEALOT;
        }

        @Override
        public PlatformCapabilities capabilities() {
            return PlatformCapabilities.builder()
                    .cursor(new OrderCursor(OrderCursor.Field.CHANGED_AT, true, null, null, Duration.ofMinutes(1), 50))
                    .productPage(new ProductPage("https://{host}/{id}"))
                    .build();
        }

        @Override
        public Outcome<OrderPage> fetchOrders(FetchOrders request) {
            return Outcome.unknown("not asked here");
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
