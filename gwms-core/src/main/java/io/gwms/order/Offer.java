package io.gwms.order;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * Whether an action can be done with an order now. It is enabled exactly when the command would be
 * accepted with the right inputs.
 *
 * @param action the action
 * @param reasons everything that stands in its way; empty when it is enabled
 */
public record Offer(OrderAction action, List<Reason> reasons) {
    public Offer {
        requireNonNull(action, "action");
        reasons = List.copyOf(reasons);
    }

    /** Whether it can be done. */
    public boolean isEnabled() {
        return reasons.isEmpty();
    }
}
