package io.gwms.proxy.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.order.OrderStatus;
import io.gwms.order.Shipment;
import io.gwms.outbound.OutboundId;
import io.gwms.outbound.OutboundOrder;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskStatus;
import io.gwms.task.TaskType;
import io.gwms.testkit.proxy.ScriptedWarehouse;
import io.gwms.testkit.time.VirtualClock;
import io.gwms.testkit.transport.FaultyTransport;
import io.gwms.testkit.transport.FaultyTransport.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Pieces that leave one after the other are shipments of their own, each piece in one of them. */
class FollowingTest {
    private static final Duration HALF_AN_HOUR = Duration.ofMinutes(31);

    private final VirtualClock clock = VirtualClock.startingAt(Instant.parse("2026-03-10T12:00:00Z"));
    private final ScriptedWarehouse warehouse = ScriptedWarehouse.open(clock);
    private final FaultyTransport transport = FaultyTransport.over(warehouse.transport());
    private final House house = House.of(clock, warehouse.connector(), transport);

    @AfterEach
    void close() {
        house.close();
    }

    private OutboundId accepted(long pieces) {
        OutboundId id = house.dispatched("1", "MUG-BLUE", pieces);
        house.work(Duration.ZERO);
        return id;
    }

    private SyncTask create(OutboundId id) {
        return house.task(TaskType.CREATE, id.value());
    }

    @Test
    void eachPartIsAShipmentAndTheLastOneEndsTheOrder() {
        OutboundId id = accepted(6);
        warehouse.shipSome(id.value(), 1);
        house.work(HALF_AN_HOUR);
        assertThat(create(id).status()).isEqualTo(TaskStatus.WAITING);
        assertThat(house.order("1").status()).isEqualTo(OrderStatus.PARTIALLY_SHIPPED);
        house.work(HALF_AN_HOUR);
        warehouse.shipSome(id.value(), 3);
        house.work(HALF_AN_HOUR);
        warehouse.ship(id.value());
        Instant shipped = clock.instant();

        house.work(Duration.ofDays(1));

        assertThat(house.order("1").shipments())
                .extracting(Shipment::id)
                .containsExactly(id + "/1", id + "/2", id + "/3");
        assertThat(house.order("1").shipments())
                .extracting(Shipment::quantities)
                .isEqualTo(List.of(Map.of("line-1", 1L), Map.of("line-1", 2L), Map.of("line-1", 3L)));
        assertThat(house.order("1").shipments().get(2).shippedAt())
                .as("when it left, and not when that was seen")
                .isEqualTo(shipped);
        assertThat(house.order("1").status()).isEqualTo(OrderStatus.SHIPPED);
        assertThat(create(id).status()).isEqualTo(TaskStatus.SUCCESS);
        assertThat(house.state.warehouseOrders().outbound(id).orElseThrow().state())
                .isEqualTo(OutboundOrder.State.SHIPPED);
    }

    @Test
    void aNumberThatComesLateIsThatOfTheLastShipment() {
        OutboundId id = accepted(3);
        warehouse.shipSome(id.value(), 1);
        house.work(HALF_AN_HOUR);
        warehouse.ship(id.value());
        transport.onReads(Fault.changedBody(body -> body.replace("T-" + id, "")));
        house.work(HALF_AN_HOUR);
        assertThat(house.order("1").shipments())
                .extracting(Shipment::trackingNumber)
                .containsExactly("T-" + id, "");

        house.work(Duration.ofDays(1));

        assertThat(house.order("1").shipments())
                .extracting(Shipment::trackingNumber)
                .containsOnly("T-" + id);
        assertThat(house.order("1").shipments())
                .extracting(Shipment::quantities)
                .isEqualTo(List.of(Map.of("line-1", 1L), Map.of("line-1", 2L)));
        assertThat(create(id).status()).isEqualTo(TaskStatus.SUCCESS);
    }
}
