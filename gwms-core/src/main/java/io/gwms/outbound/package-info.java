/** Outbound orders: what a warehouse is asked to ship for an order. Start with {@link io.gwms.outbound.OutboundOrder}. */
@NullMarked
package io.gwms.outbound;

import org.jspecify.annotations.NullMarked;
