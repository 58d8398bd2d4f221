package io.gwms.task;

import static java.util.Objects.requireNonNull;

import io.gwms.catalogue.WarehouseCode;
import io.gwms.internal.Require;
import io.gwms.proxy.ProxySystem;

/**
 * The «Route Info» of a task (sync-tasks, section 2.3).
 *
 * @param warehouse GWMS warehouse code
 * @param proxyWarehouse warehouse code over there
 * @param proxySystem the proxy system
 */
public record TaskRoute(WarehouseCode warehouse, String proxyWarehouse, ProxySystem proxySystem) {
    public TaskRoute {
        requireNonNull(warehouse, "warehouse");
        Require.text(proxyWarehouse, "proxyWarehouse");
        requireNonNull(proxySystem, "proxySystem");
    }

    @Override
    public String toString() {
        return warehouse + " > " + proxySystem + "/" + proxyWarehouse;
    }
}
