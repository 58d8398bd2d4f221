package io.gwms.proxy.task;

import io.gwms.catalogue.WarehouseCode;
import io.gwms.evidence.InventorySnapshot;
import io.gwms.evidence.ReconcileLine;
import io.gwms.evidence.SnapshotRepository;
import io.gwms.proxy.reconcile.ReconcilePlan;
import io.gwms.proxy.reconcile.Rule;
import io.gwms.state.StateRepository;
import io.gwms.stock.BatchKey;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskQuery;
import io.gwms.task.TaskType;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What earlier snapshots of a warehouse say about a new one. */
final class Snapshots {
    private static final int TASKS_LOOKED_AT = 50;

    private final StateRepository state;
    private final SnapshotRepository snapshots;

    Snapshots(StateRepository state, SnapshotRepository snapshots) {
        this.state = state;
        this.snapshots = snapshots;
    }

    /** The newest snapshot of the warehouse that was compared, but for that one; of any task. */
    Optional<InventorySnapshot> newestCompared(WarehouseCode warehouse, String butFor) {
        TaskQuery query = TaskQuery.newest(TASKS_LOOKED_AT)
                .withType(TaskType.INVENTORY_SYNC)
                .withWarehouse(warehouse);
        return state.tasks().list(query).stream()
                .map(SyncTask::id)
                .flatMap(task -> snapshots.latest(task).stream())
                .filter(snapshot -> snapshot.complete() && !snapshot.id().equals(butFor))
                .filter(snapshot -> !snapshots.lines(snapshot.id()).isEmpty())
                .max(Comparator.comparing(InventorySnapshot::startedAt));
    }

    /** The batches that a believable snapshot showed nothing of, each with the SKU it had over there. */
    Map<BatchKey, String> suspectsOf(InventorySnapshot snapshot) {
        Map<BatchKey, String> suspects = new HashMap<>();
        for (ReconcileLine line : snapshots.lines(snapshot.id())) {
            boolean doubted =
                    line.rule().equals(Rule.SUSPECT.name()) || line.rule().equals(Rule.ZERO_CONFIRMED.name());
            if (doubted && !line.result().equals(ReconcilePlan.HELD)) {
                line.batch().ifPresent(key -> suspects.put(key, line.proxySku()));
            }
        }
        return suspects;
    }
}
