package io.gwms.stock;

import io.gwms.catalogue.WarehouseCode;
import io.gwms.sku.WarehouseSku;
import java.util.List;
import java.util.function.Consumer;

/**
 * The host's stock, as far as the SDK may see and correct it: the two managed locations of each
 * proxied warehouse, one for qualified stock (virtual putaway) and one for defective stock
 * (sync-tasks, section 2.6). A host implements this.
 *
 * <h2>Contract</h2>
 *
 * <ol>
 *   <li><b>Only the managed locations.</b> {@link #read} shows them and {@link #adjust} changes them;
 *       stock anywhere else is never touched.
 *   <li><b>Guarded.</b> An adjustment applies only while the batch holds what it expects; else its
 *       verdict is {@link AdjustmentVerdict#CONFLICT}. A batch the ledger does not know holds 0.
 *   <li><b>Once.</b> An adjustment id that was applied is remembered with the change, in one
 *       transaction of the host; the same id again is {@link AdjustmentVerdict#ALREADY_APPLIED}.
 *   <li><b>Each for itself.</b> One verdict for each adjustment, in the order asked; a conflict does
 *       not stop the others.
 *   <li><b>No managed location, no change.</b> An adjustment for a type of which the warehouse has no
 *       managed location is {@link AdjustmentVerdict#NO_MANAGED_LOCATION}.
 *   <li><b>A regrade is one transfer.</b> An adjustment with a {@link StockAdjustment#regrade} moves its pieces
 *       from one managed location to the other: both batches hold what is expected and both change, or
 *       neither does.
 *   <li><b>Row by row.</b> {@link #read} hands one batch after the other to the sink and keeps none.
 * </ol>
 *
 * <p><b>Shipped pieces are the host's to take.</b> The SDK takes nothing from the ledger when an order
 * ships; the host does, when it learns of the shipment. An inventory task that reads the ledger
 * before that finds the pieces too many and takes them itself, so take them by what the batch holds,
 * not blindly.
 *
 * <p><b>Threads:</b> shared; commands read while one reconcile of a warehouse at a time adjusts.
 */
public interface StockLedger {
    /** Hands every batch of the managed locations of that warehouse to the sink. */
    void read(WarehouseCode warehouse, Consumer<? super StockBatch> sink);

    /** Applies the adjustments and says what became of each. */
    List<AdjustmentVerdict> adjust(List<StockAdjustment> adjustments);

    /**
     * Tells of every SKU whose available pieces have changed, in any warehouse, from now on. {@code told} returns at once
     * and may be called under a lock of the ledger's. A ledger that cannot tell does nothing: then its host says so where
     * it is needed, as to the stock push of platforms, or what has changed is found by the next full pass.
     */
    default void onChange(Consumer<? super WarehouseSku> told) {}

    /** Pieces of that SKU that can still be promised: qualified stock of the managed location less what is reserved. */
    long available(WarehouseCode warehouse, WarehouseSku sku);
}
