package io.gwms.evidence;

import io.gwms.Incubating;
import io.gwms.task.TaskId;
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
 * </ol>
 *
 * <p><b>Threads:</b> shared.
 */
@Incubating
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
}
