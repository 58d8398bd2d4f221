package io.gwms.inbound;

import static java.util.Objects.requireNonNull;

import io.gwms.internal.Require;
import io.gwms.sku.WarehouseSku;

/**
 * One line of an inbound order.
 *
 * @param sku what comes
 * @param planned pieces announced
 * @param received pieces put away so far
 */
public record InboundLine(WarehouseSku sku, long planned, long received) {
    public InboundLine {
        requireNonNull(sku, "sku");
        Require.that(planned >= 1, "planned", planned, "1 or more");
        Require.zeroOrMore(received, "received");
    }
}
