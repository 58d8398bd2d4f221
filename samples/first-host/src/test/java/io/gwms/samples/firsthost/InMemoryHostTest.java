package io.gwms.samples.firsthost;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.Gwms;
import io.gwms.catalogue.Channel;
import io.gwms.catalogue.ChannelCode;
import io.gwms.catalogue.Warehouse;
import io.gwms.catalogue.WarehouseCode;
import io.gwms.credential.Credential;
import io.gwms.order.DispatchOrder;
import io.gwms.order.Order;
import io.gwms.order.OrderQuery;
import io.gwms.order.OrderStatus;
import io.gwms.platform.sync.PlatformModule;
import io.gwms.proxy.FixedRoutes;
import io.gwms.proxy.ProxyRoute;
import io.gwms.proxy.ProxySku;
import io.gwms.proxy.task.ProxyWarehouseModule;
import io.gwms.redact.Secret;
import io.gwms.sku.WarehouseSku;
import io.gwms.store.Store;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskQuery;
import io.gwms.task.TaskStatus;
import io.gwms.task.TaskType;
import io.gwms.testkit.TimeSkipping;
import io.gwms.testkit.catalogue.FixedCatalogue;
import io.gwms.testkit.credential.InMemoryCredentials;
import io.gwms.testkit.evidence.InMemorySnapshots;
import io.gwms.testkit.evidence.InMemorySyncLog;
import io.gwms.testkit.platform.ScriptedPlatform;
import io.gwms.testkit.proxy.ScriptedWarehouse;
import io.gwms.testkit.state.InMemoryState;
import io.gwms.testkit.stock.InMemoryStockLedger;
import io.gwms.testkit.transport.FaultyTransport;
import io.gwms.testkit.transport.FaultyTransport.Fault;
import io.gwms.transport.HttpCall;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The tests a host wants first, with no server, no file and no waiting: docs/testing.md shows its pieces. */
class InMemoryHostTest {
    private static final Instant START = Instant.parse("2026-03-02T08:00:00Z");
    private static final Store STORE = ScriptedPlatform.store("acme");
    private static final WarehouseCode WAREHOUSE = new WarehouseCode("LA");
    private static final ChannelCode CHANNEL = new ChannelCode("POST");
    private static final WarehouseSku MUG = new WarehouseSku("MUG-01");
    private static final ProxyRoute ROUTE =
            new ProxyRoute(WAREHOUSE, ScriptedWarehouse.SYSTEM, "main", "W1", URI.create("https://depot.example"));

    // docs: in-memory
    private final TimeSkipping time = TimeSkipping.from(START);
    private final ScriptedPlatform shop = ScriptedPlatform.standard();
    private final ScriptedWarehouse depot = ScriptedWarehouse.open(time.clock());
    private final FaultyTransport wire =
            FaultyTransport.over(call -> (isForTheDepot(call) ? depot.transport() : shop.transport()).send(call));
    private final InMemoryState state = InMemoryState.empty();
    private final InMemoryCredentials credentials = InMemoryCredentials.empty();
    private final InMemorySyncLog log = InMemorySyncLog.empty();
    private PlatformModule platforms;
    private Gwms gwms;

    @BeforeEach
    void begin() {
        platforms = PlatformModule.builder().connector(shop.connector()).build();
        gwms = Gwms.builder()
                .state(state)
                .syncLog(log)
                .snapshots(InMemorySnapshots.empty())
                .credentials(credentials)
                .catalogue(catalogue())
                .stock(InMemoryStockLedger.builder().managedLocations(WAREHOUSE).build())
                .clock(time.clock())
                .transport(wire)
                .node("test") // the name it keeps, so that begun again it resumes at once
                .module(platforms)
                .module(ProxyWarehouseModule.builder()
                        .connector(depot.connector())
                        .routes(routes())
                        .build())
                .build();
        gwms.stores().save(STORE);
        gwms.credentials().save(ScriptedPlatform.credential(STORE.id()));
        gwms.credentials()
                .save(Credential.of(ROUTE.credentialOwner(), Map.of("token", Secret.of("depot-token-1")), Map.of()));
        time.drive(gwms);
    }
    // docs: end

    @AfterEach
    void end() {
        gwms.close();
    }

    private static boolean isForTheDepot(HttpCall call) {
        return ROUTE.endpoint().getHost().equals(call.uri().getHost());
    }

    private static FixedCatalogue catalogue() {
        return FixedCatalogue.builder()
                .warehouse(new Warehouse(WAREHOUSE, "Los Angeles", "Depot"))
                .channel(WAREHOUSE, new Channel(CHANNEL, "Post", "Post", "", false))
                .skus(MUG.value())
                .build();
    }

    private static FixedRoutes routes() {
        return FixedRoutes.builder()
                .route(ROUTE)
                .channel(WAREHOUSE, CHANNEL, "F1")
                .sku(WAREHOUSE, new ProxySku("D-MUG", "", MUG, 1))
                .build();
    }

    private Order pulled() {
        shop.put(ScriptedPlatform.order("1001", "MUG", 2, START.minusSeconds(600)));
        assertThat(time.runUntil(() -> !orders().isEmpty(), Duration.ofHours(1)))
                .isTrue();
        return orders().get(0);
    }

    private List<Order> orders() {
        return gwms.orders().list(OrderQuery.newest(10));
    }

    private OrderStatus status(Order order) {
        return gwms.orders().find(order.id()).orElseThrow().status();
    }

    private SyncTask dispatched(Order order) {
        gwms.orders().bindSku(STORE.id(), "MUG", MUG, 1);
        assertThat(gwms.orders()
                        .dispatch(DispatchOrder.of(order.id(), WAREHOUSE, CHANNEL))
                        .isAccepted())
                .isTrue();
        return gwms.tasks().list(TaskQuery.newest(1).withType(TaskType.CREATE)).get(0);
    }

    // docs: lost-reply
    @Test
    void aLostReplyLeavesOneOrderAtTheWarehouse() {
        SyncTask create = dispatched(pulled());
        wire.onWrites(Fault.lostReply()); // the next write is carried out, and nobody hears of it

        time.skip(Duration.ofHours(2));

        assertThat(depot.ordersOf(create.businessNo())).isOne();
        assertThat(gwms.tasks().find(create.id()).orElseThrow().thirdPartyNo()).isNotEmpty();
    }
    // docs: end

    // docs: shop-down
    @Test
    void aShopThatIsDownForAWhileLosesNoOrder() {
        shop.put(ScriptedPlatform.order("1001", "MUG", 2, START.minusSeconds(600)));
        Fault down = Fault.answer(503, "text/html", "<h1>down</h1>");
        Fault busy = Fault.answer(429, "text/plain", "too many requests");
        wire.onReads(down, down, busy, Fault.notSent());

        assertThat(time.runUntil(() -> !orders().isEmpty(), Duration.ofHours(3)))
                .isTrue();

        assertThat(platforms.orderSync().coverage(STORE.id()).gaps()).isEmpty();
    }
    // docs: end

    // docs: crash
    @Test
    void whatACrashLeftGoesOn() {
        Order order = pulled();
        SyncTask create = dispatched(order); // the process dies here: nothing is closed, nothing has been sent

        begin();
        time.settle();
        depot.ship(create.businessNo());

        assertThat(time.runUntil(() -> status(order) == OrderStatus.COMPLETED, Duration.ofDays(2)))
                .isTrue();
        assertThat(shop.shipmentsOf("1001")).isOne();
        assertThat(gwms.tasks().find(create.id()).orElseThrow().status()).isEqualTo(TaskStatus.SUCCESS);
    }
    // docs: end
}
