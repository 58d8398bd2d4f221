package io.gwms.evidence;

import io.gwms.Incubating;
import java.util.List;
import java.util.Optional;

/**
 * Keeps the product sync history.
 *
 * <h2>Contract</h2>
 *
 * <ol>
 *   <li><b>Forward only.</b> A record goes from PENDING to SUCCESS or FAILED and then stays; trying
 *       again makes a new record that names the old one.
 *   <li><b>Newest first.</b> By (sync time, id) downwards.
 * </ol>
 *
 * <p><b>Threads:</b> shared.
 */
@Incubating
public interface ProductHistoryRepository {
    /** Adds the record, or ends the pending one of the same id; says whether that was allowed. */
    boolean save(ProductSync record);

    /** The record of that id. */
    Optional<ProductSync> get(String id);

    /**
     * A page of records.
     *
     * @throws IllegalArgumentException if {@code before} is not stored (any more)
     */
    List<ProductSync> find(ProductSyncQuery query);
}
