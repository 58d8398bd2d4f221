package io.gwms.evidence;

import io.gwms.Incubating;
import io.gwms.catalogue.WarehouseCode;
import io.gwms.sku.WarehouseSku;
import io.gwms.task.TaskId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Keeps inventory snapshots as evidence, with the lines of the reconciliation made from them.
 *
 * <h2>Contract</h2>
 *
 * <ol>
 *   <li><b>Immutable.</b> A snapshot that was finished never changes; saving its id again is an
 *       {@link IllegalStateException}.
 *   <li><b>Row by row.</b> Rows are handed in and out one by one, so that a snapshot of a million rows
 *       needs no memory of that size.
 *   <li><b>All or nothing.</b> A snapshot whose rows did not all arrive is not there: when handing them
 *       in throws, or ends with another number than the snapshot says (an {@link
 *       IllegalArgumentException}).
 *   <li><b>Never a live view.</b> It shows what was seen at that moment (sync-tasks, section 2.6).
 *   <li><b>Forgotten as a whole.</b> {@link #prune} takes a snapshot with its rows and lines, or nothing of it.
 * </ol>
 *
 * <p><b>Threads:</b> shared.
 */
@Incubating("how a snapshot of a million rows is stored is still being measured")
public interface SnapshotRepository {
    /** Saves a snapshot; {@code rows} hands every row to the sink it is given. */
    void save(InventorySnapshot snapshot, Consumer<Consumer<SnapshotRow>> rows);

    /** The newest snapshot of that task. */
    Optional<InventorySnapshot> latest(TaskId task);

    /** Hands every row of the snapshot to the sink, in the order they came in; none when it is not there. */
    void rows(String snapshotId, Consumer<? super SnapshotRow> sink);

    /**
     * Keeps the lines of a reconciliation; those saved before for the snapshot are replaced.
     *
     * @throws IllegalArgumentException if there is no such snapshot
     */
    void saveLines(String snapshotId, List<ReconcileLine> lines);

    /** The lines of the reconciliation made from that snapshot. */
    List<ReconcileLine> lines(String snapshotId);

    /** Those of one SKU, in their order. */
    List<ReconcileLine> lines(String snapshotId, WarehouseSku sku);

    /**
     * The complete snapshot of that warehouse that began last and has lines.
     *
     * @param butFor the id of one that does not count
     */
    Optional<InventorySnapshot> newestCompared(WarehouseCode warehouse, String butFor);

    /**
     * Forgets snapshots with their rows and lines: those that ended too long ago, and then the oldest until the rest is
     * small enough. What is kept all the same: the newest one of each warehouse that was compared, for the next one is
     * judged by it, and every one of the last two days, for a person may still be about to approve its plan.
     *
     * @return how many were forgotten
     */
    int prune(SnapshotRetention retention, Instant now);
}
