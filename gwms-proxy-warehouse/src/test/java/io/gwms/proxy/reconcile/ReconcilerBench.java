package io.gwms.proxy.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.catalogue.WarehouseCode;
import io.gwms.evidence.InventorySnapshot;
import io.gwms.evidence.ReconcileLine;
import io.gwms.evidence.SnapshotRow;
import io.gwms.proxy.ProxyCapabilities;
import io.gwms.proxy.ProxySystem;
import io.gwms.sku.WarehouseSku;
import io.gwms.stock.BatchKey;
import io.gwms.stock.StockBatch;
import io.gwms.stock.StockQuality;
import io.gwms.task.TaskId;
import io.gwms.testkit.stock.InMemoryStockLedger;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Both sides of a small comparison, for tests that say row by row what is there and here. */
abstract class ReconcilerBench {
    static final WarehouseCode WAREHOUSE = new WarehouseCode("JNB-1");
    static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");
    static final Instant INBOUND = Instant.parse("2026-02-01T20:30:00Z");

    final List<RemoteRow> rows = new ArrayList<>();
    final List<StockBatch> local = new ArrayList<>();
    final Map<BatchKey, String> suspects = new HashMap<>();
    final Map<WarehouseSku, String> mapped =
            new HashMap<>(Map.of(new WarehouseSku("A"), "PA", new WarehouseSku("B"), "PB"));
    ProxyCapabilities.Inventory inventory = inventory(true, true, false);
    Duration precision = Duration.ofMillis(1);
    ZoneId zone = ZoneId.of("Asia/Shanghai");
    String incompleteBecause = "";
    ReconcileSettings settings = ReconcileSettings.standard();
    InFlight inFlight = InFlight.nothing();
    Instant now = NOON;

    @Nullable
    Instant newestCompared;

    ReconcileSettings.Residue residue = ReconcileSettings.Residue.REPORT;

    ReconcilerBench there(String localSku, long available, long locked, @Nullable Long stated, Instant at) {
        return there(localSku, StockQuality.QUALIFIED, "IN-1", available, locked, stated, at);
    }

    ReconcilerBench there(
            String localSku,
            StockQuality quality,
            String inboundNo,
            long available,
            long locked,
            @Nullable Long stated,
            @Nullable Instant at) {
        rows.add(new RemoteRow(
                new SnapshotRow(
                        "P" + localSku,
                        "",
                        localSku,
                        available,
                        locked,
                        quality,
                        inboundNo,
                        inboundNo,
                        at,
                        NOON,
                        "W1",
                        WAREHOUSE),
                1,
                stated));
        return this;
    }

    ReconcilerBench there(String localSku, long available, long locked) {
        return there(localSku, available, locked, null, INBOUND);
    }

    ReconcilerBench here(String sku, long quantity) {
        return here(sku, quantity, 0, INBOUND);
    }

    ReconcilerBench here(String sku, long quantity, long reserved, Instant at) {
        local.add(new StockBatch(
                new BatchKey(WAREHOUSE, new WarehouseSku(sku), StockQuality.QUALIFIED, "IN-1", at),
                quantity,
                reserved));
        return this;
    }

    ReconcilerBench here(String sku, StockQuality quality, String inboundNo, long quantity, long reserved) {
        Instant at = inboundNo.isEmpty() ? null : INBOUND.plusSeconds(inboundNo.hashCode());
        local.add(new StockBatch(
                new BatchKey(WAREHOUSE, new WarehouseSku(sku), quality, inboundNo, at), quantity, reserved));
        return this;
    }

    ReconcilerBench there(String sku, StockQuality quality, String inboundNo, long quantity) {
        Instant at = inboundNo.isEmpty() ? null : INBOUND.plusSeconds(inboundNo.hashCode());
        return there(sku, quality, inboundNo, quantity, 0, null, at);
    }

    static ProxyCapabilities.Inventory inventory(boolean full, boolean zeroRowsOmitted, boolean splitRows) {
        return ProxyCapabilities.Inventory.builder(ZoneId.of("Asia/Shanghai"))
                .full(full)
                .zeroRowsOmitted(zeroRowsOmitted)
                .inboundNumbers()
                .inboundTimes()
                .splitRows(splitRows)
                .build();
    }

    ReconcilePlan plan() {
        return Reconciler.plan(request());
    }

    InventorySnapshot snapshot() {
        return new InventorySnapshot(
                "s-1",
                new TaskId(1),
                WAREHOUSE,
                new ProxySystem("X"),
                "W1",
                NOON,
                NOON,
                incompleteBecause.isEmpty(),
                incompleteBecause,
                rows.size(),
                "",
                inventory.types());
    }

    ProxyCapabilities.Inventory howItIsShown() {
        return inventory.toBuilder().timePrecision(precision).zone(zone).build();
    }

    ReconcileRequest request() {
        return new ReconcileRequest(
                snapshot(),
                howItIsShown(),
                rows,
                local,
                mapped,
                suspects,
                inFlight,
                settings.withResidue(residue),
                now,
                newestCompared);
    }

    BatchKey key(String sku) {
        return new BatchKey(WAREHOUSE, new WarehouseSku(sku), StockQuality.QUALIFIED, "IN-1", INBOUND);
    }

    List<String> rules() {
        return plan().lines().stream().map(ReconcileLine::rule).toList();
    }

    ReconcileLine only() {
        ReconcilePlan plan = plan();
        assertThat(plan.lines()).hasSize(1);
        return plan.lines().get(0);
    }

    List<String> tripped() {
        return plan().tripped().stream().map(ReconcilePlan.Gate::name).toList();
    }

    InMemoryStockLedger ledger() {
        InMemoryStockLedger.Builder builder = InMemoryStockLedger.builder().managedLocations(WAREHOUSE);
        local.forEach(batch -> builder.batch(batch.key(), batch.quantity()));
        return builder.build();
    }
}
