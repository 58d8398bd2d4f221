package io.gwms.proxy;

import static java.util.Objects.requireNonNull;

import io.gwms.internal.Require;
import java.util.List;

/**
 * Tells a proxy warehouse what to expect.
 *
 * @param session the warehouse and how to reach it
 * @param inbounds the orders, at least one
 */
public record CreateInbounds(ProxySession session, List<InboundRequest> inbounds) {
    public CreateInbounds {
        requireNonNull(session, "session");
        inbounds = Require.some(inbounds, "inbounds");
    }
}
