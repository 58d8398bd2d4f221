package io.gwms.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.platform.AcknowledgeSupport;
import io.gwms.platform.CancelReason;
import io.gwms.platform.PlatformFact;
import io.gwms.platform.WriteBackSupport;
import io.gwms.task.TaskStatus;
import io.gwms.task.TaskType;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a person begins on the platform, and how it ends: rows 8 to 12, 20 to 22, 26, 29, 31 and E15; holds. */
class AttemptRowsTest {
    private final Desk desk = new Desk();

    private OrderResult acceptAll(OrderId id) {
        return desk.orders.acknowledge(AcknowledgeOrder.acceptAll(desk.order(id), Desk.WAREHOUSE));
    }

    private OrderResult accept(OrderId id, long pieces, String reason) {
        List<AcknowledgeOrder.Line> lines = List.of(new AcknowledgeOrder.Line("L1", pieces, reason));
        return desk.orders.acknowledge(new AcknowledgeOrder(id, Desk.WAREHOUSE, lines));
    }

    private OrderResult shipByHand(OrderId id) {
        return desk.orders.manualShip(new ManualShipment(id, " T9 ", "Own van", ""));
    }

    private OrderAttempt attempt(OrderId id) {
        OrderAttempt attempt = desk.order(id).attempt();
        assertThat(attempt).isNotNull();
        return attempt;
    }

    private String byHand(OrderId id) {
        return attempt(id).fold(none -> "", manual -> manual.shipment().id());
    }

    private void platformSays(OrderId id, PlatformFact fact) {
        desk.receive(Sold.later(Sold.fact(desk.order(id).platform(), fact), 1));
    }

    @Test
    void row10AnAcknowledgedOrderMovesWhenThePlatformHasTakenIt() {
        OrderId id = desk.purchase();
        assertThat(acceptAll(id).isAccepted()).isTrue();
        assertThat(desk.status(id)).isEqualTo(OrderStatus.PENDING);
        assertThat(desk.tasks()).containsExactly(attempt(id).key());
        assertThat(desk.task(attempt(id).key()).type()).isEqualTo(TaskType.ACKNOWLEDGE);
        assertThat(Desk.codes(desk.dispatch(id))).containsExactly(ReasonCode.ACKNOWLEDGE_FIRST);
        assertThat(Desk.codes(accept(id, 3, "no stock"))).containsExactly(ReasonCode.ATTEMPT_IN_PROGRESS);

        desk.happen(id, new OrderEvent.Acknowledged(attempt(id).key()));

        assertThat(desk.status(id)).isEqualTo(OrderStatus.ACKNOWLEDGED);
        assertThat(desk.order(id).acknowledge()).isEqualTo(AcknowledgeState.ACCEPTED_ALL);
        assertThat(desk.lastRow(id)).isEqualTo("10");
        assertThat(desk.dispatch(id).isAccepted()).isTrue();
    }

    @Test
    void row10EveryLineIsDecidedWithinOrderAndStockAndReasonsAreGiven() {
        OrderId id = desk.purchase();
        desk.stock = OptionalLong.of(4);
        assertThat(Desk.codes(desk.orders.acknowledge(
                        new AcknowledgeOrder(id, Desk.WAREHOUSE, List.of(new AcknowledgeOrder.Line("L9", 1, ""))))))
                .containsExactly(ReasonCode.UNKNOWN_LINE, ReasonCode.ACK_LINE_MISSING);
        assertThat(Desk.codes(accept(id, 6, "")))
                .containsExactly(ReasonCode.ACCEPT_EXCEEDS_ORDERED, ReasonCode.ACCEPT_EXCEEDS_AVAILABLE);
        assertThat(Desk.codes(accept(id, 4, " "))).containsExactly(ReasonCode.REASON_REQUIRED);
        assertThat(accept(id, 4, "no stock").isAccepted()).isTrue();
        desk.happen(id, new OrderEvent.Acknowledged(attempt(id).key()));
        assertThat(desk.order(id).acknowledge()).isEqualTo(AcknowledgeState.PARTIAL);
        desk.dispatch(id);
        assertThat(desk.outbound(id).lines().get(0).quantity()).isEqualTo(4);
    }

    @Test
    void row10AnUnlinkedSkuCountsAsNoStock() {
        desk.receive(Sold.purchase(desk.sold("1001")));
        assertThat(Desk.codes(accept(Desk.id("1001"), 1, "no stock")))
                .containsExactly(ReasonCode.ACCEPT_EXCEEDS_AVAILABLE);
    }

    @Test
    void row11RejectAllIsAcknowledgedAndStopsDispatch() {
        OrderId id = desk.purchase();
        desk.orders.acknowledge(AcknowledgeOrder.rejectAll(desk.order(id), Desk.WAREHOUSE, "discontinued"));
        desk.happen(id, new OrderEvent.Acknowledged(attempt(id).key()));
        assertThat(desk.order(id).acknowledge()).isEqualTo(AcknowledgeState.REJECTED_ALL);
        assertThat(desk.lastRow(id)).isEqualTo("11");
        assertThat(Desk.codes(desk.dispatch(id))).contains(ReasonCode.NOTHING_ACCEPTED);
        assertThat(desk.orders.cancel(id).isAccepted()).isTrue();
        assertThat(desk.status(id)).isEqualTo(OrderStatus.CANCELLED);
    }

    @Test
    void row12ARefusedAcknowledgementLeavesTheOrderAsItWas() {
        OrderId id = desk.purchase();
        acceptAll(id);
        String key = attempt(id).key();
        desk.happen(id, new OrderEvent.AcknowledgeUnknown(key, "no reply"));
        assertThat(attempt(id).unknown()).isTrue();
        desk.happen(id, new OrderEvent.AcknowledgeFailed(key, false, "try later"));
        assertThat(desk.exceptions(id)).containsExactly(OrderException.ACK_FAILED);
        assertThat(attempt(id).key()).as("its task goes on").isEqualTo(key);

        desk.happen(id, new OrderEvent.AcknowledgeFailed(key, true, "no"));

        assertThat(desk.order(id).attempt()).isNull();
        assertThat(desk.status(id)).isEqualTo(OrderStatus.PENDING);
        assertThat(desk.happen(id, new OrderEvent.Acknowledged(key)))
                .as("a late answer to what has ended")
                .isZero();
        assertThat(acceptAll(id).isAccepted()).isTrue();
        assertThat(desk.exceptions(id)).isEmpty();
    }

    @Test
    void rows20And21TheSameContentIsAnsweredAgainAndOtherContentNeedsAPlatformThatAmends() {
        OrderId id = desk.purchase();
        acceptAll(id);
        desk.happen(id, new OrderEvent.Acknowledged(attempt(id).key()));
        long version = desk.order(id).version();

        assertThat(acceptAll(id).fold(OrderResult.Accepted::replayed, refused -> false))
                .isTrue();
        assertThat(desk.order(id).version()).isEqualTo(version);
        assertThat(Desk.codes(accept(id, 2, "no stock"))).containsExactly(ReasonCode.ALREADY_ACKNOWLEDGED);
        assertThat(Desk.codes(desk.orders.cancel(id))).containsExactly(ReasonCode.ACK_COMMITTED);

        desk.acknowledges = Desk.AMENDED;
        assertThat(accept(id, 2, "no stock").isAccepted()).isTrue();
        assertThat(desk.status(id)).isEqualTo(OrderStatus.ACKNOWLEDGED);
        desk.happen(id, new OrderEvent.Acknowledged(attempt(id).key()));
        assertThat(desk.lastRow(id)).isEqualTo("21");
        assertThat(desk.order(id).lines().get(0).required()).isEqualTo(2);
    }

    @Test
    void row17AnotherWarehouseThanAcknowledgedForIsCheckedAgain() {
        OrderId id = desk.purchase();
        desk.orders.acknowledge(
                new AcknowledgeOrder(id, Desk.WAREHOUSE, List.of(new AcknowledgeOrder.Line("L1", 5, ""))));
        desk.happen(id, new OrderEvent.Acknowledged(attempt(id).key()));
        desk.stock = OptionalLong.of(1);
        assertThat(Desk.codes(desk.orders.dispatch(DispatchOrder.of(id, Desk.SECOND, Desk.EXPRESS))))
                .containsExactly(ReasonCode.NOT_ENOUGH_STOCK);
        assertThat(desk.dispatch(id).isAccepted()).isTrue();
    }

    @Test
    void anAcknowledgementThatThePlatformDoesNotTakeIsRefusedAtOnceAndShownSo() {
        desk.acknowledges = AcknowledgeSupport.NONE;
        OrderId id = desk.purchase();

        assertThat(Desk.codes(acceptAll(id))).containsExactly(ReasonCode.ACKNOWLEDGE_UNSUPPORTED);
        assertThat(desk.orders.offers(id))
                .filteredOn(offer -> offer.action() == OrderAction.ACKNOWLEDGE)
                .singleElement()
                .satisfies(offer -> assertThat(offer.reasons()).singleElement().satisfies(reason -> {
                    assertThat(reason.code()).isEqualTo(ReasonCode.ACKNOWLEDGE_UNSUPPORTED);
                    assertThat(reason.remedy()).contains("on the platform");
                }));
        assertThat(desk.tasks()).isEmpty();
        assertThat(desk.order(id).version()).isEqualTo(1);
    }

    @Test
    void aReasonThatThePlatformDoesNotKnowIsRefusedWithThoseItTakes() {
        desk.acknowledges = new AcknowledgeSupport(true, true, Set.of("SOLD_OUT", "OBSOLETE"));
        OrderId id = desk.purchase();

        OrderResult unknown = accept(id, 2, "no stock");
        assertThat(Desk.codes(unknown)).containsExactly(ReasonCode.REASON_UNKNOWN);
        String words =
                unknown.fold(accepted -> "", refused -> refused.reasons().get(0).text());
        assertThat(words)
                .isEqualTo("the reason of line L1 is 'no stock', but its platform takes one of [OBSOLETE, SOLD_OUT]");
        assertThat(Desk.codes(accept(id, 2, " "))).containsExactly(ReasonCode.REASON_REQUIRED);

        assertThat(accept(id, 2, "SOLD_OUT").isAccepted()).isTrue();
        desk.happen(id, new OrderEvent.Acknowledged(attempt(id).key()));
        assertThat(Desk.codes(desk.orders.cancel(id))).containsOnly(ReasonCode.REASON_UNKNOWN);
        assertThat(desk.orders
                        .cancel(new CancelOrder(id, false, CancelReason.OTHER, "OBSOLETE"), CommandOptions.none())
                        .isAccepted())
                .isTrue();
    }

    @Test
    void row22APromiseIsTakenBackOnThePlatformFirst() {
        desk.acknowledges = Desk.AMENDED;
        OrderId id = desk.purchase();
        acceptAll(id);
        desk.happen(id, new OrderEvent.Acknowledged(attempt(id).key()));
        assertThat(desk.orders.cancel(id).isAccepted()).isTrue();
        assertThat(desk.status(id)).isEqualTo(OrderStatus.ACKNOWLEDGED);
        desk.happen(id, new OrderEvent.Acknowledged(attempt(id).key()));
        assertThat(desk.status(id)).isEqualTo(OrderStatus.CANCELLED);
        assertThat(desk.lastRow(id)).isEqualTo("22");
    }

    @Test
    void e15ACancelOnThePlatformWaitsForTheAnswer() {
        OrderId id = desk.purchase();
        acceptAll(id);
        platformSays(id, PlatformFact.CANCELLED);
        assertThat(desk.status(id)).isEqualTo(OrderStatus.PENDING);
        desk.happen(id, new OrderEvent.Acknowledged(attempt(id).key()));
        assertThat(desk.status(id)).isEqualTo(OrderStatus.CANCELLED);
        assertThat(desk.order(id).attempt()).isNull();
    }

    @Test
    void row8AManualShipmentEndsTheOrderWhenThePlatformKnows() {
        OrderId id = desk.pending();
        assertThat(Desk.codes(desk.orders.manualShip(new ManualShipment(id, " ", "", ""))))
                .containsExactly(ReasonCode.TRACKING_REQUIRED, ReasonCode.CHANNEL_REQUIRED);
        assertThat(shipByHand(id).isAccepted()).isTrue();
        assertThat(desk.status(id)).isEqualTo(OrderStatus.PENDING);
        assertThat(desk.order(id).shipment(byHand(id)).orElseThrow().trackingNumber())
                .isEqualTo("T9");
        assertThat(Desk.codes(desk.dispatch(id))).containsExactly(ReasonCode.ATTEMPT_IN_PROGRESS);
        assertThat(Desk.codes(desk.orders.cancel(id))).containsExactly(ReasonCode.ATTEMPT_IN_PROGRESS);

        desk.happen(id, new OrderEvent.WrittenBack(byHand(id), "F9"));

        assertThat(desk.status(id)).isEqualTo(OrderStatus.MANUAL_COMPLETED);
        assertThat(desk.order(id).lines().get(0).shipped()).isEqualTo(5);
        assertThat(desk.order(id).shipments())
                .singleElement()
                .satisfies(one -> assertThat(one.writeBack()).isEqualTo(Shipment.WriteBack.CONFIRMED));
        assertThat(desk.lastRow(id)).isEqualTo("8");
    }

    @Test
    void row9AManualShipmentThatFailsLeavesTheOrderPending() {
        OrderId id = desk.pending();
        shipByHand(id);
        String shipment = byHand(id);
        desk.happen(id, new OrderEvent.WriteBackFailed(shipment, true, "no such order"));
        assertThat(desk.status(id)).isEqualTo(OrderStatus.PENDING);
        assertThat(desk.exceptions(id)).containsExactly(OrderException.WRITEBACK_FAILED);
        assertThat(desk.happen(id, new OrderEvent.WrittenBack(shipment, "F9"))).isZero();
        assertThat(desk.dispatch(id).isAccepted()).isTrue();
        assertThat(desk.exceptions(id)).isEmpty();
    }

    @Test
    void rows15And26PurchaseOrdersAndWhatAWarehouseHasAreNotShippedByHand() {
        assertThat(Desk.codes(shipByHand(desk.purchase()))).containsExactly(ReasonCode.NOT_OFFERED_FOR_B2B);
        Desk other = new Desk();
        OrderId id = other.processing();
        assertThat(Desk.codes(other.orders.manualShip(new ManualShipment(id, "T9", "Own van", ""))))
                .containsExactly(ReasonCode.OUTBOUND_ACTIVE);
    }

    @Test
    void row31ACorrectedTrackingNumberStandsInForTheOneThatFailed() {
        OrderId id = desk.processing();
        desk.happen(id, desk.shipped(id, "S1", 5, true));
        assertThat(Desk.codes(shipByHand(id))).containsExactly(ReasonCode.WRITEBACK_IN_PROGRESS);
        desk.happen(id, new OrderEvent.WriteBackFailed("S1", false, "no such carrier"));

        assertThat(shipByHand(id).isAccepted()).isTrue();

        assertThat(desk.task("write-back:s1/1001:S1").status()).isEqualTo(TaskStatus.CANCELLED);
        assertThat(Desk.codes(desk.orders.markShipped(id))).containsExactly(ReasonCode.ATTEMPT_IN_PROGRESS);
        desk.happen(id, new OrderEvent.WrittenBack(byHand(id), "F9"));
        assertThat(desk.status(id)).isEqualTo(OrderStatus.MANUAL_COMPLETED);
        assertThat(desk.order(id).shipments()).singleElement().satisfies(one -> {
            assertThat(one.id()).isEqualTo("S1");
            assertThat(one.trackingNumber()).isEqualTo("T9");
        });
        assertThat(desk.happen(id, desk.shipped(id, "S1", 5, true)))
                .as("the warehouse repeats itself")
                .isZero();
    }

    @Test
    void row29CloseShortGivesUpWhatTheWarehouseLeft() {
        desk.support = WriteBackSupport.WHOLE_ORDER;
        OrderId id = desk.processing();
        assertThat(Desk.codes(desk.orders.closeShort(id))).containsExactly(ReasonCode.NOT_SHORT_CLOSED);
        desk.happen(id, desk.shipped(id, "S1", 2, false));
        assertThat(Desk.codes(desk.orders.closeShort(id))).containsExactly(ReasonCode.OUTBOUND_ACTIVE);
        desk.happen(id, new OrderEvent.OutboundCancelled(desk.outbound(id).id(), "X"));
        assertThat(desk.exceptions(id)).containsExactly(OrderException.SHORT_CLOSED);

        assertThat(desk.orders.closeShort(id).isAccepted()).isTrue();

        assertThat(desk.status(id)).isEqualTo(OrderStatus.SHIPPED);
        assertThat(desk.exceptions(id)).isEmpty();
        assertThat(desk.tasks()).contains("write-back:s1/1001:S1");
    }

    @Test
    void aHoldThatWouldBeOverIsRefused() {
        OrderId id = desk.pending();
        OrderResult refused = desk.orders.hold(HoldOrder.of(id, "FRAUD_CHECK").until(desk.now));
        assertThat(Desk.codes(refused)).containsExactly(ReasonCode.HOLD_OVER);
        assertThat(desk.order(id).hold()).isEmpty();
    }

    @Test
    void row9AManualShipmentNobodyKnowsOfLocksTheOrderUntilItIsKnown() {
        OrderId id = desk.pending();
        shipByHand(id);
        String shipment = byHand(id);
        desk.happen(id, new OrderEvent.WriteBackUnknown(shipment, "no reply"));

        assertThat(desk.status(id)).isEqualTo(OrderStatus.PENDING);
        assertThat(attempt(id).unknown()).isTrue();
        assertThat(desk.exceptions(id)).containsExactly(OrderException.WRITEBACK_FAILED);
        assertThat(Desk.codes(desk.dispatch(id))).containsExactly(ReasonCode.ATTEMPT_IN_PROGRESS);
        assertThat(Desk.codes(desk.orders.cancel(id))).containsExactly(ReasonCode.ATTEMPT_IN_PROGRESS);
        desk.happen(id, new OrderEvent.WrittenBack(shipment, "F9"));
        assertThat(desk.status(id)).isEqualTo(OrderStatus.MANUAL_COMPLETED);
        assertThat(desk.exceptions(id)).isEmpty();
    }

    @Test
    void aHoldBlocksShippingAndNeverACancelAndEndsByItselfWhenItsTimeHasCome() {
        OrderId id = desk.pending();
        assertThat(Desk.codes(desk.orders.release(id))).containsExactly(ReasonCode.NOT_ON_HOLD);
        desk.orders.hold(HoldOrder.of(id, "FRAUD_CHECK").until(desk.now.plusSeconds(60)));
        assertThat(Desk.codes(desk.dispatch(id))).containsExactly(ReasonCode.ON_HOLD);
        assertThat(Desk.codes(shipByHand(id))).containsExactly(ReasonCode.ON_HOLD);
        assertThat(desk.orders.offers(id))
                .filteredOn(offer -> offer.action() == OrderAction.CANCEL)
                .allMatch(Offer::isEnabled);
        assertThat(desk.orders.release(id).isAccepted()).isTrue();
        desk.orders.hold(HoldOrder.of(id, "FRAUD_CHECK").until(desk.now.plusSeconds(60)));
        desk.now = desk.now.plusSeconds(60);
        assertThat(desk.dispatch(id).isAccepted()).isTrue();
        assertThat(desk.order(id).hold()).isEmpty();
    }
}
