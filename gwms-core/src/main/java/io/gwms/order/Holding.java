package io.gwms.order;

import io.gwms.state.Change;
import java.util.List;

/** Holds an order and lets it go: nothing else of it moves. */
final class Holding {
    private Holding() {}

    static Decision held(Order order, HoldOrder hold, OrderFacts facts, Cell cell) {
        List<Reason> unmet = cell.unmet(order, facts);
        if (!unmet.isEmpty()) {
            return new Decision.Refused(unmet, List.of());
        }
        Order next = order.change(facts.now())
                .hold(hold.reason(), hold.untilOrNull())
                .done();
        String until = hold.untilOrNull() == null ? "" : " until " + hold.untilOrNull();
        return accepted(order, next, "HOLD", cell, hold.reason() + until);
    }

    static Decision released(Order order, OrderFacts facts, Cell cell) {
        List<Reason> unmet = cell.unmet(order, facts);
        if (!unmet.isEmpty()) {
            return new Decision.Refused(unmet, List.of());
        }
        Order next = order.change(facts.now()).hold("").done();
        return accepted(order, next, "RELEASE", cell, order.hold());
    }

    private static Decision accepted(Order order, Order next, String what, Cell cell, String detail) {
        return new Decision.Accepted(
                next, List.of(new Change.SaveOrder(next), Journal.step(order, next, what, cell.row(), detail)));
    }
}
