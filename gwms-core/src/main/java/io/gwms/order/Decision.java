package io.gwms.order;

import io.gwms.state.Change;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a command to an order amounts to. */
sealed interface Decision {

    /**
     * It can be done: the order after it, with every fact, word and effect that was decided. {@link #changes} puts them
     * into the rows of a commit.
     *
     * @param next the order after it; the same order when nothing of it moves
     * @param row the row of the transition table that decided
     * @param detail what a person should know of it, for the journal
     * @param handedOver the handing over to a warehouse that is new in {@code next}; null when there is none
     * @param effects what else is to be stored and asked of the outside
     */
    record Accepted(
            Order next, String row, String detail, @Nullable DispatchAttempt handedOver, List<Change> effects)
            implements Decision {
        Accepted(Order next, Cell cell, String detail, List<Change> effects) {
            this(next, cell.row(), detail, null, effects);
        }

        /** Nothing of the order moves; what is asked of the outside may. */
        static Accepted unmoved(Order order, List<Change> effects) {
            return new Accepted(order, "", "", null, effects);
        }

        /**
         * What to commit for it: the order with its step in the journal, a new outbound order with the task that
         * creates it at the warehouse, and the other effects. Empty when there is nothing left to do.
         *
         * @param before the order that was decided about
         * @param action what was done to it
         * @param actor who did it
         */
        List<Change> changes(Order before, OrderAction action, String actor, OrderFacts facts) {
            List<Change> changes = new ArrayList<>(effects.size() + 4);
            if (next.version() != before.version()) {
                changes.add(new Change.SaveOrder(next));
                changes.add(Journal.step(before, next, action.name(), row, detail, actor));
            }
            if (handedOver != null) {
                changes.add(new Change.SaveOutbound(Dispatching.outbound(next, handedOver)));
                changes.add(Effects.create(handedOver.outbound(), facts.route(), facts.now()));
            }
            changes.addAll(effects);
            return changes;
        }
    }

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
