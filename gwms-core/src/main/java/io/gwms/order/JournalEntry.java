package io.gwms.order;

import static java.util.Objects.requireNonNull;

import io.gwms.internal.Require;
import io.gwms.order.EventTable.Incident;
import java.time.Instant;
import java.util.Set;

/**
 * One step in the life of an order, written in the same commit as the step.
 *
 * @param order whose
 * @param version the version the order had after it
 * @param at when
 * @param what the action or event, for example {@code DISPATCH} or {@code SHIPPED}
 * @param from status before
 * @param to status after
 * @param detail what a person should know of it; no personal data
 * @param row the row of the transition table that decided, for example {@code 1} or {@code E2}
 * @param rules version of the rules that decided
 * @param actor who: {@link #PLATFORM}, {@link #WAREHOUSE}, {@link #OPERATOR}, or the person a command named
 */
public record JournalEntry(
        OrderId order,
        long version,
        Instant at,
        String what,
        OrderStatus from,
        OrderStatus to,
        String detail,
        String row,
        int rules,
        String actor) {
    /** The platform the order came from. */
    public static final String PLATFORM = "platform";
    /** The warehouse the order is with. */
    public static final String WAREHOUSE = "warehouse";
    /** A person, or a program of the host, whose command did not name anybody. */
    public static final String OPERATOR = "operator";

    /** What the first one of an order is. */
    static final String RECEIVED = "RECEIVED";

    private static final Set<String> RECEIPTS = Set.of(
            RECEIVED,
            Incident.PLATFORM_CHANGED.name(),
            Incident.PLATFORM_CANCELLED.name(),
            Incident.PLATFORM_FINISHED.name());

    public JournalEntry {
        requireNonNull(order, "order");
        Require.that(version >= 1, "version", version, "1 or more");
        requireNonNull(at, "at");
        Require.text(what, "what");
        requireNonNull(from, "from");
        requireNonNull(to, "to");
        requireNonNull(detail, "detail");
        requireNonNull(row, "row");
        Require.text(actor, "actor");
    }

    /** That newer rules give the facts of an order another status than it was stored with. */
    public static JournalEntry statusRenewed(Order order, OrderStatus stored, Instant at) {
        return new JournalEntry(
                order.id(),
                order.version(),
                at,
                "STATUS_RENEWED",
                stored,
                order.status(),
                "newer rules call it so",
                "OD",
                OrderStatusRule.VERSION,
                OPERATOR);
    }

    /** Whether the order was stored with what its platform says of it: when it came in first, and whenever it had changed there. */
    public boolean isReceipt() {
        return RECEIPTS.contains(what);
    }

    /** The same step, done by somebody else. */
    JournalEntry by(String actor) {
        return new JournalEntry(order, version, at, what, from, to, detail, row, rules, actor);
    }
}
