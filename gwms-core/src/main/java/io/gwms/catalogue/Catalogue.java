package io.gwms.catalogue;

import io.gwms.sku.WarehouseSku;
import java.util.List;
import java.util.Optional;

/**
 * The host's master data: warehouses, channels and SKUs. A host implements this.
 *
 * <h2>Contract</h2>
 *
 * <ol>
 *   <li><b>Empty means «there is none».</b> When the data cannot be read, throw; the command or task
 *       that asked ends without an effect and may be repeated.
 *   <li><b>Codes stay.</b> A code that was handed out keeps its meaning; orders refer to it for years.
 *   <li><b>Search is by keyword.</b> Case does not matter; the best matches come first.
 * </ol>
 *
 * <p><b>Threads:</b> shared; called from commands and task handlers, and expected to answer fast.
 */
public interface Catalogue {
    /** The warehouse of that code. */
    Optional<Warehouse> warehouse(WarehouseCode code);

    /** The channel of that code, when that warehouse offers it. */
    Optional<Channel> channel(WarehouseCode warehouse, ChannelCode code);

    /** The channels that warehouse offers, in the order a person should see them. */
    List<Channel> channels(WarehouseCode warehouse);

    /** Whether that warehouse SKU exists. */
    boolean exists(WarehouseSku sku);

    /** At most {@code limit} warehouse SKUs that match the keyword. */
    List<WarehouseSku> searchSkus(String keyword, int limit);
}
