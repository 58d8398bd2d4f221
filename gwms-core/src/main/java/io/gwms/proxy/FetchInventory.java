package io.gwms.proxy;

import static java.util.Objects.requireNonNull;

import java.util.function.Consumer;

/**
 * Asks a proxy warehouse what it holds.
 *
 * @param session the warehouse and how to reach it
 * @param sink takes each batch as it comes; a connector keeps none
 */
public record FetchInventory(ProxySession session, Consumer<? super RemoteBatch> sink) {
    public FetchInventory {
        requireNonNull(session, "session");
        requireNonNull(sink, "sink");
    }
}
