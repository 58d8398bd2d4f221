package io.gwms.order;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * A page of the list of orders.
 *
 * @param query what was asked for
 * @param rows newest order time first
 */
public record OrderRows(OrderQuery query, List<OrderRow> rows) {
    public OrderRows {
        requireNonNull(query, "query");
        rows = List.copyOf(rows);
    }

    /** What to ask for the page after this; empty when this one is not full, and so the last. */
    public Optional<OrderQuery> next() {
        return rows.size() < query.limit()
                ? Optional.empty()
                : Optional.of(query.after(rows.get(rows.size() - 1).id()));
    }
}
