package io.gwms.samples.benchmarks.reconcile;

import io.gwms.evidence.InventorySnapshot;
import io.gwms.evidence.ReconcileLine;
import io.gwms.evidence.SnapshotRow;
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
import io.gwms.proxy.reconcile.RemoteRow;
import io.gwms.sku.WarehouseSku;
import io.gwms.task.TaskId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The reconciler with all rules on: orders on their way, open inbound orders, gates at their defaults. */
final class Ours implements AutoCloseable {
    private static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");
    private static final ProxyCapabilities.Inventory INVENTORY = ProxyCapabilities.Inventory.builder(ZoneOffset.UTC)
            .zeroRowsOmitted(true)
            .inboundNumbers()
            .inboundTimes()
            .build();
    private static final int SKUS_ON_THEIR_WAY = 100;

    private final PackedStock stock = PackedStock.empty();
    private final Map<String, Optional<ProxySku>> localSkus = new HashMap<>();

    void addHere(Goods goods) {
        goods.here(stock::add);
    }

    void addThere(Goods goods) {
        goods.there(batch -> stock.add(row(batch)));
    }

    void decode(Pages pages) {
        pages.decode(batch -> stock.add(row(batch)));
    }

    /** What an inventory task does with a row: it looks its SKU up once for each SKU. */
    private RemoteRow row(RemoteBatch batch) {
        Optional<ProxySku> sku = localSkus.computeIfAbsent(
                batch.proxySku(),
                proxySku ->
                        Optional.of(new ProxySku(proxySku, proxySku, new WarehouseSku(Goods.localSku(proxySku)), 1)));
        return new RemoteRow(
                new SnapshotRow(
                        batch.proxySku(),
                        sku.map(ProxySku::gsku).orElse(""),
                        sku.map(ProxySku::localSku).map(WarehouseSku::value).orElse(""),
                        batch.available(),
                        batch.locked(),
                        batch.quality(),
                        batch.inboundNo(),
                        "",
                        batch.inboundAt(),
                        NOW,
                        "USLAXA",
                        Goods.WAREHOUSE),
                sku.map(ProxySku::unitsEach).orElse(1),
                batch.statedTotal());
    }

    ReconcilePlan plan() {
        var snapshot = new InventorySnapshot(
                "inventory-1-1",
                new TaskId(1),
                Goods.WAREHOUSE,
                new ProxySystem("4PX"),
                "USLAXA",
                NOW,
                NOW,
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
                NOW,
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
