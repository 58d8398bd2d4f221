package io.gwms.order;

import io.gwms.state.Change;
import java.util.ArrayList;
import java.util.List;

/** Writes down the steps of an order. */
final class Journal {
    private Journal() {}

    /** A step of the operator's, unless {@link #by} says whose. */
    static Change step(Order before, Order after, String what, String row, String detail) {
        return new Change.AddJournal(new JournalEntry(
                after.id(),
                after.version(),
                after.updatedAt(),
                what,
                before.status(),
                after.status(),
                detail,
                row,
                OrderStatusRule.VERSION,
                JournalEntry.OPERATOR));
    }

    /** The same changes, with the steps among them done by that actor. */
    static List<Change> by(String actor, List<Change> changes) {
        List<Change> named = new ArrayList<>(changes);
        named.replaceAll(change -> change instanceof Change.AddJournal add
                ? new Change.AddJournal(add.entry().by(actor))
                : change);
        return List.copyOf(named);
    }
}
