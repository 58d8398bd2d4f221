package io.gwms.samples.benchmarks.reconcile;

import io.gwms.evidence.InventorySnapshot;
import io.gwms.evidence.ReconcileLine;
import io.gwms.proxy.ProxyCapabilities;
import io.gwms.proxy.ProxySku;
import io.gwms.proxy.ProxySystem;
import io.gwms.proxy.RemoteBatch;
import io.gwms.proxy.reconcile.InFlight;
import io.gwms.proxy.reconcile.PackedStock;
import io.gwms.proxy.reconcile.ReconcilePlan;
import io.gwms.proxy.reconcile.ReconcileRequest;
import io.gwms.proxy.reconcile.ReconcileSettings;
import io.gwms.proxy.reconcile.Reconciler;
import io.gwms.proxy.reconcile.RemoteReading;
import io.gwms.sku.WarehouseSku;
import io.gwms.task.TaskId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** The reconciler with all rules on: orders on their way, open inbound orders, gates at their defaults. */
final class Ours implements AutoCloseable {
    private static final ProxyCapabilities.Inventory INVENTORY = ProxyCapabilities.Inventory.builder(ZoneOffset.UTC)
            .zeroRowsOmitted(true)
            .inboundNumbers()
            .inboundTimes()
            .build();
    private static final int SKUS_ON_THEIR_WAY = 100;

    private final PackedStock stock = PackedStock.empty();

    void addHere(Goods goods) {
        goods.here(stock::add);
    }

    void addThere(Goods goods) {
        goods.there(taking());
    }

    /** Takes what the proxy warehouse shows. */
    Consumer<RemoteBatch> taking() {
        return stock.taking(reading());
    }

    /** As an inventory task reads: each SKU is looked up once, and no inbound order is linked to one here. */
    private static RemoteReading reading() {
        return new RemoteReading(
                Goods.NOW,
                "USLAXA",
                Goods.WAREHOUSE,
                INVENTORY.figures(),
                sku -> Optional.of(new ProxySku(sku, sku, new WarehouseSku(Goods.localSku(sku)), 1)),
                inbound -> "",
                batch -> List.of());
    }

    ReconcilePlan plan() {
        var snapshot = new InventorySnapshot(
                "inventory-1-1",
                new TaskId(1),
                Goods.WAREHOUSE,
                new ProxySystem("4PX"),
                "USLAXA",
                Goods.NOW,
                Goods.NOW,
                true,
                "",
                stock.rows(),
                "");
        Map<WarehouseSku, Long> shipped = new HashMap<>();
        for (int i = 0; i < SKUS_ON_THEIR_WAY; i++) {
            shipped.put(new WarehouseSku(Goods.localSku(Goods.proxySku(i * 37 * Goods.BATCHES_A_SKU))), 2L);
        }
        return Reconciler.plan(new ReconcileRequest(
                snapshot,
                INVENTORY,
                stock,
                sku -> Optional.of("P" + sku.value().substring(3)),
                Map.of(),
                new InFlight(shipped, Set.of(), Set.of("IN-26100000")),
                ReconcileSettings.standard(),
                Goods.NOW,
                null));
    }

    /** Fails unless the plan says what the join says, but for the SKUs on their way. */
    static void check(ReconcilePlan plan, Joined joined) {
        if (!plan.tripped().isEmpty()) {
            throw new IllegalStateException("the plan waits for a person: " + plan.tripped());
        }
        long equal = plan.counts().getOrDefault("EQUAL", 0L);
        long onlyHere = count(plan, true);
        long onlyThere = count(plan, false);
        long spare = SKUS_ON_THEIR_WAY * Goods.BATCHES_A_SKU;
        if (Math.abs(equal - joined.equal()) > spare
                || onlyHere != joined.onlyHere()
                || onlyThere != joined.onlyThere()) {
            throw new IllegalStateException("the plan found " + equal + " equal, " + onlyHere + " only here, "
                    + onlyThere + " only there; the join " + joined);
        }
    }

    private static long count(ReconcilePlan plan, boolean here) {
        return plan.differing().stream()
                .filter(line -> here ? isOnlyHere(line) : line.local() == 0 && line.remote() > 0)
                .count();
    }

    private static boolean isOnlyHere(ReconcileLine line) {
        return line.remote() == 0 && line.local() > 0;
    }

    @Override
    public void close() {
        stock.close();
    }
}
