package io.gwms.order;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * One cell of the transition table: what an action amounts to in one status for one kind of order.
 *
 * @param row the row of the table it comes from
 * @param move what is done when its guards hold
 * @param to the statuses it may lead to
 * @param refusal the answer when {@code move} is REFUSE; meaningless otherwise
 */
record Cell(String row, Move move, Set<OrderStatus> to, Decision.Refused refusal) {

    /** The things a command can do. */
    enum Move {
        REFUSE,
        DISPATCH,
        BIND,
        RETRY_PARTIAL_WRITE_BACK,
        RETRY_WRITE_BACK,
        CANCEL_HERE,
        CANCEL_UNLESS_PROMISED,
        ASK_WAREHOUSE_TO_CANCEL
    }

    private static final Decision.Refused NONE = new Decision.Refused(List.of(), List.of());

    static Cell go(String row, Move move, OrderStatus to, OrderStatus... orTo) {
        return new Cell(row, move, EnumSet.of(to, orTo), NONE);
    }

    static Cell no(String row, ReasonCode code) {
        return new Cell(row, Move.REFUSE, EnumSet.noneOf(OrderStatus.class), Decision.Refused.plainly(code));
    }

    boolean isRefused() {
        return move == Move.REFUSE;
    }
}
