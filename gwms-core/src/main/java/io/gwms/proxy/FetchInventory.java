package io.gwms.proxy;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.function.Consumer;

/**
 * Asks a proxy warehouse what it holds.
 *
 * @param session the warehouse and how to reach it
 * @param skus of which SKUs over there, at most {@link ProxyCapabilities.Inventory#skusAtOnce}; empty for everything
 * @param sink takes each batch as it comes; a connector keeps none
 */
public record FetchInventory(ProxySession session, List<String> skus, Consumer<? super RemoteBatch> sink) {
    public FetchInventory {
        requireNonNull(session, "session");
        skus = List.copyOf(skus);
        requireNonNull(sink, "sink");
    }

    /** Asks for everything. */
    public FetchInventory(ProxySession session, Consumer<? super RemoteBatch> sink) {
        this(session, List.of(), sink);
    }
}
