package io.gwms.proxy.task;

import io.gwms.catalogue.WarehouseCode;
import io.gwms.evidence.InventorySnapshot;
import io.gwms.evidence.ReconcileLine;
import io.gwms.evidence.SnapshotRepository;
import io.gwms.internal.StoredForm;
import io.gwms.proxy.reconcile.ReconcilePlan;
import io.gwms.proxy.reconcile.Rule;
import io.gwms.stock.BatchKey;
import io.gwms.stock.StockLedger;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What earlier snapshots of a warehouse say about a new one, and about the stock here. */
final class Snapshots {
    private final SnapshotRepository snapshots;

    Snapshots(SnapshotRepository snapshots) {
        this.snapshots = snapshots;
    }

    /** The batches that a believable snapshot showed nothing of, each with the SKU it had over there. */
    Map<BatchKey, String> suspectsOf(InventorySnapshot snapshot) {
        Map<BatchKey, String> suspects = new HashMap<>();
        for (ReconcileLine line : snapshots.lines(snapshot.id())) {
            boolean doubted =
                    line.rule().equals(Rule.SUSPECT.name()) || line.rule().equals(Rule.ZERO_CONFIRMED.name());
            if (doubted && line.key() != null && !line.result().equals(ReconcilePlan.HELD)) {
                suspects.put(line.key(), line.proxySku());
            }
        }
        return suspects;
    }

    /**
     * Kept lines, each about the batch that the ledger has: they are kept with times in milliseconds, and the ledger may tell
     * them finer.
     */
    static List<ReconcileLine> asHeld(List<ReconcileLine> kept, WarehouseCode warehouse, StockLedger ledger) {
        Map<BatchKey, BatchKey> finer = new HashMap<>();
        ledger.read(warehouse, batch -> {
            Instant at = batch.key().inboundAt();
            if (at != null && !at.equals(StoredForm.of(at))) {
                finer.put(StoredForm.of(batch.key()), batch.key());
            }
        });
        return finer.isEmpty()
                ? kept
                : kept.stream().map(line -> asHeld(line, finer)).toList();
    }

    private static ReconcileLine asHeld(ReconcileLine line, Map<BatchKey, BatchKey> finer) {
        BatchKey key = line.key();
        return key == null || !finer.containsKey(key)
                ? line
                : new ReconcileLine(
                        finer.get(key),
                        line.proxySku(),
                        line.remote(),
                        line.local(),
                        line.inFlight(),
                        line.delta(),
                        line.rule(),
                        line.result(),
                        line.reason(),
                        line.adjustmentId(),
                        line.reserved(),
                        line.mapping());
    }
}
