package io.gwms.order;

import io.gwms.state.Change;

/** Writes down the steps of an order. */
final class Journal {
    private Journal() {}

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
                OrderStatusRule.VERSION));
    }
}
