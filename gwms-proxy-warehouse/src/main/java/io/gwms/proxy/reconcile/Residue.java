package io.gwms.proxy.reconcile;

import static java.util.Objects.requireNonNullElse;

import io.gwms.proxy.reconcile.Slot.MatchKey;
import io.gwms.sku.WarehouseSku;
import io.gwms.stock.BatchKey;
import io.gwms.stock.StockQuality;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Slots of one SKU and inventory type of which one side names no inbound order, so that only their sums can be compared
 * (rule 15).
 */
final class Residue {
    private static final Comparator<Member> OLDEST_FIRST = Comparator.comparing(Member::since)
            .thenComparing(member -> member.id().inboundNo())
            .thenComparingLong(member -> member.id().time());

    private final List<Member> members;

    private Residue(List<Member> nameless, List<Member> named) {
        List<Member> all = new ArrayList<>(nameless);
        all.addAll(named);
        all.sort(OLDEST_FIRST);
        this.members = List.copyOf(all);
    }

    private record Kind(WarehouseSku sku, StockQuality quality) {}

    private record Member(MatchKey id, Slot slot) {
        boolean isNameless() {
            return id.inboundNo().isEmpty();
        }

        /** When the batch here came in; one of unknown age counts as the oldest, one that is not here as the newest. */
        Instant since() {
            return slot.local.isEmpty()
                    ? Instant.MAX
                    : requireNonNullElse(slot.local.get(0).key().inboundAt(), Instant.MIN);
        }

        long free() {
            return slot.local.stream()
                    .mapToLong(batch -> Math.max(0, batch.quantity() - batch.reserved()))
                    .sum();
        }
    }

    /** The residues among slots that nothing else keeps from being compared. */
    static List<Residue> among(Map<MatchKey, Slot> slots, Predicate<MatchKey> comparable) {
        boolean allNamed =
                slots.keySet().stream().noneMatch(id -> id.inboundNo().isEmpty());
        if (allNamed) {
            return List.of();
        }
        Map<Kind, List<Member>> kinds = new LinkedHashMap<>();
        slots.forEach((id, slot) -> {
            if (slot.surplusHere() != 0 && comparable.test(id)) {
                kinds.computeIfAbsent(new Kind(id.sku(), id.quality()), kind -> new ArrayList<>())
                        .add(new Member(id, slot));
            }
        });
        List<Residue> residues = new ArrayList<>();
        for (List<Member> kind : kinds.values()) {
            List<Member> moreThere =
                    those(kind, one -> one.isNameless() && one.slot().surplusHere() < 0);
            List<Member> moreHere =
                    those(kind, one -> one.isNameless() && one.slot().surplusHere() > 0);
            List<Member> onlyHere =
                    those(kind, one -> !one.isNameless() && one.slot().isLocalOnly());
            List<Member> onlyThere =
                    those(kind, one -> !one.isNameless() && one.slot().isRemoteOnly());
            if (!moreThere.isEmpty() && !onlyHere.isEmpty()) {
                residues.add(new Residue(moreThere, onlyHere));
            } else if (!moreHere.isEmpty() && !onlyThere.isEmpty()) {
                residues.add(new Residue(moreHere, onlyThere));
            }
        }
        return residues;
    }

    private static List<Member> those(List<Member> members, Predicate<Member> condition) {
        return members.stream().filter(condition).toList();
    }

    boolean holds(MatchKey id) {
        return members.stream().anyMatch(member -> member.id().equals(id));
    }

    /** The oldest of it; all are of one SKU and inventory type. */
    MatchKey first() {
        return members.get(0).id();
    }

    /** Equal sums need nothing; a difference is told, or taken from the oldest batches where the settings say so and nothing may have been left out. */
    void judge(Sheet sheet, Planning.Trust trust) {
        long there = members.stream().mapToLong(member -> member.slot().remote).sum();
        long here = members.stream()
                .mapToLong(member -> member.slot().localQuantity())
                .sum();
        boolean fifo =
                trust == Planning.Trust.ALL && sheet.request.settings().residue() == ReconcileSettings.Residue.FIFO;
        Rule rule = there == here ? Rule.REDISTRIBUTED : fifo ? Rule.RESIDUE_FIFO : Rule.RESIDUE;
        String reason = "pieces without an inbound order and batches with one can be compared in sum only: " + there
                + " over there, " + here + " here";
        long missing = fifo ? there - here : 0;
        for (Member member : members) {
            long delta = missing < 0 ? -Math.min(-missing, member.free()) : member.isNameless() ? missing : 0;
            missing -= delta;
            BatchKey key = member.slot().local.isEmpty()
                    ? sheet.newKey(member.id(), member.slot())
                    : member.slot().local.get(0).key();
            sheet.line(key, member.id(), member.slot(), member.slot().localQuantity(), delta, rule, reason);
            sheet.settle(member.id());
        }
    }
}
