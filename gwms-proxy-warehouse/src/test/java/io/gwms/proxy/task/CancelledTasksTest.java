package io.gwms.proxy.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.inbound.InboundId;
import io.gwms.inbound.InboundLine;
import io.gwms.inbound.InboundOrder;
import io.gwms.inbound.InboundPlan;
import io.gwms.order.OrderStatus;
import io.gwms.order.Shipment;
import io.gwms.outbound.OutboundId;
import io.gwms.outbound.OutboundOrder;
import io.gwms.outcome.Outcome;
import io.gwms.proxy.RemoteStatus;
import io.gwms.sku.WarehouseSku;
import io.gwms.task.TaskQuery;
import io.gwms.task.TaskStatus;
import io.gwms.task.TaskType;
import io.gwms.testkit.proxy.ScriptedWarehouse;
import io.gwms.testkit.time.VirtualClock;
import io.gwms.testkit.transport.FaultyTransport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whichever tasks of an order a person cancels, and in whatever order: what the warehouse has is followed to its end. */
class CancelledTasksTest {
    private static final Duration MORE_THAN_A_DAY = Duration.ofHours(25);

    private final VirtualClock clock = VirtualClock.startingAt(Instant.parse("2026-03-10T12:00:00Z"));
    private final ScriptedWarehouse warehouse = ScriptedWarehouse.open(clock);
    private final FaultyTransport transport = FaultyTransport.over(warehouse.transport());
    private final House house = House.of(clock, warehouse.connector(), transport);

    @AfterEach
    void close() {
        house.close();
    }

    private OutboundId accepted() {
        OutboundId id = house.dispatched("1", "MUG-BLUE", 3);
        house.work(Duration.ZERO);
        assertThat(outbound(id).state()).isEqualTo(OutboundOrder.State.ACCEPTED);
        return id;
    }

    private OutboundOrder outbound(OutboundId id) {
        return house.state.warehouseOrders().outbound(id).orElseThrow();
    }

    private void cancelTask(TaskType type, OutboundId id) {
        house.gwms.tasks().cancel(house.task(type, id.value()).id());
    }

    private void askToCancel() {
        house.gwms.orders().cancel(house.order("1").id());
        house.work(Duration.ZERO);
    }

    private void shipsAndIsBooked(OutboundId id) {
        warehouse.ship(id.value());
        house.work(MORE_THAN_A_DAY);
        assertThat(house.order("1").status()).isEqualTo(OrderStatus.SHIPPED);
        assertThat(house.order("1").shipments()).hasSize(1);
    }

    @Test
    void aQueryThatWasCancelledEarlierIsNotTakenForOneThatAsks() {
        OutboundId id = accepted();
        house.module.query(id);
        cancelTask(TaskType.QUERY, id);

        cancelTask(TaskType.CREATE, id);

        shipsAndIsBooked(id);
    }

    @Test
    void aCancelThatWasRefusedIsNotTakenForOneThatFollows() {
        OutboundId id = accepted();
        transport.onWrites(FaultyTransport.Fault.answer(
                200, "application/json", "{\"ok\":false,\"code\":\"TOO_LATE\",\"text\":\"it is being packed\"}"));
        askToCancel();
        assertThat(house.task(TaskType.CANCEL, id.value()).status()).isEqualTo(TaskStatus.MANUAL);

        cancelTask(TaskType.CREATE, id);

        shipsAndIsBooked(id);
    }

    @Test
    void aCancelThatIsRefusedLaterLeavesAnOrderThatIsFollowed() {
        warehouse.intercept();
        OutboundId id = accepted();
        askToCancel();

        cancelTask(TaskType.CREATE, id);

        shipsAndIsBooked(id);
        assertThat(house.task(TaskType.CANCEL, id.value()).status()).isEqualTo(TaskStatus.MANUAL);
    }

    @Test
    void aCancelThatIsTakenBackLeavesAnOrderThatIsFollowed() {
        warehouse.intercept();
        OutboundId id = accepted();
        askToCancel();

        cancelTask(TaskType.CREATE, id);
        cancelTask(TaskType.CANCEL, id);

        shipsAndIsBooked(id);
    }

    @Test
    void theTasksThatAlreadyFollowAreEnough() {
        OutboundId id = accepted();
        askToCancelAndTakeBack(id);
        assertThat(house.gwms.tasks().list(TaskQuery.newest(9).withType(TaskType.QUERY)))
                .isEmpty();
    }

    private void askToCancelAndTakeBack(OutboundId id) {
        warehouse.intercept();
        askToCancel();
        cancelTask(TaskType.CANCEL, id);
        house.work(Duration.ofHours(1));
    }

    @Test
    void whatMayHaveBeenSentAndNeverArrivedEndsOnceThatIsKnown() {
        transport.onWrites((faulty, call, send) -> Outcome.unknown("lost"));
        OutboundId id = house.dispatched("1", "MUG-BLUE", 3);
        house.gwms.step();

        cancelTask(TaskType.CREATE, id);
        house.gwms.step();
        assertThat(outbound(id).state()).as("not known yet").isEqualTo(OutboundOrder.State.CREATED);
        house.work(MORE_THAN_A_DAY);

        assertThat(outbound(id).state()).isEqualTo(OutboundOrder.State.CANCELLED);
        assertThat(house.order("1").status()).isEqualTo(OrderStatus.PENDING);
        assertThat(warehouse.ordersOf(id.value())).isZero();
    }

    @Test
    void anInboundOrderIsFollowedToo() {
        InboundId asn = new InboundId("ASN-7");
        house.module
                .inbounds()
                .push(new InboundPlan(
                        asn, House.WAREHOUSE, List.of(new InboundLine(new WarehouseSku("W-1"), 6, 0)), House.INBOUND));
        house.work(Duration.ZERO);
        house.module.inbounds().query(asn);
        house.gwms.tasks().cancel(house.task(TaskType.QUERY, asn.value()).id());

        house.gwms.tasks().cancel(house.task(TaskType.CREATE, asn.value()).id());
        warehouse.sayInbound(asn.value(), RemoteStatus.CANCELLED, "VOID");
        house.work(MORE_THAN_A_DAY);

        assertThat(house.module.inbounds().find(asn).orElseThrow().state()).isEqualTo(InboundOrder.State.CANCELLED);
    }

    @Test
    void whatShippedIsAskedForItsTrackingNumber() {
        OutboundId id = accepted();
        warehouse.say(id.value(), RemoteStatus.SHIPPED, "SHIPPED");
        house.work(Duration.ofHours(1));
        assertThat(house.order("1").shipments())
                .extracting(Shipment::trackingNumber)
                .containsExactly("");

        cancelTask(TaskType.CREATE, id);
        warehouse.ship(id.value());
        house.work(MORE_THAN_A_DAY);

        assertThat(house.order("1").shipments())
                .extracting(Shipment::trackingNumber)
                .containsExactly("T-" + id);
        assertThat(house.task(TaskType.QUERY, id.value()).status()).isEqualTo(TaskStatus.SUCCESS);
    }

    @Test
    void whatShippedAndIsToldIsFollowedByNobody() {
        OutboundId id = accepted();
        house.module.query(id);
        cancelTask(TaskType.QUERY, id);
        warehouse.ship(id.value());
        house.module.query(id);
        house.work(MORE_THAN_A_DAY);
        assertThat(house.order("1").status()).isEqualTo(OrderStatus.SHIPPED);

        cancelTask(TaskType.CREATE, id);

        assertThat(house.gwms.tasks().list(TaskQuery.newest(9).withType(TaskType.QUERY)))
                .noneMatch(task -> task.status().isLive());
    }

    @Test
    void whatIsRefusedWhileSomebodyWantsItCancelledWaitsForNobody() {
        FaultyTransport.Fault refusal = FaultyTransport.Fault.answer(
                200, "application/json", "{\"ok\":false,\"code\":\"INVALID\",\"text\":\"no such channel\"}");
        transport.onWrites((faulty, call, send) -> {
            house.gwms.orders().cancel(house.order("1").id());
            return refusal.play(faulty, call, send);
        });
        OutboundId id = house.dispatched("1", "MUG-BLUE", 3);

        house.work(MORE_THAN_A_DAY);

        assertThat(house.order("1").status()).isEqualTo(OrderStatus.CANCELLED);
        assertThat(house.task(TaskType.CREATE, id.value()).status()).isEqualTo(TaskStatus.SUCCESS);
        assertThat(house.task(TaskType.CREATE, id.value()).summary()).contains("no such channel");
        assertThat(house.task(TaskType.CANCEL, id.value()).status()).isEqualTo(TaskStatus.SUCCESS);
    }
}
