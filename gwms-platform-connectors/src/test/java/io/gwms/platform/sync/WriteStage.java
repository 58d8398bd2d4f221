package io.gwms.platform.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.Gwms;
import io.gwms.order.DispatchOrder;
import io.gwms.order.Order;
import io.gwms.order.OrderEvent;
import io.gwms.order.OrderId;
import io.gwms.order.OrderKind;
import io.gwms.order.OrderResult;
import io.gwms.ordersync.SyncRequest;
import io.gwms.outbound.OutboundId;
import io.gwms.outcome.Outcome;
import io.gwms.platform.PlatformCapabilities;
import io.gwms.platform.PlatformOrder;
import io.gwms.sku.WarehouseSku;
import io.gwms.stock.BatchKey;
import io.gwms.stock.StockQuality;
import io.gwms.store.Store;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskQuery;
import io.gwms.task.TaskType;
import io.gwms.testkit.platform.ScriptedPlatform;
import io.gwms.testkit.stock.InMemoryStockLedger;
import io.gwms.testkit.time.VirtualClock;
import io.gwms.transport.CallAction;
import io.gwms.transport.HttpCall;
import io.gwms.transport.HttpReply;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** A scripted platform, a runtime that writes to it, and a warehouse whose words the test speaks. */
final class WriteStage implements AutoCloseable {
    static final Store STORE = ScriptedPlatform.store("acme");

    final VirtualClock clock = VirtualClock.startingAt(Instant.parse("2026-03-10T12:00:00Z"));
    final ScriptedPlatform platform;
    final InMemoryStockLedger stock = InMemoryStockLedger.builder()
            .managedLocations(SyncBench.WAREHOUSE)
            .batch(batch("A"), 100)
            .batch(batch("B"), 100)
            .build();
    /** What the platform does not let the app do. */
    final Set<CallAction> forbidden = new HashSet<>();

    final SyncBench bench;

    private WriteStage(PlatformCapabilities can, UnaryOperator<Gwms.Builder> runtime) {
        this.platform = ScriptedPlatform.with(can);
        this.bench =
                SyncBench.of(platform.connector(), STORE, ScriptedPlatform.credential(STORE.id()), this::send, clock);
        bench.close();
        bench.stock = stock;
        bench.runtime = runtime;
        bench.start("node-1", PlatformModule.Builder::noAutomaticRuns, bench.state);
        for (String sku : List.of("A", "B")) {
            bench.orders.bindSku(STORE.id(), sku, new WarehouseSku("WH-" + sku), 1);
        }
    }

    private Outcome<HttpReply> send(HttpCall call) {
        return forbidden.contains(call.context().action())
                ? Outcome.done(HttpReply.of(
                        401, Map.of(), "{\"error\":\"this app lacks a scope\"}".getBytes(StandardCharsets.UTF_8)))
                : platform.transport().send(call);
    }

    static WriteStage everything() {
        return with(ScriptedPlatform.everything().build());
    }

    static WriteStage with(PlatformCapabilities can) {
        return new WriteStage(can, UnaryOperator.identity());
    }

    static WriteStage with(PlatformCapabilities can, UnaryOperator<Gwms.Builder> runtime) {
        return new WriteStage(can, runtime);
    }

    static BatchKey batch(String sku) {
        return new BatchKey(SyncBench.WAREHOUSE, new WarehouseSku("WH-" + sku), StockQuality.QUALIFIED, "IN-1", null);
    }

    /** The order, pulled from the platform. */
    Order pulled(PlatformOrder order) {
        platform.put(order);
        pull(order);
        return bench.orders.findByNumber(STORE.id(), order.number()).get(0);
    }

    void pull(PlatformOrder order) {
        SyncRequest request = SyncRequest.orderNumbers(List.of(order.number()), STORE.id());
        bench.sync().submit(order.kind() == OrderKind.B2B ? request.purchaseOrders() : request);
        bench.gwms.step();
    }

    OutboundId dispatched(OrderId id) {
        accepted(bench.orders.dispatch(DispatchOrder.of(id, SyncBench.WAREHOUSE, SyncBench.CHANNEL)));
        OutboundId outbound = order(id).openDispatch().orElseThrow().outbound();
        happened(id, new OrderEvent.OutboundAccepted(outbound, "W-1", "accepted"));
        return outbound;
    }

    /** All that is open of it leaves the warehouse as one shipment. */
    void shipped(OrderId id, OutboundId outbound, String tracking) {
        Map<String, Long> pieces = new HashMap<>();
        Order order = order(id);
        order.lines().forEach(line -> pieces.put(line.lineId(), order.allocated(line)));
        shipped(id, outbound, "S-1", pieces, tracking, true);
    }

    void shipped(
            OrderId id, OutboundId outbound, String shipment, Map<String, Long> pieces, String tracking, boolean last) {
        happened(
                id,
                new OrderEvent.Shipped(
                        outbound, shipment, pieces, tracking, "DHL", "EXPRESS", clock.instant(), last, "shipped"));
    }

    void happened(OrderId id, OrderEvent event) {
        assertThat(bench.state.commit(bench.orders.events().happened(id, event)).isCommitted())
                .isTrue();
    }

    static void accepted(OrderResult result) {
        assertThat(result).isInstanceOf(OrderResult.Accepted.class);
    }

    Order order(OrderId id) {
        return bench.orders.find(id).orElseThrow();
    }

    SyncTask task(TaskType type) {
        return bench.state.tasks().list(TaskQuery.newest(10).withType(type)).get(0);
    }

    List<SyncTask> tasks(TaskType type) {
        return bench.state.tasks().list(TaskQuery.newest(50).withType(type));
    }

    @Override
    public void close() {
        bench.close();
    }
}
