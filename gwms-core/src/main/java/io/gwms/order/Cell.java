package io.gwms.order;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * One cell of the transition table: what an action amounts to in one status for one kind of order.
 *
 * @param row the row of the table it comes from
 * @param move what is done when its guards hold
 * @param guards what has to hold of the order
 * @param to the statuses it may lead to
 * @param refusal the answer when {@code move} is REFUSE; meaningless otherwise
 * @param refusals the same as offers, one for each action
 */
record Cell(String row, Move move, Guards guards, Set<OrderStatus> to, Decision.Refused refusal, List<Offer> refusals) {

    /** The things a command can do. */
    enum Move {
        REFUSE,
        ACKNOWLEDGE,
        AMEND_ACKNOWLEDGEMENT,
        DISPATCH,
        BIND,
        RETRY_PARTIAL_WRITE_BACK,
        RETRY_WRITE_BACK,
        SHIP_BY_HAND,
        CORRECT_BY_HAND,
        CANCEL_HERE,
        CANCEL_UNLESS_PROMISED,
        ASK_WAREHOUSE_TO_CANCEL,
        CLOSE_SHORT,
        HOLD,
        RELEASE
    }

    private static final Decision.Refused NONE = new Decision.Refused(List.of(), List.of());

    /** A cell that does something; {@link #when} says under which guards. */
    static Cell go(String row, Move move, OrderStatus to, OrderStatus... orTo) {
        return new Cell(row, move, Guards.of(), Collections.unmodifiableSet(EnumSet.of(to, orTo)), NONE, List.of());
    }

    static Cell no(String row, ReasonCode code) {
        Decision.Refused refusal = Decision.Refused.plainly(code);
        List<Offer> refusals = new ArrayList<>();
        for (OrderAction action : OrderAction.values()) {
            refusals.add(new Offer(action, refusal.reasons()));
        }
        return new Cell(row, Move.REFUSE, Guards.of(), Set.of(), refusal, List.copyOf(refusals));
    }

    /** The same under those guards. */
    Cell when(Guard... guards) {
        return new Cell(row, move, Guards.of(guards), to, refusal, refusals);
    }

    boolean isRefused() {
        return move == Move.REFUSE;
    }

    /** Everything of the order that stands in the way, in a list of its own; a shared empty one when nothing does. */
    List<Reason> unmet(Order order, OrderFacts facts) {
        return guards.unmet(order, facts);
    }
}
