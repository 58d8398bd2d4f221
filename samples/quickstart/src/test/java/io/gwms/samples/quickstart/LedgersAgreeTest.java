package io.gwms.samples.quickstart;

import static java.util.Objects.requireNonNullElse;
import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.Gwms;
import io.gwms.audit.AuditModule;
import io.gwms.credential.Credential;
import io.gwms.evidence.ApiCall;
import io.gwms.evidence.ApiCallQuery;
import io.gwms.jdbc.EmbeddedDatabase;
import io.gwms.okhttp.OkHttpTransport;
import io.gwms.order.OrderQuery;
import io.gwms.ordersync.SyncRequest;
import io.gwms.ordersync.SyncRun;
import io.gwms.ordersync.SyncRunId;
import io.gwms.platform.PlatformConnector;
import io.gwms.platform.amazonvendor.AmazonVendorConnector;
import io.gwms.platform.shopify.ShopifyConnector;
import io.gwms.platform.sync.PlatformModule;
import io.gwms.platform.takealot.TakealotConnector;
import io.gwms.store.Store;
import io.gwms.store.StoreId;
import io.gwms.testkit.amazonvendor.FakeAmazonVendor;
import io.gwms.testkit.amazonvendor.VendorItem;
import io.gwms.testkit.amazonvendor.VendorOrder;
import io.gwms.testkit.catalogue.FixedCatalogue;
import io.gwms.testkit.http.FakeHttpServer;
import io.gwms.testkit.http.FakeReply;
import io.gwms.testkit.http.FakeRequest;
import io.gwms.testkit.http.FakeService;
import io.gwms.testkit.shopify.FakeShopify;
import io.gwms.testkit.shopify.ShopifyOrder;
import io.gwms.testkit.stock.InMemoryStockLedger;
import io.gwms.testkit.takealot.FakeTakealot;
import io.gwms.testkit.takealot.TakealotSale;
import io.gwms.testkit.time.VirtualClock;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each request that reached the platform is in the API log, as large as it was, and nothing else is. */
class LedgersAgreeTest {
    private static final StoreId STORE = new StoreId("acme");

    private final VirtualClock clock = VirtualClock.startingAt(Instant.parse("2026-07-01T00:00:00Z"));

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
    void shopifyAndTheApiLogTellTheSameThroughFaultsAndRepeats() {
        FakeShopify shop = FakeShopify.builder().clock(clock).build();
        for (int i = 0; i < 60; i++) {
            clock.advance(Duration.ofSeconds(10));
            shop.seed(ShopifyOrder.named("#" + (1001 + i)).line("SKU-1", 1).build());
        }
        shop.faults().throttleRequest(2).badGatewayOnPage(3).tearPage(5).htmlPage(6);

        agree(
                shop,
                uri -> ShopifyConnector.builder().pageSize(10).build(),
                ShopifyConnector.credential(STORE, "shpat_fake"),
                SyncRequest.immediate(STORE));
    }

    @Test
    void takealotAndTheApiLogTellTheSameThroughFaultsAndRepeats() {
        FakeTakealot takealot = FakeTakealot.builder().clock(clock).build();
        for (int i = 0; i < 60; i++) {
            clock.advance(Duration.ofSeconds(10));
            takealot.seed(TakealotSale.of(1001 + i, "SKU-1", 1));
        }
        takealot.faults()
                .tooManyRequests(2, Duration.ofSeconds(30))
                .badGatewayOnPage(3)
                .tearPage(5);

        agree(
                takealot,
                uri -> TakealotConnector.builder().pageSize(10).build(),
                TakealotConnector.credential(STORE, "tal-key"),
                SyncRequest.immediate(STORE));
    }

    @Test
    void amazonAndTheApiLogTellTheSameRefreshesIncluded() {
        FakeAmazonVendor amazon = FakeAmazonVendor.builder().clock(clock).build();
        for (int i = 0; i < 60; i++) {
            clock.advance(Duration.ofSeconds(10));
            amazon.seed(VendorOrder.of("PO%06d".formatted(i), VendorItem.eaches("SKU-1", 1)));
        }
        amazon.faults().exceedQuota(2);

        agree(
                amazon,
                uri -> AmazonVendorConnector.builder()
                        .pageSize(10)
                        .tokenEndpoint(URI.create(uri + "/auth/o2/token"))
                        .build(),
                AmazonVendorConnector.credential(STORE, "amzn-app", "amzn-secret", "Atzr|fake-refresh", "WH1"),
                SyncRequest.immediate(STORE).purchaseOrders());
    }

    private void agree(
            FakeService fake, Function<URI, PlatformConnector> connecting, Credential credential, SyncRequest request) {
        Ledger ledger = new Ledger(fake, new CopyOnWriteArrayList<>());
        AuditModule audit = AuditModule.create();
        try (FakeHttpServer server = FakeHttpServer.start(ledger)) {
            PlatformConnector connector = connecting.apply(server.uri());
            PlatformModule platforms = PlatformModule.builder()
                    .connector(connector)
                    .noAutomaticRuns()
                    .build();
            try (Gwms gwms = Gwms.builder()
                    .database(EmbeddedDatabase.file(directory.resolve("gwms.db")))
                    .credentialKey(new byte[32])
                    .catalogue(FixedCatalogue.builder().build())
                    .stock(InMemoryStockLedger.builder().build())
                    .clock(clock)
                    .transport(OkHttpTransport.create())
                    .module(platforms)
                    .module(audit)
                    .build()) {
                gwms.stores().save(Store.of(STORE, "Acme", connector.platform(), server.uri()));
                gwms.credentials().save(credential);
                SyncRunId id = platforms.orderSync().submit(request).get(0);
                SyncRun run = platforms.orderSync().find(id).orElseThrow();
                while (run.isOpen()) {
                    clock.advanceTo(requireNonNullElse(gwms.step().nextDueAt(), clock.instant()));
                    run = platforms.orderSync().find(id).orElseThrow();
                }

                assertThat(run.status()).isEqualTo(SyncRun.Status.SUCCESS);
                assertThat(run.total()).isEqualTo(60);
                assertThat(gwms.state().orders().list(OrderQuery.newest(100))).hasSize(60);
                audit.flush();
                List<ApiCall> recorded = audit.calls().list(ApiCallQuery.newest(500));
                assertThat(recorded).hasSize(ledger.bodies().size()).hasSizeGreaterThan(9);
                assertThat(recorded)
                        .extracting(call -> call.requestBody().size())
                        .containsExactlyInAnyOrderElementsOf(ledger.bodies().stream()
                                .map(body -> (long) body.getBytes(StandardCharsets.UTF_8).length)
                                .toList());
            }
        }
    }
}
