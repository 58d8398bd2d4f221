package io.gwms.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.order.Shipment.WriteBack;
import io.gwms.outbound.OutboundId;
import io.gwms.outbound.OutboundOrder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a warehouse reports late, twice, in another order, or otherwise than it was asked. */
class WarehouseReportsTest {
    private final Desk desk = new Desk();

    private OutboundId outbound(OrderId id) {
        return desk.outbound(id).id();
    }

    private OrderEvent.Shipped shipped(
            OutboundId outbound, String shipment, Map<String, Long> pieces, String tracking, String word) {
        return new OrderEvent.Shipped(outbound, shipment, pieces, tracking, "DHL", "", desk.now, false, word);
    }

    private OrderEvent.Shipped shipped(OutboundId outbound, String shipment, long pieces, String tracking) {
        return shipped(outbound, shipment, Map.of("L1", pieces), tracking, "OUT");
    }

    private Shipment shipment(OrderId id, String shipment) {
        return desk.order(id).shipment(shipment).orElseThrow();
    }

    private List<String> about(OrderId id, String code) {
        return desk.order(id).exceptions().stream()
                .filter(one -> one.code().equals(code))
                .map(OrderException::about)
                .toList();
    }

    @Test
    void whatTheWarehouseTookIsInTheJournalWithItsNumber() {
        OrderId id = desk.processing();
        desk.happen(id, new OrderEvent.OutboundAccepted(outbound(id), "4PX-1", "NEW"));
        List<JournalEntry> journal = desk.orders.timeline(id);
        assertThat(journal.get(journal.size() - 1).detail()).isEqualTo(outbound(id) + " is 4PX-1 at the warehouse");
    }

    @Test
    void anotherWordOfTheWarehouseIsKeptAndWhatHasShippedStaysShipped() {
        OrderId id = desk.processing();
        desk.happen(id, new OrderEvent.OutboundAccepted(outbound(id), "4PX-1", "NEW"));
        desk.happen(id, desk.shipped(id, "S1", 2, false));

        desk.happen(id, new OrderEvent.OutboundAccepted(outbound(id), "4PX-1", "PICKING"));
        assertThat(desk.outbound(id).remoteStatus()).isEqualTo("PICKING");
        assertThat(desk.outbound(id).state()).isEqualTo(OutboundOrder.State.PARTLY_SHIPPED);
        desk.happen(id, shipped(outbound(id), "S1", Map.of("L1", 2L), "T-S1", "PACKED"));
        assertThat(desk.outbound(id).remoteStatus()).isEqualTo("PACKED");

        desk.happen(id, desk.shipped(id, "S2", 3, true));
        OutboundOrder ended = desk.outbound(id);
        desk.happen(id, new OrderEvent.OutboundAccepted(outbound(id), "4PX-1", "LATE"));
        desk.happen(id, shipped(outbound(id), "S1", Map.of("L1", 2L), "T-S1", "LATE"));
        assertThat(desk.outbound(id)).as("what has ended").isEqualTo(ended);
    }

    @Test
    void aRefusalAfterTheWarehouseTookItIsNoRefusal() {
        OrderId id = desk.processing();
        desk.happen(id, new OrderEvent.OutboundAccepted(outbound(id), "4PX-1", "NEW"));
        assertThat(desk.happen(id, new OrderEvent.OutboundRejected(outbound(id), "no")))
                .isZero();
    }

    @Test
    void anOrderThatTheWarehouseRefusesWhileItIsAskedToCancelIsCancelled() {
        OrderId id = desk.processing();
        desk.orders.cancel(id);
        desk.happen(id, new OrderEvent.OutboundRejected(outbound(id), "no such channel"));
        assertThat(desk.status(id)).isEqualTo(OrderStatus.CANCELLED);
        assertThat(desk.outbound(id).state()).isEqualTo(OutboundOrder.State.CANCELLED);
    }

    @Test
    void aRefusalToCancelThatNobodyAskedForIsNone() {
        OrderId id = desk.processing();
        assertThat(desk.happen(id, new OrderEvent.CancelRefused(outbound(id), "packed")))
                .isZero();
    }

    @Test
    void goodsThatLeaveAfterTheWarehouseWouldNotCancelAreShownToo() {
        OrderId id = desk.processing();
        desk.orders.cancel(id);
        desk.happen(id, new OrderEvent.CancelRefused(outbound(id), "packed"));
        desk.happen(id, desk.shipped(id, "S1", 5, true));
        assertThat(desk.exceptions(id))
                .containsExactly(OrderException.CANCEL_REFUSED, OrderException.SHIPPED_DESPITE_CANCEL);
    }

    @Test
    void e21GoodsOfAnEndedHandingOverShowThatItMayBeShippedTwiceAndMoveNothingOfTheNewOne() {
        OrderId id = desk.processing();
        OutboundId first = outbound(id);
        desk.happen(id, new OrderEvent.OutboundCancelled(first, "DROPPED"));
        desk.dispatch(id);
        desk.orders.cancel(id);

        desk.happen(id, shipped(first, "S0", 1, "T0"));

        assertThat(about(id, OrderException.SHIPPED_AFTER_CANCEL)).containsExactly("S0");
        assertThat(desk.exceptions(id)).doesNotContain(OrderException.SHIPPED_DESPITE_CANCEL);
        assertThat(desk.order(id).cancelRequest())
                .as("the wish about the new one")
                .isEqualTo(CancelRequest.BY_OPERATOR);
        assertThat(desk.state.warehouseOrders().outbound(first).orElseThrow().state())
                .isEqualTo(OutboundOrder.State.SHIPPED);
        assertThat(desk.outbound(id).state()).isEqualTo(OutboundOrder.State.CREATED);
    }

    @Test
    void morePiecesThanWereAskedForAreTaken() {
        OrderId id = desk.processing();
        desk.happen(id, desk.shipped(id, "S1", 7, false));
        assertThat(desk.status(id)).isEqualTo(OrderStatus.SHIPPED);
        assertThat(desk.order(id).lines().get(0).shipped()).isEqualTo(7);
    }

    @Test
    void whatOneLineHasTooManyOfDoesNotHideWhatAnotherLacks() {
        desk.orders.bindSku(Desk.STORE.id(), "P-1", Desk.SKU, 1);
        desk.receive(Sold.lines(desk.sold("1001"), Sold.line("L1", "P-1", 5), Sold.line("L2", "P-1", 5)));
        OrderId id = Desk.id("1001");
        desk.dispatch(id);
        desk.happen(id, shipped(outbound(id), "S1", Map.of("L1", 6L, "L2", 3L), "T1", "OUT"));
        desk.happen(id, new OrderEvent.OutboundCancelled(outbound(id), "X"));
        assertThat(desk.order(id).exceptions())
                .singleElement()
                .satisfies(one -> assertThat(one.text()).endsWith("2 pieces are missing"));
    }

    @Test
    void aParcelIsKeptAsTheWarehouseReportsIt() {
        OrderId id = desk.processing();
        Instant left = desk.now.minusSeconds(3600);
        desk.happen(
                id,
                new OrderEvent.Shipped(
                        outbound(id), "S1", Map.of("L1", 5L), "T1", "DHL", "Express", left, true, "OUT"));
        assertThat(shipment(id, "S1"))
                .isEqualTo(new Shipment("S1", Map.of("L1", 5L), "T1", "DHL", "Express", left, WriteBack.PENDING, ""));
    }

    @Test
    void aLateNumberChangesNothingElseOfItsParcel() {
        OrderId id = desk.processing();
        desk.happen(id, shipped(outbound(id), "S1", 2, ""));
        desk.happen(id, shipped(outbound(id), "S1", 4, "T1"));
        assertThat(shipment(id, "S1").quantities()).isEqualTo(Map.of("L1", 2L));
        assertThat(desk.order(id).lines().get(0).shipped()).isEqualTo(2);
    }

    @Test
    void aLateNumberLeavesWhatThePlatformWasToldWhereThePlatformIssuesNumbers() {
        desk.issuesTracking = true;
        OrderId id = desk.processing();
        desk.happen(id, shipped(outbound(id), "S1", 2, ""));
        desk.happen(id, new OrderEvent.WriteBackUnknown("S1", "no reply"));

        desk.happen(id, shipped(outbound(id), "S1", 2, "T1"));
        assertThat(shipment(id, "S1").writeBack()).isEqualTo(WriteBack.UNKNOWN);
        assertThat(shipment(id, "S1").trackingNumber()).isEqualTo("T1");

        desk.happen(id, new OrderEvent.TrackingIssued("S1", "ISSUED", ""));
        desk.happen(id, shipped(outbound(id), "S1", 2, "T1"));
        assertThat(shipment(id, "S1").trackingNumber()).isEqualTo("ISSUED");
        assertThat(shipment(id, "S1").carrier()).isEqualTo("DHL");
        assertThat(desk.exceptions(id)).as("two numbers are right there").isEmpty();
    }

    @Test
    void aNumberThatThePlatformIssuesIsOfItsParcelAlone() {
        desk.issuesTracking = true;
        OrderId id = desk.processing();
        desk.happen(id, shipped(outbound(id), "S1", 2, ""));
        desk.happen(id, shipped(outbound(id), "S2", 3, ""));
        desk.happen(id, new OrderEvent.TrackingIssued("S2", "ISSUED", "Own fleet"));
        assertThat(shipment(id, "S1").trackingNumber()).isEmpty();
        assertThat(shipment(id, "S2").trackingNumber()).isEqualTo("ISSUED");
        assertThat(shipment(id, "S2").carrier()).isEqualTo("Own fleet");
    }

    @Test
    void changedNumbersAreShownParcelByParcel() {
        OrderId id = desk.processing();
        desk.happen(id, shipped(outbound(id), "S1", 2, "T1"));
        desk.happen(id, shipped(outbound(id), "S2", 3, "T2"));
        desk.happen(id, shipped(outbound(id), "S1", 2, "X1"));
        desk.happen(id, shipped(outbound(id), "S2", 3, "X2"));
        assertThat(about(id, OrderException.TRACKING_CHANGED)).containsExactly("S1", "S2");
        desk.happen(id, shipped(outbound(id), "S1", 2, "T1"));
        assertThat(about(id, OrderException.TRACKING_CHANGED)).containsExactly("S2");
    }

    @Test
    void e5AnOrderThatWaitsAgainWantsWhatItsPlatformWantsByThen() {
        OrderId id = desk.processing();
        desk.orders.cancel(id);
        desk.happen(id, new OrderEvent.CancelRefused(outbound(id), "packed"));
        desk.receive(Sold.later(Sold.lines(Sold.city(desk.platform(id), ""), Sold.line("L1", "P-1", 9)), 1));

        desk.happen(id, new OrderEvent.OutboundCancelled(outbound(id), "DROPPED"));

        assertThat(desk.outbound(id).remoteStatus()).isEqualTo("DROPPED");
        assertThat(desk.order(id).lines().get(0).ordered()).isEqualTo(9);
        assertThat(desk.order(id).cancelRequest()).isEqualTo(CancelRequest.NONE);
        assertThat(desk.exceptions(id))
                .containsExactlyInAnyOrder(OrderException.OUTBOUND_CANCELLED_BY_WAREHOUSE, "ADDRESS_INCOMPLETE");
        desk.receive(Sold.later(Sold.city(desk.platform(id), "Rome"), 2));
        assertThat(desk.dispatch(id).isAccepted()).isTrue();
        assertThat(desk.outbound(id).lines().get(0).quantity()).isEqualTo(9);
    }

    @Test
    void e5WhatTheWarehouseRefusedAndThenDroppedIsRefusedNoMore() {
        OrderId id = desk.processing();
        desk.happen(id, new OrderEvent.OutboundRejected(outbound(id), "no such channel"));
        desk.happen(id, new OrderEvent.OutboundCancelled(outbound(id), "X"));
        assertThat(desk.exceptions(id)).containsExactly(OrderException.OUTBOUND_CANCELLED_BY_WAREHOUSE);
    }
}
