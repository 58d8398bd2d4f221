package io.gwms.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.order.Shipment.WriteBack;
import io.gwms.platform.PlatformFact;
import io.gwms.platform.PlatformOrder;
import io.gwms.platform.PlatformOrderLine;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What a platform changes of an order that is known here (rows E10 to E20 of docs/orders/lifecycle.md). */
class UpstreamChangeTest {
    private static final Instant OTHER = Instant.parse("2026-02-01T00:00:00Z");

    private final Desk desk = new Desk();

    private OrderId twoLines() {
        desk.orders.bindSku(Desk.STORE.id(), "P-1", Desk.SKU, 1);
        desk.orders.bindSku(Desk.STORE.id(), "P-2", Desk.SKU, 1);
        desk.receive(Sold.lines(desk.sold("1001"), Sold.line("L1", "P-1", 5), Sold.line("L2", "P-2", 2)));
        OrderId id = Desk.id("1001");
        assertThat(desk.dispatch(id).isAccepted()).isTrue();
        return id;
    }

    private void platformSays(OrderId id, PlatformFact fact) {
        desk.receive(Sold.later(Sold.fact(desk.platform(id), fact), 1));
    }

    private void platformWants(OrderId id, PlatformOrderLine... lines) {
        desk.receive(Sold.later(Sold.lines(desk.platform(id), lines), 1));
    }

    private String changed(OrderId id) {
        return desk.order(id).exceptions().stream()
                .filter(one -> one.code().equals(OrderException.UPSTREAM_CHANGED_AFTER_DISPATCH))
                .map(one -> one.text().replace("changed on the platform after dispatch: ", ""))
                .findFirst()
                .orElse("");
    }

    private static Map<String, UnaryOperator<PlatformOrder.Builder>> changes() {
        Map<String, UnaryOperator<PlatformOrder.Builder>> changes = new LinkedHashMap<>();
        changes.put("kind", order -> order.kind(OrderKind.B2B));
        changes.put("source", order -> order.source("app"));
        changes.put("orderedAt", order -> order.orderedAt(OTHER));
        changes.put("fact", order -> order.fact(PlatformFact.PARTLY_SHIPPED));
        changes.put("fulfillmentStatus", order -> order.fulfillmentStatus("PARTIAL"));
        changes.put("onHold", order -> order.onHold(true));
        changes.put("testOrder", order -> order.testOrder(true));
        changes.put("cancelRequested", order -> order.cancelRequested(true));
        changes.put("platformDelivers", order -> order.platformDelivers(true));
        changes.put("buyerNote", order -> order.buyerNote("ring twice"));
        changes.put("total", order -> order.payment(new Payment(null, "card", null, null, null, null)));
        changes.put("paidAt", order -> order.payment(new Payment(euro(), "card", OTHER, null, null, null)));
        changes.put("shippingFee", order -> order.payment(new Payment(euro(), "card", null, euro(), null, null)));
        changes.put("tax", order -> order.payment(new Payment(euro(), "card", null, null, euro(), null)));
        changes.put("discount", order -> order.payment(new Payment(euro(), "card", null, null, null, euro())));
        changes.put("phone", order -> order.recipient(new Recipient("Ann", "1", "DE", "", "Berlin", "Street 1", "")));
        changes.put("zip", order -> order.recipient(new Recipient("Ann", "", "DE", "", "Berlin", "Street 1", "1")));
        changes.put("line SKU", order -> order.lines(List.of(Sold.line("L1", "P-2", 5))));
        changes.put("quantity", order -> order.lines(List.of(Sold.line("L1", "P-1", 6))));
        changes.put("removed", order -> order.lines(List.of(line(1, 0, "2.00"))));
        changes.put("shippedElsewhere", order -> order.lines(List.of(line(0, 1, "2.00"))));
        changes.put("unitPrice", order -> order.lines(List.of(line(0, 0, "3.00"))));
        return changes;
    }

    private static Money euro() {
        return Money.of("10.00", "EUR");
    }

    private static PlatformOrderLine line(long removed, long there, String price) {
        return new PlatformOrderLine("L1", "P-1", "Thing", 5, removed, there, Money.of(price, "EUR"));
    }

    @TestFactory
    Stream<DynamicTest> e10AnyChangeAtTheSameMomentIsSeen() {
        return changes().entrySet().stream()
                .map(change -> DynamicTest.dynamicTest(change.getKey(), () -> {
                    Desk other = new Desk();
                    OrderId id = other.pending();
                    PlatformOrder changed = change.getValue()
                            .apply(other.platform(id).toBuilder())
                            .build();
                    assertThat(other.seen(changed)).isEqualTo(Intake.Verdict.UPDATED);
                    assertThat(other.platform(id)).isEqualTo(changed);
                    assertThat(other.seen(changed)).isEqualTo(Intake.Verdict.SKIPPED);
                }));
    }

    @Test
    void e14OfAShippedOrderOnlyMoneyAndTheStandingThereMove() {
        OrderId id = desk.shippedOrder();
        PlatformOrder before = desk.platform(id);
        PlatformOrder.Builder all = before.toBuilder();
        for (UnaryOperator<PlatformOrder.Builder> change : changes().values()) {
            all = change.apply(all);
        }
        PlatformOrder changed = Sold.later(all.build(), 1);

        desk.receive(changed);

        assertThat(desk.platform(id))
                .isEqualTo(changed.toBuilder()
                        .kind(before.kind())
                        .source(before.source())
                        .orderedAt(before.orderedAt())
                        .platformDelivers(before.platformDelivers())
                        .buyerNote(before.buyerNote())
                        .recipient(before.recipient())
                        .lines(before.lines())
                        .build());
    }

    @Test
    void e10TheSameContentAtALaterMomentIsNewer() {
        OrderId id = desk.pending();
        assertThat(desk.seen(Sold.later(desk.platform(id), 1))).isEqualTo(Intake.Verdict.UPDATED);
    }

    @Test
    void e13EachKindOfChangeIsNamed() {
        OrderId id = twoLines();
        PlatformOrderLine one = Sold.line("L1", "P-1", 5);
        platformWants(id, one, Sold.line("L2", "P-2", 2), Sold.line("L3", "P-1", 1));
        assertThat(changed(id)).isEqualTo("line L3 is new");
        platformWants(id, one, Sold.line("L2", "P-1", 2));
        assertThat(changed(id)).isEqualTo("the SKU of line L2");
        platformWants(id, one);
        assertThat(changed(id)).isEqualTo("line L2 is gone");
        platformWants(id, line(2, 0, "2.00"), Sold.line("L2", "P-2", 2));
        assertThat(changed(id)).isEqualTo("of line L1 only 3 of 5 pieces are wanted");
        platformWants(id, one, Sold.line("L2", "P-2", 2));
        assertThat(changed(id)).isEmpty();
    }

    @Test
    void e13WhatHasShippedCountsAsAskedFor() {
        OrderId id = twoLines();
        desk.happen(id, desk.shipped(id, "S1", 4, false));
        platformWants(id, line(2, 0, "2.00"), Sold.line("L2", "P-2", 2));
        assertThat(changed(id)).isEqualTo("of line L1 only 3 of 5 pieces are wanted");
    }

    @Test
    void e13AnAddressThatNobodyNeedsMayChange() {
        desk.orders.bindSku(Desk.STORE.id(), "P-1", Desk.SKU, 1);
        desk.receive(desk.sold("1001").toBuilder()
                .platformDelivers(true)
                .recipient(Recipient.none())
                .build());
        OrderId id = Desk.id("1001");
        assertThat(desk.dispatch(id).isAccepted()).as("without an address").isTrue();
        desk.receive(Sold.later(Sold.city(desk.platform(id), "Rome"), 1));
        assertThat(changed(id)).isEmpty();
    }

    @Test
    void e16OneCancelOnThePlatformIsOneWish() {
        OrderId id = desk.processing();
        platformSays(id, PlatformFact.CANCELLED);
        desk.happen(id, new OrderEvent.CancelRefused(desk.outbound(id).id(), "packed"));
        desk.receive(Sold.later(Sold.total(desk.platform(id), "7.00"), 1));
        assertThat(desk.order(id).cancelRequest())
                .as("nothing new but the money")
                .isEqualTo(CancelRequest.REFUSED);
    }

    @Test
    void e16APlatformThatTakesItsCancelBackDropsItsOwnWishAlone() {
        OrderId id = desk.processing();
        PlatformOrder open = desk.platform(id);
        platformSays(id, PlatformFact.CANCELLED);
        desk.receive(Sold.later(open, 5));
        assertThat(desk.order(id).cancelRequest()).isEqualTo(CancelRequest.NONE);
        assertThat(desk.exceptions(id)).containsExactly(OrderException.PLATFORM_REOPENED);

        desk.orders.cancel(id);
        desk.receive(Sold.later(Sold.total(open, "7.00"), 6));
        assertThat(desk.order(id).cancelRequest()).isEqualTo(CancelRequest.BY_OPERATOR);
    }

    @Test
    void e16APersonsWishToCancelOutlivesThatOfThePlatform() {
        OrderId id = desk.processing();
        PlatformOrder open = desk.platform(id);
        desk.orders.cancel(id);
        platformSays(id, PlatformFact.CANCELLED);
        desk.receive(Sold.later(open, 5));
        assertThat(desk.order(id).cancelRequest()).isEqualTo(CancelRequest.BY_OPERATOR);
        desk.happen(id, new OrderEvent.OutboundCancelled(desk.outbound(id).id(), "X"));
        assertThat(desk.status(id)).isEqualTo(OrderStatus.CANCELLED);
    }

    @Test
    void e16ANewWishOfThePlatformEndsWhatWasSaidOfTheOneBefore() {
        OrderId id = desk.processing();
        PlatformOrder open = desk.platform(id);
        platformSays(id, PlatformFact.CANCELLED);
        desk.happen(id, new OrderEvent.CancelRefused(desk.outbound(id).id(), "packed"));
        desk.receive(Sold.later(open, 5));
        assertThat(desk.exceptions(id))
                .containsExactly(OrderException.CANCEL_REFUSED, OrderException.PLATFORM_REOPENED);

        desk.receive(Sold.later(Sold.fact(open, PlatformFact.CANCELLED), 6));

        assertThat(desk.order(id).cancelRequest()).isEqualTo(CancelRequest.BY_PLATFORM);
        assertThat(desk.exceptions(id)).isEmpty();
    }

    @Test
    void e5AnOrderThatWaitsAgainIsNotAskedToBeCancelledAnyMore() {
        OrderId id = desk.processing();
        PlatformOrder open = desk.platform(id);
        platformSays(id, PlatformFact.CANCELLED);
        desk.receive(Sold.later(open, 5));
        desk.happen(id, new OrderEvent.OutboundCancelled(desk.outbound(id).id(), "X"));
        assertThat(desk.status(id)).isEqualTo(OrderStatus.PENDING);
        assertThat(desk.exceptions(id)).containsExactly(OrderException.OUTBOUND_CANCELLED_BY_WAREHOUSE);
    }

    @Test
    void e16ParcelsThatWaitedAreKeptBackWhenThePlatformCancels() {
        OrderId id = desk.processing();
        desk.happen(id, desk.shipped(id, "S1", 2, false));
        platformSays(id, PlatformFact.CANCELLED);
        assertThat(desk.order(id).shipments().get(0).writeBack()).isEqualTo(WriteBack.NONE);
    }

    @Test
    void e19AShortOrderThatIsFinishedThereIsNotCalledAWarehouses() {
        OrderId id = desk.processing();
        desk.happen(id, desk.shipped(id, "S1", 2, true));
        platformSays(id, PlatformFact.SHIPPED);
        assertThat(desk.status(id)).isEqualTo(OrderStatus.PARTIALLY_SHIPPED);
        assertThat(desk.exceptions(id)).containsExactly(OrderException.SHORT_CLOSED);
        desk.orders.closeShort(id);
        assertThat(desk.status(id)).isEqualTo(OrderStatus.COMPLETED);
    }

    @Test
    void e19ThatItMayBeShippedTwiceStaysShownUntilThePlatformTakesItBack() {
        OrderId id = desk.processing();
        PlatformOrder open = desk.platform(id);
        platformSays(id, PlatformFact.SHIPPED);
        desk.happen(id, desk.shipped(id, "S1", 2, true));
        desk.receive(Sold.later(Sold.total(desk.platform(id), "7.00"), 1));
        assertThat(desk.exceptions(id)).contains(OrderException.SHIPPED_ON_PLATFORM);
        desk.receive(Sold.later(open, 9));
        assertThat(desk.exceptions(id)).containsExactly(OrderException.SHORT_CLOSED);
    }

    @Test
    void e13ToE19WhatThePlatformDoesNotWantAnyMoreIsNotMissing() {
        for (PlatformFact fact : List.of(PlatformFact.PARTLY_SHIPPED, PlatformFact.SHIPPED, PlatformFact.CANCELLED)) {
            Desk other = new Desk();
            OrderId id = other.processing();
            other.happen(id, other.shipped(id, "S1", 2, true));
            assertThat(other.exceptions(id)).containsExactly(OrderException.SHORT_CLOSED);
            other.receive(Sold.later(Sold.figures(Sold.fact(other.platform(id), fact), 3, 0), 1));
            assertThat(other.status(id)).as("%s", fact).isIn(OrderStatus.SHIPPED, OrderStatus.COMPLETED);
            assertThat(other.exceptions(id)).as("%s", fact).isEmpty();
        }
    }

    @Test
    void e19AFailedWriteBackIsOverWhenThePlatformIsFinished() {
        OrderId id = desk.shippedOrder();
        desk.happen(id, new OrderEvent.WriteBackFailed("S1", true, "no such order"));
        platformSays(id, PlatformFact.SHIPPED);
        assertThat(desk.status(id)).isEqualTo(OrderStatus.COMPLETED);
        assertThat(desk.exceptions(id)).isEmpty();
        desk.happen(id, new OrderEvent.WriteBackUnknown("S1", "late"));
        desk.happen(id, new OrderEvent.WriteBackFailed("S1", true, "late"));
        assertThat(desk.exceptions(id)).as("of what has ended").isEmpty();
    }

    @Test
    void e15ToE20WhatIsSaidWhileTheAnswerIsWaitedForEndsNothing() {
        OrderId id = desk.shippedOrder();
        desk.happen(id, new OrderEvent.WriteBackFailed("S1", true, "no such carrier"));
        desk.orders.manualShip(new ManualShipment(id, "T9", "Own van", ""));
        platformSays(id, PlatformFact.SHIPPED);
        assertThat(desk.status(id)).isEqualTo(OrderStatus.SHIPPED);
        assertThat(desk.order(id).attempt()).isNotNull();
    }

    @Test
    void e20CancelledHereAndThereIsNoExceptionAndOpenedAndCancelledAgainNeither() {
        OrderId id = desk.pending();
        PlatformOrder open = desk.platform(id);
        platformSays(id, PlatformFact.CANCELLED);
        desk.receive(Sold.later(Sold.total(desk.platform(id), "7.00"), 1));
        assertThat(desk.exceptions(id)).isEmpty();
        desk.receive(Sold.later(open, 8));
        desk.receive(Sold.later(Sold.fact(open, PlatformFact.CANCELLED), 9));
        assertThat(desk.exceptions(id)).isEmpty();
    }
}
