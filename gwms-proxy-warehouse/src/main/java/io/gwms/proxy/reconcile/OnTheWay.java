package io.gwms.proxy.reconcile;

import io.gwms.proxy.reconcile.Slot.MatchKey;
import io.gwms.sku.WarehouseSku;
import io.gwms.stock.StockQuality;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Counts what is on its way where there is only one way to (rule 7). Pieces that left there and are not booked
 * here are qualified pieces of a SKU, and pieces received there and not booked here are of either type; which batch they
 * are of is not told. Where several batches could be meant, or an order is in doubt, the SKU is unclear: its qualified
 * pieces wait, and its defective ones with them wherever a piece that changed its type would be held twice or lost
 * meanwhile.
 */
final class OnTheWay {
    private final InFlight inFlight;
    private final Set<WarehouseSku> unclear;
    /** Those of which defective pieces wait as well. */
    private final Set<WarehouseSku> unclearOfBothTypes = new HashSet<>();

    OnTheWay(InFlight inFlight) {
        this.inFlight = inFlight;
        this.unclear = new HashSet<>(inFlight.unsettled());
    }

    /** Adds the pieces to the batches they are of. Those of a SKU with a doubtful batch are of none. */
    void attributeTo(Map<MatchKey, Slot> slots, Predicate<MatchKey> isDoubtful) {
        if (!inFlight.shippedUnbooked().isEmpty()
                || !inFlight.receivedUnbooked().isEmpty()) {
            attribute(slots, isDoubtful);
        }
        if (!unclear.isEmpty()) {
            findWhatMayHaveChangedItsType(slots);
        }
    }

    /** Only a batch that holds more here than there can lack a piece that another one gains. */
    private void findWhatMayHaveChangedItsType(Map<MatchKey, Slot> slots) {
        slots.forEach((id, slot) -> {
            if (slot.surplusHere() > 0 && unclear.contains(id.sku())) {
                unclearOfBothTypes.add(id.sku());
            }
        });
    }

    private void attribute(Map<MatchKey, Slot> slots, Predicate<MatchKey> isDoubtful) {
        Map<WarehouseSku, List<Map.Entry<MatchKey, Slot>>> bySku = new HashMap<>();
        for (Map.Entry<MatchKey, Slot> each : slots.entrySet()) {
            WarehouseSku sku = each.getKey().sku();
            if (inFlight.shippedUnbooked(sku) != 0 || inFlight.receivedUnbooked(sku) != 0) {
                bySku.computeIfAbsent(sku, unused -> new ArrayList<>()).add(each);
            }
        }
        bySku.forEach((sku, all) -> {
            long shipped = inFlight.shippedUnbooked(sku);
            long received = inFlight.receivedUnbooked(sku);
            if (received == 0) {
                List<Map.Entry<MatchKey, Slot>> qualified = all.stream()
                        .filter(each -> each.getKey().quality() == StockQuality.QUALIFIED)
                        .toList();
                if (!isAttributed(qualified, shipped, 1, isDoubtful)) {
                    unclear.add(sku);
                }
            } else if (shipped != 0 || received < 0 || !isAttributed(all, received, -1, isDoubtful)) {
                unclear.add(sku);
                unclearOfBothTypes.add(sku);
            }
        });
    }

    /** Counts the pieces where there is one way to; {@code sign} is 1 for pieces that there are too few of over there. */
    private static boolean isAttributed(
            List<Map.Entry<MatchKey, Slot>> candidates, long pieces, int sign, Predicate<MatchKey> isDoubtful) {
        if (candidates.isEmpty() || candidates.stream().map(Map.Entry::getKey).anyMatch(isDoubtful)) {
            return false;
        }
        List<Slot> differing = candidates.stream()
                .map(Map.Entry::getValue)
                .filter(slot -> sign * slot.surplusHere() > 0)
                .toList();
        long difference =
                differing.stream().mapToLong(slot -> sign * slot.surplusHere()).sum();
        if (candidates.size() == 1 && (sign > 0 || candidates.get(0).getValue().remote >= pieces)) {
            candidates.get(0).getValue().inFlight = sign * pieces;
        } else if (difference == pieces) {
            differing.forEach(slot -> slot.inFlight = slot.surplusHere());
        } else if (differing.size() == 1 && difference > pieces) {
            differing.get(0).inFlight = sign * pieces;
        } else {
            return false;
        }
        return true;
    }

    /** Whether it is not known which qualified batch of the SKU the pieces are of. */
    boolean isUnclear(WarehouseSku sku) {
        return unclear.contains(sku);
    }

    /** Whether it is not known if pieces are of that batch. */
    boolean isUnclear(MatchKey id) {
        return id.quality() == StockQuality.QUALIFIED ? isUnclear(id.sku()) : unclearOfBothTypes.contains(id.sku());
    }

    /** Why it is not known. */
    String reason(MatchKey id) {
        long shipped = inFlight.shippedUnbooked(id.sku());
        long received = inFlight.receivedUnbooked(id.sku());
        String what = shipped == 0 && received <= 0
                ? "orders of this SKU could not be asked about, or pieces of it moved over there meanwhile"
                : shipped + " pieces are shipped and " + (received < 0 ? "an unknown number" : received)
                        + " received and not booked here, and it is not told of which batch";
        return id.quality() == StockQuality.QUALIFIED ? what : what + "; a piece may have changed its type meanwhile";
    }
}
