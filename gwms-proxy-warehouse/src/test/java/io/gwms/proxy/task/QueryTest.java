package io.gwms.proxy.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gwms.order.OrderStatus;
import io.gwms.outbound.OutboundId;
import io.gwms.outbound.OutboundOrder;
import io.gwms.proxy.ProxyWarehouseConnector;
import io.gwms.proxy.RemoteStatus;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskId;
import io.gwms.task.TaskStatus;
import io.gwms.task.TaskType;
import io.gwms.testkit.proxy.ScriptedWarehouse;
import io.gwms.testkit.time.VirtualClock;
import io.gwms.testkit.transport.FaultyTransport;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Orders that are asked about once a day. */
class QueryTest {
    private final VirtualClock clock = VirtualClock.startingAt(Instant.parse("2026-03-10T12:00:00Z"));
    private final ScriptedWarehouse warehouse = ScriptedWarehouse.open(clock);
    private final FaultyTransport transport = FaultyTransport.over(warehouse.transport());
    private final ProxyWarehouseConnector connector = warehouse.connector();
    private final House house = House.of(clock, connector, transport);

    @AfterEach
    void close() {
        house.close();
    }

    /** Accepted over there, and no create task follows it any more. */
    private OutboundId leftAlone() {
        OutboundId id = house.dispatched("1", "MUG-BLUE", 3);
        house.work(Duration.ZERO);
        house.gwms.tasks().cancel(house.task(TaskType.CREATE, id.value()).id());
        return id;
    }

    private SyncTask task(TaskId id) {
        return house.state.tasks().find(id).orElseThrow();
    }

    @Test
    void aShipmentIsBookedByTheNextDailyRound() {
        OutboundId id = leftAlone();
        TaskId query = house.module.query(id);
        assertThat(house.module.query(id)).isEqualTo(query);
        assertThat(task(query).nextExecutionAt())
                .as("at once, as nobody follows it any more")
                .isEqualTo(clock.instant());
        house.work(Duration.ZERO);
        assertThat(task(query).nextExecutionAt()).isEqualTo(clock.instant().plus(Duration.ofHours(24)));

        house.work(Duration.ofHours(25));
        assertThat(task(query).status()).isEqualTo(TaskStatus.WAITING);
        warehouse.ship(id.value());
        house.work(Duration.ofHours(24));

        assertThat(task(query).status()).isEqualTo(TaskStatus.SUCCESS);
        assertThat(house.order("1").status()).isEqualTo(OrderStatus.SHIPPED);
        assertThat(transport.writes()).as("only the create").isEqualTo(1);
    }

    @Test
    void aWordNobodyKnowsIsKeptAndIsForAPerson() {
        OutboundId id = leftAlone();
        warehouse.say(id.value(), RemoteStatus.UNRECOGNIZED, "TELEPORTED");

        TaskId query = house.module.query(id);
        house.work(Duration.ofHours(25));

        assertThat(task(query).status()).isEqualTo(TaskStatus.MANUAL);
        assertThat(task(query).error()).contains("'TELEPORTED'");
        assertThat(house.state.warehouseOrders().outbound(id).orElseThrow().remoteStatus())
                .isEqualTo("TELEPORTED");
    }

    @Test
    void anOrderThatIsNotHandedOverIsNotHandedOverByAQuery() {
        OutboundId id = house.dispatched("1", "MUG-BLUE", 3);
        house.gwms.tasks().cancel(house.task(TaskType.CREATE, id.value()).id());

        TaskId query = house.module.query(id);
        house.work(Duration.ofHours(25));

        assertThat(task(query).status()).isEqualTo(TaskStatus.SUCCESS);
        assertThat(house.state.warehouseOrders().outbound(id).orElseThrow().state())
                .as("what nobody hands over any more, and nobody sent, has ended")
                .isEqualTo(OutboundOrder.State.CANCELLED);
        assertThat(transport.writes()).isZero();
    }

    @Test
    void anUnknownOrderIsRefused() {
        assertThatThrownBy(() -> house.module.query(new OutboundId("nobody-1")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nobody-1");
    }
}
