package io.gwms.proxy.reconcile;

import static java.util.Objects.requireNonNull;

import io.gwms.Incubating;
import io.gwms.evidence.InventorySnapshot;
import io.gwms.proxy.ProxyCapabilities;
import io.gwms.sku.WarehouseSku;
import io.gwms.stock.BatchKey;
import io.gwms.stock.StockBatch;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Everything a plan is made of; the same request always gives the same plan, whatever the order of its rows.
 *
 * @param snapshot what was read
 * @param inventory how the system shows its inventory
 * @param stock the rows of the snapshot, and every batch of the managed locations of the warehouse; nothing is added to it
 *     any more
 * @param mapped what a local SKU is called over there now; empty when it is not mapped
 * @param suspects batches that an earlier complete snapshot showed at zero or not at all, each with the SKU it had over
 *     there then
 * @param inFlight what is on its way
 * @param settings how much may change without a person
 * @param now when the plan is made
 * @param newestCompared when the first page of the newest snapshot was asked for that was compared with this warehouse; null
 *     when none was
 */
@Incubating("its shape follows what ten million rows need, which is still being measured")
public record ReconcileRequest(
        InventorySnapshot snapshot,
        ProxyCapabilities.Inventory inventory,
        PackedStock stock,
        Function<WarehouseSku, Optional<String>> mapped,
        Map<BatchKey, String> suspects,
        InFlight inFlight,
        ReconcileSettings settings,
        Instant now,
        @Nullable Instant newestCompared) {

    public ReconcileRequest {
        requireNonNull(snapshot, "snapshot");
        requireNonNull(inventory, "inventory");
        requireNonNull(stock, "stock");
        requireNonNull(mapped, "mapped");
        suspects = Map.copyOf(suspects);
        requireNonNull(inFlight, "inFlight");
        requireNonNull(settings, "settings");
        requireNonNull(now, "now");
    }

    /** The same of a few rows and batches. */
    public ReconcileRequest(
            InventorySnapshot snapshot,
            ProxyCapabilities.Inventory inventory,
            List<RemoteRow> rows,
            List<StockBatch> local,
            Map<WarehouseSku, String> mapped,
            Map<BatchKey, String> suspects,
            InFlight inFlight,
            ReconcileSettings settings,
            Instant now,
            @Nullable Instant newestCompared) {
        this(
                snapshot,
                inventory,
                packed(rows, local),
                sku -> Optional.ofNullable(mapped.get(sku)),
                suspects,
                inFlight,
                settings,
                now,
                newestCompared);
    }

    private static PackedStock packed(List<RemoteRow> rows, List<StockBatch> local) {
        PackedStock stock = PackedStock.within(Long.MAX_VALUE);
        rows.forEach(stock::add);
        local.forEach(stock::add);
        return stock;
    }

    /** The same, asking only once what a SKU is called: it stays one plan when a mapping changes while it is read. */
    ReconcileRequest rememberingAnswers() {
        Map<WarehouseSku, Optional<String>> answers = new HashMap<>();
        return new ReconcileRequest(
                snapshot,
                inventory,
                stock,
                sku -> answers.computeIfAbsent(sku, mapped),
                suspects,
                inFlight,
                settings,
                now,
                newestCompared);
    }
}
