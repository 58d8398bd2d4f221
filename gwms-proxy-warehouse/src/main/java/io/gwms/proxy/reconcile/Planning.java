package io.gwms.proxy.reconcile;

import io.gwms.evidence.ReconcileLine;
import io.gwms.evidence.SnapshotRow;
import io.gwms.internal.StoredForm;
import io.gwms.proxy.reconcile.Slot.Group;
import io.gwms.proxy.reconcile.Slot.MatchKey;
import io.gwms.sku.WarehouseSku;
import io.gwms.stock.BatchKey;
import io.gwms.stock.StockBatch;
import io.gwms.stock.StockQuality;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Judges what is not plainly equal in one part of the stock: rows become slots, slots are judged one by one. The order of
 * the rules is the order of doubt: what cannot be decided is set aside before anything is corrected. Used once, by one
 * thread.
 */
final class Planning {
    static final String ALIKE = "both sides hold the same";

    private final ReconcileRequest request;
    private final Times times;
    private final Map<MatchKey, Slot> slots;
    private final OnTheWay onTheWay;
    /** SKUs of which a row is impossible: none of their figures is believed. */
    private final Set<WarehouseSku> impossible = new HashSet<>();

    /** Batches that keep more here than they should until it is sure to be gone, each with what it gives up now. */
    private final Map<MatchKey, Long> keeping = new HashMap<>();

    private final Sheet sheet;
    private final Trust trust;
    private List<Residue> residues = List.of();
    private boolean someMayBeLeftOut;

    /**
     * A plan to be made.
     *
     * @param trust how far the snapshot as a whole may be built upon
     * @param adjustmentIds what names corrections; null when nobody reads the lines, see {@link Sheet}
     * @param size about how many batches are to be judged
     */
    Planning(
            ReconcileRequest request, Times times, Trust trust, Lines.@Nullable AdjustmentIds adjustmentIds, int size) {
        this.request = request;
        this.times = times;
        this.sheet = new Sheet(request, adjustmentIds);
        this.trust = trust;
        this.onTheWay = new OnTheWay(request.inFlight());
        this.slots = new LinkedHashMap<>(size * 2);
    }

    /** How far a snapshot may be built upon. */
    enum Trust {
        /** What it shows and what it leaves out. */
        ALL,
        /** Rows are impossible or came twice, so others may have been left out. */
        WHAT_IT_SHOWS,
        /** Nothing is changed. */
        NOTHING
    }

    /** How far the rows of this part let the snapshot be built upon. */
    Trust found() {
        return someMayBeLeftOut ? Trust.WHAT_IT_SHOWS : Trust.ALL;
    }

    List<ReconcileLine> lines(List<RemoteRow> rows, List<StockBatch> local) {
        addRows(rows);
        local.forEach(batch -> slot(MatchKey.of(batch.key(), times)).local.add(batch));
        findOtherSplits();
        residues = Residue.among(slots.values(), this::isComparable);
        onTheWay.attributeTo(slots, id -> isDoubtful(slot(id)));
        if (trust != Trust.NOTHING) {
            residues.stream()
                    .filter(residue -> !onTheWay.isUnclear(residue.first()))
                    .forEach(residue -> residue.judge(sheet, trust));
            new Regrades(sheet, trust, slots, slot -> isComparable(slot) && !onTheWay.isUnclear(slot.id.sku())).judge();
        }
        judge(slot -> slot.change() <= 0);
        judge(slot -> slot.change() > 0); // last, for what is gained may be what the other type keeps
        return sheet.lines();
    }

    private void judge(Predicate<Slot> some) {
        for (Slot slot : slots.values()) {
            if (some.test(slot) && !slot.settled) {
                judge(slot);
            }
        }
    }

    // --- rows become slots ---

    private void addRows(List<RemoteRow> rows) {
        record Place(
                String proxySku,
                StockQuality quality,
                String inboundNo,
                @Nullable Instant at) {}
        Map<Place, RemoteRow> seen = new HashMap<>(rows.size() * 2);
        boolean parts = request.inventory().splitRows();
        for (RemoteRow remote : rows) {
            SnapshotRow row = remote.row();
            String wrong = Rows.isWrong(remote) ? Rows.whatIsWrong(remote) : "";
            RemoteRow before = parts
                    ? null
                    : seen.putIfAbsent(
                            new Place(row.proxySku(), row.quality(), row.proxyInboundNo(), row.inboundAt()), remote);
            if (wrong.isEmpty() && before != null && !before.saysTheSameAs(remote)) {
                wrong = "the row came twice with different figures";
            }
            if (!wrong.isEmpty()) {
                someMayBeLeftOut = true;
                sheet.report(row, Rule.INVALID_ROW, wrong);
                if (!row.localSku().isBlank()) {
                    impossible.add(new WarehouseSku(row.localSku()));
                }
            } else if (before != null) {
                someMayBeLeftOut = true;
                sheet.report(row, Rule.REPEATED_ROW, "the same row came twice; it is counted once");
            } else if (row.localSku().isBlank()) {
                sheet.report(row, Rule.UNMAPPED_SKU, "proxy SKU " + row.proxySku() + " stands for no SKU here; map it");
            } else {
                slot(MatchKey.of(Rows.key(row), times)).add(remote);
            }
        }
    }

    private Slot slot(MatchKey id) {
        return slots.computeIfAbsent(id, Slot::new);
    }

    // --- what cannot be told apart ---

    /** Batches of one inbound order that are matched on one side only: their times differ, or one side splits them. */
    private void findOtherSplits() {
        Map<Group, List<Slot>> groups = new HashMap<>(slots.size() * 2);
        for (Slot slot : slots.values()) {
            slot.group = groups.computeIfAbsent(slot.id.group(), unused -> new ArrayList<>(1));
            slot.group.add(slot);
        }
        for (List<Slot> group : groups.values()) {
            boolean onlyThere = false;
            boolean onlyHere = false;
            boolean collapsed = false;
            for (Slot slot : group) {
                onlyThere |= slot.isRemoteOnly() && slot.remote > 0;
                onlyHere |= slot.isLocalOnly() && slot.localQuantity() > 0;
                collapsed |= slot.local.size() > 1;
            }
            if ((onlyThere && onlyHere) || collapsed) {
                group.forEach(slot -> slot.splitOtherwise = true);
            }
        }
    }

    private boolean isDoubtful(Slot slot) {
        return isSetAside(slot) || residues.stream().anyMatch(residue -> residue.holds(slot));
    }

    private boolean isSetAside(Slot slot) {
        return slot.splitOtherwise || request.inFlight().openInbounds().contains(slot.id.inboundNo());
    }

    /** Whether nothing but its figures decides about it. */
    private boolean isComparable(Slot slot) {
        return !isSetAside(slot) && !impossible.contains(slot.id.sku()) && slot.local.size() < 2;
    }

    // --- judging ---

    private void judge(Slot slot) {
        boolean equal = slot.local.size() == 1 && slot.seenThere && slot.surplusHere() == 0 && slot.inFlight == 0;
        if (!equal && (slot.local.size() > 1 || slot.splitOtherwise)) {
            judgeSplit(slot);
            return;
        }
        MatchKey id = slot.id;
        @Nullable StockBatch local = slot.local.isEmpty() ? null : slot.local.get(0);
        long held = local == null ? 0 : local.quantity();
        BatchKey key = local == null ? sheet.newKey(slot) : local.key();
        long target = Math.addExact(slot.remote, slot.inFlight);
        if (held == target) {
            if (held > 0 || local != null) {
                keep(key, slot, held, Rule.EQUAL, () -> equalReason(slot));
            }
        } else if (trust == Trust.NOTHING || impossible.contains(id.sku())) {
            keep(key, slot, held, Rule.SNAPSHOT_UNUSABLE, () -> unusableReason(id));
        } else if (request.inFlight().openInbounds().contains(id.inboundNo())) {
            keep(key, slot, held, Rule.OPEN_INBOUND, () -> "inbound order " + id.inboundNo() + " is open here");
        } else if (onTheWay.isUnclear(id)) {
            keep(key, slot, held, Rule.IN_FLIGHT_UNCLEAR, () -> onTheWay.reason(id));
        } else if (slot.isRemoteOnly() && !slot.linked) {
            keep(
                    key,
                    slot,
                    held,
                    Rule.UNLINKED_INBOUND,
                    () -> "inbound order " + id.inboundNo()
                            + " over there is linked to none here, and no batch here bears its number");
        } else if (slot.isLocalOnly() && request.mapped().apply(id.sku()).isEmpty()) {
            keep(key, slot, held, Rule.NOT_MAPPED_HERE, () -> "SKU " + id.sku() + " has no name over there");
        } else if (target == 0 || (slot.remote == 0 && target < held)) {
            judgeZero(key, slot, held, target);
        } else {
            correct(key, slot, held, target, local == null ? 0 : local.reserved(), Rule.CORRECT);
        }
    }

    /** No guess which batch is which: as long as the sums agree nothing is wrong, else a person decides. */
    private void judgeSplit(Slot slot) {
        // Batches of the group that both sides hold alike are not here; they would add the same to both sums.
        long there = slot.group.stream().mapToLong(each -> each.remote).sum();
        long here = slot.group.stream().mapToLong(Slot::localQuantity).sum();
        Rule rule = there == here ? Rule.REDISTRIBUTED : Rule.AMBIGUOUS;
        Supplier<String> reason = () -> "batches of inbound order '" + slot.id.inboundNo() + "' differ in time only: "
                + there + " pieces over there, " + here + " here";
        if (slot.local.isEmpty()) {
            sheet.line(sheet.newKey(slot), slot, 0, 0, rule, reason);
        }
        for (StockBatch batch : slot.local) {
            sheet.line(batch.key(), slot, batch.quantity(), 0, rule, reason);
        }
    }

    /** Nothing there of what is held here, beyond what is on its way: asked twice before it is believed (rule 2). */
    private void judgeZero(BatchKey key, Slot slot, long held, long target) {
        boolean omitted = slot.isLocalOnly();
        if (omitted && !request.snapshot().scope().contains(slot.id.quality())) {
            keep(
                    key,
                    slot,
                    held,
                    Rule.MISSING_NOT_ZERO,
                    () -> "the system shows " + request.snapshot().scope() + " stock only");
            return;
        }
        if (omitted && !request.inventory().zeroRowsOmitted()) {
            keeping.put(slot.id, 0L);
            keep(
                    key,
                    slot,
                    held,
                    Rule.MISSING_NOT_ZERO,
                    () -> "the system shows empty batches, and this one not at all");
            return;
        }
        if (omitted && trust == Trust.WHAT_IT_SHOWS) {
            keeping.put(slot.id, 0L);
            keep(
                    key,
                    slot,
                    held,
                    Rule.MISSING_NOT_ZERO,
                    () -> "rows are impossible or came twice, so this one may have been left out");
            return;
        }
        if (request.mapped().apply(slot.id.sku()).isPresent() && isDoubted(key, sheet.proxySkus(slot))) {
            long reserved = slot.local.get(0).reserved();
            correct(key, slot, held, target, reserved, Rule.ZERO_CONFIRMED);
        } else {
            keeping.put(slot.id, 0L);
            keep(
                    key,
                    slot,
                    held,
                    Rule.SUSPECT,
                    () -> (omitted ? "the batch is not in the snapshot" : "the batch is shown at zero")
                            + "; it goes to " + target + " when the next complete snapshot says so too");
        }
    }

    /** Whether an earlier snapshot showed nothing of it either, under the same names; what is kept tells milliseconds only. */
    private boolean isDoubted(BatchKey key, String proxySkus) {
        return proxySkus.equals(request.suspects().get(key))
                || proxySkus.equals(request.suspects().get(StoredForm.of(key)));
    }

    /** Says why the batch stays as it is. */
    private void keep(BatchKey key, Slot slot, long held, Rule rule, Supplier<String> reason) {
        sheet.line(key, slot, held, 0, rule, reason);
    }

    private void correct(BatchKey key, Slot slot, long held, long target, long reserved, Rule rule) {
        if (target < reserved && target < held) {
            long floor = Math.min(held, reserved);
            keeping.put(slot.id, held - floor);
            sheet.line(
                    key,
                    slot,
                    held,
                    floor - held,
                    Rule.RESERVED_FLOOR,
                    () -> "the proxy warehouse holds " + target + ", and orders here have reserved " + reserved
                            + "; the rest is for a person");
            return;
        }
        Long given = target > held && !keeping.isEmpty() ? keeping.get(slot.id.ofTheOtherType()) : null;
        if (given != null && given < target - held) {
            sheet.line(
                    key,
                    slot,
                    held,
                    given,
                    Rule.TYPE_UNCLEAR,
                    () -> "the proxy warehouse holds " + target
                            + ", and what is more than here may be what the other inventory type of the batch still"
                            + " counts");
            return;
        }
        sheet.line(
                key,
                slot,
                held,
                target - held,
                rule,
                () -> rule == Rule.ZERO_CONFIRMED
                        ? "a second complete snapshot shows nothing of it"
                        : "the proxy warehouse holds " + slot.remote
                                + (slot.inFlight == 0 ? "" : ", and " + onItsWay(slot)));
    }

    private static String equalReason(Slot slot) {
        return slot.inFlight == 0 ? ALIKE : "both sides hold the same, counting that " + onItsWay(slot);
    }

    private static String onItsWay(Slot slot) {
        return slot.inFlight > 0
                ? slot.inFlight + " are shipped and not booked here"
                : -slot.inFlight + " are received and not booked here";
    }

    private String unusableReason(MatchKey id) {
        if (!request.inventory().full()) {
            return "the system shows only what changed in a window; nothing is changed by that";
        }
        return trust == Trust.NOTHING
                ? "the snapshot is not complete; nothing is changed"
                : "a row of SKU " + id.sku() + " is impossible; nothing of that SKU is changed";
    }
}
