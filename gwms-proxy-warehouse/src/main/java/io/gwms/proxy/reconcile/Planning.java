package io.gwms.proxy.reconcile;

import io.gwms.evidence.ReconcileLine;
import io.gwms.evidence.SnapshotRow;
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
import java.util.function.Function;
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
    private final Map<Group, List<MatchKey>> groups;
    private final Set<Group> splitOtherwise = new HashSet<>();
    private final Set<WarehouseSku> unclear = new HashSet<>();
    private final Set<WarehouseSku> unclearReceipts = new HashSet<>();
    /** SKUs of which a row is impossible: none of their figures is believed. */
    private final Set<WarehouseSku> impossible = new HashSet<>();

    private final Sheet sheet;
    private final Trust trust;
    private List<Residue> residues = List.of();
    private boolean someMayBeLeftOut;

    /**
     * A plan to be made.
     *
     * @param trust how far the snapshot as a whole may be built upon
     * @param adjustmentIds what names a correction
     * @param size about how many batches are to be judged
     */
    Planning(ReconcileRequest request, Times times, Trust trust, Function<BatchKey, String> adjustmentIds, int size) {
        this.request = request;
        this.times = times;
        this.sheet = new Sheet(request, adjustmentIds);
        this.trust = trust;
        this.slots = new LinkedHashMap<>(size * 2);
        this.groups = new HashMap<>(size * 2);
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
        slots.keySet()
                .forEach(id -> groups.computeIfAbsent(id.group(), unused -> new ArrayList<>(1))
                        .add(id));
        findOtherSplits();
        residues = Residue.among(slots, this::isComparable);
        attributeInFlight();
        if (trust != Trust.NOTHING) {
            residues.stream()
                    .filter(residue -> !residue.isOneOf(unclear))
                    .forEach(residue -> residue.judge(sheet, trust));
            new Regrades(sheet, trust, slots, id -> isComparable(id) && !isUnclear(id.sku())).judge();
        }
        slots.forEach((id, slot) -> {
            if (!sheet.isSettled(id)) {
                judge(id, slot);
            }
        });
        return sheet.lines();
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
        return slots.computeIfAbsent(id, unused -> new Slot());
    }

    // --- what cannot be told apart ---

    /** Batches of one inbound order that are matched on one side only: their times differ, or one side splits them. */
    private void findOtherSplits() {
        groups.forEach((group, ids) -> {
            boolean onlyThere = false;
            boolean onlyHere = false;
            boolean collapsed = false;
            for (MatchKey id : ids) {
                Slot slot = slot(id);
                onlyThere |= slot.isRemoteOnly() && slot.remote > 0;
                onlyHere |= slot.isLocalOnly() && slot.localQuantity() > 0;
                collapsed |= slot.local.size() > 1;
            }
            if ((onlyThere && onlyHere) || collapsed) {
                splitOtherwise.add(group);
            }
        });
    }

    /**
     * Pieces that left there and are not booked here are qualified pieces of a SKU, and pieces received there and not
     * booked here are of either type; which batch they are of is not told. They are counted where there is only one way
     * to count them, else nothing of the SKU is corrected.
     */
    private void attributeInFlight() {
        InFlight onItsWay = request.inFlight();
        unclear.addAll(onItsWay.unsettled());
        if (onItsWay.shippedUnbooked().isEmpty() && onItsWay.receivedUnbooked().isEmpty()) {
            return;
        }
        Map<WarehouseSku, List<Map.Entry<MatchKey, Slot>>> bySku = new HashMap<>();
        for (Map.Entry<MatchKey, Slot> each : slots.entrySet()) {
            WarehouseSku sku = each.getKey().sku();
            if (onItsWay.shippedUnbooked(sku) != 0 || onItsWay.receivedUnbooked(sku) != 0) {
                bySku.computeIfAbsent(sku, unused -> new ArrayList<>()).add(each);
            }
        }
        bySku.forEach((sku, all) -> {
            long shipped = onItsWay.shippedUnbooked(sku);
            long received = onItsWay.receivedUnbooked(sku);
            List<Map.Entry<MatchKey, Slot>> qualified = all.stream()
                    .filter(each -> each.getKey().quality() == StockQuality.QUALIFIED)
                    .toList();
            if (received == 0) {
                if (!isAttributed(qualified, shipped, 1)) {
                    unclear.add(sku);
                }
            } else if (shipped != 0 || received < 0 || !isAttributed(all, received, -1)) {
                unclear.add(sku);
                unclearReceipts.add(sku);
            }
        });
    }

    /** Counts the pieces where there is one way to; {@code sign} is 1 for pieces that there are too few of over there. */
    private boolean isAttributed(List<Map.Entry<MatchKey, Slot>> candidates, long pieces, int sign) {
        boolean doubtful = candidates.stream()
                .map(Map.Entry::getKey)
                .anyMatch(id -> isSetAside(id) || residues.stream().anyMatch(residue -> residue.holds(id)));
        List<Slot> differing = candidates.stream()
                .map(Map.Entry::getValue)
                .filter(slot -> sign * slot.surplusHere() > 0)
                .toList();
        long difference =
                differing.stream().mapToLong(slot -> sign * slot.surplusHere()).sum();
        if (doubtful || candidates.isEmpty()) {
            return false;
        }
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

    private boolean isUnclear(WarehouseSku sku) {
        return unclear.contains(sku);
    }

    private boolean isSetAside(MatchKey id) {
        return (!splitOtherwise.isEmpty() && splitOtherwise.contains(id.group()))
                || request.inFlight().openInbounds().contains(id.inboundNo());
    }

    /** Whether nothing but its figures decides about it. */
    private boolean isComparable(MatchKey id) {
        return !isSetAside(id)
                && !impossible.contains(id.sku())
                && !request.inFlight().unsettled().contains(id.sku())
                && slot(id).local.size() < 2;
    }

    // --- judging ---

    private void judge(MatchKey id, Slot slot) {
        boolean equal = slot.local.size() == 1 && slot.seenThere && slot.surplusHere() == 0 && slot.inFlight == 0;
        if (!equal && (slot.local.size() > 1 || (!splitOtherwise.isEmpty() && splitOtherwise.contains(id.group())))) {
            judgeSplit(id, slot);
            return;
        }
        @Nullable StockBatch local = slot.local.isEmpty() ? null : slot.local.get(0);
        long held = local == null ? 0 : local.quantity();
        BatchKey key = local == null ? sheet.newKey(id, slot) : local.key();
        long target = Math.addExact(slot.remote, slot.inFlight);
        if (held == target) {
            if (held > 0 || local != null) {
                sheet.line(key, id, slot, held, 0, Rule.EQUAL, equalReason(slot));
            }
        } else if (trust == Trust.NOTHING || impossible.contains(id.sku())) {
            sheet.line(key, id, slot, held, 0, Rule.SNAPSHOT_UNUSABLE, unusableReason(id));
        } else if (request.inFlight().openInbounds().contains(id.inboundNo())) {
            sheet.line(key, id, slot, held, 0, Rule.OPEN_INBOUND, "inbound order " + id.inboundNo() + " is open here");
        } else if (isUnclear(id)) {
            sheet.line(key, id, slot, held, 0, Rule.IN_FLIGHT_UNCLEAR, inFlightReason(id));
        } else if (slot.isRemoteOnly() && !slot.linked) {
            sheet.line(
                    key,
                    id,
                    slot,
                    held,
                    0,
                    Rule.UNLINKED_INBOUND,
                    "inbound order " + id.inboundNo()
                            + " over there is linked to none here, and no batch here bears its number");
        } else if (slot.isLocalOnly() && request.mapped().apply(id.sku()).isEmpty()) {
            sheet.line(key, id, slot, held, 0, Rule.NOT_MAPPED_HERE, "SKU " + id.sku() + " has no name over there");
        } else if (target == 0) {
            judgeZero(key, id, slot, held);
        } else {
            correct(key, id, slot, held, target, local == null ? 0 : local.reserved(), Rule.CORRECT);
        }
    }

    /** No guess which batch is which: as long as the sums agree nothing is wrong, else a person decides. */
    private void judgeSplit(MatchKey id, Slot slot) {
        // Batches of the group that both sides hold alike are not here; they would add the same to both sums.
        List<MatchKey> ids = groups.getOrDefault(id.group(), List.of(id));
        long there = ids.stream().mapToLong(each -> slot(each).remote).sum();
        long here = ids.stream().mapToLong(each -> slot(each).localQuantity()).sum();
        Rule rule = there == here ? Rule.REDISTRIBUTED : Rule.AMBIGUOUS;
        String reason = "batches of inbound order '" + id.inboundNo() + "' differ in time only: " + there
                + " pieces over there, " + here + " here";
        if (slot.local.isEmpty()) {
            sheet.line(sheet.newKey(id, slot), id, slot, 0, 0, rule, reason);
        }
        for (StockBatch batch : slot.local) {
            sheet.line(batch.key(), id, slot, batch.quantity(), 0, rule, reason);
        }
    }

    /** Nothing there of what is held here: asked twice before it is believed (rule 2). */
    private void judgeZero(BatchKey key, MatchKey id, Slot slot, long held) {
        boolean omitted = slot.isLocalOnly();
        if (omitted && !request.snapshot().scope().contains(id.quality())) {
            sheet.line(
                    key,
                    id,
                    slot,
                    held,
                    0,
                    Rule.MISSING_NOT_ZERO,
                    "the system shows " + request.snapshot().scope() + " stock only");
            return;
        }
        if (omitted && !request.inventory().zeroRowsOmitted()) {
            sheet.line(
                    key,
                    id,
                    slot,
                    held,
                    0,
                    Rule.MISSING_NOT_ZERO,
                    "the system shows empty batches, and this one not at all");
            return;
        }
        if (omitted && trust == Trust.WHAT_IT_SHOWS) {
            sheet.line(
                    key,
                    id,
                    slot,
                    held,
                    0,
                    Rule.MISSING_NOT_ZERO,
                    "rows are impossible or came twice, so this one may have been left out");
            return;
        }
        String now = request.mapped().apply(id.sku()).orElse("");
        if (!now.isEmpty() && now.equals(request.suspects().get(key))) {
            long reserved = slot.local.get(0).reserved();
            correct(key, id, slot, held, 0, reserved, Rule.ZERO_CONFIRMED);
        } else {
            sheet.line(
                    key,
                    id,
                    slot,
                    held,
                    0,
                    Rule.SUSPECT,
                    (omitted ? "the batch is not in the snapshot" : "the batch is shown at zero")
                            + "; it goes to zero when the next complete snapshot says so too");
        }
    }

    private void correct(BatchKey key, MatchKey id, Slot slot, long held, long target, long reserved, Rule rule) {
        if (target < reserved && target < held) {
            long floor = Math.min(held, reserved);
            sheet.line(
                    key,
                    id,
                    slot,
                    held,
                    floor - held,
                    Rule.RESERVED_FLOOR,
                    "the proxy warehouse holds " + target + ", and orders here have reserved " + reserved
                            + "; the rest is for a person");
            return;
        }
        String why = rule == Rule.ZERO_CONFIRMED
                ? "a second complete snapshot shows nothing of it"
                : "the proxy warehouse holds " + slot.remote + (slot.inFlight == 0 ? "" : ", and " + onItsWay(slot));
        sheet.line(key, id, slot, held, target - held, rule, why);
    }

    private static String equalReason(Slot slot) {
        return slot.inFlight == 0 ? ALIKE : "both sides hold the same, counting that " + onItsWay(slot);
    }

    private static String onItsWay(Slot slot) {
        return slot.inFlight > 0
                ? slot.inFlight + " are shipped and not booked here"
                : -slot.inFlight + " are received and not booked here";
    }

    private boolean isUnclear(MatchKey id) {
        return id.quality() == StockQuality.QUALIFIED ? isUnclear(id.sku()) : unclearReceipts.contains(id.sku());
    }

    private String unusableReason(MatchKey id) {
        if (!request.inventory().full()) {
            return "the system shows only what changed in a window; nothing is changed by that";
        }
        return trust == Trust.NOTHING
                ? "the snapshot is not complete; nothing is changed"
                : "a row of SKU " + id.sku() + " is impossible; nothing of that SKU is changed";
    }

    private String inFlightReason(MatchKey id) {
        long shipped = request.inFlight().shippedUnbooked(id.sku());
        long received = request.inFlight().receivedUnbooked(id.sku());
        return shipped == 0 && received <= 0
                ? "orders of this SKU could not be asked about, or pieces of it moved over there meanwhile"
                : shipped + " pieces are shipped and " + (received < 0 ? "an unknown number" : received)
                        + " received and not booked here, and it is not told of which batch";
    }
}
