package io.gwms.proxy.reconcile;

import io.gwms.evidence.InventorySnapshot;
import io.gwms.evidence.ReconcileLine;
import io.gwms.evidence.SnapshotRow;
import io.gwms.proxy.ProxyCapabilities;
import io.gwms.stock.BatchKey;
import io.gwms.stock.StockLedger;
import java.util.List;
import java.util.Optional;

/**
 * Compares a snapshot of a proxy warehouse with the stock here, batch by batch, and corrects the two managed locations
 * (sync-tasks, section 2.6). What is compared is the total, available plus locked.
 */
public final class Reconciler {
    private Reconciler() {}

    /** Decides and changes nothing: a dry run. */
    public static ReconcilePlan plan(ReconcileRequest request) {
        return new Comparison(request).plan();
    }

    /**
     * Explains one line from what was kept with the task, without asking anybody.
     *
     * @param key the batch
     * @param snapshot what was read
     * @param lines all lines of the reconciliation, or those of the batch's SKU
     * @param rows the rows of its snapshot, or those of the batch's SKU
     * @param inventory how the system shows its inventory
     * @param correlation what the calls of the task are recorded under
     */
    public static Optional<Explanation> explain(
            BatchKey key,
            InventorySnapshot snapshot,
            List<ReconcileLine> lines,
            List<SnapshotRow> rows,
            ProxyCapabilities.Inventory inventory,
            String correlation) {
        return Explanation.of(key, snapshot, lines, rows, inventory, correlation);
    }

    /**
     * Applies a plan as guarded deltas and gives its lines with what became of each. Applying it again changes nothing.
     *
     * @throws IllegalStateException when a gate of the plan is tripped
     */
    public static List<ReconcileLine> apply(ReconcilePlan plan, StockLedger ledger) {
        if (!plan.tripped().isEmpty()) {
            throw new IllegalStateException(
                    "plan " + plan.hash() + " waits for a person and is not applied: " + plan.tripped());
        }
        return new Application(plan, ledger).lines();
    }
}
