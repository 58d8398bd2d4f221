package io.gwms.proxy.reconcile;

import io.gwms.catalogue.WarehouseCode;
import io.gwms.evidence.InventorySnapshot;
import io.gwms.evidence.SnapshotRow;
import io.gwms.proxy.ProxyCapabilities;
import io.gwms.proxy.ProxySystem;
import io.gwms.sku.WarehouseSku;
import io.gwms.stock.BatchKey;
import io.gwms.stock.StockBatch;
import io.gwms.stock.StockQuality;
import io.gwms.task.TaskId;
import io.gwms.testkit.stock.InMemoryStockLedger;
import io.gwms.testkit.stock.JdbcStockLedger;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** A small world in which keys collide often. */
final class World {
    static final WarehouseCode WAREHOUSE = new WarehouseCode("JNB-1");
    static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");
    static final ReconcileSettings WIDE =
            ReconcileSettings.standard().withLimits(ChangeLimits.none()).withConfirmAfter(Duration.ZERO);
    static final ProxyCapabilities.Inventory INVENTORY = ProxyCapabilities.Inventory.builder(ZoneOffset.UTC)
            .zeroRowsOmitted(true)
            .inboundNumbers()
            .inboundTimes()
            .build();

    final List<RemoteRow> rows = new ArrayList<>();
    final List<StockBatch> local = new ArrayList<>();
    final Map<BatchKey, String> suspects = new HashMap<>();
    final Map<WarehouseSku, String> mapped = new HashMap<>();
    final InFlight inFlight;

    World(long seed) {
        Random chance = new Random(seed);
        for (int sku = 0; sku < 3; sku++) {
            if (chance.nextInt(5) > 0) {
                mapped.put(new WarehouseSku("W-" + sku), "P-" + sku);
            }
            for (int batch = 0; batch < 4; batch++) {
                add(chance, sku, batch);
            }
        }
        Map<WarehouseSku, Long> shipped = new HashMap<>();
        Set<WarehouseSku> unsettled = chance.nextInt(4) == 0 ? Set.of(new WarehouseSku("W-2")) : Set.of();
        for (int sku = 0; sku < 3; sku++) {
            if (chance.nextInt(3) == 0) {
                shipped.put(new WarehouseSku("W-" + sku), (long) chance.nextInt(4));
            }
        }
        Map<WarehouseSku, Long> received = chance.nextInt(4) == 0
                ? Map.of(new WarehouseSku("W-" + chance.nextInt(3)), (long) chance.nextInt(5) - 1)
                : Map.of();
        inFlight = new InFlight(shipped, unsettled, chance.nextInt(3) == 0 ? Set.of("IN-1") : Set.of(), received);
    }

    private void add(Random chance, int sku, int batch) {
        StockQuality quality = batch == 3 ? StockQuality.DEFECTIVE : StockQuality.QUALIFIED;
        String inboundNo = batch == 2 ? "" : "IN-" + batch % 3;
        Instant there = NOON.minusSeconds(chance.nextInt(2));
        Instant here = NOON.minusSeconds(chance.nextInt(2));
        BatchKey key = new BatchKey(WAREHOUSE, new WarehouseSku("W-" + sku), quality, inboundNo, here);
        if (chance.nextInt(4) > 0) {
            long quantity = chance.nextInt(12);
            local.add(new StockBatch(key, quantity, chance.nextInt(3)));
            if (chance.nextBoolean()) {
                suspects.put(key, "P-" + sku);
            }
        }
        if (chance.nextInt(4) > 0) {
            boolean isMapped = mapped.containsKey(key.sku());
            rows.add(new RemoteRow(
                    new SnapshotRow(
                            "P-" + sku,
                            "",
                            isMapped ? "W-" + sku : "",
                            chance.nextInt(8),
                            chance.nextInt(4),
                            quality,
                            inboundNo,
                            chance.nextBoolean() ? inboundNo : "",
                            there,
                            NOON,
                            "W1",
                            WAREHOUSE),
                    1,
                    null));
            if (chance.nextInt(40) == 0) {
                rows.add(rows.get(rows.size() - 1));
            }
        }
    }

    /** Makes one row impossible and gives it as it is then. */
    RemoteRow spoil(int which) {
        int number = which % rows.size();
        SnapshotRow row = rows.get(number).row();
        RemoteRow spoiled = new RemoteRow(
                new SnapshotRow(
                        row.proxySku(),
                        row.gsku(),
                        row.localSku(),
                        -1,
                        row.locked(),
                        row.quality(),
                        row.proxyInboundNo(),
                        row.localInboundNo(),
                        row.inboundAt(),
                        row.snapshotAt(),
                        row.proxyWarehouse(),
                        row.warehouse()),
                1,
                null);
        rows.set(number, spoiled);
        return spoiled;
    }

    ReconcileRequest request(List<RemoteRow> seen, String incompleteBecause, List<StockBatch> now) {
        var snapshot = new InventorySnapshot(
                "s-1",
                new TaskId(1),
                WAREHOUSE,
                new ProxySystem("X"),
                "W1",
                NOON,
                NOON,
                incompleteBecause.isEmpty(),
                incompleteBecause,
                seen.size(),
                "");
        return new ReconcileRequest(snapshot, INVENTORY, seen, now, mapped, suspects, inFlight, WIDE, NOON, null);
    }

    InMemoryStockLedger ledger() {
        InMemoryStockLedger.Builder builder =
                InMemoryStockLedger.builder().managedLocations(WAREHOUSE).elsewhere("SHELF-A", 50);
        local.forEach(batch -> builder.batch(batch.key(), batch.quantity()));
        InMemoryStockLedger ledger = builder.build();
        local.forEach(batch -> ledger.reserve(batch.key(), batch.reserved()));
        return ledger;
    }

    /** Fills the host's ledger as this world has it. */
    void fill(JdbcStockLedger ledger) {
        local.forEach(batch -> ledger.move(batch.key(), batch.quantity(), batch.reserved()));
        ledger.elsewhere(WAREHOUSE, new WarehouseSku("W-0"), "SHELF-A", 50);
    }
}
