package io.gwms.samples.firsthost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gwms.Gwms;
import io.gwms.GwmsModule;
import io.gwms.ModuleSetup;
import io.gwms.catalogue.ChannelCode;
import io.gwms.catalogue.WarehouseCode;
import io.gwms.credential.Credential;
import io.gwms.evidence.ApiCallQuery;
import io.gwms.jdbc.EmbeddedDatabase;
import io.gwms.order.Money;
import io.gwms.order.OrderQuery;
import io.gwms.order.TextFilter;
import io.gwms.ordersync.SyncRequest;
import io.gwms.ordersync.TimeWindow;
import io.gwms.platform.shopify.ShopifyConnector;
import io.gwms.platform.sync.PlatformModule;
import io.gwms.proxy.FixedRoutes;
import io.gwms.proxy.fourpx.FourPxConnector;
import io.gwms.proxy.task.ProxyWarehouseModule;
import io.gwms.store.PlatformType;
import io.gwms.store.Store;
import io.gwms.store.StoreId;
import io.gwms.task.BusinessType;
import io.gwms.task.NewTask;
import io.gwms.task.PollingPolicy;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskHandler;
import io.gwms.task.TaskId;
import io.gwms.task.TaskQuery;
import io.gwms.task.TaskStatus;
import io.gwms.task.TaskType;
import io.gwms.testkit.catalogue.FixedCatalogue;
import io.gwms.testkit.stock.InMemoryStockLedger;
import io.gwms.testkit.time.VirtualClock;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a newcomer gets wrong: each is told by one error that says what is wrong and what to do. */
class MistakesTest {
    private static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");
    private static final StoreId STORE = new StoreId("acme-us");
    private static final WarehouseCode WAREHOUSE = new WarehouseCode("LA");
    private static final URI SHOP = URI.create("https://acme.myshopify.com");

    @TempDir
    Path folder;

    private final PlatformModule platforms =
            PlatformModule.builder().connector(ShopifyConnector.create()).build();
    private final ProxyWarehouseModule warehouses = ProxyWarehouseModule.builder()
            .connector(FourPxConnector.create())
            .routes(FixedRoutes.builder().build())
            .build();
    private Gwms gwms;

    @BeforeEach
    void build() {
        gwms = settings("gwms.db")
                .module(platforms)
                .module(warehouses)
                .module(own())
                .build();
    }

    @AfterEach
    void close() {
        gwms.close();
    }

    private Gwms.Builder settings(String file) {
        return Gwms.builder()
                .database(EmbeddedDatabase.file(folder.resolve(file)))
                .credentialKey(new byte[32])
                .catalogue(FixedCatalogue.builder().build())
                .stock(InMemoryStockLedger.builder().build())
                .clock(VirtualClock.startingAt(NOW));
    }

    private static GwmsModule own() {
        return new GwmsModule() {
            @Override
            public String name() {
                return "own";
            }

            @Override
            public void install(ModuleSetup setup) {
                PollingPolicy policy = PollingPolicy.every(Duration.ofMinutes(5));
                setup.handler(new TaskType("THROWS"), policy, run -> {
                    throw new IllegalStateException("boom");
                });
                @SuppressWarnings("NullAway") // the mistake
                TaskHandler forgetful = run -> null;
                setup.handler(new TaskType("FORGETS"), policy, forgetful);
            }
        };
    }

    private static void told(ThrowingCallable mistake, String... words) {
        assertThatThrownBy(mistake).hasMessageContainingAll(words);
    }

    private TaskId stepped(String type) {
        TaskId id = gwms.tasks().add(NewTask.of(new TaskType(type), "k", BusinessType.ORDER, "n", NOW));
        gwms.step();
        return id;
    }

    private String errorOf(String type) {
        return gwms.tasks().find(stepped(type)).map(SyncTask::error).orElseThrow();
    }

    @Test
    void settings() {
        told(
                () -> Gwms.builder().build(),
                "GWMS-1101",
                "database is not set",
                "credentialKey(key) with 32 random bytes");
        told(() -> settings("a.db").workers(-1).build(), "workers is -1", "call workers(8)");
        told(() -> PlatformModule.builder().build(), "no connector is set", "call connector(");
        told(() -> ProxyWarehouseModule.builder().build(), "routes is missing", "call routes(…)");
        told(() -> settings("b.db").module(platforms).build(), "installed already", "build one for each runtime");
    }

    @Test
    void values() {
        told(() -> new StoreId(" "), "StoreId is blank");
        told(() -> new WarehouseCode(""), "WarehouseCode is blank");
        told(() -> Money.of("12,50", "EUR"), "amount is '12,50'", "such as 29.35");
        told(() -> OrderQuery.newest(0), "limit is 0", "1 to 500");
        told(() -> new TimeWindow(NOW, NOW.minusSeconds(1)), "must be after");
        told(() -> TaskQuery.newest(1).createdBetween(NOW, NOW.minusSeconds(1)), "at or before");
        told(() -> Store.of(STORE, "Acme", PlatformType.SHOPIFY, URI.create("acme.com")), "of the form https://host");
        FixedRoutes.Builder typo = FixedRoutes.builder().channel(WAREHOUSE, new ChannelCode("POST"), "F1");
        told(typo::build, "route of LA is missing", "call route(…)");
    }

    @Test
    void queriesShowWhatTheyAskForAndNoPerson() {
        assertThat(TaskQuery.newest(5).withStatus(TaskStatus.MANUAL).withWarehouse(WAREHOUSE))
                .hasToString("TaskQuery[statuses=[MANUAL], warehouse=LA, limit=5]");
        assertThat(OrderQuery.newest(5).withRecipient(TextFilter.startingWith("Ada")))
                .hasToString("OrderQuery[recipientName=TextFilter[3 characters and what follows], limit=5]");
        assertThat(ApiCallQuery.newest(5).withStore(STORE)).hasToString("ApiCallQuery[store=acme-us, limit=5]");
    }

    @Test
    void stores() {
        told(() -> platforms.orderSync().submit(SyncRequest.immediate(STORE)), "GWMS-2101", "stores().save(");
        gwms.stores().save(Store.of(STORE, "Acme", PlatformType.SHOPIFY, SHOP));
        told(() -> platforms.orderSync().submit(SyncRequest.immediate(STORE)), "GWMS-2102", "credentials().replace(");
        StoreId woo = new StoreId("woo");
        gwms.stores().save(Store.of(woo, "Woo", PlatformType.WOOCOMMERCE, SHOP));
        told(() -> platforms.orderSync().submit(SyncRequest.immediate(woo)), "GWMS-2104", "connector(…)");
        told(() -> warehouses.syncInventory(new WarehouseCode("ZZ")), "ZZ has no route", "add it to the routes");
    }

    @Test
    void aCredentialThatIsSavedAnewIsNotStoredAndReplaceIs() {
        assertThat(gwms.credentials().save(ShopifyConnector.credential(STORE, "old")))
                .isTrue();
        Credential connectedAgain = ShopifyConnector.credential(STORE, "new");

        assertThat(gwms.credentials().save(connectedAgain)).isFalse();
        gwms.credentials().replace(connectedAgain);

        assertThat(gwms.credentials().find(connectedAgain.owner()))
                .hasValueSatisfying(stored -> assertThat(stored.secrets()).isEqualTo(connectedAgain.secrets()));
    }

    @Test
    void handlers() {
        assertThat(errorOf("THROWS")).contains("boom");
        assertThat(errorOf("FORGETS")).contains("answered null, but must answer a TaskResult");
        assertThat(gwms.tasks().explain(stepped("NOBODY")).orElseThrow().toHuman())
                .contains("no handler for tasks of type NOBODY", "ModuleSetup.handler(");
    }

    @Test
    void ends() {
        gwms.close();
        told(() -> gwms.step(), "GWMS-1109", "build another");
        told(
                () -> settings("gwms.db").credentialKey(new byte[16]).build(),
                "credentialKey is 16 bytes long",
                "32 random bytes");
    }
}
