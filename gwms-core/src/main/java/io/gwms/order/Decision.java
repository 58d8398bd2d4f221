package io.gwms.order;

import io.gwms.state.Change;
import java.util.List;

/** What a command to an order amounts to. */
sealed interface Decision {

    /**
     * It can be done.
     *
     * @param next the order after it; the same order when there is nothing left to do
     * @param changes what to commit for it, the order included; empty when there is nothing left to do
     */
    record Accepted(Order next, List<Change> changes) implements Decision {}

    /** It was done before, with the same content: the order stands as it was left. */
    record Replayed(Order order) implements Decision {}

    /**
     * It cannot be done.
     *
     * @param reasons everything that stands in its way
     * @param record what to keep all the same: bindings, and the reasons as exceptions of the order
     */
    record Refused(List<Reason> reasons, List<Change> record) implements Decision {
        static Refused plainly(ReasonCode code) {
            return new Refused(List.of(code.plain()), List.of());
        }
    }
}
