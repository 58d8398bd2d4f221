package io.gwms.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.gwms.catalogue.WarehouseCode;
import io.gwms.outbound.OutboundId;
import io.gwms.platform.AcknowledgeSupport;
import io.gwms.platform.PlatformOrder;
import io.gwms.platform.PlatformOrderLine;
import io.gwms.sku.SkuMapping;
import io.gwms.state.Change;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What of a purchase order can be accepted, and what counts as the same answer (rows 10, 17, 20 to 22, E12). */
class AcknowledgeRulesTest {
    private final Desk desk = new Desk();
    private final OrderId id = Desk.id("1001");

    AcknowledgeRulesTest() {
        desk.acknowledges = Desk.AMENDED;
    }

    private static AcknowledgeOrder.Line line(String id, long accepted) {
        return new AcknowledgeOrder.Line(id, accepted, "no stock");
    }

    private OrderResult accept(AcknowledgeOrder.Line... lines) {
        return desk.orders.acknowledge(new AcknowledgeOrder(id, Desk.WAREHOUSE, List.of(lines)));
    }

    private OrderAttempt.Acknowledging attempt() {
        return Optional.ofNullable(desk.order(id).attempt())
                .map(OrderAttempt.Acknowledging.class::cast)
                .orElseThrow();
    }

    private void taken() {
        desk.happen(id, new OrderEvent.Acknowledged(attempt().key()));
    }

    private void purchase(int each, PlatformOrderLine... lines) {
        desk.orders.bindSku(Desk.STORE.id(), "P-1", Desk.SKU, each);
        desk.receive(Sold.purchase(Sold.lines(desk.sold("1001"), lines)));
    }

    private static boolean isReplayed(OrderResult result) {
        return result.fold(OrderResult.Accepted::replayed, refused -> false);
    }

    private void platformWants(PlatformOrderLine... lines) {
        PlatformOrder now = desk.platform(id);
        desk.receive(Sold.later(Sold.lines(now, lines), 1));
    }

    @Test
    void row10LinesOfOneSkuShareItsStock() {
        purchase(2, Sold.line("L1", "P-1", 3), Sold.line("L2", "P-1", 3));
        desk.stock = OptionalLong.of(9);
        assertThat(Desk.codes(accept(line("L1", 3), line("L2", 2))))
                .containsExactly(ReasonCode.ACCEPT_EXCEEDS_AVAILABLE);
        assertThat(accept(line("L1", 3), line("L2", 1)).isAccepted()).isTrue();
    }

    @Test
    void row17LinesOfOneSkuShareTheStockOfAnotherWarehouseToo() {
        purchase(1, Sold.line("L1", "P-1", 3), Sold.line("L2", "P-1", 3));
        accept(line("L1", 3), line("L2", 3));
        taken();
        DispatchOrder other = DispatchOrder.of(id, Desk.SECOND, Desk.EXPRESS);
        desk.stock = OptionalLong.of(5);
        assertThat(Desk.codes(desk.orders.dispatch(other))).containsExactly(ReasonCode.NOT_ENOUGH_STOCK);
        desk.orders.unbindSku(Desk.STORE.id(), "P-1");
        assertThat(Desk.codes(desk.orders.dispatch(other)))
                .as("of what nobody knows what it is")
                .containsExactly(ReasonCode.SKU_NOT_MAPPED);
        desk.orders.bindSku(Desk.STORE.id(), "P-1", Desk.SKU, 1);
        desk.stock = OptionalLong.of(6);
        assertThat(desk.orders.dispatch(other).isAccepted()).isTrue();
    }

    @Test
    void row11AllIsRejectedOfALedgerBelowZeroToo() {
        purchase(1, Sold.line("L1", "P-1", 3));
        desk.stock = OptionalLong.of(-5);
        assertThat(accept(line("L1", 0)).isAccepted()).isTrue();
    }

    @Test
    void row10AnUnknownWarehouseIsRefused() {
        purchase(1, Sold.line("L1", "P-1", 3));
        assertThat(Desk.codes(
                        desk.orders.acknowledge(AcknowledgeOrder.acceptAll(desk.order(id), new WarehouseCode("W9")))))
                .containsExactly(ReasonCode.UNKNOWN_WAREHOUSE);
    }

    @Test
    void row10AMappingMadeBehindAnOrdersBackCounts() {
        desk.receive(Sold.purchase(desk.sold("1001")));
        desk.state.commit(List.of(new Change.BindSku(SkuMapping.of(Desk.STORE.id(), "P-1", Desk.SKU, 1, desk.now))));
        desk.stock = OptionalLong.of(4);
        assertThat(desk.orders.availability(id, Desk.WAREHOUSE).lines().get(0).acceptable())
                .isEqualTo(4);
        assertThat(Desk.codes(accept(line("L1", 5)))).containsExactly(ReasonCode.ACCEPT_EXCEEDS_AVAILABLE);
        assertThat(accept(line("L1", 4)).isAccepted()).isTrue();
    }

    @Test
    void stockThatNobodyKnowsLimitsNothingAndWhatIsRemovedIsNotWanted() {
        desk.orders.bindSku(Desk.STORE.id(), "P-1", Desk.SKU, 1);
        desk.receive(Sold.purchase(Sold.figures(desk.sold("1001"), 1, 1)));
        assertThat(desk.orders.availability(id, Desk.WAREHOUSE).lines())
                .singleElement()
                .isEqualTo(new LineAvailability("L1", "P-1", 3, 3, true));
    }

    @Test
    void aLineIsAnsweredOnce() {
        assertThatThrownBy(() -> accept(line("L1", 3), line("L1", 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("L1 twice");
    }

    @Test
    void row20OnlyTheSameAnswerIsAnsweredAgain() {
        purchase(1, Sold.line("L1", "P-1", 5), Sold.line("L2", "P-1", 5));
        accept(line("L1", 5), line("L2", 2));
        assertThat(attempt().lines().get(0).rejectReason())
                .as("nothing of it is rejected")
                .isEmpty();
        taken();
        desk.acknowledges = AcknowledgeSupport.ONCE;
        assertThat(isReplayed(accept(line("L1", 5), line("L2", 2)))).isTrue();

        OrderResult otherReason = accept(line("L1", 5), new AcknowledgeOrder.Line("L2", 2, "discontinued"));
        assertThat(Desk.codes(otherReason)).containsExactly(ReasonCode.ALREADY_ACKNOWLEDGED);
        OrderResult otherWarehouse =
                desk.orders.acknowledge(new AcknowledgeOrder(id, Desk.SECOND, List.of(line("L1", 5), line("L2", 2))));
        assertThat(Desk.codes(otherWarehouse)).containsExactly(ReasonCode.ALREADY_ACKNOWLEDGED);
        assertThat(Desk.codes(accept(line("L1", 5)))).contains(ReasonCode.ACK_LINE_MISSING);
    }

    @Test
    void row20WhatIsBeingReplacedIsNotAnsweredAgain() {
        purchase(1, Sold.line("L1", "P-1", 5));
        accept(line("L1", 5));
        taken();
        accept(line("L1", 2));
        assertThat(Desk.codes(accept(line("L1", 5)))).containsExactly(ReasonCode.ATTEMPT_IN_PROGRESS);
    }

    @Test
    void e12TheSameFiguresAnswerWhatWasAddedSince() {
        purchase(1, Sold.line("L1", "P-1", 5));
        accept(line("L1", 5));
        taken();
        platformWants(Sold.line("L1", "P-1", 8));
        OrderResult again = accept(line("L1", 5));
        assertThat(isReplayed(again)).isFalse();
        assertThat(attempt().lines()).containsExactly(new AcknowledgedLine("L1", 5, 3, "no stock"));
        taken();
        assertThat(desk.exceptions(id)).isEmpty();
    }

    @Test
    void e12ALineThatStandsForSomethingElseIsNotAccepted() {
        purchase(1, Sold.line("L1", "P-1", 5));
        accept(line("L1", 5));
        taken();
        desk.orders.bindSku(Desk.STORE.id(), "P-2", Desk.SKU, 1);
        platformWants(Sold.line("L1", "P-2", 5));
        assertThat(Desk.codes(desk.dispatch(id))).contains(ReasonCode.REACK_REQUIRED);
    }

    @Test
    void whatThePlatformTakesBackWhileItIsToldIsNeitherAcceptedNorRejected() {
        purchase(1, Sold.line("L1", "P-1", 5), Sold.line("L2", "P-1", 5));
        accept(line("L1", 5), line("L2", 0));
        platformWants(Sold.line("L1", "P-1", 3), Sold.line("L2", "P-1", 3));
        taken();
        assertThat(desk.order(id).lines())
                .extracting(OrderLine::accepted, OrderLine::rejected)
                .containsExactly(tuple(3L, 0L), tuple(0L, 3L));
    }

    @Test
    void anAnswerToAnotherAttemptChangesNothing() {
        purchase(1, Sold.line("L1", "P-1", 5));
        accept(line("L1", 5));
        assertThat(desk.happen(id, new OrderEvent.Acknowledged("other"))).isZero();
        assertThat(desk.happen(id, new OrderEvent.AcknowledgeFailed("other", true, "no")))
                .isZero();
        assertThat(desk.happen(id, new OrderEvent.AcknowledgeUnknown("other", "lost")))
                .isZero();
        desk.happen(id, new OrderEvent.AcknowledgeUnknown(attempt().key(), "lost"));
        assertThat(desk.exceptions(id)).containsExactly(OrderException.ACK_FAILED);
        taken();
        assertThat(desk.exceptions(id)).isEmpty();
    }

    @Test
    void row22AllThatIsStillWantedIsTakenBackForTheWarehouseItWasPromisedFrom() {
        purchase(1, Sold.line("L1", "P-1", 5));
        accept(line("L1", 5));
        taken();
        desk.receive(Sold.later(Sold.figures(desk.platform(id), 1, 0), 1));
        desk.orders.cancel(id);
        assertThat(attempt().lines()).containsExactly(new AcknowledgedLine("L1", 0, 4, "cancelled"));
        assertThat(attempt().warehouse()).isEqualTo(Desk.WAREHOUSE);
    }

    @Test
    void row15AnAcknowledgedOrderIsNotDispatchedInABatch() {
        purchase(1, Sold.line("L1", "P-1", 5));
        accept(line("L1", 5));
        taken();
        desk.receive(desk.sold("1002"));
        DispatchBatch two = new DispatchBatch(List.of(id, Desk.id("1002")), Desk.WAREHOUSE, Desk.EXPRESS);
        assertThat(Desk.codes(desk.orders.dispatchBatch(two).get(0))).containsExactly(ReasonCode.B2B_NO_BATCH);
        assertThat(desk.orders.checkDispatch(two).get(0).reasons())
                .extracting(Reason::code)
                .containsExactly(ReasonCode.B2B_NO_BATCH);
    }

    @Test
    void row19WhereNoAnswerIsReplacedADispatchClosesWhatWasAdded() {
        desk.acknowledges = AcknowledgeSupport.ONCE;
        purchase(1, Sold.line("L1", "P-1", 5));
        accept(line("L1", 5));
        taken();
        platformWants(Sold.line("L1", "P-1", 8));
        assertThat(desk.dispatch(id).isAccepted()).isTrue();
        assertThat(desk.exceptions(id)).isEmpty();
    }

    @Test
    void row17AnAmendmentThatFailedIsOverWhenWhatWasAcceptedIsDispatched() {
        purchase(1, Sold.line("L1", "P-1", 5));
        accept(line("L1", 5));
        taken();
        accept(line("L1", 2));
        desk.happen(id, new OrderEvent.AcknowledgeFailed(attempt().key(), true, "no"));
        assertThat(desk.exceptions(id)).containsExactly(OrderException.ACK_FAILED);
        assertThat(desk.dispatch(id).isAccepted()).isTrue();
        assertThat(desk.exceptions(id)).isEmpty();
    }

    @Test
    void row22GoodsThatLeaveWhileThePromiseIsTakenBackAreShippedAndOnlyTheRestIsGivenUp() {
        purchase(1, Sold.line("L1", "P-1", 5));
        accept(line("L1", 5));
        taken();
        desk.dispatch(id);
        OutboundId first = desk.outbound(id).id();
        desk.happen(id, new OrderEvent.OutboundCancelled(first, "X"));
        desk.orders.cancel(id);
        desk.happen(id, desk.shipped(first, "S1", 2, true));
        assertThat(desk.status(id)).isEqualTo(OrderStatus.PARTIALLY_SHIPPED);

        taken();

        assertThat(desk.status(id)).isEqualTo(OrderStatus.SHIPPED);
        assertThat(desk.order(id).lines().get(0).accepted())
                .as("never less than has left")
                .isEqualTo(2);
        assertThat(desk.order(id).shipments().get(0).writeBack()).isEqualTo(Shipment.WriteBack.PENDING);
        assertThat(desk.tasks()).contains("write-back:s1/1001:S1");
    }
}
