package io.gwms.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.platform.AcknowledgeSupport;
import io.gwms.platform.PlatformOrder;
import io.gwms.platform.PlatformOrderLine;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A purchase order its platform changes after it was acknowledged (rows E5, E12, 20 and 21 of docs/orders/lifecycle.md). */
class GrownPurchaseTest {
    private final Desk desk = new Desk();
    private final OrderId id = Desk.id("1001");

    GrownPurchaseTest() {
        desk.acknowledges = Desk.AMENDED;
    }

    private void acknowledged(long pieces) {
        desk.purchase();
        accept(new AcknowledgeOrder.Line("L1", pieces, "no stock"));
    }

    private void accept(AcknowledgeOrder.Line... lines) {
        assertThat(desk.orders
                        .acknowledge(new AcknowledgeOrder(id, Desk.WAREHOUSE, List.of(lines)))
                        .isAccepted())
                .isTrue();
        taken();
    }

    private void taken() {
        OrderAttempt attempt = desk.order(id).attempt();
        assertThat(attempt).isNotNull();
        desk.happen(id, new OrderEvent.Acknowledged(attempt.key()));
    }

    private void platformWants(PlatformOrderLine... lines) {
        PlatformOrder now = desk.order(id).platform();
        desk.receive(Sold.later(Sold.lines(now, lines), 1));
    }

    private OrderLine line() {
        return desk.order(id).lines().get(0);
    }

    @Test
    void e12FewerPiecesClipWhatWasAccepted() {
        acknowledged(4);
        platformWants(Sold.line("L1", "P-1", 3));

        assertThat(line().accepted()).isEqualTo(3);
        assertThat(desk.exceptions(id)).isEmpty();
        assertThat(desk.lastRow(id)).isEqualTo("E12");
        assertThat(desk.dispatch(id).isAccepted()).isTrue();
        assertThat(desk.outbound(id).lines().get(0).quantity()).isEqualTo(3);
    }

    @Test
    void e12MorePiecesAreAnsweredBeforeItIsDispatchedAndThenShipped() {
        acknowledged(5);
        platformWants(Sold.line("L1", "P-1", 8));

        assertThat(desk.exceptions(id)).containsExactly(OrderException.REACK_REQUIRED);
        assertThat(Desk.codes(desk.dispatch(id))).containsExactly(ReasonCode.REACK_REQUIRED);

        accept(new AcknowledgeOrder.Line("L1", 8, ""));

        assertThat(desk.lastRow(id)).isEqualTo("21");
        assertThat(desk.order(id).acknowledge()).isEqualTo(AcknowledgeState.ACCEPTED_ALL);
        assertThat(desk.exceptions(id)).isEmpty();
        assertThat(desk.dispatch(id).isAccepted()).isTrue();
        assertThat(desk.outbound(id).lines().get(0).quantity()).isEqualTo(8);
    }

    @Test
    void e12ANewLineIsAnsweredToo() {
        acknowledged(5);
        platformWants(Sold.line("L1", "P-1", 5), Sold.line("L2", "P-1", 2));
        assertThat(desk.exceptions(id)).containsExactly(OrderException.REACK_REQUIRED);

        accept(new AcknowledgeOrder.Line("L1", 5, ""), new AcknowledgeOrder.Line("L2", 2, ""));

        assertThat(desk.exceptions(id)).isEmpty();
        desk.dispatch(id);
        assertThat(desk.outbound(id).lines())
                .extracting(sent -> sent.orderLineId() + ": " + sent.quantity())
                .containsExactly("L1: 5", "L2: 2");
    }

    @Test
    void e12WhatThePlatformTakesBackNeedsNoAnswerAnyMore() {
        acknowledged(5);
        platformWants(Sold.line("L1", "P-1", 8));
        platformWants(Sold.line("L1", "P-1", 5));
        assertThat(desk.exceptions(id)).isEmpty();
        assertThat(desk.dispatch(id).isAccepted()).isTrue();
        assertThat(desk.outbound(id).lines().get(0).quantity()).isEqualTo(5);
    }

    @Test
    void e12WhereNoAnswerIsReplacedWhatWasAcceptedGoesAndNothingMore() {
        desk.acknowledges = AcknowledgeSupport.ONCE;
        acknowledged(5);
        platformWants(Sold.line("L1", "P-1", 8));
        assertThat(desk.exceptions(id)).containsExactly(OrderException.REACK_REQUIRED);

        assertThat(desk.dispatch(id).isAccepted()).isTrue();

        assertThat(desk.outbound(id).lines().get(0).quantity()).isEqualTo(5);
        desk.happen(id, desk.shipped(id, "S1", 5, true));
        assertThat(desk.order(id).status()).isEqualTo(OrderStatus.SHIPPED);
    }

    @Test
    void growthWhileTheAnswerIsUnderWayIsAnsweredAfterwards() {
        desk.purchase();
        desk.orders.acknowledge(AcknowledgeOrder.acceptAll(desk.order(id), Desk.WAREHOUSE));
        platformWants(Sold.line("L1", "P-1", 8));
        taken();

        assertThat(desk.exceptions(id)).containsExactly(OrderException.REACK_REQUIRED);
        assertThat(line().rejected()).as("nobody rejected what came later").isZero();
        platformWants(Sold.line("L1", "P-1", 8));
        assertThat(desk.exceptions(id)).as("nothing was answered since").containsExactly(OrderException.REACK_REQUIRED);
        accept(new AcknowledgeOrder.Line("L1", 6, "no stock"));
        assertThat(desk.exceptions(id)).isEmpty();
        assertThat(line().required()).isEqualTo(6);
    }

    @Test
    void e5WhatWasAddedWhileAWarehouseHadItIsAnsweredBeforeItIsDispatchedAgain() {
        acknowledged(5);
        desk.dispatch(id);
        platformWants(Sold.line("L1", "P-1", 8));
        assertThat(desk.exceptions(id)).containsExactly(OrderException.UPSTREAM_CHANGED_AFTER_DISPATCH);

        desk.happen(id, new OrderEvent.OutboundCancelled(desk.outbound(id).id(), "X"));

        assertThat(desk.order(id).status()).isEqualTo(OrderStatus.ACKNOWLEDGED);
        assertThat(desk.exceptions(id))
                .containsExactlyInAnyOrder(
                        OrderException.OUTBOUND_CANCELLED_BY_WAREHOUSE, OrderException.REACK_REQUIRED);
        assertThat(Desk.codes(desk.dispatch(id))).containsExactly(ReasonCode.REACK_REQUIRED);
        accept(new AcknowledgeOrder.Line("L1", 8, ""));
        desk.dispatch(id);
        assertThat(desk.outbound(id).lines().get(0).quantity()).isEqualTo(8);
    }
}
