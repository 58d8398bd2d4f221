package io.gwms.evidence;

import io.gwms.Incubating;
import java.time.Instant;
import java.util.ArrayList;
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

    /**
     * Up to that many records that are still pending and began before that moment, in any order. Found
     * page by page unless a store knows a shorter way.
     *
     * @param limit 1 to 500
     */
    default List<ProductSync> pending(Instant before, int limit) {
        List<ProductSync> pending = new ArrayList<>();
        String cursor = null;
        while (true) {
            List<ProductSync> page = find(new ProductSyncQuery(null, null, null, before, 500, cursor));
            page.stream()
                    .filter(record -> record.status() == ProductSync.Status.PENDING)
                    .limit((long) limit - pending.size())
                    .forEach(pending::add);
            if (page.size() < 500 || pending.size() == limit) {
                return pending;
            }
            cursor = page.get(page.size() - 1).id();
        }
    }
}
