package io.gwms.testkit.evidence;

import io.gwms.catalogue.WarehouseCode;
import io.gwms.evidence.InventorySnapshot;
import io.gwms.evidence.ReconcileLine;
import io.gwms.evidence.SnapshotRepository;
import io.gwms.evidence.SnapshotRetention;
import io.gwms.evidence.SnapshotRow;
import io.gwms.internal.Require;
import io.gwms.internal.StoredForm;
import io.gwms.internal.TextOrder;
import io.gwms.sku.WarehouseSku;
import io.gwms.task.TaskId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Inventory snapshots in memory, rows and all. Shared by threads. */
public final class InMemorySnapshots implements SnapshotRepository {
    private static final long BYTES_A_ROW = 250;

    private record Kept(InventorySnapshot snapshot, List<SnapshotRow> rows) {}

    private final Map<String, Kept> snapshots = new HashMap<>();
    private final Map<String, List<ReconcileLine>> lines = new HashMap<>();

    private InMemorySnapshots() {}

    /** A repository without a snapshot. */
    public static InMemorySnapshots empty() {
        return new InMemorySnapshots();
    }

    @Override
    public void save(InventorySnapshot snapshot, Consumer<Consumer<SnapshotRow>> rows) {
        refuseAgain(snapshot.id());
        List<SnapshotRow> arrived = new ArrayList<>();
        rows.accept(row -> arrived.add(StoredForm.of(row)));
        Require.that(
                arrived.size() == snapshot.rows(), "rows", arrived.size(), snapshot.rows() + ", as the snapshot says");
        synchronized (this) {
            refuseAgain(snapshot.id());
            snapshots.put(snapshot.id(), new Kept(StoredForm.of(snapshot), List.copyOf(arrived)));
        }
    }

    private synchronized void refuseAgain(String id) {
        if (snapshots.containsKey(id)) {
            throw new IllegalStateException("snapshot '" + id + "' is stored already and never changes; use a new id");
        }
    }

    @Override
    public synchronized Optional<InventorySnapshot> latest(TaskId task) {
        return snapshots.values().stream()
                .map(Kept::snapshot)
                .filter(snapshot -> snapshot.task().equals(task))
                .max(Comparator.comparing(InventorySnapshot::endedAt)
                        .thenComparing(InventorySnapshot::id, TextOrder.CODE_POINTS));
    }

    @Override
    public void rows(String snapshotId, Consumer<? super SnapshotRow> sink) {
        Kept kept;
        synchronized (this) {
            kept = snapshots.get(snapshotId);
        }
        if (kept != null) {
            kept.rows().forEach(sink);
        }
    }

    @Override
    public synchronized void saveLines(String snapshotId, List<ReconcileLine> lines) {
        Require.that(
                snapshots.containsKey(snapshotId), "snapshotId", "'" + snapshotId + "'", "the id of a stored snapshot");
        this.lines.put(snapshotId, lines.stream().map(StoredForm::of).toList());
    }

    @Override
    public synchronized List<ReconcileLine> lines(String snapshotId) {
        return lines.getOrDefault(snapshotId, List.of());
    }

    @Override
    public List<ReconcileLine> lines(String snapshotId, WarehouseSku sku) {
        return lines(snapshotId).stream()
                .filter(line -> line.key() != null && line.key().sku().equals(sku))
                .toList();
    }

    @Override
    public synchronized Optional<InventorySnapshot> newestCompared(WarehouseCode warehouse, String butFor) {
        return snapshots.values().stream()
                .map(Kept::snapshot)
                .filter(snapshot -> snapshot.warehouse().equals(warehouse)
                        && isCompared(snapshot)
                        && !snapshot.id().equals(butFor))
                .max(Comparator.comparing(InventorySnapshot::startedAt)
                        .thenComparing(InventorySnapshot::id, TextOrder.CODE_POINTS));
    }

    private boolean isCompared(InventorySnapshot snapshot) {
        return snapshot.complete() && !lines(snapshot.id()).isEmpty();
    }

    @Override
    public synchronized int prune(SnapshotRetention retention, Instant now) {
        List<InventorySnapshot> old = snapshots.values().stream()
                .map(Kept::snapshot)
                .filter(snapshot -> snapshot.endedAt().isBefore(now.minus(SnapshotRetention.LEAST)))
                .filter(snapshot -> !isCompared(snapshot)
                        || newestCompared(snapshot.warehouse(), "")
                                .filter(newest -> newest.startedAt().isAfter(snapshot.startedAt()))
                                .isPresent())
                .sorted(Comparator.comparing(InventorySnapshot::endedAt)
                        .thenComparing(InventorySnapshot::id, TextOrder.CODE_POINTS))
                .toList();
        long bytes = snapshots.values().stream()
                .mapToLong(kept -> kept.rows().size() * BYTES_A_ROW)
                .sum();
        int forgotten = 0;
        for (InventorySnapshot one : old) {
            if (one.endedAt().isBefore(now.minus(retention.age())) || bytes > retention.bytes()) {
                bytes -= one.rows() * BYTES_A_ROW;
                snapshots.remove(one.id());
                lines.remove(one.id());
                forgotten++;
            }
        }
        return forgotten;
    }
}
