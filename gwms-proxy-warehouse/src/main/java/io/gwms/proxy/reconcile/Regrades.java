package io.gwms.proxy.reconcile;

import io.gwms.proxy.reconcile.Slot.MatchKey;
import io.gwms.stock.BatchKey;
import io.gwms.stock.StockBatch;
import io.gwms.stock.StockQuality;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Pieces that changed their inventory type within a batch are moved as one (rule 21). Without that they would be added
 * at once and taken away only by the next snapshot, and be held twice in between.
 */
final class Regrades {
    private final Sheet sheet;
    private final Planning.Trust trust;
    private final Map<MatchKey, Slot> slots;
    private final Predicate<Slot> comparable;

    Regrades(Sheet sheet, Planning.Trust trust, Map<MatchKey, Slot> slots, Predicate<Slot> comparable) {
        this.sheet = sheet;
        this.trust = trust;
        this.slots = slots;
        this.comparable = comparable;
    }

    void judge() {
        slots.forEach((id, slot) -> {
            if (id.quality() == StockQuality.DEFECTIVE && slot.change() != 0) {
                Slot other = slots.get(id.ofTheOtherType());
                if (other != null && slot.change() + other.change() == 0 && isOpen(slot) && isOpen(other)) {
                    if (slot.change() < 0) {
                        move(slot, other);
                    } else {
                        move(other, slot);
                    }
                }
            }
        });
    }

    private boolean isOpen(Slot slot) {
        return !slot.settled && comparable.test(slot);
    }

    private void move(Slot from, Slot to) {
        StockBatch source = from.local.get(0);
        long pieces = to.change();
        boolean absenceSaysNothing = from.isLocalOnly()
                && !(trust == Planning.Trust.ALL
                        && sheet.request.inventory().zeroRowsOmitted()
                        && sheet.request.snapshot().scope().contains(from.id.quality())
                        && sheet.request.mapped().apply(from.id.sku()).isPresent());
        if (absenceSaysNothing || source.quantity() - pieces < source.reserved()) {
            return;
        }
        BatchKey gain = to.local.isEmpty()
                ? sameBatch(source.key(), to.id.quality())
                : to.local.get(0).key();
        Supplier<String> reason = () -> pieces + " pieces of the batch have become " + to.id.quality() + " over there";
        String transfer = sheet.adjustmentId(source.key());
        sheet.line(source.key(), from, source.quantity(), -pieces, Rule.REGRADE, reason, transfer);
        sheet.line(gain, to, to.localQuantity(), pieces, Rule.REGRADE, reason, transfer);
        from.settled = true;
        to.settled = true;
    }

    private static BatchKey sameBatch(BatchKey key, StockQuality quality) {
        return new BatchKey(key.warehouse(), key.sku(), quality, key.inboundNo(), key.inboundAt());
    }
}
