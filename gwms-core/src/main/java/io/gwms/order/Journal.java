package io.gwms.order;

import io.gwms.state.Change;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Writes down the steps of an order. */
final class Journal {
    private Journal() {}

    /**
     * A step of the operator's, unless {@link #by} says whose. Its detail tells which exceptions opened and closed, so
     * that the journal knows of those that are gone.
     */
    static Change step(Order before, Order after, String what, String row, String detail) {
        return step(before, after, what, row, detail, JournalEntry.OPERATOR);
    }

    /** The same, done by that actor. */
    static Change step(Order before, Order after, String what, String row, String detail, String actor) {
        boolean isFirst = before.version() == after.version();
        List<OrderException> open = isFirst ? List.of() : before.exceptions();
        return new Change.AddJournal(new JournalEntry(
                after.id(),
                after.version(),
                after.updatedAt(),
                what,
                before.status(),
                after.status(),
                detail(detail, open, after.exceptions()),
                row,
                OrderStatusRule.VERSION,
                actor));
    }

    /** Something that was done about an order and moves nothing of it. */
    static Change note(Order order, String what, String detail, String actor, Instant at) {
        OrderStatus status = order.status();
        return new Change.AddJournal(new JournalEntry(
                order.id(), order.version(), at, what, status, status, detail, "OD", OrderStatusRule.VERSION, actor));
    }

    private static String detail(String detail, List<OrderException> before, List<OrderException> after) {
        boolean same = before.isEmpty() ? after.isEmpty() : before.equals(after);
        return same ? detail : detail + names("opened", after, before) + names("closed", before, after);
    }

    /** What of these is not among those. */
    private static String names(String word, List<OrderException> these, List<OrderException> those) {
        StringBuilder names = new StringBuilder();
        for (OrderException one : these) {
            boolean there = those.stream()
                    .anyMatch(other ->
                            other.code().equals(one.code()) && other.about().equals(one.about()));
            if (!there) {
                names.append(names.length() == 0 ? " [" + word + " " : ", ").append(one.code());
                names.append(one.about().isEmpty() ? "" : " " + one.about());
            }
        }
        return names.length() == 0 ? "" : names.append(']').toString();
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
