package io.gwms.samples.firsthost;

import io.gwms.Gwms;
import io.gwms.audit.AuditModule;
import io.gwms.catalogue.Catalogue;
import io.gwms.jdbc.EmbeddedDatabase;
import io.gwms.platform.shopify.ShopifyConnector;
import io.gwms.platform.sync.PlatformModule;
import io.gwms.proxy.Routes;
import io.gwms.proxy.fourpx.FourPxConnector;
import io.gwms.proxy.task.ProxyWarehouseModule;
import io.gwms.stock.StockLedger;
import io.gwms.store.PlatformType;
import io.gwms.store.Store;
import io.gwms.store.StoreId;
import java.net.URI;
import java.nio.file.Path;

/**
 * A host that pulls the orders of one Shopify store every 15 minutes and hands them to 4PX when told to. Its own part is
 * what it passes in: its warehouses and SKUs, its stock, its routes, and a key that it keeps.
 */
public final class FirstHost {
    private FirstHost() {}

    /** Builds and starts it; whoever called closes it. */
    public static Gwms start(
            Path file,
            byte[] key,
            Catalogue catalogue,
            StockLedger stock,
            Routes routes,
            URI shop,
            String shopToken,
            String appKey,
            String appSecret) {
        // docs: host
        PlatformModule platforms =
                PlatformModule.builder().connector(ShopifyConnector.create()).build();
        ProxyWarehouseModule warehouses = ProxyWarehouseModule.builder()
                .connector(FourPxConnector.create())
                .routes(routes) // which 4PX warehouse, channels and SKUs stand behind yours
                .build();
        AuditModule audit = AuditModule.create();
        Gwms gwms = Gwms.builder()
                .database(EmbeddedDatabase.file(file)) // or a DataSource of PostgreSQL or MariaDB
                .credentialKey(key) // 32 bytes that you keep elsewhere
                .catalogue(catalogue) // your warehouses, channels and SKUs
                .stock(stock) // your books
                .module(platforms)
                .module(warehouses)
                .module(audit)
                .build();
        StoreId store = new StoreId("acme-us");
        gwms.stores().save(Store.of(store, "Acme US", PlatformType.SHOPIFY, shop));
        gwms.credentials().save(ShopifyConnector.credential(store, shopToken)); // stored once; see also replace(…)
        gwms.credentials().save(FourPxConnector.credential("main", appKey, appSecret));
        gwms.start(); // from now on orders come in, tasks run, and every call is in the API log
        // ask platforms.orderSync(), gwms.orders(), gwms.tasks(), warehouses.syncInventory(…), audit.calls()
        // docs: end
        return gwms;
    }
}
