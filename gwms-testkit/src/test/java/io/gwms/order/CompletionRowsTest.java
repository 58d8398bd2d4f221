package io.gwms.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.platform.PlatformFact;
import io.gwms.platform.WriteBackSupport;
import io.gwms.state.StateRepository;
import io.gwms.testkit.state.InMemoryState;
import org.junit.jupiter.api.Test;

/** What becomes of an order whose goods have left, row by row of docs/orders/lifecycle.md. */
class CompletionRowsTest {
    private final Desk desk = new Desk();

    @Test
    void e1APlatformThatTakesOnlyWholeOrdersIsToldOnceAtTheEnd() {
        desk.support = WriteBackSupport.WHOLE_ORDER;
        OrderId id = desk.processing();
        desk.happen(id, desk.shipped(id, "S1", 2, false));
        assertThat(desk.tasks()).hasSize(1);
        desk.happen(id, desk.shipped(id, "S2", 3, true));
        assertThat(desk.tasks()).containsExactly("create:s1-1001-1", "write-back:s1/1001:S2");
        desk.happen(id, new OrderEvent.WrittenBack("S2", "F1"));
        assertThat(desk.status(id)).isEqualTo(OrderStatus.COMPLETED);
    }

    @Test
    void e2WithoutAWriteBackCallThereIsNeitherTaskNorException() {
        desk.support = WriteBackSupport.NONE;
        OrderId id = desk.shippedOrder();
        assertThat(desk.status(id)).isEqualTo(OrderStatus.SHIPPED);
        assertThat(desk.tasks()).hasSize(1);
        assertThat(desk.exceptions(id)).isEmpty();
        desk.seen(Sold.later(Sold.fact(desk.platform(id), PlatformFact.COMPLETED), 5));
        assertThat(desk.status(id)).isEqualTo(OrderStatus.COMPLETED);
    }

    @Test
    void e2WhatItsPlatformCalledFinishedBeforeTheGoodsLeftHasEndedWithThem() {
        desk.support = WriteBackSupport.NONE;
        OrderId id = desk.processing();
        desk.seen(Sold.later(Sold.fact(desk.platform(id), PlatformFact.SHIPPED), 1));
        desk.happen(id, desk.shipped(id, "S1", 5, true));
        assertThat(desk.status(id)).isEqualTo(OrderStatus.COMPLETED);
        assertThat(desk.exceptions(id))
                .as("it may have been shipped twice")
                .containsExactly(OrderException.SHIPPED_ON_PLATFORM);
    }

    @Test
    void e7AConfirmedWriteBackDoesNotEndWhatWaitsForThePlatformsWord() {
        Desk desk = new Desk(InMemoryState.empty(), CompleteOn.PLATFORM);
        OrderId id = desk.processing();
        desk.happen(id, desk.shipped(id, "S1", 5, true));
        desk.happen(id, new OrderEvent.WrittenBack("S1", "F1"));

        assertThat(desk.order(id).status()).isEqualTo(OrderStatus.SHIPPED);
        assertThat(Desk.codes(desk.orders.manualShip(new ManualShipment(id, "T9", "DHL", ""))))
                .as("the platform is not told twice")
                .containsExactly(ReasonCode.NOTHING_TO_RETRY);
        assertThat(Desk.codes(desk.orders.markShipped(id))).containsExactly(ReasonCode.NOTHING_TO_RETRY);
        desk.receive(Sold.later(Sold.fact(desk.order(id).platform(), PlatformFact.COMPLETED), 5));
        assertThat(desk.order(id).status()).isEqualTo(OrderStatus.COMPLETED);
    }

    @Test
    void e7TheGoodsEndAnOrderWhosePlatformCannotBeToldWhereThatIsTheChoice() {
        Desk desk = new Desk(InMemoryState.empty(), CompleteOn.SHIPMENT);
        desk.support = WriteBackSupport.NONE;
        OrderId id = desk.processing();
        desk.happen(id, desk.shipped(id, "S1", 2, false));
        assertThat(desk.order(id).status()).isEqualTo(OrderStatus.PARTIALLY_SHIPPED);
        desk.happen(id, desk.shipped(id, "S2", 3, true));

        assertThat(desk.order(id).status()).isEqualTo(OrderStatus.COMPLETED);
        assertThat(desk.tasks()).as("no write-back").containsExactly("create:s1-1001-1");
    }

    @Test
    void e7TheGoodsDoNotEndAnOrderWhosePlatformCanBeTold() {
        Desk desk = new Desk(InMemoryState.empty(), CompleteOn.SHIPMENT);
        OrderId id = desk.processing();
        desk.happen(id, desk.shipped(id, "S1", 5, true));
        assertThat(desk.order(id).status()).isEqualTo(OrderStatus.SHIPPED);
        desk.happen(id, new OrderEvent.WrittenBack("S1", "F1"));
        assertThat(desk.order(id).status()).isEqualTo(OrderStatus.COMPLETED);
    }

    @Test
    void e7AnotherChoiceLaterLeavesTheOrderAsItWas() {
        StateRepository state = InMemoryState.empty();
        Desk before = new Desk(state);
        OrderId ended = before.processing();
        before.happen(ended, before.shipped(ended, "S1", 5, true));
        before.happen(ended, new OrderEvent.WrittenBack("S1", "F1"));
        assertThat(new Desk(state, CompleteOn.PLATFORM).order(ended).status()).isEqualTo(OrderStatus.COMPLETED);

        StateRepository waiting = InMemoryState.empty();
        Desk patient = new Desk(waiting, CompleteOn.PLATFORM);
        OrderId told = patient.processing();
        patient.happen(told, patient.shipped(told, "S1", 5, true));
        patient.happen(told, new OrderEvent.WrittenBack("S1", "F1"));
        Desk after = new Desk(waiting, CompleteOn.WRITE_BACK);
        after.happen(told, new OrderEvent.TrackingIssued("S1", "T-2", "DHL"));
        assertThat(after.order(told).status()).isEqualTo(OrderStatus.SHIPPED);
    }

    @Test
    void e7ConfirmedWriteBacksComplete() {
        OrderId id = desk.shippedOrder();
        desk.happen(id, new OrderEvent.WriteBackFailed("S1", false, "busy"));
        assertThat(desk.exceptions(id)).containsExactly(OrderException.WRITEBACK_FAILED);
        desk.happen(id, new OrderEvent.WrittenBack("S1", "F1"));
        assertThat(desk.status(id)).isEqualTo(OrderStatus.COMPLETED);
        assertThat(desk.exceptions(id)).isEmpty();
        assertThat(desk.order(id).shipments().get(0).platformShipmentId()).isEqualTo("F1");
        assertThat(desk.happen(id, new OrderEvent.WriteBackFailed("S1", true, "late")))
                .as("what the platform knows stays known")
                .isZero();
    }

    @Test
    void e8AndE9FailedAndUnknownWriteBacksStayShipped() {
        OrderId id = desk.shippedOrder();
        desk.happen(id, new OrderEvent.WriteBackUnknown("S1", "time-out"));
        assertThat(desk.order(id).shipments().get(0).writeBack()).isEqualTo(Shipment.WriteBack.UNKNOWN);
        assertThat(desk.exceptions(id)).isEmpty();
        desk.happen(id, new OrderEvent.WriteBackFailed("S1", true, "no such order"));
        assertThat(desk.status(id)).isEqualTo(OrderStatus.SHIPPED);
        assertThat(desk.order(id).exceptions()).extracting(OrderException::text).containsExactly("no such order");
    }
}
