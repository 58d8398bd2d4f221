package io.gwms.testkit.makro;

import static java.util.Objects.requireNonNull;

import io.gwms.testkit.http.CallFaults;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a {@link FakeMakro} does wrong. Everything is off until a test switches it on.
 *
 * <p><b>Threads:</b> shared.
 */
public final class MakroFaults {
    private final CallFaults calls = CallFaults.none();
    private final Set<Habit> habits = EnumSet.noneOf(Habit.class);
    private final Map<String, String> refused = new HashMap<>();
    private Duration listingLag = Duration.ZERO;

    MakroFaults() {}

    /** What the shop does all the time while it is on. */
    public enum Habit {
        /** The next page is named by a whole address of this server, not by a path. */
        ABSOLUTE_NEXT_PAGE,
        /** The next page is named by an address of another host. */
        FOREIGN_NEXT_PAGE,
        /** A page names itself as the next one. */
        PAGE_NAMES_ITSELF,
        /** There is more, and no page is named. */
        NEXT_PAGE_MISSING,
        /** Lists show every shipment of their type, whatever window was asked for. */
        WINDOW_IGNORED,
        /** The reply to a write of several shipments says nothing about the last one, which was done. */
        LAST_VERDICT_MISSING,
        /** A level that is set is answered with a warning. */
        STOCK_WARNS,
        /** Pushes carry their date in words of HTTP; the signature is over the number all the same. */
        PUSHES_DATED_IN_WORDS,
        /** Stamps come without an offset; they are of +05:30 all the same. */
        STAMPS_WITHOUT_OFFSET
    }

    /**
     * What goes wrong once, at the n-th call of {@code token}, {@code filter}, {@code orders}, {@code details}, {@code
     * dispatch}, {@code cancel}, {@code listing} or {@code stock}.
     */
    public CallFaults calls() {
        return calls;
    }

    /** Switches a habit on or off. */
    public synchronized MakroFaults habit(Habit habit, boolean on) {
        if (on) {
            habits.add(habit);
        } else {
            habits.remove(habit);
        }
        return this;
    }

    /** Writes of that shipment, or levels of that SKU, fail with that code in a reply of status 200. */
    public synchronized MakroFaults refuse(String shipmentIdOrSku, String code) {
        refused.put(shipmentIdOrSku, requireNonNull(code, "code"));
        return this;
    }

    /** Lists show a shipment or a change of one only when it is this old; at once unless set. */
    public synchronized MakroFaults listingLag(Duration lag) {
        this.listingLag = requireNonNull(lag, "lag");
        return this;
    }

    synchronized boolean has(Habit habit) {
        return habits.contains(habit);
    }

    synchronized Optional<String> refusalOf(String shipmentIdOrSku) {
        return Optional.ofNullable(refused.get(shipmentIdOrSku));
    }

    synchronized Duration listingLag() {
        return listingLag;
    }
}
