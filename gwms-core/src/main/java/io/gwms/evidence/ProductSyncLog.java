package io.gwms.evidence;

import java.util.List;
import java.util.Optional;

/**
 * The product sync history as it is read (product-sync-history). Nothing can be changed through it.
 *
 * <p><b>Threads:</b> shared.
 */
public interface ProductSyncLog {
    /** The record of that id. */
    Optional<ProductSync> find(String id);

    /**
     * A page of records, newest first: by (sync time, id) downwards.
     *
     * @throws IllegalArgumentException if {@code before} is not stored (any more)
     */
    List<ProductSync> list(ProductSyncQuery query);
}
