package io.gwms.proxy;

import static java.util.Objects.requireNonNull;

import io.gwms.internal.Require;
import java.util.List;

/**
 * Hands outbound orders to a proxy warehouse.
 *
 * @param session the warehouse and how to reach it
 * @param outbounds the orders, at least one
 */
public record CreateOutbounds(ProxySession session, List<OutboundRequest> outbounds) {
    public CreateOutbounds {
        requireNonNull(session, "session");
        outbounds = Require.some(outbounds, "outbounds");
    }
}
