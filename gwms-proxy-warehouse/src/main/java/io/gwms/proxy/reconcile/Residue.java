package io.gwms.proxy.reconcile;

import static java.util.Objects.requireNonNullElse;

import io.gwms.proxy.reconcile.Slot.MatchKey;
import io.gwms.sku.WarehouseSku;
import io.gwms.stock.BatchKey;
import io.gwms.stock.StockQuality;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Slots of one SKU and inventory type of which one side names no inbound order, so that only their sums can be compared
 * (rule 15).
 */
final class Residue {
    private static final Comparator<Slot> OLDEST_FIRST = Comparator.comparing(Residue::since)
            .thenComparing(slot -> slot.id.inboundNo())
            .thenComparingLong(slot -> slot.id.time());

    private final List<Slot> members;

    private Residue(List<Slot> nameless, List<Slot> named) {
        List<Slot> all = new ArrayList<>(nameless);
        all.addAll(named);
        all.sort(OLDEST_FIRST);
        this.members = List.copyOf(all);
    }

    private record Kind(WarehouseSku sku, StockQuality quality) {}

    private static boolean isNameless(Slot slot) {
        return slot.id.inboundNo().isEmpty();
    }

    /** When the batch here came in; one of unknown age counts as the oldest, one that is not here as the newest. */
    private static Instant since(Slot slot) {
        return slot.local.isEmpty()
                ? Instant.MAX
                : requireNonNullElse(slot.local.get(0).key().inboundAt(), Instant.MIN);
    }

    private static long free(Slot slot) {
        return slot.local.stream()
                .mapToLong(batch -> Math.max(0, batch.quantity() - batch.reserved()))
                .sum();
    }

    /** The residues among slots that nothing else keeps from being compared. */
    static List<Residue> among(Collection<Slot> slots, Predicate<Slot> comparable) {
        if (slots.stream().noneMatch(Residue::isNameless)) {
            return List.of();
        }
        Map<Kind, List<Slot>> kinds = new LinkedHashMap<>();
        for (Slot slot : slots) {
            if (slot.surplusHere() != 0 && comparable.test(slot)) {
                kinds.computeIfAbsent(new Kind(slot.id.sku(), slot.id.quality()), kind -> new ArrayList<>())
                        .add(slot);
            }
        }
        List<Residue> residues = new ArrayList<>();
        for (List<Slot> kind : kinds.values()) {
            List<Slot> moreThere = those(kind, one -> isNameless(one) && one.surplusHere() < 0);
            List<Slot> moreHere = those(kind, one -> isNameless(one) && one.surplusHere() > 0);
            List<Slot> onlyHere = those(kind, one -> !isNameless(one) && one.isLocalOnly());
            List<Slot> onlyThere = those(kind, one -> !isNameless(one) && one.isRemoteOnly());
            if (!moreThere.isEmpty() && !onlyHere.isEmpty()) {
                residues.add(new Residue(moreThere, onlyHere));
            } else if (!moreHere.isEmpty() && !onlyThere.isEmpty()) {
                residues.add(new Residue(moreHere, onlyThere));
            }
        }
        return residues;
    }

    private static List<Slot> those(List<Slot> members, Predicate<Slot> condition) {
        return members.stream().filter(condition).toList();
    }

    boolean holds(Slot slot) {
        return members.contains(slot);
    }

    /** The oldest of it; all are of one SKU and inventory type. */
    MatchKey first() {
        return members.get(0).id;
    }

    /**
     * Equal sums need nothing; a difference is told, or taken from the oldest batches where the settings say so and nothing
     * may have been left out.
     */
    void judge(Sheet sheet, Planning.Trust trust) {
        long there = members.stream().mapToLong(slot -> slot.remote).sum();
        long here = members.stream().mapToLong(Slot::localQuantity).sum();
        boolean fifo =
                trust == Planning.Trust.ALL && sheet.request.settings().residue() == ReconcileSettings.Residue.FIFO;
        Rule rule = there == here ? Rule.REDISTRIBUTED : fifo ? Rule.RESIDUE_FIFO : Rule.RESIDUE;
        Supplier<String> reason =
                () -> "pieces without an inbound order and batches with one can be compared in sum only: " + there
                        + " over there, " + here + " here";
        long missing = fifo ? there - here : 0;
        for (Slot slot : members) {
            long delta = missing < 0 ? -Math.min(-missing, free(slot)) : isNameless(slot) ? missing : 0;
            missing -= delta;
            BatchKey key = slot.local.isEmpty()
                    ? sheet.newKey(slot)
                    : slot.local.get(0).key();
            sheet.line(key, slot, slot.localQuantity(), delta, rule, reason);
            slot.settled = true;
        }
    }
}
