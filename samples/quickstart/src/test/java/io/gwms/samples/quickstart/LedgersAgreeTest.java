package io.gwms.samples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.Gwms;
import io.gwms.audit.AuditModule;
import io.gwms.evidence.ApiCall;
import io.gwms.evidence.ApiCallQuery;
import io.gwms.jdbc.EmbeddedDatabase;
import io.gwms.okhttp.OkHttpTransport;
import io.gwms.order.OrderQuery;
import io.gwms.ordersync.SyncRequest;
import io.gwms.ordersync.SyncRun;
import io.gwms.ordersync.SyncRunId;
import io.gwms.platform.shopify.ShopifyConnector;
import io.gwms.platform.sync.PlatformModule;
import io.gwms.store.PlatformType;
import io.gwms.store.Store;
import io.gwms.store.StoreId;
import io.gwms.testkit.catalogue.FixedCatalogue;
import io.gwms.testkit.http.FakeHttpServer;
import io.gwms.testkit.http.FakeReply;
import io.gwms.testkit.http.FakeRequest;
import io.gwms.testkit.http.FakeService;
import io.gwms.testkit.shopify.FakeShopify;
import io.gwms.testkit.shopify.ShopifyOrder;
import io.gwms.testkit.stock.InMemoryStockLedger;
import io.gwms.testkit.time.VirtualClock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each request that reached the platform is in the API log, as large as it was, and nothing else is. */
class LedgersAgreeTest {
    private static final StoreId STORE = new StoreId("acme");

    private final VirtualClock clock = VirtualClock.startingAt(Instant.parse("2026-07-01T00:00:00Z"));
    private final FakeShopify shop = FakeShopify.builder().clock(clock).build();

    @TempDir
    Path directory;

    /** The platform's own ledger: every request it has answered. */
    private record Ledger(FakeService service, List<String> bodies) implements FakeService {
        @Override
        public FakeReply handle(FakeRequest request) {
            bodies.add(request.bodyText());
            return service.handle(request);
        }

        @Override
        public String holdings() {
            return service.holdings();
        }

        @Override
        public VirtualClock clock() {
            return service.clock();
        }
    }

    @Test
    void platformAndApiLogTellTheSameThroughFaultsAndRepeats() {
        for (int i = 0; i < 60; i++) {
            clock.advance(Duration.ofSeconds(10));
            shop.seed(ShopifyOrder.named("#" + (1001 + i)).line("SKU-1", 1).build());
        }
        shop.faults().throttleRequest(2).badGatewayOnPage(3).tearPage(5).htmlPage(6);
        Ledger ledger = new Ledger(shop, new CopyOnWriteArrayList<>());
        PlatformModule platforms = PlatformModule.builder()
                .connector(ShopifyConnector.builder().pageSize(10).build())
                .noAutomaticRuns()
                .build();
        AuditModule audit = AuditModule.create();
        try (FakeHttpServer server = FakeHttpServer.start(ledger);
                Gwms gwms = Gwms.builder()
                        .database(EmbeddedDatabase.file(directory.resolve("gwms.db")))
                        .credentialKey(new byte[32])
                        .catalogue(FixedCatalogue.builder().build())
                        .stock(InMemoryStockLedger.builder().build())
                        .clock(clock)
                        .transport(OkHttpTransport.create())
                        .module(platforms)
                        .module(audit)
                        .build()) {
            gwms.stores().save(Store.of(STORE, "Acme", PlatformType.SHOPIFY, server.uri()));
            gwms.credentials().save(ShopifyConnector.credential(STORE, "shpat_fake"));
            SyncRunId id =
                    platforms.orderSync().submit(SyncRequest.immediate(STORE)).get(0);
            SyncRun run = platforms.orderSync().run(id).orElseThrow();
            while (run.isOpen()) {
                clock.advanceTo(gwms.step().nextDue().orElse(clock.instant()));
                run = platforms.orderSync().run(id).orElseThrow();
            }

            assertThat(run.status()).isEqualTo(SyncRun.Status.SUCCESS);
            assertThat(run.total()).isEqualTo(60);
            assertThat(gwms.state().orders().list(OrderQuery.newest(100)))
                    .hasSize(60)
                    .allMatch(order -> order.version() == 1);
            audit.flush();
            List<ApiCall> recorded = audit.calls().find(ApiCallQuery.newest(100));
            assertThat(recorded).hasSize(ledger.bodies().size()).hasSizeGreaterThan(9);
            assertThat(recorded)
                    .extracting(call -> call.requestBody().size())
                    .containsExactlyInAnyOrderElementsOf(ledger.bodies().stream()
                            .map(body -> (long) body.getBytes(StandardCharsets.UTF_8).length)
                            .toList());
        }
    }
}
