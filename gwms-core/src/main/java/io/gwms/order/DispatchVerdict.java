package io.gwms.order;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What would become of dispatching an order, found without doing it: nothing is stored, no exception is
 * left at the order, no SKU is bound.
 *
 * @param id the order
 * @param reasons everything that stands in its way; empty when it would be dispatched
 */
public record DispatchVerdict(OrderId id, List<Reason> reasons) {
    public DispatchVerdict {
        requireNonNull(id, "id");
        reasons = List.copyOf(reasons);
    }

    /** Whether it would be dispatched. */
    public boolean isAcceptable() {
        return reasons.isEmpty();
    }
}
