package io.gwms.platform.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.order.Order;
import io.gwms.order.OrderId;
import io.gwms.order.OrderStatus;
import io.gwms.order.Shipment;
import io.gwms.task.TaskStatus;
import io.gwms.task.TaskType;
import io.gwms.testkit.platform.ScriptedPlatform;
import io.gwms.testkit.transport.FaultyTransport.Fault;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Where the platform issues the tracking number, a shipment without one is told, and the number is fetched. */
class IssuedTrackingTest {
    private final WriteStage stage =
            WriteStage.with(ScriptedPlatform.everything().issuesTracking().build());

    @AfterEach
    void stop() {
        stage.close();
    }

    private OrderId shippedWithoutNumber() {
        Order order = stage.pulled(ScriptedPlatform.order("#1", "A", 2, stage.clock.instant()));
        stage.shipped(order.id(), stage.dispatched(order.id()), "");
        return order.id();
    }

    private Shipment shipment(OrderId id) {
        return stage.order(id).shipments().get(0);
    }

    @Test
    void numberIsFetchedOnceThePlatformHasIssuedIt() {
        OrderId id = shippedWithoutNumber();
        stage.bench.gwms.step();
        stage.bench.gwms.step();
        assertThat(stage.platform.shipmentsOf("#1")).isEqualTo(1);
        assertThat(stage.order(id).status()).isEqualTo(OrderStatus.COMPLETED);
        assertThat(shipment(id).trackingNumber()).isEmpty();
        assertThat(stage.task(TaskType.TRACKING).status()).isEqualTo(TaskStatus.WAITING);

        stage.platform.issueTracking(shipment(id).platformShipmentId(), "SPX-1", "Courier");
        stage.clock.advance(Duration.ofMinutes(2));
        stage.bench.runUntilIdle();
        assertThat(shipment(id).trackingNumber()).isEqualTo("SPX-1");
        assertThat(shipment(id).carrier()).isEqualTo("Courier");
        assertThat(stage.order(id).status()).isEqualTo(OrderStatus.COMPLETED);
        assertThat(stage.platform.shipmentsOf("#1")).isEqualTo(1);
    }

    @Test
    void lostReplyOfAShipmentWithoutNumberIsFoundByItsKey() {
        stage.bench.transport.onWrites(Fault.lostReply());
        OrderId id = shippedWithoutNumber();
        stage.bench.runUntilIdle();

        assertThat(stage.platform.shipmentsOf("#1")).isEqualTo(1);
        assertThat(stage.bench.transport.writes()).isEqualTo(1);
        assertThat(stage.order(id).status()).isEqualTo(OrderStatus.COMPLETED);
    }
}
