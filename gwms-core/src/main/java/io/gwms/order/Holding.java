package io.gwms.order;

import java.util.ArrayList;
import java.util.List;

/** Holds an order and lets it go: nothing else of it moves. */
final class Holding {
    private Holding() {}

    static Decision held(Order order, HoldOrder hold, OrderFacts facts, Cell cell) {
        List<Reason> unmet = new ArrayList<>(cell.unmet(order, facts));
        if (hold.until() != null && !hold.until().isAfter(facts.now())) {
            unmet.add(ReasonCode.HOLD_OVER.about("", "the hold would have ended at " + hold.until()));
        }
        if (!unmet.isEmpty()) {
            return new Decision.Refused(unmet, List.of());
        }
        Order next = order.change(facts.now()).hold(hold.reason(), hold.until()).done();
        String until = hold.until() == null ? "" : " until " + hold.until();
        return new Decision.Accepted(next, cell, hold.reason() + until, List.of());
    }

    static Decision released(Order order, OrderFacts facts, Cell cell) {
        List<Reason> unmet = cell.unmet(order, facts);
        if (!unmet.isEmpty()) {
            return new Decision.Refused(unmet, List.of());
        }
        Order next = order.change(facts.now()).hold("").done();
        return new Decision.Accepted(next, cell, order.hold(), List.of());
    }
}
