package io.gwms.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.outbound.OutboundLine;
import io.gwms.outbound.OutboundOrder;
import io.gwms.platform.AcknowledgeSupport;
import io.gwms.platform.PlatformFact;
import io.gwms.platform.PlatformOrder;
import io.gwms.platform.PlatformOrderLine;
import io.gwms.platform.WriteBackSupport;
import io.gwms.state.StateRepository;
import io.gwms.state.jdbc.JdbcState;
import io.gwms.testkit.db.TestDatabase;
import io.gwms.testkit.state.InMemoryState;
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
    void noSequenceLeavesTheTable(
            @ForAll OrderKind kind,
            @ForAll WriteBackSupport support,
            @ForAll CompleteOn on,
            @ForAll("sequences") List<Integer> steps) {
        walk(InMemoryState.empty(), kind, support, on, steps);
    }

    @Property(tries = 20)
    void noSequenceLeavesTheTableOnSqlite(
            @ForAll OrderKind kind,
            @ForAll WriteBackSupport support,
            @ForAll CompleteOn on,
            @ForAll("sequences") List<Integer> steps) {
        try (TestDatabase database = TestDatabase.sqlite();
                JdbcState state = JdbcState.open(database.dataSource())) {
            walk(state, kind, support, on, steps);
        }
    }

    private void walk(
            StateRepository state, OrderKind kind, WriteBackSupport support, CompleteOn on, List<Integer> steps) {
        FragileState fragile = new FragileState(state);
        Desk desk = new Desk(fragile, on);
        desk.support = support;
        desk.acknowledges = steps.size() % 2 == 0 ? Desk.AMENDED : AcknowledgeSupport.ONCE;
        if (kind == OrderKind.B2C) {
            desk.pending();
        } else {
            desk.purchase();
        }
        Map<String, Long> leftOf = new HashMap<>();
        List<OrderEvent> past = new ArrayList<>();
        for (int step : steps) {
            Order before = desk.order(ID);
            desk.now = desk.now.plusSeconds(1);
            take(desk, fragile, step, leftOf, past);
            Order after = desk.order(ID);
            if (before.status().isTerminal()) {
                assertThat(after.status()).as("terminal is never left").isEqualTo(before.status());
            }
            holds(desk, after);
        }
        for (JournalEntry entry : desk.orders.timeline(ID)) {
            assertThat(isInTable(entry, kind)).as("in the table: %s", entry).isTrue();
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

    private void take(Desk desk, FragileState state, int step, Map<String, Long> leftOf, List<OrderEvent> past) {
        int pick = step / 10 % 10;
        switch (step % 10) {
            case 0, 1 -> command(desk, state, pick % 2 == 0 ? OrderAction.DISPATCH : OrderAction.ACKNOWLEDGE, step);
            case 2 -> command(desk, state, pick < 5 ? OrderAction.CANCEL : OrderAction.MANUAL_SHIP, step);
            case 3 -> command(desk, state, OrderAction.values()[step / 10 % OrderAction.values().length], step);
            case 4, 5 -> ship(desk, pick, step / 100, leftOf, past);
            case 6 -> warehouse(desk, pick, past);
            case 7 -> platformAnswers(desk, pick, past);
            case 8 -> snapshot(desk, pick, step / 100);
            default -> again(desk, pick, past);
        }
    }

    /** An action is accepted exactly when it was offered, and done once though the process dies around its commit. */
    private void command(Desk desk, FragileState state, OrderAction action, int step) {
        Offer offer = desk.orders.offers(ID).get(action.ordinal());
        CommandOptions key = CommandOptions.none().key("step-" + desk.now.getEpochSecond());
        long version = desk.order(ID).version();
        OrderCall call = call(desk, action, step / 1000);
        state.dies(FragileState.Death.values()[step / 100 % FragileState.Death.values().length]);
        OrderResult result;
        try {
            result = call.with(key);
        } catch (FragileState.Died died) {
            result = call.with(key);
        }
        state.dies(FragileState.Death.NEVER);
        boolean answeredAgain = result.fold(OrderResult.Accepted::replayed, refused -> false);
        assertThat(result.isAccepted()).as("%s of %s", action, offer).isEqualTo(offer.isEnabled() || answeredAgain);
        assertThat(desk.order(ID).version()).as("%s done once", action).isLessThanOrEqualTo(version + 1);
    }

    private interface OrderCall {
        OrderResult with(CommandOptions key);
    }

    private static OrderCall call(Desk desk, OrderAction action, int more) {
        Orders orders = desk.orders;
        Order order = desk.order(ID);
        return switch (action) {
            case DISPATCH -> key -> orders.dispatch(DispatchOrder.of(ID, Desk.WAREHOUSE, Desk.EXPRESS), key);
            case CANCEL -> key -> orders.cancel(ID, key);
            case MARK_SHIPPED -> key -> orders.markShipped(ID, key);
            case BIND_SKU -> key -> orders.bindLine(ID, LineBinding.of("L1", Desk.SKU, 1), key);
            case ACKNOWLEDGE -> {
                // Another text each time: the same content again would be answered, not begun.
                AcknowledgeOrder all = more % 3 == 0
                        ? AcknowledgeOrder.rejectAll(order, Desk.WAREHOUSE, "no stock at " + desk.now)
                        : new AcknowledgeOrder(
                                ID,
                                Desk.WAREHOUSE,
                                order.lines().stream()
                                        .map(line -> new AcknowledgeOrder.Line(
                                                line.lineId(), line.wanted() / (more % 3), "no stock at " + desk.now))
                                        .toList());
                yield key -> orders.acknowledge(all, key);
            }
            case MANUAL_SHIP -> key -> orders.manualShip(new ManualShipment(ID, "T9", "DHL", ""), key);
            case CLOSE_SHORT -> key -> orders.closeShort(ID, key);
            case HOLD -> key -> orders.hold(HoldOrder.of(ID, "stock count"), key);
            case RELEASE -> key -> orders.release(ID, key);
        };
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
        OrderAttempt attempt = desk.order(ID).attempt();
        if (attempt instanceof OrderAttempt.Acknowledging acknowledging) {
            String key = acknowledging.key();
            happen(
                    desk,
                    switch (pick % 4) {
                        case 0 -> new OrderEvent.AcknowledgeFailed(key, pick > 4, "no");
                        case 1 -> new OrderEvent.AcknowledgeUnknown(key, "time-out");
                        default -> new OrderEvent.Acknowledged(key);
                    },
                    past);
            return;
        }
        List<Shipment> shipments = new ArrayList<>(desk.order(ID).shipments());
        if (attempt instanceof OrderAttempt.ManualShipping manual) {
            shipments.add(manual.shipment());
        }
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
        PlatformOrder sold =
                desk.order(ID).kind() == OrderKind.B2C ? desk.sold("1001") : Sold.purchase(desk.sold("1001"));
        PlatformOrder seen = Sold.figures(Sold.fact(wanted(sold, fact, more / 45), fact), removed, more / 15 % 3);
        seen = Sold.later(pick == 0 ? Sold.city(seen, "") : seen, (int) (desk.now.getEpochSecond() % 3600) - pick);
        desk.receive(seen);
        assertThat(desk.receive(seen).verdict()).as("import twice is once").isEqualTo(Intake.Verdict.SKIPPED);
    }

    /** Three to eight pieces, now and then with a second line. */
    private static PlatformOrder wanted(PlatformOrder sold, PlatformFact fact, int more) {
        PlatformOrderLine first = Sold.line("L1", "P-1", 3 + more % 6);
        return fact == PlatformFact.OPEN && more % 4 == 0
                ? Sold.lines(sold, first, Sold.line("L2", "P-1", 2))
                : Sold.lines(sold, first);
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
        assertThat(order.attempt() == null || open == 0)
                .as("one thing at a time")
                .isTrue();
        if (order.status().isTerminal()) {
            assertThat(order.attempt()).as("no attempt is left in the end").isNull();
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
        for (Shipment shipment : order.shipments()) {
            boolean byHand = shipment.id().startsWith(WriteBackMoves.BY_HAND);
            asked += byHand ? shipment.quantities().getOrDefault("L1", 0L) : 0;
        }
        if (order.status() == OrderStatus.PENDING || order.status() == OrderStatus.ACKNOWLEDGED) {
            for (PlatformOrderLine there : order.platform().lines()) {
                assertThat(order.line(there.lineId()).orElseThrow().ordered())
                        .as("a waiting order wants what its platform wants")
                        .isEqualTo(there.quantity());
            }
            assertThat(Guard.has(order, OrderException.REACK_REQUIRED))
                    .as("what nobody answered is shown")
                    .isEqualTo(order.lines().stream().anyMatch(one -> one.unanswered() > 0));
        }
        OrderLine line = order.line("L1").orElseThrow();
        assertThat(line.shipped()).isLessThanOrEqualTo(asked);
        assertThat(line.shipped() + order.allocated(line)).isLessThanOrEqualTo(asked);
        if (open == 0) {
            assertThat(order.allocated(line)).isZero();
        }
    }

    static boolean isInTable(JournalEntry entry, OrderKind kind) {
        for (EventTable.Incident incident : EventTable.Incident.values()) {
            if (incident.name().equals(entry.what())) {
                EventTable.Target target = EventTable.target(incident, entry.from());
                return target.to().contains(entry.to()) && target.row().equals(entry.row());
            }
        }
        for (OrderAction action : OrderAction.values()) {
            if (action.name().equals(entry.what())) {
                Cell cell = LifecycleTable.cell(entry.from(), action, kind);
                return cell.to().contains(entry.to()) && cell.row().equals(entry.row());
            }
        }
        return entry.from() == entry.to();
    }
}
