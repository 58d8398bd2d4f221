package io.gwms.evidence;

import java.time.Instant;
import java.util.Collection;
import java.util.List;

/**
 * Keeps the product sync history.
 *
 * <h2>Contract</h2>
 *
 * <ol>
 *   <li><b>Forward only.</b> A record goes from PENDING to SUCCESS or FAILED and then stays; trying
 *       again makes a new record that names the old one.
 *   <li><b>Newest first.</b> By (sync time, id) downwards.
 *   <li><b>Alive until said otherwise.</b> A pending record counts as alive at its sync time and at each
 *       later moment its owner said so; {@link #pending} finds what nobody vouched for lately.
 * </ol>
 *
 * <p><b>Threads:</b> shared.
 */
public interface ProductSyncRepository extends ProductSyncLog {
    /** Adds the record, or ends the pending one of the same id; says whether that was allowed. */
    boolean save(ProductSync record);

    /** Says that the pending ones among these have an owner that lives at that moment; the rest is ignored. */
    void alive(Collection<String> ids, Instant at);

    /**
     * Up to that many records that are still pending and were last alive before that moment, in any order.
     *
     * @param limit 1 to 500
     */
    List<ProductSync> pending(Instant aliveBefore, int limit);
}
