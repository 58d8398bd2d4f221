package io.gwms.samples.benchmarks.ordersync;

import io.gwms.Gwms;
import io.gwms.okhttp.OkHttpTransport;
import io.gwms.ordersync.SyncRequest;
import io.gwms.ordersync.SyncRun;
import io.gwms.ordersync.SyncRunId;
import io.gwms.platform.shopify.ShopifyConnector;
import io.gwms.platform.sync.PlatformModule;
import io.gwms.testkit.catalogue.FixedCatalogue;
import io.gwms.testkit.stock.InMemoryStockLedger;
import javax.sql.DataSource;

/** One run of the latest orders by the runtime as a host builds it: windows, rules, journal, coverage, log. */
final class OurSync {
    private OurSync() {}

    static Cost run(DataSource database, PageServer server, int orders, int pageSize) {
        PlatformModule platforms = PlatformModule.builder()
                .connector(ShopifyConnector.builder().pageSize(pageSize).build())
                .noAutomaticRuns()
                .build();
        try (Gwms gwms = Gwms.builder()
                .database(database)
                .credentialKey(new byte[32])
                .catalogue(FixedCatalogue.builder().build())
                .stock(InMemoryStockLedger.builder().build())
                .transport(OkHttpTransport.create())
                .module(platforms)
                .build()) {
            gwms.stores().save(server.store());
            gwms.credentials().save(ShopifyConnector.credential(PageServer.STORE, PageServer.TOKEN));
            gwms.step();
            SyncRunId id = platforms
                    .orderSync()
                    .submit(SyncRequest.immediate(PageServer.STORE))
                    .get(0);
            Cost cost = Cost.of(() -> {
                gwms.step();
            });
            SyncRun run = platforms.orderSync().find(id).orElseThrow();
            if (run.status() != SyncRun.Status.SUCCESS || run.counts().created() != orders) {
                throw new IllegalStateException("the run should have brought " + orders + " orders: " + run);
            }
            return cost;
        }
    }
}
