package io.gwms.samples.firsthost;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.gwms.Gwms;
import io.gwms.audit.AuditModule;
import io.gwms.catalogue.Channel;
import io.gwms.catalogue.ChannelCode;
import io.gwms.catalogue.Warehouse;
import io.gwms.catalogue.WarehouseCode;
import io.gwms.evidence.ApiCallQuery;
import io.gwms.evidence.Cassette;
import io.gwms.evidence.ProductSync;
import io.gwms.evidence.ProductSyncQuery;
import io.gwms.jdbc.EmbeddedDatabase;
import io.gwms.order.Order;
import io.gwms.order.OrderId;
import io.gwms.order.OrderQuery;
import io.gwms.order.OrderResult;
import io.gwms.order.OrderStatus;
import io.gwms.ordersync.SyncRunId;
import io.gwms.platform.shopify.ShopifyConnector;
import io.gwms.platform.sync.PlatformModule;
import io.gwms.proxy.FixedRoutes;
import io.gwms.proxy.ProxyRoute;
import io.gwms.proxy.ProxySku;
import io.gwms.proxy.fourpx.FourPxConnector;
import io.gwms.proxy.task.ProxyWarehouseModule;
import io.gwms.sku.WarehouseSku;
import io.gwms.stock.BatchKey;
import io.gwms.stock.StockQuality;
import io.gwms.store.PlatformType;
import io.gwms.store.Store;
import io.gwms.store.StoreId;
import io.gwms.task.TaskId;
import io.gwms.task.TaskQuery;
import io.gwms.task.TaskStatus;
import io.gwms.task.TaskType;
import io.gwms.testkit.TimeSkipping;
import io.gwms.testkit.catalogue.FixedCatalogue;
import io.gwms.testkit.fourpx.FakeFourPx;
import io.gwms.testkit.fourpx.FourPxStock;
import io.gwms.testkit.http.FakeHttpServer;
import io.gwms.testkit.shopify.FakeShopify;
import io.gwms.testkit.shopify.ShopifyAddress;
import io.gwms.testkit.shopify.ShopifyOrder;
import io.gwms.testkit.stock.InMemoryStockLedger;
import io.gwms.testkit.time.VirtualClock;
import io.gwms.transport.CallAction;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pieces that docs show do what docs say, over fakes of a shop and a warehouse, in skipped time. */
class HostDayTest {
    private static final Instant START = Instant.parse("2026-03-02T08:00:00Z");
    private static final StoreId STORE = new StoreId("acme-us");
    private static final WarehouseCode WAREHOUSE = new WarehouseCode("LA");
    private static final ChannelCode CHANNEL = new ChannelCode("POST");
    private static final WarehouseSku MUG = new WarehouseSku("MUG-01");
    private static final Instant PUT_AWAY = START.minus(Duration.ofDays(1));
    private static final BatchKey BATCH = new BatchKey(WAREHOUSE, MUG, StockQuality.QUALIFIED, "IN1", PUT_AWAY);

    @TempDir
    Path folder;

    private final InMemoryStockLedger stock = InMemoryStockLedger.builder()
            .managedLocations(WAREHOUSE)
            .batch(BATCH, 10)
            .build();
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final FakeHttpServer shop = FakeHttpServer.start(shop());
    private final FakeHttpServer depot = FakeHttpServer.start(depot());
    private final TimeSkipping time = TimeSkipping.from(START, shop.control(), depot.control());
    private final PlatformModule platforms =
            PlatformModule.builder().connector(ShopifyConnector.create()).build();
    private final ProxyWarehouseModule warehouses = ProxyWarehouseModule.builder()
            .connector(FourPxConnector.create())
            .routes(FixedRoutes.builder()
                    .route(new ProxyRoute(WAREHOUSE, FourPxConnector.SYSTEM, "main", "USLAX", depot.uri()))
                    .channel(WAREHOUSE, CHANNEL, "F1")
                    .sku(WAREHOUSE, new ProxySku("4PX-MUG", "", MUG, 1))
                    .build())
            .build();
    private final AuditModule audit = AuditModule.create();
    private Gwms gwms;
    private DataSource database;
    private HostDay day;

    private static FakeShopify shop() {
        FakeShopify shop = FakeShopify.builder()
                .accessTokens("shpat_day")
                .clock(VirtualClock.startingAt(START))
                .build();
        shop.seed(ShopifyOrder.named("#1001")
                .createdAt(START.minus(Duration.ofHours(1)))
                .shippingAddress(ShopifyAddress.complete())
                .line("MUG", 2)
                .build());
        return shop;
    }

    private static FakeFourPx depot() {
        return FakeFourPx.builder()
                .appKey("app")
                .appSecret("4px-secret")
                .clock(VirtualClock.startingAt(START))
                .stock(FourPxStock.good("USLAX", "4PX-MUG", "B1", 10, "IN1", PUT_AWAY))
                .build();
    }

    @BeforeEach
    void start() {
        database = EmbeddedDatabase.file(folder.resolve("gwms.db"));
        gwms = Gwms.builder()
                .database(database)
                .credentialKey(new byte[32])
                .catalogue(FixedCatalogue.builder()
                        .warehouse(new Warehouse(WAREHOUSE, "Los Angeles", "4PX"))
                        .channel(WAREHOUSE, new Channel(CHANNEL, "Post", "Post", "", false))
                        .skus(MUG.value())
                        .build())
                .stock(stock)
                .clock(time.clock())
                .module(platforms)
                .module(warehouses)
                .module(audit)
                .module(new InvoiceModule())
                .build();
        gwms.stores().save(Store.of(STORE, "Acme US", PlatformType.SHOPIFY, shop.uri()));
        gwms.credentials().save(ShopifyConnector.credential(STORE, "shpat_day"));
        gwms.credentials().save(FourPxConnector.credential("main", "app", "4px-secret"));
        time.drive(gwms);
        day = new HostDay(gwms, platforms, warehouses, audit, new PrintStream(said, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void stop() {
        gwms.close();
        shop.close();
        depot.close();
    }

    private String said() {
        String text = said.toString(StandardCharsets.UTF_8);
        said.reset();
        return text;
    }

    private OrderId pulled() {
        day.pull(STORE);
        time.settle();
        return gwms.orders().list(OrderQuery.newest(1)).stream()
                .map(Order::id)
                .findFirst()
                .orElseThrow();
    }

    private TaskId createTask() {
        return gwms.tasks()
                .list(TaskQuery.newest(1).withType(TaskType.CREATE))
                .get(0)
                .id();
    }

    @Test
    void anOrderIsPulledDispatchedFollowedAndComparedWithTheStock() {
        SyncRunId run = day.pull(STORE).get(0);
        time.settle();
        day.look(run, STORE);
        assertThat(said()).contains("SUCCESS", "not proven complete: []", "set aside: []");

        OrderId order = pulled();
        assertThat(day.dispatch(order, "MUG", MUG, WAREHOUSE, CHANNEL).isAccepted())
                .isTrue();
        assertThat(day.dispatch(order, "MUG", MUG, WAREHOUSE, CHANNEL))
                .isInstanceOfSatisfying(
                        OrderResult.Accepted.class,
                        again -> assertThat(again.replayed()).isTrue());
        assertThat(said()).contains("it is PROCESSING");

        assertThat(time.runUntil(
                        () -> gwms.orders().find(order).orElseThrow().status() == OrderStatus.COMPLETED,
                        Duration.ofDays(30)))
                .isTrue();
        day.follow(order, createTask(), ZoneOffset.UTC);
        assertThat(said()).contains("DISPATCH by anna", "SHIPPED -> COMPLETED");

        TaskId compared = day.reconcile(WAREHOUSE);
        time.settle();
        day.lookAtStock(compared, BATCH);
        assertThat(stock.quantity(BATCH)).isEqualTo(8);
        assertThat(said()).contains("rule CORRECT");
    }

    @Test
    void callsAreFoundAndAReportBecomesATest() throws IOException {
        OrderId order = pulled();
        day.dispatch(order, "MUG", MUG, WAREHOUSE, CHANNEL);
        time.settle();
        audit.flush();

        assertThat(day.calls(STORE, order, createTask())).contains(CallAction.ORDER_FETCH, CallAction.OUTBOUND_CREATE);
        day.export(createTask(), folder);

        Path file = folder.resolve("task-" + createTask() + ".cassette.json");
        assertThat(Files.readString(file)).doesNotContain("4px-secret");
        assertThat(Cassette.parse(Files.readString(file)).takes()).isNotEmpty();
        day.forget(order);
        assertThat(audit.calls().list(ApiCallQuery.ofOrder(order, 50))).isEmpty();
    }

    @Test
    void anInvoiceIsWrittenWithTheEndOfItsTask() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement create = connection.createStatement()) {
            create.executeUpdate("CREATE TABLE invoice (order_number TEXT PRIMARY KEY)");
        }
        TaskId task = gwms.tasks().add(InvoiceModule.of("#1001", time.clock().instant()));
        assertThat(gwms.tasks().add(InvoiceModule.of("#1001", time.clock().instant())))
                .isEqualTo(task);
        time.settle();

        assertThat(gwms.tasks().find(task).orElseThrow().status()).isEqualTo(TaskStatus.SUCCESS);
        try (Connection connection = database.getConnection();
                Statement read = connection.createStatement()) {
            assertThat(read.executeQuery("SELECT order_number FROM invoice").getString(1))
                    .isEqualTo("#1001");
        }
    }

    @Test
    void aPublicationThatThePlatformDoesNotTakeIsInTheHistory() {
        day.publish(PlatformType.SHOPIFY, STORE, shop.uri().resolve("/nowhere"), new byte[] {'{', '}'});

        assertThat(audit.productSyncs().list(ProductSyncQuery.newest(5)))
                .singleElement()
                .satisfies(sync -> assertThat(sync.status()).isEqualTo(ProductSync.Status.FAILED));
    }

    @Test
    void anUnsignedDeliveryIsAnswered401() throws Exception {
        day.keepWebhookSecret(STORE, "hush");
        HttpServer host = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        URI callback = URI.create("http://127.0.0.1:" + host.getAddress().getPort() + "/webhooks/acme-us");
        host.createContext("/", exchange -> day.receive(exchange, STORE, callback));
        host.start();
        try {
            HttpRequest delivery = HttpRequest.newBuilder(callback)
                    .POST(HttpRequest.BodyPublishers.ofString("{}"))
                    .build();
            assertThat(HttpClient.newHttpClient()
                            .send(delivery, HttpResponse.BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(401);
        } finally {
            host.stop(0);
        }
    }

    @Test
    void aWebhookSecretIsKeptBesideTheToken() {
        day.keepWebhookSecret(STORE, "hush");

        assertThat(gwms.credentials()
                        .find(ShopifyConnector.credential(STORE, "x").owner()))
                .hasValueSatisfying(credential -> {
                    assertThat(credential.secret("webhookSecret").reveal()).isEqualTo("hush");
                    assertThat(credential.secrets()).hasSize(2);
                });
    }
}
