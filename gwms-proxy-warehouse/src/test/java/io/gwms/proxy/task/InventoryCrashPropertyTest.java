package io.gwms.proxy.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.Gwms;
import io.gwms.catalogue.Warehouse;
import io.gwms.catalogue.WarehouseCode;
import io.gwms.evidence.SnapshotRepository;
import io.gwms.proxy.FixedRoutes;
import io.gwms.proxy.ProxyRoute;
import io.gwms.proxy.ProxySku;
import io.gwms.proxy.ProxyWarehouseConnector;
import io.gwms.proxy.RemoteBatch;
import io.gwms.proxy.reconcile.ChangeLimits;
import io.gwms.proxy.reconcile.ReconcileSettings;
import io.gwms.sku.WarehouseSku;
import io.gwms.stock.BatchKey;
import io.gwms.stock.StockBatch;
import io.gwms.stock.StockLedger;
import io.gwms.stock.StockQuality;
import io.gwms.testkit.catalogue.FixedCatalogue;
import io.gwms.testkit.credential.InMemoryCredentials;
import io.gwms.testkit.evidence.InMemorySnapshots;
import io.gwms.testkit.evidence.InMemorySyncLog;
import io.gwms.testkit.proxy.ScriptedWarehouse;
import io.gwms.testkit.state.InMemoryState;
import io.gwms.testkit.stock.InMemoryStockLedger;
import io.gwms.testkit.time.VirtualClock;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** An inventory sync that is cut off at any of its steps ends, run again, as one that nothing happened to. */
class InventoryCrashPropertyTest {
    private static final WarehouseCode WAREHOUSE = House.WAREHOUSE;
    private static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");
    private static final int SKUS = 3;

    /** A runtime whose snapshots and stock break at a step, before or after doing it, until they are mended. */
    private static final class Depot implements AutoCloseable {
        final VirtualClock clock = VirtualClock.startingAt(NOON);
        final ScriptedWarehouse warehouse = ScriptedWarehouse.open(clock);
        final InMemoryStockLedger stock;
        final AtomicInteger stepsLeft = new AtomicInteger(Integer.MAX_VALUE);
        final Gwms gwms;

        Depot(long seed) {
            Random chance = new Random(seed);
            List<RemoteBatch> there = new ArrayList<>();
            InMemoryStockLedger.Builder here =
                    InMemoryStockLedger.builder().managedLocations(WAREHOUSE).elsewhere("SHELF-A", 77);
            for (int sku = 0; sku < SKUS; sku++) {
                for (int inbound = 0; inbound < 4; inbound++) {
                    StockQuality quality = inbound == 3 ? StockQuality.DEFECTIVE : StockQuality.QUALIFIED;
                    String inboundNo = "IC" + inbound % 3;
                    if (chance.nextInt(4) > 0) {
                        there.add(new RemoteBatch(
                                "P-" + sku, quality, chance.nextInt(9), chance.nextInt(3), null, inboundNo, NOON));
                    }
                    if (chance.nextInt(4) > 0) {
                        here.batch(batch(sku, quality, inboundNo), chance.nextInt(12));
                    }
                }
            }
            there.add(new RemoteBatch("P-0", StockQuality.QUALIFIED, 5, 0, null, "IC9", NOON));
            here.batch(batch(0, StockQuality.QUALIFIED, "IC9"), 2);
            warehouse.replaceStock(there);
            stock = here.build();
            ProxyWarehouseConnector connector = warehouse.connector();
            FixedRoutes.Builder routes = FixedRoutes.builder()
                    .route(new ProxyRoute(
                            WAREHOUSE, connector.system(), "acme", "USLAXA", URI.create("https://w.invalid/")));
            for (int sku = 0; sku < SKUS; sku++) {
                routes.sku(WAREHOUSE, new ProxySku("P-" + sku, "", new WarehouseSku("W-" + sku), 1));
            }
            gwms = Gwms.builder()
                    .state(InMemoryState.empty())
                    .snapshots(fragile(SnapshotRepository.class, InMemorySnapshots.empty()))
                    .syncLog(InMemorySyncLog.empty())
                    .credentials(InMemoryCredentials.empty())
                    .catalogue(FixedCatalogue.builder()
                            .warehouse(new Warehouse(WAREHOUSE, "Johannesburg", "X"))
                            .skus("W-0", "W-1", "W-2")
                            .build())
                    .stock(fragile(StockLedger.class, stock))
                    .clock(clock)
                    .transport(warehouse.transport())
                    .module(ProxyWarehouseModule.builder()
                            .connector(connector)
                            .routes(routes.build())
                            .reconcile(ReconcileSettings.standard().withLimits(ChangeLimits.none()))
                            .build())
                    .build();
            gwms.credentials().save(House.credential(connector));
        }

        private static BatchKey batch(int sku, StockQuality quality, String inboundNo) {
            return new BatchKey(WAREHOUSE, new WarehouseSku("W-" + sku), quality, inboundNo, NOON);
        }

        /** At the last step the deed is done and its answer lost; after it nothing is done any more. */
        private <T> T fragile(Class<T> type, T inner) {
            return type.cast(Proxy.newProxyInstance(
                    type.getClassLoader(), new Class<?>[] {type}, (proxy, method, values) -> {
                        int left = stepsLeft.getAndDecrement();
                        if (left <= 0) {
                            throw new IllegalStateException("cut off before " + method.getName());
                        }
                        try {
                            Object answer = method.invoke(inner, values);
                            if (left == 1) {
                                throw new IllegalStateException("cut off after " + method.getName());
                            }
                            return answer;
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    }));
        }

        /** One sync that is cut off after so many steps; then time passes, and whatever is due is run. */
        List<StockBatch> synced(int steps) {
            stepsLeft.set(steps);
            gwms.step();
            stepsLeft.set(Integer.MAX_VALUE);
            for (int i = 0; i < 30; i++) {
                clock.advance(Duration.ofHours(1));
                gwms.step();
            }
            List<StockBatch> held = new ArrayList<>();
            stock.read(WAREHOUSE, held::add);
            return held;
        }

        @Override
        public void close() {
            gwms.close();
        }
    }

    @Property(tries = 100)
    void aSyncCutOffAnywhereEndsLikeOneThatWasNot(@ForAll long seed, @ForAll @IntRange(min = 0, max = 12) int steps) {
        try (Depot whole = new Depot(seed);
                Depot cut = new Depot(seed)) {
            assertThat(cut.synced(steps)).isEqualTo(whole.synced(Integer.MAX_VALUE));
            assertThat(cut.stock.elsewhereTotal()).isEqualTo(77);
        }
    }
}
