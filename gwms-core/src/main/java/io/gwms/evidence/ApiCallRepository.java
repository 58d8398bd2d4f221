package io.gwms.evidence;

import io.gwms.Incubating;
import java.util.List;
import java.util.Optional;

/**
 * Keeps API calls. There is no update and no delete: the log is read-only (platform-api-logs,
 * section 3).
 *
 * <h2>Contract</h2>
 *
 * <ol>
 *   <li><b>Once per id.</b> Appending an id again changes nothing, so a batch may be repeated; only an {@link
 *       CallPhase#OPEN open} record is completed by the first one of another phase, which agrees with it in moment, context, method, direction and count.
 *   <li><b>All or none.</b> Of a batch that fails nothing is kept.
 *   <li><b>Newest first.</b> Pages follow (created at, id) downwards; a row that is added meanwhile
 *       moves no other row to another page.
 *   <li><b>Light lists.</b> {@link #find} leaves both bodies empty and their sizes true; {@link #get}
 *       brings them.
 * </ol>
 *
 * <p><b>Threads:</b> shared.
 */
@Incubating
public interface ApiCallRepository {
    /** Keeps the calls, durably once it returns. */
    void append(List<ApiCall> calls);

    /**
     * A page of calls without their bodies.
     *
     * @throws IllegalArgumentException if {@code before} is not stored (any more)
     */
    List<ApiCall> find(ApiCallQuery query);

    /** The whole call. */
    Optional<ApiCall> get(String id);
}
