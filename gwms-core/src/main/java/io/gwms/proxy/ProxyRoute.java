package io.gwms.proxy;

import static java.util.Objects.requireNonNull;

import io.gwms.catalogue.WarehouseCode;
import io.gwms.credential.CredentialOwner;
import io.gwms.internal.Require;
import io.gwms.task.TaskRoute;
import java.net.URI;

/**
 * Which warehouse of which proxy system stands behind a GWMS warehouse.
 *
 * @param warehouse the GWMS warehouse
 * @param system the proxy system
 * @param account the account there; one account may hold several warehouses
 * @param proxyWarehouse the warehouse's code there
 * @param endpoint where the system's API answers, without a path of the API itself
 */
public record ProxyRoute(
        WarehouseCode warehouse, ProxySystem system, String account, String proxyWarehouse, URI endpoint) {
    public ProxyRoute {
        requireNonNull(warehouse, "warehouse");
        requireNonNull(system, "system");
        Require.text(account, "account");
        Require.text(proxyWarehouse, "proxyWarehouse");
        requireNonNull(endpoint, "endpoint");
    }

    /** Whose credential it needs. */
    public CredentialOwner credentialOwner() {
        return CredentialOwner.proxy(system, account);
    }

    /** The same as tasks show it. */
    public TaskRoute taskRoute() {
        return new TaskRoute(warehouse, proxyWarehouse, system);
    }
}
