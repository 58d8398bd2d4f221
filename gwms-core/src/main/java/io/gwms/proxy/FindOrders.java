package io.gwms.proxy;

import static java.util.Objects.requireNonNull;

import io.gwms.internal.Require;
import java.util.List;

/**
 * Asks a proxy warehouse for orders by our references.
 *
 * @param session the warehouse and how to reach it
 * @param references our references, at least one
 */
public record FindOrders(ProxySession session, List<String> references) {
    public FindOrders {
        requireNonNull(session, "session");
        references = Require.some(references, "references");
    }
}
