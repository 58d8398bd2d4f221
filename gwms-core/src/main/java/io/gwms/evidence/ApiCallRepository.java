package io.gwms.evidence;

import java.util.List;

/**
 * Keeps API calls, and shows them as the {@link ApiCallLog} it is. There is no update and no delete here; see {@link
 * ApiCallMaintenance} for the ways out of the log.
 *
 * <h2>Contract</h2>
 *
 * <ol>
 *   <li><b>Once per id.</b> Appending an id again changes nothing, so a batch may be repeated; only an {@link
 *       CallPhase#OPEN open} record is completed by the first one of another phase.
 *   <li><b>All or none.</b> Of a batch that fails nothing is kept.
 *   <li><b>Newest first.</b> Pages follow (created at, id) downwards; a row that is added or purged meanwhile
 *       moves no other row to another page.
 *   <li><b>Light lists.</b> {@link #list} leaves headers, attempts and both bodies empty and their sizes true;
 *       {@link #find} brings them.
 *   <li><b>Known actions only.</b> {@link #actions} names each action that has an entry, and no other.
 * </ol>
 *
 * <p><b>Threads:</b> shared.
 */
public interface ApiCallRepository extends ApiCallLog {
    /** Keeps the calls, durably once it returns. */
    void append(List<ApiCall> calls);
}
