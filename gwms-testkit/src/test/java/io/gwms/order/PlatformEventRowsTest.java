package io.gwms.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.outbound.OutboundOrder;
import io.gwms.platform.PlatformFact;
import io.gwms.platform.PlatformOrder;
import io.gwms.platform.WriteBackSupport;
import io.gwms.task.TaskStatus;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the platform says of an order, row by row of docs/orders/lifecycle.md. */
class PlatformEventRowsTest {
    private final Desk desk = new Desk();

    @Test
    void e10OlderAndSameAreSkippedButSameTimeWithOtherContentIsNewer() {
        OrderId id = desk.pending();
        PlatformOrder order = desk.platform(id);
        assertThat(desk.seen(order)).isEqualTo(Intake.Verdict.SKIPPED);
        assertThat(desk.seen(Sold.later(Sold.total(order, "99.00"), -1))).isEqualTo(Intake.Verdict.SKIPPED);
        assertThat(desk.seen(Sold.total(order, "99.00"))).isEqualTo(Intake.Verdict.UPDATED);
        assertThat(desk.platform(id).payment().total()).isEqualTo(Money.of("99.00", "EUR"));
    }

    @Test
    void e11ANewerSnapshotReplacesAllAndKeepsLineBindings() {
        PlatformOrder order = Sold.lines(Sold.city(desk.sold("1001"), ""), Sold.line("L1", "", 5));
        desk.receive(order);
        OrderId id = Desk.id("1001");
        desk.orders.bindLine(id, LineBinding.of("L1", Desk.SKU, 1));
        desk.seen(Sold.later(Sold.city(order, "Rome"), 1));
        assertThat(desk.exceptions(id)).isEmpty();
        assertThat(desk.lastRow(id)).isEqualTo("E11");
        assertThat(desk.dispatch(id).isAccepted()).isTrue();
    }

    @Test
    void e13ChangesAfterDispatchAreShownAndWhatWasSentStays() {
        OrderId id = desk.processing();
        PlatformOrder sent = desk.platform(id);
        OutboundOrder outbound = desk.outbound(id);
        desk.seen(Sold.later(Sold.city(Sold.total(sent, "7.00"), "Rome"), 1));
        assertThat(desk.exceptions(id)).containsExactly(OrderException.UPSTREAM_CHANGED_AFTER_DISPATCH);
        assertThat(desk.platform(id).payment().total()).isEqualTo(Money.of("7.00", "EUR"));
        assertThat(desk.outbound(id)).isEqualTo(outbound);
        desk.seen(Sold.later(Sold.lines(sent, Sold.line("L1", "P-1", 9)), 2));
        assertThat(desk.order(id).exceptions())
                .singleElement()
                .satisfies(one -> assertThat(one.text()).contains("line L1 was 5 pieces and is 9"));
        desk.seen(Sold.later(sent, 3));
        assertThat(desk.exceptions(id)).as("changed back").isEmpty();
    }

    @Test
    void e13WhatAWarehouseHasStaysAllocatedWhateverThePlatformStillWants() {
        OrderId id = desk.processing();
        PlatformOrder sent = desk.platform(id);
        assertThat(allocated(id)).isEqualTo(5);
        desk.seen(Sold.later(Sold.figures(sent, 1, 1), 1));
        assertThat(allocated(id)).as("two of five are not wanted any more").isEqualTo(5);
        desk.happen(id, desk.shipped(id, "S1", 3, false));
        assertThat(allocated(id)).isEqualTo(2);
        assertThat(desk.status(id)).as("the warehouse still has two").isEqualTo(OrderStatus.PARTIALLY_SHIPPED);
        desk.seen(Sold.later(sent, 2));
        assertThat(allocated(id)).as("wanted again").isEqualTo(2);
        desk.happen(id, desk.shipped(id, "S2", 2, false));
        assertThat(allocated(id)).isZero();
        assertThat(desk.status(id)).isEqualTo(OrderStatus.SHIPPED);
    }

    @Test
    void e13ADispatchAfterAChangedOneHandsOverAllThatIsWantedThen() {
        OrderId id = desk.processing();
        PlatformOrder sent = desk.platform(id);
        desk.seen(Sold.later(Sold.figures(sent, 2, 0), 1));
        desk.happen(id, new OrderEvent.OutboundCancelled(desk.outbound(id).id(), "X"));
        assertThat(allocated(id)).isZero();
        assertThat(desk.dispatch(id).isAccepted()).isTrue();
        assertThat(allocated(id)).isEqualTo(3);
        desk.happen(id, late(id, "S0", 1));
        assertThat(allocated(id))
                .as("goods of the ended one are not of this one")
                .isEqualTo(3);
        desk.seen(Sold.later(sent, 2));
        assertThat(desk.exceptions(id))
                .as("more is wanted than was asked for, not less")
                .doesNotContain(OrderException.UPSTREAM_CHANGED_AFTER_DISPATCH);
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
        OrderId id = desk.shippedOrder();
        desk.seen(Sold.later(Sold.city(Sold.total(desk.platform(id), "7.00"), "Rome"), 1));
        assertThat(desk.platform(id).payment().total()).isEqualTo(Money.of("7.00", "EUR"));
        assertThat(desk.platform(id).recipient().city()).isEqualTo("Berlin");
        assertThat(desk.status(id)).isEqualTo(OrderStatus.SHIPPED);
    }

    @Test
    void e15ACancelledPlatformOrderIsCancelledHere() {
        OrderId id = desk.pending();
        desk.seen(Sold.later(Sold.fact(desk.platform(id), PlatformFact.CANCELLED), 1));
        assertThat(desk.status(id)).isEqualTo(OrderStatus.CANCELLED);
    }

    @Test
    void e16AWarehouseThatRefusedOnceIsAskedAgainWhenThePlatformCancels() {
        OrderId id = desk.processing();
        desk.round("create:s1-1001-1", "", TaskStatus.WAITING);
        desk.orders.cancel(id);
        desk.round("cancel:s1-1001-1", "", TaskStatus.MANUAL);
        desk.happen(id, new OrderEvent.CancelRefused(desk.outbound(id).id(), "being packed"));

        desk.seen(Sold.later(Sold.fact(desk.platform(id), PlatformFact.CANCELLED), 1));

        assertThat(desk.order(id).cancelRequest()).isEqualTo(CancelRequest.BY_PLATFORM);
        assertThat(desk.task("cancel:s1-1001-1").status()).isNotEqualTo(TaskStatus.MANUAL);
    }

    @Test
    void e16AWarehouseIsAskedToCancelWhatThePlatformCancelled() {
        OrderId id = desk.processing();
        desk.seen(Sold.later(Sold.fact(desk.platform(id), PlatformFact.CANCELLED), 1));
        assertThat(desk.status(id)).isEqualTo(OrderStatus.PROCESSING);
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
        desk.seen(Sold.later(Sold.fact(desk.platform(id), PlatformFact.CANCELLED), 1));
        assertThat(desk.status(id)).isEqualTo(OrderStatus.SHIPPED);
    }

    @Test
    void e18ACancelAfterShipmentIsShown() {
        OrderId id = desk.shippedOrder();
        desk.seen(Sold.later(Sold.fact(desk.platform(id), PlatformFact.CANCELLED), 1));
        assertThat(desk.status(id)).isEqualTo(OrderStatus.SHIPPED);
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
        PlatformOrder before = desk.platform(id);
        desk.seen(Sold.later(before.toBuilder().cancelRequested(true).build(), 1));
        assertThat(desk.exceptions(id)).containsExactly(OrderException.BUYER_ASKS_TO_CANCEL);
        desk.happen(id, desk.shipped(id, "S1", 5, true));
        assertThat(desk.exceptions(id)).contains(OrderException.BUYER_ASKS_TO_CANCEL);
        desk.seen(Sold.later(before, 2));
        assertThat(desk.exceptions(id)).doesNotContain(OrderException.BUYER_ASKS_TO_CANCEL);
    }

    @Test
    void e19FulfilledElsewhereCompletesOrWarns() {
        OrderId pending = desk.pending();
        desk.seen(Sold.later(Sold.fact(desk.platform(pending), PlatformFact.SHIPPED), 1));
        assertThat(desk.status(pending)).isEqualTo(OrderStatus.COMPLETED);
        desk.receive(desk.sold("1002"));
        OrderId processing = Desk.id("1002");
        desk.dispatch(processing);
        desk.seen(Sold.later(Sold.fact(desk.platform(processing), PlatformFact.SHIPPED), 1));
        assertThat(desk.status(processing)).isEqualTo(OrderStatus.PROCESSING);
        assertThat(desk.exceptions(processing)).containsExactly(OrderException.SHIPPED_ON_PLATFORM);
    }

    @Test
    void e20APlatformThatReopensDoesNotReviveTheOrder() {
        OrderId id = desk.pending();
        PlatformOrder open = desk.platform(id);
        desk.seen(Sold.later(Sold.fact(open, PlatformFact.CANCELLED), 1));
        desk.seen(Sold.later(open, 2));
        assertThat(desk.status(id)).isEqualTo(OrderStatus.CANCELLED);
        assertThat(desk.exceptions(id)).containsExactly(OrderException.PLATFORM_REOPENED);
    }

    @Test
    void e20AnOrderCancelledHereStaysCancelledWhileItsPlatformIsOpen() {
        OrderId id = desk.pending();
        PlatformOrder open = desk.platform(id);
        desk.orders.cancel(id);
        assertThat(desk.seen(open)).isEqualTo(Intake.Verdict.SKIPPED);
        desk.seen(Sold.later(open, 1));
        assertThat(desk.status(id)).isEqualTo(OrderStatus.CANCELLED);
        assertThat(desk.exceptions(id)).isEmpty();
    }

    @Test
    void e22FirstSightFollowsThePlatform() {
        desk.orders.bindSku(Desk.STORE.id(), "P-1", Desk.SKU, 1);
        for (PlatformFact fact : PlatformFact.values()) {
            assertThat(desk.seen(Sold.fact(desk.sold(fact.name()), fact))).isEqualTo(Intake.Verdict.CREATED);
            assertThat(desk.status(Desk.id(fact.name())))
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
        desk.seen(Sold.later(Sold.figures(Sold.fact(desk.platform(id), PlatformFact.PARTLY_SHIPPED), 0, 2), 1));
        assertThat(desk.order(id).lines().get(0).required()).isEqualTo(5);
        assertThat(desk.exceptions(id)).isEmpty();
    }
}
