package io.gwms.testkit.fake;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Switches that act once, on the n-th request of a kind from the moment they are set. Of two that meet on one request
 * the one set first acts and both are used up.
 *
 * <p><b>Threads:</b> shared.
 *
 * @param <F> what a switch does
 */
public final class Turns<F> {
    private final List<Armed<F>> armed = new ArrayList<>();

    /** No switch is set. */
    public Turns() {}

    private record Armed<F>(String occasion, int left, F fault) {}

    /** Sets a switch for the n-th request of that kind; 1 is the next. */
    public synchronized void arm(String occasion, int nth, F fault) {
        if (nth < 1) {
            throw new IllegalArgumentException("nth is " + nth + ", but must be 1 or more; 1 is the next request");
        }
        armed.add(new Armed<>(occasion, nth, fault));
    }

    /** Counts one request down on all its kinds and tells the switch whose turn it is. */
    public synchronized Optional<F> next(Collection<String> occasions) {
        List<F> due = new ArrayList<>();
        armed.replaceAll(one -> {
            boolean counts = occasions.contains(one.occasion());
            if (counts && one.left() == 1) {
                due.add(one.fault());
            }
            return counts ? new Armed<>(one.occasion(), one.left() - 1, one.fault()) : one;
        });
        armed.removeIf(one -> one.left() == 0);
        return due.stream().findFirst();
    }

    /** Takes all switches back. */
    public synchronized void clear() {
        armed.clear();
    }
}
