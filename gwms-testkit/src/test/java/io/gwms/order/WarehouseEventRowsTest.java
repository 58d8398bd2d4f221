package io.gwms.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.outbound.OutboundId;
import io.gwms.outbound.OutboundOrder;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a warehouse says of an order it was given, row by row of docs/orders/lifecycle.md. */
class WarehouseEventRowsTest {
    private final Desk desk = new Desk();

    @Test
    void e1AndE2ShipmentsAddUpAndEachIsWrittenBack() {
        OrderId id = desk.processing();
        desk.happen(id, desk.shipped(id, "S1", 2, false));
        assertThat(desk.status(id)).isEqualTo(OrderStatus.PARTIALLY_SHIPPED);
        assertThat(desk.lastRow(id)).isEqualTo("E1");
        assertThat(desk.happen(id, desk.shipped(id, "S1", 2, false)))
                .as("the same again")
                .isZero();

        desk.happen(id, desk.shipped(id, "S2", 3, true));

        assertThat(desk.status(id)).isEqualTo(OrderStatus.SHIPPED);
        assertThat(desk.lastRow(id)).isEqualTo("E2");
        assertThat(desk.outbound(id).state()).isEqualTo(OutboundOrder.State.SHIPPED);
        assertThat(desk.tasks()).containsExactly("create:s1-1001-1", "write-back:s1/1001:S1", "write-back:s1/1001:S2");
    }

    @Test
    void e3GoodsWinOverACancel() {
        OrderId id = desk.processing();
        desk.orders.cancel(id);
        desk.happen(id, desk.shipped(id, "S1", 5, true));
        assertThat(desk.status(id)).isEqualTo(OrderStatus.SHIPPED);
        assertThat(desk.order(id).cancelRequest()).isEqualTo(CancelRequest.REFUSED);
        assertThat(desk.exceptions(id)).containsExactly(OrderException.SHIPPED_DESPITE_CANCEL);
    }

    @Test
    void e4ACancelThatWasAskedForEndsTheOrder() {
        OrderId id = desk.processing();
        desk.orders.cancel(id);
        desk.happen(id, new OrderEvent.OutboundCancelled(desk.outbound(id).id(), "X"));
        assertThat(desk.status(id)).isEqualTo(OrderStatus.CANCELLED);
        assertThat(desk.outbound(id).state()).isEqualTo(OutboundOrder.State.CANCELLED);
        assertThat(desk.happen(
                        id, new OrderEvent.OutboundCancelled(desk.outbound(id).id(), "X")))
                .isZero();
    }

    @Test
    void e4TheRestOfAPartlyShippedOrderIsCancelled() {
        OrderId id = desk.processing();
        desk.orders.cancel(id);
        desk.happen(id, desk.shipped(id, "S1", 2, false));
        desk.happen(id, new OrderEvent.OutboundCancelled(desk.outbound(id).id(), "X"));
        assertThat(desk.status(id)).isEqualTo(OrderStatus.SHIPPED);
        assertThat(desk.order(id).lines().get(0).cancelled()).isEqualTo(3);
        assertThat(desk.lastRow(id)).isEqualTo("E4");
    }

    @Test
    void e5ACancelNobodyAskedForMakesItPendingAgainAndDispatchable() {
        OrderId id = desk.processing();
        OutboundId first = desk.outbound(id).id();
        desk.happen(id, new OrderEvent.OutboundCancelled(first, "X"));
        assertThat(desk.status(id)).isEqualTo(OrderStatus.PENDING);
        assertThat(desk.exceptions(id)).containsExactly(OrderException.OUTBOUND_CANCELLED_BY_WAREHOUSE);
        assertThat(desk.dispatch(id).isAccepted()).isTrue();
        assertThat(desk.exceptions(id)).isEmpty();
        assertThat(desk.outbound(id).id()).isNotEqualTo(first);
    }

    @Test
    void e5APartlyShippedOrderIsShort() {
        OrderId id = desk.processing();
        desk.happen(id, desk.shipped(id, "S1", 2, true));
        assertThat(desk.status(id)).isEqualTo(OrderStatus.PARTIALLY_SHIPPED);
        assertThat(desk.exceptions(id)).containsExactly(OrderException.SHORT_CLOSED);
        assertThat(desk.order(id).openDispatch()).isEmpty();
    }

    @Test
    void e6ARefusedCancelMayBeAskedAgain() {
        OrderId id = desk.processing();
        desk.orders.cancel(id);
        desk.happen(id, new OrderEvent.CancelRefused(desk.outbound(id).id(), "packed"));
        assertThat(desk.exceptions(id)).containsExactly(OrderException.CANCEL_REFUSED);
        desk.orders.cancel(id);
        assertThat(desk.order(id).cancelRequest()).isEqualTo(CancelRequest.BY_OPERATOR);
        assertThat(desk.exceptions(id)).isEmpty();
    }

    @Test
    void anAcceptedOutboundOrderIsWrittenDownOnce() {
        OrderId id = desk.processing();
        OrderEvent accepted = new OrderEvent.OutboundAccepted(desk.outbound(id).id(), "4PX-1", "NEW");
        desk.happen(id, accepted);
        assertThat(desk.outbound(id).thirdPartyNo()).isEqualTo("4PX-1");
        assertThat(desk.happen(id, accepted)).isZero();
    }

    @Test
    void aRejectedOutboundOrderStaysInProcessingUntilItIsAccepted() {
        OrderId id = desk.processing();
        OutboundId outbound = desk.outbound(id).id();
        desk.happen(id, new OrderEvent.OutboundRejected(outbound, "no such channel"));
        assertThat(desk.status(id)).isEqualTo(OrderStatus.PROCESSING);
        assertThat(desk.exceptions(id)).containsExactly(OrderException.OUTBOUND_REJECTED);
        desk.happen(id, new OrderEvent.OutboundAccepted(outbound, "4PX-1", "NEW"));
        assertThat(desk.exceptions(id)).isEmpty();
    }

    @Test
    void e21GoodsForAnEndedOrderAreRecorded() {
        OrderId id = desk.processing();
        desk.orders.cancel(id);
        desk.happen(id, new OrderEvent.OutboundCancelled(desk.outbound(id).id(), "X"));
        desk.happen(id, desk.shipped(id, "S1", 5, true));
        assertThat(desk.status(id)).isEqualTo(OrderStatus.CANCELLED);
        assertThat(desk.order(id).shipments()).hasSize(1);
        assertThat(desk.exceptions(id)).containsExactly(OrderException.SHIPPED_AFTER_CANCEL);
        assertThat(desk.lastRow(id)).isEqualTo("E21");
    }

    @Test
    void e21GoodsForACompletedOrderLeaveItCompleted() {
        OrderId id = desk.shippedOrder();
        desk.happen(id, new OrderEvent.WrittenBack("S1", "F1"));
        desk.happen(id, desk.shipped(id, "S2", 1, true));
        assertThat(desk.status(id)).isEqualTo(OrderStatus.COMPLETED);
        assertThat(desk.order(id).shipments()).hasSize(2);
    }

    @Test
    void aTrackingNumberThatTheWarehouseChangesAfterwardsIsShownAndWhatWasToldStays() {
        OrderId id = desk.shippedOrder();
        desk.happen(id, new OrderEvent.WrittenBack("S1", "F1"));
        OutboundId outbound = desk.outbound(id).id();

        assertThat(desk.happen(id, renumbered(outbound, "T-OTHER"))).isPositive();
        assertThat(desk.happen(id, renumbered(outbound, "T-OTHER")))
                .as("told once")
                .isZero();
        assertThat(desk.exceptions(id)).containsExactly(OrderException.TRACKING_CHANGED);
        assertThat(desk.order(id).exceptions().get(0).text()).contains("T-OTHER", "T-S1");
        assertThat(desk.order(id).shipments().get(0).trackingNumber()).isEqualTo("T-S1");
        assertThat(desk.status(id)).isEqualTo(OrderStatus.COMPLETED);

        desk.happen(id, renumbered(outbound, "t-s1 "));
        assertThat(desk.exceptions(id)).isEmpty();
    }

    private OrderEvent.Shipped renumbered(OutboundId outbound, String tracking) {
        return new OrderEvent.Shipped(outbound, "S1", Map.of("L1", 5L), tracking, "DHL", "", desk.now, true, "OUT");
    }
}
