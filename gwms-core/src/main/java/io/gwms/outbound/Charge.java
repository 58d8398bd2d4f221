package io.gwms.outbound;

import static java.util.Objects.requireNonNull;

import io.gwms.internal.Require;
import io.gwms.order.Money;

/**
 * Something a warehouse charges for shipping an outbound order. The charges of an order's outbound orders
 * add up to its WMS shipping cost (platform-orders, section 3.1).
 *
 * @param kind the warehouse's own word for it, for example {@code freight} or {@code handling}
 * @param amount exactly as the warehouse states it; negative for a refund
 */
public record Charge(String kind, Money amount) {
    public Charge {
        Require.text(kind, "kind");
        requireNonNull(amount, "amount");
    }
}
