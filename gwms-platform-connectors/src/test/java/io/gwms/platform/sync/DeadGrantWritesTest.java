package io.gwms.platform.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.order.DispatchOrder;
import io.gwms.order.OrderEvent;
import io.gwms.order.OrderId;
import io.gwms.order.OrderStatus;
import io.gwms.ordersync.SyncRequest;
import io.gwms.outbound.OutboundId;
import io.gwms.sku.WarehouseSku;
import io.gwms.store.Authorization;
import io.gwms.store.Store;
import io.gwms.store.StoreId;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskQuery;
import io.gwms.task.TaskStatus;
import io.gwms.task.TaskType;
import io.gwms.testkit.platform.ScriptedPlatform;
import io.gwms.testkit.time.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A write that meets a dead grant waits for another one, and is done then: nobody has to look after it by hand. */
class DeadGrantWritesTest {
    private static final Store STORE = ScriptedPlatform.store("acme");
    private static final StoreId ID = STORE.id();

    private final VirtualClock clock = VirtualClock.startingAt(Instant.parse("2026-03-10T12:00:00Z"));
    private final ScriptedPlatform platform = ScriptedPlatform.standard();
    private final RotatingTokens desk = new RotatingTokens(platform, clock);
    private final SyncBench bench =
            SyncBench.of(desk.connector(), STORE, desk.authorized(ID, 0), desk.transport(), clock);
    private OrderId order;

    @BeforeEach
    void shipAnOrder() {
        platform.put(ScriptedPlatform.order("#1", "A", 1, clock.instant()));
        bench.orders.bindSku(ID, "A", new WarehouseSku("WH-A"), 1);
        bench.sync().submit(SyncRequest.orderNumbers(List.of("#1"), ID));
        bench.gwms.step();
        order = bench.orders.findByNumber(ID, "#1").get(0).id();
        bench.orders.dispatch(DispatchOrder.of(order, SyncBench.WAREHOUSE, SyncBench.CHANNEL));
        OutboundId outbound = bench.orders
                .find(order)
                .orElseThrow()
                .openDispatch()
                .orElseThrow()
                .outbound();
        happened(new OrderEvent.OutboundAccepted(outbound, "W-1", "accepted"));
        String line = bench.orders.find(order).orElseThrow().lines().get(0).lineId();
        happened(new OrderEvent.Shipped(
                outbound, "S-1", Map.of(line, 1L), "TRACK-1", "DHL", "", clock.instant(), true, "shipped"));
    }

    private void happened(OrderEvent event) {
        assertThat(bench.state
                        .commit(bench.orders.events().happened(order, event))
                        .isCommitted())
                .isTrue();
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    private SyncTask task() {
        return bench.state
                .tasks()
                .list(TaskQuery.newest(1).withType(TaskType.WRITE_BACK))
                .get(0);
    }

    private void assertWaitsAndIsToldWithAnotherGrant() {
        assertThat(bench.state.stores().find(ID).orElseThrow().authorization()).isEqualTo(Authorization.EXPIRED);
        assertThat(task().status()).isEqualTo(TaskStatus.WAITING);
        assertThat(bench.orders.find(order).orElseThrow().exceptions()).isEmpty();

        bench.replace(desk.authorized(ID, 1));
        for (int i = 0; i < 6; i++) {
            bench.gwms.step();
            clock.advance(Duration.ofMinutes(5));
        }
        assertThat(platform.shipmentsOf("#1")).isEqualTo(1);
        assertThat(bench.orders.find(order).orElseThrow().status()).isEqualTo(OrderStatus.COMPLETED);
        assertThat(task().failures()).isZero();
    }

    @Test
    void grantThatDiesUnderAWriteBack() {
        desk.revoke();
        bench.gwms.step();

        assertWaitsAndIsToldWithAnotherGrant();
    }

    @Test
    void grantThatIsFoundDeadWhenItIsToBeRefreshedInTime() {
        desk.revoke();
        clock.advance(Duration.ofMinutes(59));
        bench.gwms.step();

        assertWaitsAndIsToldWithAnotherGrant();
    }

    @Test
    void accessThatEndsUnderAWriteBackIsRefreshedAndTheShipmentToldOnce() {
        desk.endAccess();
        bench.gwms.step();

        assertThat(platform.shipmentsOf("#1")).isEqualTo(1);
        assertThat(bench.orders.find(order).orElseThrow().status()).isEqualTo(OrderStatus.COMPLETED);
        assertThat(desk.refreshes()).isEqualTo(1);
    }
}
