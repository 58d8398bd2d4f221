package io.gwms.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.internal.PlatformCancel;
import io.gwms.platform.CancelReason;
import io.gwms.platform.PlatformFact;
import io.gwms.platform.PlatformOrder;
import io.gwms.task.TaskStatus;
import org.junit.jupiter.api.Test;

/** Whom a cancel is told to, and when (rows 7, 22, 23 and E4 of docs/orders/lifecycle.md). */
class CancelRowsTest {
    private static final String CREATE = "create:s1-1001-1";
    private static final String CANCEL = "cancel:s1-1001-1";
    private static final String TELL = "platform-cancel:s1/1001";

    private final Desk desk = new Desk();

    CancelRowsTest() {
        desk.takesCancels = true;
    }

    private OrderResult everywhere(OrderId id) {
        return desk.orders.cancel(CancelOrder.everywhere(id, CancelReason.OUT_OF_STOCK, "sold out"));
    }

    private void platformSays(OrderId id, PlatformFact fact) {
        desk.receive(Sold.later(Sold.fact(desk.platform(id), fact), 1));
    }

    private void cancelledByWarehouse(OrderId id) {
        desk.happen(id, new OrderEvent.OutboundCancelled(desk.outbound(id).id(), "X"));
    }

    private PlatformCancel told() {
        return PlatformCancel.parse(desk.task(TELL).payload());
    }

    @Test
    void row7APlatformIsToldAtOnceAndWhy() {
        desk.receive(desk.sold("1001"));
        OrderId id = Desk.id("1001");
        assertThat(desk.exceptions(id)).containsExactly("SKU_NOT_MAPPED");

        assertThat(everywhere(id).isAccepted()).isTrue();

        assertThat(told()).isEqualTo(new PlatformCancel(id, false, CancelReason.OUT_OF_STOCK, "sold out"));
        assertThat(desk.exceptions(id)).as("what stood in its way").isEmpty();
    }

    @Test
    void row7APlatformThatCannotBeToldIsNotAskedForAndNothingIsCancelled() {
        desk.takesCancels = false;
        OrderId waiting = desk.pending();
        assertThat(Desk.codes(everywhere(waiting))).containsExactly(ReasonCode.CANCEL_UNSUPPORTED);
        assertThat(desk.status(waiting)).isEqualTo(OrderStatus.PENDING);
        desk.dispatch(waiting);
        assertThat(Desk.codes(everywhere(waiting))).containsExactly(ReasonCode.CANCEL_UNSUPPORTED);
        assertThat(desk.order(waiting).cancelRequest()).isEqualTo(CancelRequest.NONE);
    }

    @Test
    void e4APlatformIsToldOnceTheWarehouseHasConfirmed() {
        OrderId id = desk.processing();
        everywhere(id);
        assertThat(desk.tasks()).containsExactly(CREATE, CANCEL);
        cancelledByWarehouse(id);
        assertThat(desk.tasks()).containsExactly(CREATE, CANCEL, TELL);
        assertThat(told().keeps()).isFalse();
    }

    @Test
    void e4APlatformIsNotToldUnlessThatIsAskedForOrItCancelledItself() {
        OrderId here = desk.processing();
        desk.orders.cancel(here);
        cancelledByWarehouse(here);
        assertThat(desk.tasks()).containsExactly(CREATE, CANCEL);

        Desk other = new Desk();
        other.takesCancels = true;
        OrderId there = other.processing();
        other.orders.cancel(CancelOrder.everywhere(there, CancelReason.OTHER, "sold out"));
        other.receive(Sold.later(Sold.fact(other.platform(there), PlatformFact.CANCELLED), 1));
        other.happen(
                there, new OrderEvent.OutboundCancelled(other.outbound(there).id(), "X"));
        assertThat(other.tasks()).containsExactly(CREATE, CANCEL);
        assertThat(other.status(there)).isEqualTo(OrderStatus.CANCELLED);
    }

    @Test
    void e4ABuyerWhoAskedIsGivenAsTheReason() {
        OrderId id = desk.processing();
        PlatformOrder asked =
                desk.platform(id).toBuilder().cancelRequested(true).build();
        desk.receive(Sold.later(asked, 1));
        everywhere(id);
        cancelledByWarehouse(id);
        assertThat(told().cause()).isEqualTo(CancelReason.CUSTOMER_REQUEST);
    }

    @Test
    void row23AWishToTellThePlatformTooCanBeAddedAndIsNotLostByAskingAgain() {
        OrderId id = desk.processing();
        desk.orders.cancel(id);
        assertThat(everywhere(id).isAccepted()).isTrue();
        assertThat(desk.order(id).cancelRequest()).isEqualTo(CancelRequest.BY_OPERATOR_EVERYWHERE);
        long version = desk.order(id).version();
        everywhere(id);
        desk.orders.cancel(id);
        assertThat(desk.order(id).version()).as("asked already").isEqualTo(version);

        desk.round(CREATE, "", TaskStatus.WAITING);
        desk.round(CANCEL, "", TaskStatus.MANUAL);
        desk.orders.cancel(id);
        assertThat(desk.order(id).cancelRequest()).isEqualTo(CancelRequest.BY_OPERATOR_EVERYWHERE);
        assertThat(desk.tasks()).containsExactly(CREATE, CANCEL);
    }

    @Test
    void row23AWarehouseThatWasAskedAndHasNotAnsweredIsNotAskedAnew() {
        OrderId id = desk.processing();
        desk.round(CREATE, "", TaskStatus.WAITING);
        desk.orders.cancel(id);
        desk.round(CANCEL, "", TaskStatus.SUCCESS);
        assertThat(desk.orders.cancel(id).isAccepted()).isTrue();
        assertThat(desk.tasks()).containsExactly(CREATE, CANCEL);
    }

    @Test
    void row23AnOrderThatTheWarehouseNeverTookIsCancelledThereAtOnce() {
        OrderId id = desk.processing();
        desk.happen(id, new OrderEvent.OutboundRejected(desk.outbound(id).id(), "no such channel"));
        desk.round(CREATE, "", TaskStatus.MANUAL);
        everywhere(id);
        assertThat(desk.status(id)).isEqualTo(OrderStatus.CANCELLED);
        assertThat(desk.tasks()).containsExactly(CREATE, TELL);
    }

    @Test
    void row23APlatformThatCancelledItselfIsNotTold() {
        OrderId id = desk.processing();
        desk.happen(id, new OrderEvent.OutboundRejected(desk.outbound(id).id(), "no such channel"));
        desk.round(CREATE, "", TaskStatus.MANUAL);
        platformSays(id, PlatformFact.CANCELLED);
        everywhere(id);
        assertThat(desk.status(id)).isEqualTo(OrderStatus.CANCELLED);
        assertThat(desk.tasks()).containsExactly(CREATE, CANCEL);
    }

    @Test
    void row23WhatMayHaveBeenSentIsNeverTakenForRefused() {
        String[][] lefts = {
            {"rejected", "sent again, no answer", "MANUAL"}, {"rejected", "", "WAITING"}, {"", "", "MANUAL"}
        };
        for (String[] left : lefts) {
            Desk other = new Desk();
            OrderId id = other.processing();
            if (!left[0].isEmpty()) {
                other.happen(
                        id, new OrderEvent.OutboundRejected(other.outbound(id).id(), "no such channel"));
            }
            other.round(CREATE, left[1], TaskStatus.valueOf(left[2]));

            other.orders.cancel(id);

            assertThat(other.status(id)).as(String.join(", ", left)).isEqualTo(OrderStatus.PROCESSING);
            assertThat(other.tasks()).containsExactly(CREATE, CANCEL);
        }
    }

    @Test
    void row22AnOrderOfWhichAllWasRejectedIsCancelledOnThePlatformToo() {
        desk.acknowledges = Desk.AMENDED;
        OrderId id = desk.purchase();
        desk.orders.acknowledge(AcknowledgeOrder.rejectAll(desk.order(id), Desk.WAREHOUSE, "discontinued"));
        desk.happen(id, new OrderEvent.Acknowledged(desk.tasks().get(0)));
        everywhere(id);
        assertThat(told().reason()).isEqualTo("sold out");
        assertThat(desk.status(id)).isEqualTo(OrderStatus.CANCELLED);
    }

    @Test
    void whatThePlatformAnswersToACancelIsShownAndGoesWhenItTakesIt() {
        OrderId id = desk.pending();
        everywhere(id);
        desk.happen(id, new OrderEvent.CancelNotTold("busy"));
        assertThat(desk.exceptions(id)).containsExactly(OrderException.PLATFORM_CANCEL_FAILED);
        desk.happen(id, new OrderEvent.CancelTold("CANCELLED"));
        assertThat(desk.exceptions(id)).isEmpty();
        assertThat(desk.orders.timeline(id))
                .last()
                .satisfies(step -> assertThat(step.detail()).startsWith("the platform answers: CANCELLED"));
        assertThat(desk.happen(id, new OrderEvent.CancelTold("CANCELLED")))
                .as("written down although nothing moves")
                .isPositive();
    }

    @Test
    void eachTimeABuyerAsksThePlatformIsToldThatItGoesOn() {
        OrderId id = desk.pending();
        assertThat(Desk.codes(desk.orders.rejectBuyersRequest(id, "packed")))
                .containsExactly(ReasonCode.NO_CANCEL_REQUEST);
        PlatformOrder asked =
                desk.platform(id).toBuilder().cancelRequested(true).build();
        desk.receive(Sold.later(asked, 1));
        desk.orders.rejectBuyersRequest(id, "packed");
        desk.orders.rejectBuyersRequest(id, "packed");
        assertThat(desk.tasks()).hasSize(1);
        String key = desk.tasks().get(0);
        PlatformCancel first = PlatformCancel.parse(desk.task(key).payload());
        assertThat(first).isEqualTo(new PlatformCancel(id, true, CancelReason.OTHER, "packed"));

        desk.receive(Sold.later(asked, 9));
        desk.orders.rejectBuyersRequest(id, "packed");
        assertThat(desk.tasks()).hasSize(2);

        desk.takesCancels = false;
        assertThat(Desk.codes(desk.orders.rejectBuyersRequest(id, "packed")))
                .containsExactly(ReasonCode.CANCEL_UNSUPPORTED);
    }
}
