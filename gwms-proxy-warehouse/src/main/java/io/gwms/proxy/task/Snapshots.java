package io.gwms.proxy.task;

import io.gwms.evidence.InventorySnapshot;
import io.gwms.evidence.ReconcileLine;
import io.gwms.evidence.SnapshotRepository;
import io.gwms.proxy.reconcile.ReconcilePlan;
import io.gwms.proxy.reconcile.Rule;
import io.gwms.stock.BatchKey;
import java.util.HashMap;
import java.util.Map;

/** What earlier snapshots of a warehouse say about a new one. */
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
}
