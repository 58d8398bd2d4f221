package io.gwms.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.outbound.OutboundLine;
import io.gwms.outbound.OutboundOrder;
import io.gwms.platform.PlatformFact;
import io.gwms.platform.PlatformOrder;
import io.gwms.platform.WriteBackSupport;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;

/** Whatever happens to an order in whatever order: it never leaves the table. */
class OrderSequencesPropertyTest {
    private static final OrderId ID = Desk.id("1001");

    @Property(tries = 400)
    void noSequenceLeavesTheTable(@ForAll WriteBackSupport support, @ForAll("sequences") List<Integer> steps) {
        Desk desk = new Desk();
        desk.support = support;
        desk.pending();
        Map<String, Long> leftOf = new HashMap<>();
        List<OrderEvent> past = new ArrayList<>();
        for (int step : steps) {
            Order before = desk.order(ID);
            desk.now = desk.now.plusSeconds(1);
            take(desk, step, leftOf, past);
            Order after = desk.order(ID);
            if (before.status().isTerminal()) {
                assertThat(after.status()).as("terminal is never left").isEqualTo(before.status());
            }
            holds(desk, after);
        }
        for (JournalEntry entry : desk.orders.timeline(ID)) {
            assertThat(isInTable(entry)).as("in the table: %s", entry).isTrue();
        }
    }

    @Provide
    Arbitrary<List<Integer>> sequences() {
        return Arbitraries.integers()
                .between(0, 99_999)
                .withDistribution(RandomDistribution.uniform())
                .list()
                .ofMaxSize(30);
    }

    private void take(Desk desk, int step, Map<String, Long> leftOf, List<OrderEvent> past) {
        int pick = step / 10 % 10;
        switch (step % 10) {
            case 0, 1 -> command(desk, OrderAction.DISPATCH);
            case 2 -> command(desk, OrderAction.CANCEL);
            case 3 -> command(desk, pick < 5 ? OrderAction.MARK_SHIPPED : OrderAction.BIND_SKU);
            case 4, 5 -> ship(desk, pick, step / 100, leftOf, past);
            case 6 -> warehouse(desk, pick, past);
            case 7 -> platformAnswers(desk, pick, past);
            case 8 -> snapshot(desk, pick, step / 100);
            default -> again(desk, pick, past);
        }
    }

    /** An action is accepted exactly when it was offered. */
    private void command(Desk desk, OrderAction action) {
        Offer offer = desk.orders.offers(ID).get(action.ordinal());
        OrderResult result = switch (action) {
            case DISPATCH -> desk.dispatch(ID);
            case CANCEL -> desk.orders.cancel(ID);
            case MARK_SHIPPED -> desk.orders.markShipped(ID);
            case BIND_SKU -> desk.orders.bindLine(ID, LineBinding.of("L1", Desk.SKU, 1));
            case ACKNOWLEDGE ->
                desk.orders.acknowledge(AcknowledgeOrder.rejectAll(desk.order(ID), Desk.WAREHOUSE, "no stock"));
            case MANUAL_SHIP -> desk.orders.manualShip(new ManualShipment(ID, "T9", "DHL", ""));
            case CLOSE_SHORT -> desk.orders.closeShort(ID);
            case HOLD -> desk.orders.hold(HoldOrder.of(ID, "stock count"));
            case RELEASE -> desk.orders.release(ID);
        };
        assertThat(result.isAccepted()).as("%s of %s", action, offer).isEqualTo(offer.isEnabled());
    }

    /** A warehouse never ships more than it was asked to. */
    private void ship(Desk desk, int pick, int more, Map<String, Long> leftOf, List<OrderEvent> past) {
        List<OutboundOrder> outbounds = desk.state.warehouseOrders().outboundsOf(ID);
        if (outbounds.isEmpty()) {
            return;
        }
        OutboundOrder outbound = outbounds.get(pick % outbounds.size());
        long asked = outbound.lines().get(0).quantity();
        long left = leftOf.getOrDefault(outbound.id().value(), asked);
        if (left == 0) {
            return;
        }
        long pieces = 1 + more % left;
        leftOf.put(outbound.id().value(), left - pieces);
        happen(desk, desk.shipped(outbound.id(), "S" + past.size(), pieces, pick > 6), past);
    }

    private void warehouse(Desk desk, int pick, List<OrderEvent> past) {
        List<OutboundOrder> outbounds = desk.state.warehouseOrders().outboundsOf(ID);
        if (outbounds.isEmpty()) {
            return;
        }
        OutboundOrder outbound = outbounds.get(pick % outbounds.size());
        happen(
                desk,
                switch (pick % 4) {
                    case 0 -> new OrderEvent.OutboundAccepted(outbound.id(), "N1", "NEW");
                    case 1 -> new OrderEvent.OutboundRejected(outbound.id(), "no");
                    case 2 -> new OrderEvent.OutboundCancelled(outbound.id(), "X");
                    default -> new OrderEvent.CancelRefused(outbound.id(), "packed");
                },
                past);
    }

    private void platformAnswers(Desk desk, int pick, List<OrderEvent> past) {
        List<Shipment> shipments = desk.order(ID).shipments();
        if (shipments.isEmpty()) {
            return;
        }
        String shipment = shipments.get(pick % shipments.size()).id();
        happen(
                desk,
                switch (pick % 4) {
                    case 0 -> new OrderEvent.WriteBackFailed(shipment, pick > 4, "no");
                    case 1 -> new OrderEvent.WriteBackUnknown(shipment, "time-out");
                    default -> new OrderEvent.WrittenBack(shipment, "F1");
                },
                past);
    }

    private void snapshot(Desk desk, int pick, int more) {
        PlatformFact fact = PlatformFact.values()[more % PlatformFact.values().length];
        long removed = more / 5 % 3;
        PlatformOrder seen = Sold.figures(Sold.fact(desk.sold("1001"), fact), removed, more / 15 % 3);
        seen = Sold.later(pick == 0 ? Sold.city(seen, "") : seen, (int) (desk.now.getEpochSecond() % 3600) - pick);
        desk.receive(seen);
        assertThat(desk.receive(seen).verdict()).as("import twice is once").isEqualTo(Intake.Verdict.SKIPPED);
    }

    private void again(Desk desk, int pick, List<OrderEvent> past) {
        if (!past.isEmpty()) {
            happen(desk, past.get(pick % past.size()), past);
        }
    }

    private void happen(Desk desk, OrderEvent event, List<OrderEvent> past) {
        desk.happen(ID, event);
        past.add(event);
        Order after = desk.order(ID);
        desk.happen(ID, event);
        assertThat(desk.order(ID)).as("%s at once again", event).isEqualTo(after);
    }

    private void holds(Desk desk, Order order) {
        long open = order.dispatches().stream()
                .filter(one -> one.state() == DispatchAttempt.State.OPEN)
                .count();
        assertThat(open).isLessThanOrEqualTo(1);
        if (order.status() == OrderStatus.PROCESSING) {
            assertThat(open).isEqualTo(1);
        }
        if (order.status().isTerminal()) {
            assertThat(open).as("nothing is open in the end").isZero();
        }
        boolean late =
                order.exceptions().stream().anyMatch(one -> one.code().equals(OrderException.SHIPPED_AFTER_CANCEL));
        if (order.status() == OrderStatus.CANCELLED && !late) {
            assertThat(order.shipments()).isEmpty();
        }
        long asked = 0;
        for (OutboundOrder outbound : desk.state.warehouseOrders().outboundsOf(ID)) {
            asked += outbound.lines().stream().mapToLong(OutboundLine::quantity).sum();
        }
        OrderLine line = order.lines().get(0);
        assertThat(line.shipped()).isLessThanOrEqualTo(asked);
        assertThat(line.shipped() + line.allocated()).isLessThanOrEqualTo(asked);
        if (open == 0) {
            assertThat(line.allocated()).isZero();
        }
    }

    private static boolean isInTable(JournalEntry entry) {
        for (EventTable.Incident incident : EventTable.Incident.values()) {
            if (incident.name().equals(entry.what())) {
                EventTable.Target target = EventTable.target(incident, entry.from());
                return target.to().contains(entry.to()) && target.row().equals(entry.row());
            }
        }
        for (OrderAction action : OrderAction.values()) {
            if (action.name().equals(entry.what())) {
                Cell cell = LifecycleTable.cell(entry.from(), action, OrderKind.B2C);
                return cell.to().contains(entry.to()) && cell.row().equals(entry.row());
            }
        }
        return entry.from() == entry.to();
    }
}
