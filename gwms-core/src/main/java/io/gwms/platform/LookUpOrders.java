package io.gwms.platform;

import static java.util.Objects.requireNonNull;

import io.gwms.internal.Require;
import io.gwms.order.OrderKind;
import java.util.List;

/**
 * Asks for orders by the numbers people read.
 *
 * @param session the store and how to reach it
 * @param kind consumer orders or purchase orders
 * @param numbers the numbers, each once; those the platform does not know are left out of the answer
 */
public record LookUpOrders(StoreSession session, OrderKind kind, List<String> numbers) {
    public LookUpOrders {
        requireNonNull(session, "session");
        requireNonNull(kind, "kind");
        numbers = Require.some(numbers, "numbers");
    }
}
