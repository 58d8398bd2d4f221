package io.gwms.order;

import static java.util.Objects.requireNonNull;

import io.gwms.internal.Require;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What became of a command to an order. */
public sealed interface OrderResult {
    /** The order it was about. */
    OrderId id();

    /** Whether it was accepted. */
    default boolean isAccepted() {
        return this instanceof Accepted;
    }

    /** Runs the one function that fits. */
    <R> R fold(Function<? super Accepted, ? extends R> accepted, Function<? super Refused, ? extends R> refused);

    /**
     * It is done, durably.
     *
     * @param order the order after it; for a repeated command the order as it stands now
     * @param replayed whether the command had been accepted before and nothing was done again
     */
    record Accepted(Order order, boolean replayed) implements OrderResult {
        public Accepted {
            requireNonNull(order, "order");
        }

        @Override
        public OrderId id() {
            return order.id();
        }

        @Override
        public <R> R fold(
                Function<? super Accepted, ? extends R> accepted, Function<? super Refused, ? extends R> refused) {
            return accepted.apply(this);
        }
    }

    /**
     * It cannot be done; the order's status is unchanged.
     *
     * @param id the order it was about
     * @param reasons everything that stands in its way, at least one
     * @param order the order as it stands now; null when there is none
     * @param offers what can be done with it now; empty when there is no order
     */
    record Refused(
            OrderId id, List<Reason> reasons, @Nullable Order order, List<Offer> offers) implements OrderResult {
        public Refused {
            requireNonNull(id, "id");
            reasons = Require.some(reasons, "reasons");
            offers = List.copyOf(offers);
        }

        /** Whether that reason is among them. */
        public boolean isBecauseOf(ReasonCode code) {
            for (Reason reason : reasons) {
                if (reason.code() == code) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public <R> R fold(
                Function<? super Accepted, ? extends R> accepted, Function<? super Refused, ? extends R> refused) {
            return refused.apply(this);
        }
    }
}
