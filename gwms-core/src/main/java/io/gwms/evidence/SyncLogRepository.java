package io.gwms.evidence;

import io.gwms.ordersync.SyncRun;
import io.gwms.ordersync.SyncRunId;
import io.gwms.ordersync.SyncRunQuery;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Keeps the order sync log (order-sync-log).
 *
 * <h2>Contract</h2>
 *
 * <ol>
 *   <li><b>One record per run.</b> Saving a run again replaces it, whole.
 *   <li><b>Deleting is cosmetic.</b> It removes log records and nothing else (section 2.4). A record of a
 *       run that is queued or running stays.
 *   <li><b>Newest first.</b> By (submitted at, id) downwards.
 * </ol>
 *
 * <p><b>Threads:</b> shared.
 */
public interface SyncLogRepository {
    /** Adds the run, or replaces it. */
    void save(SyncRun run);

    /** The run of that id. */
    Optional<SyncRun> find(SyncRunId id);

    /**
     * A page of runs.
     *
     * @throws IllegalArgumentException if {@code before} is not stored (any more)
     */
    List<SyncRun> list(SyncRunQuery query);

    /** Removes the records of runs that have ended; orders stay. Says how many it removed. */
    int delete(Collection<SyncRunId> ids);
}
