package io.gwms.proxy.reconcile;

import io.gwms.proxy.reconcile.Slot.MatchKey;
import io.gwms.stock.BatchKey;
import io.gwms.stock.StockBatch;
import io.gwms.stock.StockQuality;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Pieces that changed their inventory type within a batch are moved as one (rule 21). Without that they would be added
 * at once and taken away only by the next snapshot, and be held twice in between.
 */
final class Regrades {
    private final Sheet sheet;
    private final Planning.Trust trust;
    private final Map<MatchKey, Slot> slots;
    private final Predicate<MatchKey> comparable;

    Regrades(Sheet sheet, Planning.Trust trust, Map<MatchKey, Slot> slots, Predicate<MatchKey> comparable) {
        this.sheet = sheet;
        this.trust = trust;
        this.slots = slots;
        this.comparable = comparable;
    }

    void judge() {
        slots.forEach((id, slot) -> {
            if (id.quality() == StockQuality.DEFECTIVE && slot.change() != 0) {
                MatchKey otherId = id.ofTheOtherType();
                Slot other = slots.get(otherId);
                if (other != null && slot.change() + other.change() == 0 && isOpen(id) && isOpen(otherId)) {
                    if (slot.change() < 0) {
                        move(id, slot, otherId, other);
                    } else {
                        move(otherId, other, id, slot);
                    }
                }
            }
        });
    }

    private boolean isOpen(MatchKey id) {
        return !sheet.isSettled(id) && comparable.test(id);
    }

    private void move(MatchKey fromId, Slot from, MatchKey toId, Slot to) {
        StockBatch source = from.local.get(0);
        long pieces = to.change();
        boolean absenceSaysNothing = from.isLocalOnly()
                && !(trust == Planning.Trust.ALL
                        && sheet.request.inventory().zeroRowsOmitted()
                        && sheet.request.mapped().apply(fromId.sku()).isPresent());
        if (absenceSaysNothing || source.quantity() - pieces < source.reserved()) {
            return;
        }
        BatchKey gain = to.local.isEmpty()
                ? sameBatch(source.key(), toId.quality())
                : to.local.get(0).key();
        String reason = pieces + " pieces of the batch have become " + toId.quality() + " over there";
        String transfer = sheet.adjustmentId(source.key());
        sheet.line(source.key(), fromId, from, source.quantity(), -pieces, Rule.REGRADE, reason, transfer);
        sheet.line(gain, toId, to, to.localQuantity(), pieces, Rule.REGRADE, reason, transfer);
        sheet.settle(fromId);
        sheet.settle(toId);
    }

    private static BatchKey sameBatch(BatchKey key, StockQuality quality) {
        return new BatchKey(key.warehouse(), key.sku(), quality, key.inboundNo(), key.inboundAt());
    }
}
