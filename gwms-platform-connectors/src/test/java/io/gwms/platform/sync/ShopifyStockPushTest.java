package io.gwms.platform.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.okhttp.OkHttpTransport;
import io.gwms.platform.shopify.ShopifyConnector;
import io.gwms.sku.WarehouseSku;
import io.gwms.store.PlatformType;
import io.gwms.store.Store;
import io.gwms.store.StoreId;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskQuery;
import io.gwms.task.TaskType;
import io.gwms.testkit.http.FakeHttpServer;
import io.gwms.testkit.shopify.FakeShopify;
import io.gwms.testkit.stock.InMemoryStockLedger;
import io.gwms.testkit.time.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A fake Shopify shows what the ledger has, over real HTTP, whatever happens on the way. */
class ShopifyStockPushTest {
    private static final StoreId STORE = new StoreId("acme-us");

    private final VirtualClock clock = VirtualClock.startingAt(Instant.parse("2026-07-01T12:00:00Z"));
    private final FakeShopify shop = FakeShopify.builder().clock(clock).build();
    private final FakeHttpServer server = FakeHttpServer.start(shop);
    private final InMemoryStockLedger stock = InMemoryStockLedger.builder()
            .managedLocations(SyncBench.WAREHOUSE)
            .batch(WriteStage.batch("A"), 100)
            .build();
    private SyncBench bench;

    @BeforeEach
    void start() {
        shop.stock("A", 7);
        bench = SyncBench.of(
                ShopifyConnector.create(),
                Store.of(STORE, "Acme US", PlatformType.SHOPIFY, server.uri()),
                ShopifyConnector.atLocation(
                        ShopifyConnector.credential(STORE, "shpat_fake"), FakeShopify.mainLocation()),
                OkHttpTransport.create(),
                clock);
        bench.close();
        bench.stock = stock;
        bench.start("node-1", PlatformModule.Builder::noAutomaticRuns, bench.state);
        bench.orders.bindSku(STORE, "A", new WarehouseSku("WH-A"), 1);
        bench.close();
        bench.start(
                "node-2",
                module -> module.noAutomaticRuns().stockPush(store -> Optional.of(StockPolicy.of(SyncBench.WAREHOUSE))),
                bench.state);
        settle();
    }

    @AfterEach
    void stop() {
        bench.close();
        server.close();
    }

    private void settle() {
        for (int i = 0; i < 5; i++) {
            bench.gwms.step();
        }
    }

    private void later(Duration duration) {
        clock.advance(duration);
        settle();
    }

    private void take(int pieces) {
        stock.reserve(WriteStage.batch("A"), pieces);
        settle();
        later(Duration.ofSeconds(61));
    }

    private SyncTask task() {
        return bench.state
                .tasks()
                .list(TaskQuery.newest(1).withType(TaskType.STOCK_PUSH))
                .get(0);
    }

    @Test
    void storeFollowsTheLedgerAndRemembersWhatIsListed() {
        assertThat(shop.stockOf("A")).isEqualTo(100);
        take(10);
        assertThat(shop.stockOf("A")).isEqualTo(90);

        assertThat(shop.received("inventoryItems")).as("searches by SKU").isEqualTo(1);
        assertThat(shop.received("inventorySetQuantities")).isEqualTo(2);
    }

    @Test
    void saleInTheShopIsReadBeforeItsLevelIsReplaced() {
        shop.faults().sellBeforeStock(1);
        take(10);

        assertThat(shop.stockOf("A")).isEqualTo(90);
        assertThat(shop.received("inventorySetQuantities")).isEqualTo(3);
        assertThat(shop.received("inventoryItem"))
                .as("reads of a known listing")
                .isEqualTo(1);
    }

    @Test
    void lostReplyIsReadAfterItCanNoLongerArrive() {
        shop.faults().loseStockReply(1);
        take(10);
        assertThat(task().summary()).contains("unknown");
        later(Duration.ofMinutes(3));

        assertThat(shop.stockOf("A")).isEqualTo(90);
        assertThat(task().summary()).contains("shows 90");
        assertThat(shop.received("inventorySetQuantities")).as("not sent again").isEqualTo(2);
    }

    @Test
    void lateLevelNeverTakesThePlaceOfANewerOne() {
        shop.faults().executeStockLate(1, Duration.ofSeconds(90));
        take(10);
        take(10);
        assertThat(shop.stockOf("A")).isEqualTo(100);
        later(Duration.ofSeconds(40));
        assertThat(shop.stockOf("A")).isEqualTo(90);
        later(Duration.ofMinutes(2));

        assertThat(shop.stockOf("A")).isEqualTo(80);
    }
}
