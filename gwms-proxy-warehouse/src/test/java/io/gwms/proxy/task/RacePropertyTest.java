package io.gwms.proxy.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.order.CancelRequest;
import io.gwms.order.Order;
import io.gwms.order.OrderStatus;
import io.gwms.outbound.OutboundId;
import io.gwms.outbound.OutboundOrder;
import io.gwms.proxy.ProxyWarehouseConnector;
import io.gwms.proxy.RemoteStatus;
import io.gwms.redact.Secret;
import io.gwms.task.TaskQuery;
import io.gwms.testkit.proxy.ScriptedWarehouse;
import io.gwms.testkit.time.VirtualClock;
import io.gwms.testkit.transport.FaultyTransport;
import io.gwms.testkit.transport.FaultyTransport.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * A cancel and a shipment in the same minute: whichever comes first, with notifications, Sync Now and lost replies in
 * between, the order ends cancelled on both sides or shipped on both sides.
 */
class RacePropertyTest {
    /** What may happen within the minute. */
    enum Step {
        CANCEL_HERE,
        SHIP_THERE,
        CANCELS_BECOME_ATTEMPTS,
        ATTEMPT_SUCCEEDS,
        ATTEMPT_FAILS,
        NOTIFY,
        SYNC_CREATE,
        A_SECOND_PASSES,
        LOSE_WRITE,
        LOSE_READ
    }

    @Provide
    Arbitrary<List<Step>> minutes() {
        return Arbitraries.of(Step.class).list().ofMinSize(1).ofMaxSize(12);
    }

    @Property(tries = 400)
    void bothSidesEndAlike(@ForAll("minutes") List<Step> minute) {
        VirtualClock clock = VirtualClock.startingAt(Instant.parse("2026-03-10T12:00:00Z"));
        ScriptedWarehouse warehouse = ScriptedWarehouse.open(clock);
        FaultyTransport transport = FaultyTransport.over(warehouse.transport());
        ProxyWarehouseConnector connector = warehouse.connector();
        try (House house = House.of(clock, connector, transport)) {
            OutboundId id = house.dispatched("1", "MUG-BLUE", 3);
            int notified = 0;
            for (Step step : minute) {
                switch (step) {
                    case CANCEL_HERE ->
                        house.gwms.orders().cancel(house.order("1").id());
                    case SHIP_THERE -> ship(warehouse, id);
                    case CANCELS_BECOME_ATTEMPTS -> warehouse.intercept();
                    case ATTEMPT_SUCCEEDS -> attempted(warehouse, id, RemoteStatus.CANCELLED);
                    case ATTEMPT_FAILS -> attempted(warehouse, id, RemoteStatus.IN_WORK);
                    case NOTIFY ->
                        house.module.receive(
                                ScriptedWarehouse.SYSTEM,
                                "acme",
                                warehouse.notification(
                                        Secret.of("a-secret-token"), "n-" + notified++, id.value(), false));
                    case SYNC_CREATE -> syncNow(house, id);
                    case A_SECOND_PASSES -> house.work(Duration.ofSeconds(1));
                    case LOSE_WRITE -> transport.onWrites(Fault.lostReply());
                    case LOSE_READ -> transport.onReads(Fault.lostReply());
                }
            }
            house.work(Duration.ofHours(12));
            attempted(warehouse, id, minute.size() % 2 == 0 ? RemoteStatus.CANCELLED : RemoteStatus.IN_WORK);
            house.work(Duration.ofHours(1));
            attempted(warehouse, id, RemoteStatus.IN_WORK);
            if (warehouse.ordersOf(id.value()) == 1 && !isEnded(house, id)) {
                ship(warehouse, id);
                house.work(Duration.ofHours(12));
            }
            // So many lost answers in a row leave the task to a person, who asks again.
            for (int i = 0; i < minute.size() && !isEnded(house, id); i++) {
                syncNow(house, id);
                house.work(Duration.ofHours(12));
            }

            Order order = house.order("1");
            OutboundOrder outbound = house.state.warehouseOrders().outbound(id).orElseThrow();
            boolean there = warehouse
                    .status(id.value())
                    .filter(RemoteStatus.SHIPPED::equals)
                    .isPresent();
            assertThat(outbound.state())
                    .as("%s: %s", minute, order.cancelRequest())
                    .isEqualTo(there ? OutboundOrder.State.SHIPPED : OutboundOrder.State.CANCELLED);
            assertThat(order.status()).isEqualTo(there ? OrderStatus.SHIPPED : OrderStatus.CANCELLED);
            assertThat(order.cancelRequest()).isNotEqualTo(there ? CancelRequest.BY_OPERATOR : CancelRequest.REFUSED);
        }
    }

    private static void syncNow(House house, OutboundId id) {
        house.state.tasks().list(TaskQuery.newest(5)).stream()
                .filter(task -> task.businessNo().equals(id.value()))
                .forEach(task -> house.gwms.tasks().syncNow(task.id()));
    }

    /** How an attempt to cancel that is under way ends; a failed one leaves the order as it was. */
    private static void attempted(ScriptedWarehouse warehouse, OutboundId id, RemoteStatus end) {
        if (warehouse.status(id.value()).filter(RemoteStatus.CANCELLING::equals).isPresent()) {
            warehouse.say(id.value(), end, end == RemoteStatus.CANCELLED ? "VOID" : "PICKING");
        }
    }

    private static boolean isEnded(House house, OutboundId id) {
        return !house.state.warehouseOrders().outbound(id).orElseThrow().state().isOpen();
    }

    /** The warehouse ships what it has and was not told to keep. */
    private static void ship(ScriptedWarehouse warehouse, OutboundId id) {
        if (warehouse.status(id.value()).filter(RemoteStatus.IN_WORK::equals).isPresent()) {
            warehouse.ship(id.value());
        }
    }
}
