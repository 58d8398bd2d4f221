package io.gwms.proxy.task;

import io.gwms.ModuleSetup;
import io.gwms.evidence.InventorySnapshot;
import io.gwms.evidence.SnapshotRow;
import io.gwms.internal.StoredForm;
import io.gwms.proxy.ProxyCapabilities;
import io.gwms.proxy.reconcile.Explanation;
import io.gwms.proxy.reconcile.Reconciler;
import io.gwms.stock.BatchKey;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tells why an inventory task did what it did for one batch, from the rows and lines kept with it. */
record Explaining(ModuleSetup setup, Desk desk) {

    Optional<Explanation> explain(TaskId task, BatchKey key) {
        Optional<SyncTask> stored = setup.state().tasks().find(task);
        Optional<ProxyCapabilities.Inventory> inventory = desk.routes
                .route(key.warehouse())
                .flatMap(route -> desk.connector(route.system()))
                .flatMap(connector -> connector.capabilities().inventory());
        Optional<InventorySnapshot> snapshot = setup.snapshots().latest(task);
        if (stored.isEmpty() || inventory.isEmpty() || snapshot.isEmpty()) {
            return Optional.empty();
        }
        List<SnapshotRow> rows = new ArrayList<>();
        String digest =
                RowDigest.of(sink -> setup.snapshots().rows(snapshot.get().id(), row -> {
                    sink.accept(row);
                    if (row.localSku().equals(key.sku().value())) {
                        rows.add(row);
                    }
                }));
        return Reconciler.explain(
                        StoredForm.of(key),
                        snapshot.get(),
                        setup.snapshots().lines(snapshot.get().id(), key.sku()),
                        rows,
                        inventory.get(),
                        stored.get().correlation())
                .map(why -> why.withRowsChecked(digest.equals(snapshot.get().sha256())));
    }
}
