package io.gwms.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gwms.outbound.Charge;
import io.gwms.outbound.OutboundId;
import io.gwms.outbound.OutboundOrder;
import io.gwms.platform.PlatformFact;
import io.gwms.platform.PlatformOrder;
import io.gwms.platform.WriteBackSupport;
import io.gwms.state.StateRepository;
import io.gwms.task.TaskStatus;
import io.gwms.testkit.state.InMemoryState;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What happens outside, row by row of docs/orders/lifecycle.md. */
class OutsideEventRowsTest {
    private final Desk desk = new Desk();

    private OrderStatus status(OrderId id) {
        return desk.order(id).status();
    }

    private OrderId shippedOrder() {
        OrderId id = desk.processing();
        desk.happen(id, desk.shipped(id, "S1", 5, true));
        return id;
    }

    private PlatformOrder platform(OrderId id) {
        return desk.order(id).platform();
    }

    private Intake.Verdict seen(PlatformOrder order) {
        return desk.receive(order).verdict();
    }

    @Test
    void e1AndE2ShipmentsAddUpAndEachIsWrittenBack() {
        OrderId id = desk.processing();
        desk.happen(id, desk.shipped(id, "S1", 2, false));
        assertThat(status(id)).isEqualTo(OrderStatus.PARTIALLY_SHIPPED);
        assertThat(desk.lastRow(id)).isEqualTo("E1");
        assertThat(desk.happen(id, desk.shipped(id, "S1", 2, false)))
                .as("the same again")
                .isZero();

        desk.happen(id, desk.shipped(id, "S2", 3, true));

        assertThat(status(id)).isEqualTo(OrderStatus.SHIPPED);
        assertThat(desk.lastRow(id)).isEqualTo("E2");
        assertThat(desk.outbound(id).state()).isEqualTo(OutboundOrder.State.SHIPPED);
        assertThat(desk.tasks()).containsExactly("create:s1-1001-1", "write-back:s1/1001:S1", "write-back:s1/1001:S2");
    }

    @Test
    void e1APlatformThatTakesOnlyWholeOrdersIsToldOnceAtTheEnd() {
        desk.support = WriteBackSupport.WHOLE_ORDER;
        OrderId id = desk.processing();
        desk.happen(id, desk.shipped(id, "S1", 2, false));
        assertThat(desk.tasks()).hasSize(1);
        desk.happen(id, desk.shipped(id, "S2", 3, true));
        assertThat(desk.tasks()).containsExactly("create:s1-1001-1", "write-back:s1/1001:S2");
        desk.happen(id, new OrderEvent.WrittenBack("S2", "F1"));
        assertThat(status(id)).isEqualTo(OrderStatus.COMPLETED);
    }

    @Test
    void e2WithoutAWriteBackCallThereIsNeitherTaskNorException() {
        desk.support = WriteBackSupport.NONE;
        OrderId id = shippedOrder();
        assertThat(status(id)).isEqualTo(OrderStatus.SHIPPED);
        assertThat(desk.tasks()).hasSize(1);
        assertThat(desk.exceptions(id)).isEmpty();
        seen(Sold.later(Sold.fact(platform(id), PlatformFact.COMPLETED), 5));
        assertThat(status(id)).isEqualTo(OrderStatus.COMPLETED);
    }

    @Test
    void e2WhatItsPlatformCalledFinishedBeforeTheGoodsLeftHasEndedWithThem() {
        desk.support = WriteBackSupport.NONE;
        OrderId id = desk.processing();
        seen(Sold.later(Sold.fact(platform(id), PlatformFact.SHIPPED), 1));
        desk.happen(id, desk.shipped(id, "S1", 5, true));
        assertThat(status(id)).isEqualTo(OrderStatus.COMPLETED);
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
    void e3GoodsWinOverACancel() {
        OrderId id = desk.processing();
        desk.orders.cancel(id);
        desk.happen(id, desk.shipped(id, "S1", 5, true));
        assertThat(status(id)).isEqualTo(OrderStatus.SHIPPED);
        assertThat(desk.order(id).cancelRequest()).isEqualTo(CancelRequest.REFUSED);
        assertThat(desk.exceptions(id)).containsExactly(OrderException.SHIPPED_DESPITE_CANCEL);
    }

    @Test
    void e4ACancelThatWasAskedForEndsTheOrder() {
        OrderId id = desk.processing();
        desk.orders.cancel(id);
        desk.happen(id, new OrderEvent.OutboundCancelled(desk.outbound(id).id(), "X"));
        assertThat(status(id)).isEqualTo(OrderStatus.CANCELLED);
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
        assertThat(status(id)).isEqualTo(OrderStatus.SHIPPED);
        assertThat(desk.order(id).lines().get(0).cancelled()).isEqualTo(3);
    }

    @Test
    void e5ACancelNobodyAskedForMakesItPendingAgainAndDispatchable() {
        OrderId id = desk.processing();
        OutboundId first = desk.outbound(id).id();
        desk.happen(id, new OrderEvent.OutboundCancelled(first, "X"));
        assertThat(status(id)).isEqualTo(OrderStatus.PENDING);
        assertThat(desk.exceptions(id)).containsExactly(OrderException.OUTBOUND_CANCELLED_BY_WAREHOUSE);
        assertThat(desk.dispatch(id).isAccepted()).isTrue();
        assertThat(desk.exceptions(id)).isEmpty();
        assertThat(desk.outbound(id).id()).isNotEqualTo(first);
    }

    @Test
    void e5APartlyShippedOrderIsShort() {
        OrderId id = desk.processing();
        desk.happen(id, desk.shipped(id, "S1", 2, true));
        assertThat(status(id)).isEqualTo(OrderStatus.PARTIALLY_SHIPPED);
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
    void e7ConfirmedWriteBacksComplete() {
        OrderId id = shippedOrder();
        desk.happen(id, new OrderEvent.WriteBackFailed("S1", false, "busy"));
        assertThat(desk.exceptions(id)).containsExactly(OrderException.WRITEBACK_FAILED);
        desk.happen(id, new OrderEvent.WrittenBack("S1", "F1"));
        assertThat(status(id)).isEqualTo(OrderStatus.COMPLETED);
        assertThat(desk.exceptions(id)).isEmpty();
        assertThat(desk.order(id).shipments().get(0).platformShipmentId()).isEqualTo("F1");
        assertThat(desk.happen(id, new OrderEvent.WriteBackFailed("S1", true, "late")))
                .as("what the platform knows stays known")
                .isZero();
    }

    @Test
    void e8AndE9FailedAndUnknownWriteBacksStayShipped() {
        OrderId id = shippedOrder();
        desk.happen(id, new OrderEvent.WriteBackUnknown("S1", "time-out"));
        assertThat(desk.order(id).shipments().get(0).writeBack()).isEqualTo(Shipment.WriteBack.UNKNOWN);
        assertThat(desk.exceptions(id)).isEmpty();
        desk.happen(id, new OrderEvent.WriteBackFailed("S1", true, "no such order"));
        assertThat(status(id)).isEqualTo(OrderStatus.SHIPPED);
        assertThat(desk.order(id).exceptions()).extracting(OrderException::text).containsExactly("no such order");
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
        assertThat(status(id)).isEqualTo(OrderStatus.PROCESSING);
        assertThat(desk.exceptions(id)).containsExactly(OrderException.OUTBOUND_REJECTED);
        desk.happen(id, new OrderEvent.OutboundAccepted(outbound, "4PX-1", "NEW"));
        assertThat(desk.exceptions(id)).isEmpty();
    }

    @Test
    void e10OlderAndSameAreSkippedButSameTimeWithOtherContentIsNewer() {
        OrderId id = desk.pending();
        PlatformOrder order = platform(id);
        assertThat(seen(order)).isEqualTo(Intake.Verdict.SKIPPED);
        assertThat(seen(Sold.later(Sold.total(order, "99.00"), -1))).isEqualTo(Intake.Verdict.SKIPPED);
        assertThat(seen(Sold.total(order, "99.00"))).isEqualTo(Intake.Verdict.UPDATED);
        assertThat(platform(id).payment().total()).isEqualTo(Money.of("99.00", "EUR"));
    }

    @Test
    void e11ANewerSnapshotReplacesAllAndKeepsLineBindings() {
        PlatformOrder order = Sold.lines(Sold.city(desk.sold("1001"), ""), Sold.line("L1", "", 5));
        desk.receive(order);
        OrderId id = Desk.id("1001");
        desk.orders.bindLine(id, LineBinding.of("L1", Desk.SKU, 1));
        seen(Sold.later(Sold.city(order, "Rome"), 1));
        assertThat(desk.exceptions(id)).isEmpty();
        assertThat(desk.lastRow(id)).isEqualTo("E11");
        assertThat(desk.dispatch(id).isAccepted()).isTrue();
    }

    @Test
    void e13ChangesAfterDispatchAreShownAndWhatWasSentStays() {
        OrderId id = desk.processing();
        PlatformOrder sent = platform(id);
        OutboundOrder outbound = desk.outbound(id);
        seen(Sold.later(Sold.city(Sold.total(sent, "7.00"), "Rome"), 1));
        assertThat(desk.exceptions(id)).containsExactly(OrderException.UPSTREAM_CHANGED_AFTER_DISPATCH);
        assertThat(platform(id).payment().total()).isEqualTo(Money.of("7.00", "EUR"));
        assertThat(desk.outbound(id)).isEqualTo(outbound);
        seen(Sold.later(Sold.lines(sent, Sold.line("L1", "P-1", 9)), 2));
        assertThat(desk.order(id).exceptions())
                .singleElement()
                .satisfies(one -> assertThat(one.text()).contains("line L1 was 5 pieces and is 9"));
        seen(Sold.later(sent, 3));
        assertThat(desk.exceptions(id)).as("changed back").isEmpty();
    }

    @Test
    void e13WhatAWarehouseHasStaysAllocatedWhateverThePlatformStillWants() {
        OrderId id = desk.processing();
        PlatformOrder sent = platform(id);
        assertThat(allocated(id)).isEqualTo(5);
        seen(Sold.later(Sold.figures(sent, 1, 1), 1));
        assertThat(allocated(id)).as("two of five are not wanted any more").isEqualTo(5);
        desk.happen(id, desk.shipped(id, "S1", 3, false));
        assertThat(allocated(id)).isEqualTo(2);
        assertThat(status(id)).as("the warehouse still has two").isEqualTo(OrderStatus.PARTIALLY_SHIPPED);
        seen(Sold.later(sent, 2));
        assertThat(allocated(id)).as("wanted again").isEqualTo(2);
        desk.happen(id, desk.shipped(id, "S2", 2, false));
        assertThat(allocated(id)).isZero();
        assertThat(status(id)).isEqualTo(OrderStatus.SHIPPED);
    }

    @Test
    void e13ADispatchAfterAChangedOneHandsOverAllThatIsWantedThen() {
        OrderId id = desk.processing();
        PlatformOrder sent = platform(id);
        seen(Sold.later(Sold.figures(sent, 2, 0), 1));
        desk.happen(id, new OrderEvent.OutboundCancelled(desk.outbound(id).id(), "X"));
        assertThat(allocated(id)).isZero();
        assertThat(desk.dispatch(id).isAccepted()).isTrue();
        assertThat(allocated(id)).isEqualTo(3);
        desk.happen(id, late(id, "S0", 1));
        assertThat(allocated(id))
                .as("goods of the ended one are not of this one")
                .isEqualTo(3);
    }

    /** Goods that left by the first outbound order, which had ended. */
    private OrderEvent.Shipped late(OrderId id, String shipment, long pieces) {
        return new OrderEvent.Shipped(
                desk.order(id).dispatches().get(0).outbound(),
                shipment,
                Map.of("L1", pieces),
                "T",
                "DHL",
                "",
                desk.now,
                false,
                "shipped");
    }

    private long allocated(OrderId id) {
        Order order = desk.order(id);
        return order.allocated(order.lines().get(0));
    }

    @Test
    void e14AfterShipmentOnlyMoneyMoves() {
        OrderId id = shippedOrder();
        seen(Sold.later(Sold.city(Sold.total(platform(id), "7.00"), "Rome"), 1));
        assertThat(platform(id).payment().total()).isEqualTo(Money.of("7.00", "EUR"));
        assertThat(platform(id).recipient().city()).isEqualTo("Berlin");
        assertThat(status(id)).isEqualTo(OrderStatus.SHIPPED);
    }

    @Test
    void e15ACancelledPlatformOrderIsCancelledHere() {
        OrderId id = desk.pending();
        seen(Sold.later(Sold.fact(platform(id), PlatformFact.CANCELLED), 1));
        assertThat(status(id)).isEqualTo(OrderStatus.CANCELLED);
    }

    @Test
    void e16AWarehouseThatRefusedOnceIsAskedAgainWhenThePlatformCancels() {
        OrderId id = desk.processing();
        desk.round("create:s1-1001-1", "", TaskStatus.WAITING);
        desk.orders.cancel(id);
        desk.round("cancel:s1-1001-1", "", TaskStatus.MANUAL);
        desk.happen(id, new OrderEvent.CancelRefused(desk.outbound(id).id(), "being packed"));

        seen(Sold.later(Sold.fact(platform(id), PlatformFact.CANCELLED), 1));

        assertThat(desk.order(id).cancelRequest()).isEqualTo(CancelRequest.BY_PLATFORM);
        assertThat(desk.task("cancel:s1-1001-1").status()).isNotEqualTo(TaskStatus.MANUAL);
    }

    @Test
    void e16AWarehouseIsAskedToCancelWhatThePlatformCancelled() {
        OrderId id = desk.processing();
        seen(Sold.later(Sold.fact(platform(id), PlatformFact.CANCELLED), 1));
        assertThat(status(id)).isEqualTo(OrderStatus.PROCESSING);
        assertThat(desk.order(id).cancelRequest()).isEqualTo(CancelRequest.BY_PLATFORM);
        assertThat(desk.tasks()).contains("cancel:s1-1001-1");
        desk.happen(id, desk.shipped(id, "S1", 5, true));
        assertThat(desk.tasks())
                .as("a cancelled order is not written back by itself")
                .hasSize(2);
        assertThat(desk.orders.markShipped(id).isAccepted()).isTrue();
        assertThat(desk.tasks()).hasSize(3);
    }

    @Test
    void e17ACancelledPlatformOrderWithoutOpenOutboundIsShipped() {
        OrderId id = desk.processing();
        desk.happen(id, desk.shipped(id, "S1", 2, true));
        seen(Sold.later(Sold.fact(platform(id), PlatformFact.CANCELLED), 1));
        assertThat(status(id)).isEqualTo(OrderStatus.SHIPPED);
    }

    @Test
    void e18ACancelAfterShipmentIsShown() {
        OrderId id = shippedOrder();
        seen(Sold.later(Sold.fact(platform(id), PlatformFact.CANCELLED), 1));
        assertThat(status(id)).isEqualTo(OrderStatus.SHIPPED);
        assertThat(desk.exceptions(id)).containsExactly(OrderException.CANCELLED_AFTER_SHIPMENT);
        assertThat(desk.order(id).shipments().get(0).writeBack()).isEqualTo(Shipment.WriteBack.NONE);
    }

    @Test
    void e18WhatItsPlatformOpensAgainAfterACancelIsWrittenBack() {
        for (WriteBackSupport support : List.of(WriteBackSupport.PARTIAL, WriteBackSupport.WHOLE_ORDER)) {
            Desk other = new Desk();
            other.support = support;
            OrderId id = other.processing();
            PlatformOrder open = other.order(id).platform();
            other.receive(Sold.later(Sold.fact(open, PlatformFact.CANCELLED), 1));
            other.happen(id, other.shipped(id, "S1", 5, true));
            assertThat(other.order(id).shipments().get(0).writeBack()).isEqualTo(Shipment.WriteBack.NONE);

            other.receive(Sold.later(open, 2));

            assertThat(other.order(id).shipments().get(0).writeBack()).isEqualTo(Shipment.WriteBack.PENDING);
            assertThat(other.tasks()).contains("write-back:s1/1001:S1");
            assertThat(other.exceptions(id)).doesNotContain(OrderException.CANCELLED_AFTER_SHIPMENT);
        }
    }

    @Test
    void aBuyersRequestToCancelShowsAsLongAsThePlatformSaysSo() {
        OrderId id = desk.processing();
        PlatformOrder before = platform(id);
        seen(Sold.later(before.toBuilder().cancelRequested(true).build(), 1));
        assertThat(desk.exceptions(id)).containsExactly(OrderException.BUYER_ASKS_TO_CANCEL);
        desk.happen(id, desk.shipped(id, "S1", 5, true));
        assertThat(desk.exceptions(id)).contains(OrderException.BUYER_ASKS_TO_CANCEL);
        seen(Sold.later(before, 2));
        assertThat(desk.exceptions(id)).doesNotContain(OrderException.BUYER_ASKS_TO_CANCEL);
    }

    @Test
    void e19FulfilledElsewhereCompletesOrWarns() {
        OrderId pending = desk.pending();
        seen(Sold.later(Sold.fact(platform(pending), PlatformFact.SHIPPED), 1));
        assertThat(status(pending)).isEqualTo(OrderStatus.COMPLETED);
        desk.receive(desk.sold("1002"));
        OrderId processing = Desk.id("1002");
        desk.dispatch(processing);
        seen(Sold.later(Sold.fact(platform(processing), PlatformFact.SHIPPED), 1));
        assertThat(status(processing)).isEqualTo(OrderStatus.PROCESSING);
        assertThat(desk.exceptions(processing)).containsExactly(OrderException.SHIPPED_ON_PLATFORM);
    }

    @Test
    void e20APlatformThatReopensDoesNotReviveTheOrder() {
        OrderId id = desk.pending();
        PlatformOrder open = platform(id);
        seen(Sold.later(Sold.fact(open, PlatformFact.CANCELLED), 1));
        seen(Sold.later(open, 2));
        assertThat(status(id)).isEqualTo(OrderStatus.CANCELLED);
        assertThat(desk.exceptions(id)).containsExactly(OrderException.PLATFORM_REOPENED);
    }

    @Test
    void e20AnOrderCancelledHereStaysCancelledWhileItsPlatformIsOpen() {
        OrderId id = desk.pending();
        PlatformOrder open = platform(id);
        desk.orders.cancel(id);
        assertThat(seen(open)).isEqualTo(Intake.Verdict.SKIPPED);
        seen(Sold.later(open, 1));
        assertThat(status(id)).isEqualTo(OrderStatus.CANCELLED);
        assertThat(desk.exceptions(id)).isEmpty();
    }

    @Test
    void e21GoodsForAnEndedOrderAreRecorded() {
        OrderId id = desk.processing();
        desk.orders.cancel(id);
        desk.happen(id, new OrderEvent.OutboundCancelled(desk.outbound(id).id(), "X"));
        desk.happen(id, desk.shipped(id, "S1", 5, true));
        assertThat(status(id)).isEqualTo(OrderStatus.CANCELLED);
        assertThat(desk.order(id).shipments()).hasSize(1);
        assertThat(desk.exceptions(id)).containsExactly(OrderException.SHIPPED_AFTER_CANCEL);
        assertThat(desk.lastRow(id)).isEqualTo("E21");
    }

    @Test
    void e21GoodsForACompletedOrderLeaveItCompleted() {
        OrderId id = shippedOrder();
        desk.happen(id, new OrderEvent.WrittenBack("S1", "F1"));
        desk.happen(id, desk.shipped(id, "S2", 1, true));
        assertThat(status(id)).isEqualTo(OrderStatus.COMPLETED);
        assertThat(desk.order(id).shipments()).hasSize(2);
    }

    @Test
    void e22FirstSightFollowsThePlatform() {
        desk.orders.bindSku(Desk.STORE.id(), "P-1", Desk.SKU, 1);
        for (PlatformFact fact : PlatformFact.values()) {
            assertThat(seen(Sold.fact(desk.sold(fact.name()), fact))).isEqualTo(Intake.Verdict.CREATED);
            assertThat(status(Desk.id(fact.name())))
                    .isEqualTo(
                            switch (fact) {
                                case OPEN, PARTLY_SHIPPED -> OrderStatus.PENDING;
                                case SHIPPED, COMPLETED -> OrderStatus.COMPLETED;
                                case CANCELLED -> OrderStatus.CANCELLED;
                            });
        }
    }

    @Test
    void e22AnOrderWithNothingToShipSaysSo() {
        desk.receive(Sold.figures(desk.sold("1001"), 3, 2));
        assertThat(desk.exceptions(Desk.id("1001"))).containsExactly("NO_SHIPPABLE_ITEMS");
    }

    @Test
    void ourOwnWriteBackSeenOnThePlatformIsNotSubtractedAgain() {
        OrderId id = desk.processing();
        desk.happen(id, desk.shipped(id, "S1", 2, false));
        desk.happen(id, new OrderEvent.WrittenBack("S1", "F1"));
        seen(Sold.later(Sold.figures(Sold.fact(platform(id), PlatformFact.PARTLY_SHIPPED), 0, 2), 1));
        assertThat(desk.order(id).lines().get(0).required()).isEqualTo(5);
        assertThat(desk.exceptions(id)).isEmpty();
    }

    @Test
    void everyKindOfEventHasARule() {
        OrderId id = desk.processing();
        OutboundId outbound = desk.outbound(id).id();
        List<OrderEvent> all = List.of(
                new OrderEvent.OutboundAccepted(outbound, "1", ""),
                new OrderEvent.OutboundRejected(outbound, "x"),
                desk.shipped(id, "S1", 1, false),
                new OrderEvent.Charged(outbound, List.of(new Charge("freight", Money.of("4.20", "USD")))),
                new OrderEvent.OutboundCancelled(outbound, ""),
                new OrderEvent.CancelRefused(outbound, "x"),
                new OrderEvent.WrittenBack("S1", "F"),
                new OrderEvent.WriteBackFailed("S1", true, "x"),
                new OrderEvent.WriteBackUnknown("S1", "x"),
                new OrderEvent.Acknowledged("k"),
                new OrderEvent.AcknowledgeFailed("k", true, "x"),
                new OrderEvent.AcknowledgeUnknown("k", "x"),
                new OrderEvent.TrackingIssued("S1", "P-1", ""),
                new OrderEvent.CancelNotTold("x"),
                new OrderEvent.CancelTold("cancelled"));
        assertThat(all).hasSameSizeAs(OrderEvent.class.getPermittedSubclasses());
        for (OrderEvent event : all) {
            assertThat(desk.orders.events().happened(id, event)).isNotNull();
            desk.happen(id, event);
        }
    }

    @Test
    void eventsThatNameNothingOfTheOrderAreRefusedLoudly() {
        OrderId id = desk.processing();
        assertThatThrownBy(() -> desk.happen(id, new OrderEvent.WrittenBack("S9", "F")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("S9");
        assertThatThrownBy(() -> desk.happen(id, new OrderEvent.OutboundCancelled(new OutboundId("other"), "")))
                .hasMessageContaining("other");
        assertThatThrownBy(() -> desk.happen(
                        id,
                        new OrderEvent.Shipped(
                                desk.outbound(id).id(), "S1", Map.of("L9", 1L), "T", "DHL", "", desk.now, false, "")))
                .hasMessageContaining("quantities");
    }
}
