package io.gwms.platform;

import io.gwms.Incubating;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A page of orders.
 *
 * @param orders what is on it; may be empty although more pages follow
 * @param nextCursor how to ask for the next one; null when this is the last
 */
@Incubating
public record OrderPage(List<FetchedOrder> orders, @Nullable String nextCursor) {
    public OrderPage {
        orders = List.copyOf(orders);
    }

    /** How to ask for the next page, unless this is the last. */
    public Optional<String> next() {
        return Optional.ofNullable(nextCursor);
    }
}
