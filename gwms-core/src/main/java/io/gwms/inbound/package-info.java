/** Inbound orders (ASN): what a warehouse is told to expect. Start with {@link io.gwms.inbound.InboundOrder}. */
@NullMarked
package io.gwms.inbound;

import org.jspecify.annotations.NullMarked;
