package io.gwms.order;

import java.util.ArrayList;
import java.util.List;

/**
 * Decides what a command to an order amounts to. A pure function of the order, the command and the
 * facts: it reads and writes nothing, and knows no time but the one in the facts.
 *
 * <p>Immutable and shared.
 */
final class OrderLifecycle {
    /** Gives the cell of a status, an action and a kind. */
    @FunctionalInterface
    interface Table {
        Cell cell(OrderStatus status, OrderAction action, OrderKind kind);
    }

    /** The lifecycle of the {@link LifecycleTable}. */
    static final OrderLifecycle STANDARD = new OrderLifecycle(LifecycleTable::cell);

    private static final OrderAction[] ACTIONS = OrderAction.values();
    private static final List<Offer> ENABLED = enabled();

    private final Table table;

    OrderLifecycle(Table table) {
        this.table = table;
    }

    private static List<Offer> enabled() {
        List<Offer> enabled = new ArrayList<>();
        for (OrderAction action : ACTIONS) {
            enabled.add(new Offer(action, List.of()));
        }
        return List.copyOf(enabled);
    }

    Decision decide(Order order, OrderCommand command, OrderFacts facts) {
        Cell cell = table.cell(order.status(), command.action(), order.kind());
        return switch (cell.move()) {
            case REFUSE -> refused(cell, order, command, facts);
            case ACKNOWLEDGE, AMEND_ACKNOWLEDGEMENT ->
                Acknowledgements.decide(order, ((OrderCommand.Acknowledge) command).request(), facts, cell);
            case DISPATCH -> Dispatching.decide(order, (OrderCommand.Dispatch) command, facts, cell);
            case BIND -> Binding.decide(order, ((OrderCommand.Bind) command).binding(), facts, cell);
            case RETRY_PARTIAL_WRITE_BACK, RETRY_WRITE_BACK -> WriteBackMoves.again(order, facts, cell);
            case SHIP_BY_HAND, CORRECT_BY_HAND ->
                WriteBackMoves.byHand(order, ((OrderCommand.ManualShip) command).shipment(), facts, cell);
            case CANCEL_HERE -> Cancelling.here(order, ((OrderCommand.Cancel) command).request(), facts, cell);
            case CANCEL_UNLESS_PROMISED ->
                Cancelling.unlessPromised(order, ((OrderCommand.Cancel) command).request(), facts, cell);
            case ASK_WAREHOUSE_TO_CANCEL ->
                Cancelling.atWarehouse(order, ((OrderCommand.Cancel) command).request(), facts, cell);
            case CLOSE_SHORT -> Cancelling.rest(order, facts, cell);
            case HOLD -> Holding.held(order, ((OrderCommand.Hold) command).hold(), facts, cell);
            case RELEASE -> Holding.released(order, facts, cell);
        };
    }

    /** What can be done with an order now; of the facts only those about its platform and its tasks matter. */
    List<Offer> offers(Order order, OrderFacts facts) {
        OrderStatus status = order.status();
        OrderKind kind = order.kind();
        Offer[] offers = new Offer[ACTIONS.length];
        for (int i = 0; i < offers.length; i++) {
            Cell cell = table.cell(status, ACTIONS[i], kind);
            if (cell.isRefused()) {
                offers[i] = cell.refusals().get(i);
            } else {
                List<Reason> unmet = cell.unmet(order, facts);
                offers[i] = unmet.isEmpty() ? ENABLED.get(i) : new Offer(ACTIONS[i], unmet);
            }
        }
        return List.of(offers);
    }

    private static Decision refused(Cell cell, Order order, OrderCommand command, OrderFacts facts) {
        if (!(command instanceof OrderCommand.Dispatch dispatch)) {
            return cell.refusal();
        }
        Decision.Refused refusal = cell.refusal();
        if (dispatch.batch() && order.kind() == OrderKind.B2B) {
            List<Reason> reasons = new ArrayList<>(refusal.reasons());
            reasons.add(ReasonCode.B2B_NO_BATCH.plain());
            refusal = new Decision.Refused(List.copyOf(reasons), List.of());
        }
        return dispatch.request().bindings().isEmpty() ? refusal : Binding.kept(order, dispatch, facts, refusal);
    }
}
