package io.gwms.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.order.Shipment.WriteBack;
import io.gwms.platform.PlatformFact;
import io.gwms.platform.PlatformOrder;
import io.gwms.platform.WriteBackSupport;
import io.gwms.task.SyncTask;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Of which shipments a platform is told, and how often (rows 8, 28, 30, 31 and E18 of docs/orders/lifecycle.md). */
class WriteBackRowsTest {
    private static final String FIRST = "write-back:s1/1001:S1";
    private static final String SECOND = "write-back:s1/1001:S2";

    private final Desk desk = new Desk();

    private OrderEvent.Shipped shipped(OrderId id, String shipment, long pieces, boolean last, String tracking) {
        return new OrderEvent.Shipped(
                desk.outbound(id).id(), shipment, Map.of("L1", pieces), tracking, "DHL", "", desk.now, last, "OUT");
    }

    /** An order of which two pieces left as S1 and three as S2. */
    private OrderId shippedInTwo() {
        OrderId id = desk.processing();
        desk.happen(id, desk.shipped(id, "S1", 2, false));
        desk.happen(id, desk.shipped(id, "S2", 3, true));
        return id;
    }

    private OrderResult shipByHand(OrderId id) {
        return desk.orders.manualShip(new ManualShipment(id, "T9", "Own van", "Same day"));
    }

    private Shipment byHand(OrderId id) {
        return Optional.ofNullable(desk.order(id).attempt())
                .map(OrderAttempt.ManualShipping.class::cast)
                .map(OrderAttempt.ManualShipping::shipment)
                .orElseThrow();
    }

    private List<WriteBack> told(OrderId id) {
        return desk.order(id).shipments().stream().map(Shipment::writeBack).toList();
    }

    private void platformSays(OrderId id, PlatformFact fact) {
        desk.receive(Sold.later(Sold.fact(desk.platform(id), fact), 1));
    }

    @Test
    void aPlatformOfWholeOrdersIsToldAgainOnce() {
        desk.support = WriteBackSupport.WHOLE_ORDER;
        OrderId id = shippedInTwo();
        desk.happen(id, new OrderEvent.WriteBackFailed("S2", true, "no such carrier"));

        assertThat(desk.orders.markShipped(id).isAccepted()).isTrue();

        assertThat(desk.tasks()).containsExactly("create:s1-1001-1", SECOND);
    }

    @Test
    void aNumberThatComesWhileNobodyKnowsWhetherThePlatformWasToldTellsItNoSecondTime() {
        desk.support = WriteBackSupport.WHOLE_ORDER;
        OrderId id = desk.processing();
        desk.happen(id, desk.shipped(id, "S1", 2, false));
        desk.happen(id, shipped(id, "S2", 3, true, ""));
        assertThat(desk.tasks()).containsExactly("create:s1-1001-1", FIRST);
        desk.happen(id, new OrderEvent.WriteBackUnknown("S1", "no reply"));

        desk.happen(id, desk.shipped(id, "S2", 3, true));

        assertThat(desk.tasks()).containsExactly("create:s1-1001-1", FIRST);
    }

    @Test
    void row28OnlyWhatThePlatformDidNotTakeIsToldAgain() {
        OrderId id = desk.processing();
        desk.happen(id, desk.shipped(id, "S1", 1, false));
        desk.happen(id, desk.shipped(id, "S2", 1, false));
        desk.happen(id, new OrderEvent.WriteBackFailed("S1", true, "no such carrier"));
        SyncTask other = desk.task(SECOND);
        desk.now = desk.now.plusSeconds(60);

        assertThat(desk.orders.markShipped(id).isAccepted()).isTrue();

        assertThat(desk.task(FIRST).nextExecutionAt()).isEqualTo(desk.now);
        assertThat(desk.task(SECOND)).isEqualTo(other);
    }

    @Test
    void row30WhatMayHaveBeenTakenIsAskedAboutSoonerAndStaysUnknown() {
        OrderId id = desk.shippedOrder();
        desk.happen(id, new OrderEvent.WriteBackUnknown("S1", "no reply"));
        desk.now = desk.now.plusSeconds(60);

        assertThat(desk.orders.markShipped(id).isAccepted()).isTrue();

        assertThat(told(id)).containsExactly(WriteBack.UNKNOWN);
        assertThat(desk.task(FIRST).nextExecutionAt()).isEqualTo(desk.now);
    }

    @Test
    void row31NothingElseIsToldWhileNobodyKnowsWhetherThePlatformWasTold() {
        OrderId id = desk.shippedOrder();
        desk.happen(id, new OrderEvent.WriteBackUnknown("S1", "no reply"));
        assertThat(Desk.codes(shipByHand(id))).containsExactly(ReasonCode.WRITEBACK_IN_PROGRESS);
    }

    @Test
    void row31NothingElseIsToldWhileARoundOfItRuns() {
        OrderId id = desk.shippedOrder();
        desk.happen(id, new OrderEvent.WriteBackFailed("S1", false, "busy"));
        long node = desk.state.queue().register("desk", desk.now, Duration.ofMinutes(1));
        assertThat(desk.state.queue().claim(node, desk.now, 9)).hasSize(2);

        assertThat(Desk.codes(shipByHand(id))).containsExactly(ReasonCode.WRITEBACK_IN_PROGRESS);
        assertThat(desk.orders.offers(id))
                .filteredOn(offer -> offer.action() == OrderAction.MANUAL_SHIP)
                .noneMatch(Offer::isEnabled);
        assertThat(desk.orders.cancel(id))
                .isInstanceOfSatisfying(
                        OrderResult.Refused.class,
                        refused -> assertThat(refused.offers()).isEqualTo(desk.orders.offers(id)));
    }

    @Test
    void row31AWholeOrderThatWasRefusedIsCorrectedThoughItsFirstParcelWasNeverTold() {
        desk.support = WriteBackSupport.WHOLE_ORDER;
        OrderId id = shippedInTwo();
        desk.happen(id, new OrderEvent.WriteBackFailed("S2", true, "no such carrier"));
        assertThat(told(id)).containsExactly(WriteBack.PENDING, WriteBack.FAILED_PERMANENT);

        assertThat(shipByHand(id).isAccepted()).isTrue();

        assertThat(byHand(id).quantities()).isEqualTo(Map.of("L1", 5L));
    }

    @Test
    void row31TheCorrectionTellsOfThePiecesThePlatformDoesNotKnowOf() {
        OrderId id = shippedInTwo();
        desk.happen(id, new OrderEvent.WrittenBack("S1", "F1"));
        desk.happen(id, new OrderEvent.WriteBackFailed("S2", true, "no such carrier"));

        shipByHand(id);

        assertThat(byHand(id).quantities()).isEqualTo(Map.of("L1", 3L));
        assertThat(byHand(id).serviceType()).isEqualTo("Same day");
        desk.happen(id, new OrderEvent.WrittenBack(byHand(id).id(), "F9"));
        assertThat(desk.order(id).shipments())
                .extracting(Shipment::trackingNumber)
                .as("what the platform knew stays as it was told")
                .containsExactly("T-S1", "T9");
    }

    @Test
    void row8WhatIsShippedByHandIsAllThatIsStillToBeShippedAndEachTryIsAnotherOne() {
        desk.receive(Sold.figures(desk.sold("1001"), 1, 1));
        OrderId id = Desk.id("1001");
        shipByHand(id);
        Shipment first = byHand(id);
        assertThat(first.quantities()).isEqualTo(Map.of("L1", 3L));
        desk.happen(id, new OrderEvent.WriteBackFailed(first.id(), true, "no such order"));

        shipByHand(id);

        assertThat(byHand(id).id()).isNotEqualTo(first.id());
        assertThat(desk.tasks()).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void aPlatformThatIssuesTheNumbersIsToldOfParcelsWithoutOneAndAgainWhenItRefused() {
        desk.issuesTracking = true;
        OrderId id = desk.processing();
        desk.happen(id, shipped(id, "S1", 5, true, ""));
        assertThat(desk.tasks()).containsExactly("create:s1-1001-1", FIRST);
        desk.happen(id, new OrderEvent.WriteBackFailed("S1", true, "not ready"));

        assertThat(desk.orders.markShipped(id).isAccepted()).isTrue();

        assertThat(told(id)).containsExactly(WriteBack.PENDING);
    }

    @Test
    void e18WhatMayHaveBeenTakenStaysUnknownWhenThePlatformCancelsAndOpensAgain() {
        OrderId id = shippedInTwo();
        PlatformOrder open = desk.platform(id);
        desk.happen(id, new OrderEvent.WriteBackUnknown("S1", "no reply"));
        platformSays(id, PlatformFact.CANCELLED);
        assertThat(told(id)).containsExactly(WriteBack.UNKNOWN, WriteBack.NONE);

        desk.receive(Sold.later(open, 9));

        assertThat(told(id)).containsExactly(WriteBack.UNKNOWN, WriteBack.PENDING);
    }

    @Test
    void e18AParcelWithoutANumberIsToldOfWhenAPlatformThatIssuesThemOpensAgain() {
        desk.issuesTracking = true;
        OrderId id = desk.processing();
        PlatformOrder open = desk.platform(id);
        platformSays(id, PlatformFact.CANCELLED);
        desk.happen(id, shipped(id, "S1", 5, true, ""));
        assertThat(told(id)).containsExactly(WriteBack.NONE);

        desk.receive(Sold.later(open, 9));

        assertThat(told(id)).containsExactly(WriteBack.PENDING);
        assertThat(desk.tasks()).contains(FIRST);
    }

    @Test
    void aNumberThatComesWhileThePlatformIsToldByHandIsToldOnlyIfThatFails() {
        OrderId id = desk.processing();
        desk.happen(id, shipped(id, "S1", 5, true, ""));
        shipByHand(id);
        String attempt = "write-back:s1/1001:" + byHand(id).id();

        desk.happen(id, desk.shipped(id, "S1", 5, true));
        assertThat(desk.tasks()).as("told twice").containsExactly("create:s1-1001-1", attempt);

        desk.happen(id, new OrderEvent.WriteBackFailed(byHand(id).id(), true, "no such carrier"));
        assertThat(told(id)).containsExactly(WriteBack.PENDING);
        assertThat(desk.tasks()).containsExactly("create:s1-1001-1", attempt, FIRST);
    }

    @Test
    void e18APlatformThatOpensAgainIsToldNothingBesideWhatItIsToldByHand() {
        OrderId id = desk.processing();
        PlatformOrder open = desk.platform(id);
        platformSays(id, PlatformFact.CANCELLED);
        desk.happen(id, desk.shipped(id, "S1", 5, true));
        shipByHand(id);
        List<String> tasks = desk.tasks();

        desk.receive(Sold.later(open, 9));

        assertThat(told(id)).containsExactly(WriteBack.NONE);
        assertThat(desk.tasks()).isEqualTo(tasks);
    }

    @Test
    void e20OfGoodsThatLeftACancelledOrderNobodyIsToldByItself() {
        OrderId id = desk.processing();
        PlatformOrder open = desk.platform(id);
        platformSays(id, PlatformFact.CANCELLED);
        desk.happen(id, new OrderEvent.OutboundCancelled(desk.outbound(id).id(), "X"));
        desk.happen(id, desk.shipped(id, "S1", 5, true));

        desk.receive(Sold.later(open, 9));

        assertThat(desk.status(id)).isEqualTo(OrderStatus.CANCELLED);
        assertThat(told(id)).containsExactly(WriteBack.NONE);
        assertThat(desk.tasks()).doesNotContain(FIRST);
    }

    @Test
    void e7WhatThePlatformKnowsStaysAsItWasConfirmedAndOneParcelSpeaksForNoOther() {
        OrderId id = desk.processing();
        desk.happen(id, desk.shipped(id, "S1", 1, false));
        desk.happen(id, desk.shipped(id, "S2", 1, false));
        desk.happen(id, new OrderEvent.WriteBackFailed("S1", true, "no such carrier"));
        desk.happen(id, new OrderEvent.WriteBackFailed("S2", true, "no such carrier"));
        desk.happen(id, new OrderEvent.WrittenBack("S1", "F1"));
        assertThat(desk.order(id).exceptions())
                .singleElement()
                .satisfies(one -> assertThat(one.about()).isEqualTo("S2"));

        assertThat(desk.happen(id, new OrderEvent.WrittenBack("S1", "F2"))).isZero();
        assertThat(desk.happen(id, new OrderEvent.WriteBackFailed("S1", true, "late")))
                .isZero();
        assertThat(desk.order(id).shipments().get(0).platformShipmentId()).isEqualTo("F1");
    }

    @Test
    void row8GoodsThatLeftByHandAreShownAsTheyStandOnThePlatform() {
        OrderId id = desk.pending();
        PlatformOrder asked =
                desk.platform(id).toBuilder().cancelRequested(true).build();
        desk.receive(Sold.later(asked, 1));
        shipByHand(id);
        platformSays(id, PlatformFact.CANCELLED);
        desk.happen(id, new OrderEvent.WrittenBack(byHand(id).id(), "F9"));
        assertThat(desk.status(id)).isEqualTo(OrderStatus.MANUAL_COMPLETED);
        assertThat(desk.exceptions(id)).containsExactly(OrderException.CANCELLED_AFTER_SHIPMENT);
    }

    @Test
    void row9WhatThePlatformFinishedWhileItWasToldByHandHasEndedWhenThatFails() {
        OrderId id = desk.shippedOrder();
        desk.happen(id, new OrderEvent.WriteBackFailed("S1", true, "no such carrier"));
        shipByHand(id);
        platformSays(id, PlatformFact.SHIPPED);
        desk.happen(id, new OrderEvent.WriteBackFailed(byHand(id).id(), true, "it is fulfilled"));
        assertThat(desk.status(id)).isEqualTo(OrderStatus.COMPLETED);
        assertThat(desk.exceptions(id)).isEmpty();
    }
}
