package io.gwms.platform.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.Gwms;
import io.gwms.catalogue.Channel;
import io.gwms.catalogue.Warehouse;
import io.gwms.order.AcknowledgeOrder;
import io.gwms.order.CancelOrder;
import io.gwms.order.CommandOptions;
import io.gwms.order.DispatchOrder;
import io.gwms.order.Order;
import io.gwms.order.OrderEvent;
import io.gwms.order.OrderId;
import io.gwms.order.OrderStatus;
import io.gwms.ordersync.SyncRequest;
import io.gwms.outbound.OutboundId;
import io.gwms.platform.CancelReason;
import io.gwms.platform.PlatformFact;
import io.gwms.sku.WarehouseSku;
import io.gwms.state.StateRepository;
import io.gwms.state.jdbc.JdbcState;
import io.gwms.task.TaskQuery;
import io.gwms.task.TaskType;
import io.gwms.testkit.catalogue.FixedCatalogue;
import io.gwms.testkit.credential.InMemoryCredentials;
import io.gwms.testkit.db.TestDatabase;
import io.gwms.testkit.evidence.InMemorySnapshots;
import io.gwms.testkit.evidence.InMemorySyncLog;
import io.gwms.testkit.platform.ScriptedPlatform;
import io.gwms.testkit.stock.InMemoryStockLedger;
import io.gwms.testkit.time.VirtualClock;
import io.gwms.testkit.transport.FaultyTransport;
import io.gwms.testkit.transport.FaultyTransport.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Everything a platform is told, from one runtime on a real database to the next that takes over in the middle. */
class WritesOnDatabaseTest {
    private final VirtualClock clock = VirtualClock.startingAt(Instant.parse("2026-03-10T12:00:00Z"));
    private final ScriptedPlatform platform =
            ScriptedPlatform.with(ScriptedPlatform.everything().build());
    private final FaultyTransport transport = FaultyTransport.over(platform.transport());
    private final InMemoryCredentials credentials = InMemoryCredentials.empty();
    private final InMemoryStockLedger stock = InMemoryStockLedger.builder()
            .managedLocations(SyncBench.WAREHOUSE)
            .batch(WriteStage.batch("A"), 100)
            .build();

    private PlatformModule module() {
        return PlatformModule.builder()
                .connector(platform.connector())
                .noAutomaticRuns()
                .stockPush(store -> Optional.of(StockPolicy.of(SyncBench.WAREHOUSE)))
                .build();
    }

    private Gwms node(String name, StateRepository state, PlatformModule module) {
        return Gwms.builder()
                .state(state)
                .syncLog(InMemorySyncLog.empty())
                .snapshots(InMemorySnapshots.empty())
                .credentials(credentials)
                .catalogue(FixedCatalogue.builder()
                        .warehouse(new Warehouse(SyncBench.WAREHOUSE, "Johannesburg", "4PX"))
                        .channel(SyncBench.WAREHOUSE, new Channel(SyncBench.CHANNEL, "DHL Express", "DHL", "", false))
                        .skus("WH-A")
                        .build())
                .stock(stock)
                .clock(clock)
                .transport(transport)
                .node(name)
                .module(module)
                .build();
    }

    private void run(Gwms gwms, Duration duration) {
        Instant end = clock.instant().plus(duration);
        while (clock.instant().isBefore(end)) {
            gwms.step();
            gwms.step();
            clock.advance(Duration.ofSeconds(30));
        }
    }

    private static void happened(Gwms gwms, StateRepository state, OrderId id, OrderEvent event) {
        assertThat(state.commit(gwms.orders().events().happened(id, event)).isCommitted())
                .isTrue();
    }

    @Test
    void nextNodeTakesUpOnSqliteWhatWasLeftUnknown() {
        try (TestDatabase database = TestDatabase.sqlite()) {
            takesUpWhatWasLeftUnknown(database);
        }
    }

    @Test
    void nextNodeTakesUpOnPostgresWhatWasLeftUnknown() {
        try (TestDatabase database = TestDatabase.postgres()) {
            takesUpWhatWasLeftUnknown(database);
        }
    }

    private void takesUpWhatWasLeftUnknown(TestDatabase database) {
        try (JdbcState state = JdbcState.open(database.dataSource())) {
            state.stores().save(WriteStage.STORE);
            credentials.save(ScriptedPlatform.credential(WriteStage.STORE.id()));
            platform.listSku("A", 7);
            platform.put(ScriptedPlatform.purchaseOrder("PO-1", Map.of("A", 10L), clock.instant()));
            platform.put(ScriptedPlatform.order("#2", "A", 1, clock.instant()));
            OrderId purchase;
            PlatformModule module = module();
            try (Gwms first = node("node-1", state, module)) {
                first.orders().bindSku(WriteStage.STORE.id(), "A", new WarehouseSku("WH-A"), 1);
                module.orderSync()
                        .submit(SyncRequest.orderNumbers(List.of("PO-1"), WriteStage.STORE.id())
                                .purchaseOrders());
                module.orderSync().submit(SyncRequest.orderNumbers(List.of("#2"), WriteStage.STORE.id()));
                run(first, Duration.ofMinutes(5));
                Order order = first.orders()
                        .findByNumber(WriteStage.STORE.id(), "PO-1")
                        .get(0);
                purchase = order.id();
                OrderId consumer = first.orders()
                        .findByNumber(WriteStage.STORE.id(), "#2")
                        .get(0)
                        .id();
                transport.onWrites(Fault.lostReply(), Fault.lostReply());
                first.orders().acknowledge(AcknowledgeOrder.acceptAll(order, SyncBench.WAREHOUSE));
                first.orders()
                        .cancel(
                                CancelOrder.everywhere(consumer, CancelReason.OUT_OF_STOCK, "sold out"),
                                CommandOptions.none());
                transport.onReads(Fault.answer(503, "text/plain", "later"), Fault.answer(503, "text/plain", "later"));
                first.step();
            }
            try (Gwms second = node("node-2", state, module())) {
                run(second, Duration.ofMinutes(10));
                assertThat(second.orders().find(purchase).orElseThrow().status())
                        .isEqualTo(OrderStatus.ACKNOWLEDGED);
                second.orders().dispatch(DispatchOrder.of(purchase, SyncBench.WAREHOUSE, SyncBench.CHANNEL));
                Order order = second.orders().find(purchase).orElseThrow();
                OutboundId outbound = order.openDispatch().orElseThrow().outbound();
                Map<String, Long> pieces = new HashMap<>();
                order.lines().forEach(line -> pieces.put(line.lineId(), order.allocated(line)));
                happened(second, state, purchase, new OrderEvent.OutboundAccepted(outbound, "W-1", "accepted"));
                happened(
                        second,
                        state,
                        purchase,
                        new OrderEvent.Shipped(
                                outbound, "S-1", pieces, "TRACK-1", "DHL", "", clock.instant(), true, "shipped"));
                stock.move(WriteStage.batch("A"), -10);
                run(second, Duration.ofMinutes(10));

                assertThat(second.orders().find(purchase).orElseThrow().status())
                        .isEqualTo(OrderStatus.COMPLETED);
                assertThat(platform.acknowledgementsOf("PO-1")).hasSize(1);
                assertThat(platform.shipmentsOf("PO-1")).isEqualTo(1);
                assertThat(platform.find("#2").orElseThrow().fact()).isEqualTo(PlatformFact.CANCELLED);
                assertThat(platform.stockOf("A")).isEqualTo(90);
                assertThat(state.tasks().list(TaskQuery.newest(50).withType(TaskType.STOCK_PUSH)))
                        .hasSize(1);
            }
        }
    }
}
