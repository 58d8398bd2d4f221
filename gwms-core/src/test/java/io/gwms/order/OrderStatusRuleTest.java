package io.gwms.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class OrderStatusRuleTest {
    private static Order with(Order order, OrderLine line) {
        return order.change(SampleOrders.NOW).lines(List.of(line)).done();
    }

    private static OrderLine line(long ordered, long removed, long cancelled, long shipped) {
        return new OrderLine("L1", "P-1", ordered, removed, 0, List.of(), null, 0, "", cancelled, 0, shipped);
    }

    private final Order shipped = SampleOrders.in(OrderStatus.SHIPPED, OrderKind.B2C);

    @Test
    void goodsThatNobodyWantsAnyMoreAreShippedAllTheSame() {
        assertThat(with(shipped, line(5, 5, 0, 5)).status()).isEqualTo(OrderStatus.SHIPPED);
    }

    @Test
    void anOrderOfWhichNothingIsRequiredWaitsAndIsNotShipped() {
        Order pending = SampleOrders.in(OrderStatus.PENDING, OrderKind.B2C);
        assertThat(with(pending, line(5, 5, 0, 0)).status()).isEqualTo(OrderStatus.PENDING);
    }

    @Test
    void theRestBeingCancelledMakesPartlyShippedShipped() {
        assertThat(with(shipped, line(5, 0, 3, 2)).status()).isEqualTo(OrderStatus.SHIPPED);
        assertThat(with(shipped, line(5, 0, 2, 2)).status()).isEqualTo(OrderStatus.PARTIALLY_SHIPPED);
    }

    @Test
    void anOpenOutboundOrderKeepsItPartlyShipped() {
        Order partly = SampleOrders.in(OrderStatus.PARTIALLY_SHIPPED, OrderKind.B2C);
        assertThat(with(partly, line(5, 3, 0, 2)).status()).isEqualTo(OrderStatus.PARTIALLY_SHIPPED);
    }

    @Test
    void itIsCompletedByWhatCompletedItAndNotByItsWriteBacks() {
        Shipment told = shipped.shipments().get(0).withWriteBack(Shipment.WriteBack.CONFIRMED, "f1");
        Order.Change change = shipped.change(SampleOrders.NOW).shipments(List.of(told));
        assertThat(change.done().status()).isEqualTo(OrderStatus.SHIPPED);
        assertThat(change.closing(Closing.FINISHED_ON_PLATFORM).done().status()).isEqualTo(OrderStatus.COMPLETED);
    }

    @Test
    void aConsumerOrderIsNeverAcknowledged() {
        Order order = SampleOrders.in(OrderStatus.PENDING, OrderKind.B2C)
                .change(SampleOrders.NOW)
                .acknowledge(AcknowledgeState.ACCEPTED_ALL)
                .done();
        assertThat(order.status()).isEqualTo(OrderStatus.PENDING);
    }
}
