package io.gwms.proxy.reconcile;

import io.gwms.evidence.ReconcileLine;
import io.gwms.evidence.SnapshotRow;
import io.gwms.proxy.reconcile.ReconcilePlan.Gate;
import io.gwms.proxy.reconcile.Slot.Group;
import io.gwms.proxy.reconcile.Slot.MatchKey;
import io.gwms.sku.WarehouseSku;
import io.gwms.stock.BatchKey;
import io.gwms.stock.StockBatch;
import io.gwms.stock.StockQuality;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes one plan: rows become slots, slots are judged one by one, the whole passes the gates. The order of the rules is
 * the order of doubt: what cannot be decided is set aside before anything is corrected. Used once, by one thread.
 */
final class Planning {
    private final ReconcileRequest request;
    private final Map<MatchKey, Slot> slots = new LinkedHashMap<>();
    private final Map<Group, List<MatchKey>> groups = new HashMap<>();
    private final Set<Group> splitOtherwise = new HashSet<>();
    private final Set<WarehouseSku> unclear = new HashSet<>();
    private final Sheet sheet;
    private List<Residue> residues = List.of();
    private boolean usable;

    Planning(ReconcileRequest request) {
        this.request = request;
        this.sheet = new Sheet(request);
        this.usable = request.snapshot().complete() && request.inventory().full();
    }

    ReconcilePlan plan() {
        addRows();
        request.local()
                .forEach(batch -> slot(MatchKey.of(batch.key(), request.inventory()))
                        .local
                        .add(batch));
        slots.keySet()
                .forEach(id -> groups.computeIfAbsent(id.group(), unused -> new ArrayList<>())
                        .add(id));
        findOtherSplits();
        residues = Residue.among(slots, this::isComparable);
        attributeInFlight();
        if (usable) {
            residues.stream().filter(residue -> !residue.isOneOf(unclear)).forEach(residue -> residue.judge(sheet));
            new Regrades(sheet, slots, id -> isComparable(id) && !unclear.contains(id.sku())).judge();
        }
        slots.forEach((id, slot) -> {
            if (!sheet.isSettled(id)) {
                judge(id, slot);
            }
        });
        List<ReconcileLine> lines = sheet.lines();
        List<Gate> tripped = Gates.tripped(request, lines);
        String snapshotId = request.snapshot().id();
        return new ReconcilePlan(
                request.snapshot().warehouse(), snapshotId, lines, tripped, Lines.hash(snapshotId, lines, tripped));
    }

    // --- rows become slots ---

    private void addRows() {
        record Place(String proxySku, StockQuality quality, String inboundNo, String time) {}
        Map<Place, SnapshotRow> seen = new HashMap<>();
        for (RemoteRow remote : request.rows()) {
            SnapshotRow row = remote.row();
            String wrong = Rows.whatIsWrong(remote);
            Place place =
                    new Place(row.proxySku(), row.quality(), row.proxyInboundNo(), String.valueOf(row.inboundAt()));
            SnapshotRow before = seen.putIfAbsent(place, row);
            if (before != null && !before.equals(row)) {
                wrong = "the row came twice with different figures";
            }
            if (!wrong.isEmpty()) {
                usable = false;
                sheet.report(row, Rule.INVALID_ROW, wrong);
            } else if (before != null) {
                sheet.report(row, Rule.REPEATED_ROW, "the same row came twice; it is counted once");
            } else if (row.localSku().isBlank()) {
                sheet.report(row, Rule.UNMAPPED_SKU, "proxy SKU " + row.proxySku() + " stands for no SKU here; map it");
            } else {
                slot(MatchKey.of(Rows.key(row), request.inventory())).add(row, Rows.units(remote));
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
            boolean onlyThere = ids.stream().anyMatch(id -> slot(id).isRemoteOnly() && slot(id).remote > 0);
            boolean onlyHere = ids.stream().anyMatch(id -> slot(id).isLocalOnly() && slot(id).localQuantity() > 0);
            boolean collapsed = ids.stream().anyMatch(id -> slot(id).local.size() > 1);
            if ((onlyThere && onlyHere) || collapsed) {
                splitOtherwise.add(group);
            }
        });
    }

    /**
     * Pieces that left there and are not booked here are qualified pieces of a SKU; which batch they came from is not
     * told. They are counted where there is only one way to count them, else nothing of the SKU is corrected.
     */
    private void attributeInFlight() {
        unclear.addAll(request.inFlight().unsettled());
        for (WarehouseSku sku : request.inFlight().shippedUnbooked().keySet()) {
            long pieces = request.inFlight().shippedUnbooked(sku);
            List<Map.Entry<MatchKey, Slot>> candidates = slots.entrySet().stream()
                    .filter(each -> each.getKey().sku().equals(sku))
                    .filter(each -> each.getKey().quality() == StockQuality.QUALIFIED)
                    .toList();
            List<Slot> here = candidates.stream()
                    .map(Map.Entry::getValue)
                    .filter(slot -> slot.surplusHere() > 0)
                    .toList();
            long surplus = here.stream().mapToLong(Slot::surplusHere).sum();
            boolean doubtful = candidates.stream()
                    .map(Map.Entry::getKey)
                    .anyMatch(id -> isSetAside(id) || residues.stream().anyMatch(residue -> residue.holds(id)));
            if (pieces == 0) {
                continue;
            }
            if (doubtful || candidates.isEmpty()) {
                unclear.add(sku);
            } else if (candidates.size() == 1) {
                candidates.get(0).getValue().inFlight = pieces;
            } else if (surplus == pieces) {
                here.forEach(slot -> slot.inFlight = slot.surplusHere());
            } else if (here.size() == 1 && surplus > pieces) {
                here.get(0).inFlight = pieces;
            } else {
                unclear.add(sku);
            }
        }
    }

    private boolean isSetAside(MatchKey id) {
        return splitOtherwise.contains(id.group())
                || request.inFlight().openInbounds().contains(id.inboundNo());
    }

    /** Whether nothing but its figures decides about it. */
    private boolean isComparable(MatchKey id) {
        return !isSetAside(id)
                && !request.inFlight().unsettled().contains(id.sku())
                && slot(id).local.size() < 2;
    }

    // --- judging ---

    private void judge(MatchKey id, Slot slot) {
        boolean equal = slot.local.size() == 1 && slot.seenThere && slot.surplusHere() == 0 && slot.inFlight == 0;
        if (!equal && (slot.local.size() > 1 || splitOtherwise.contains(id.group()))) {
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
        } else if (!usable) {
            sheet.line(
                    key, id, slot, held, 0, Rule.SNAPSHOT_UNUSABLE, "the snapshot is not complete; nothing is changed");
        } else if (request.inFlight().openInbounds().contains(id.inboundNo())) {
            sheet.line(key, id, slot, held, 0, Rule.OPEN_INBOUND, "inbound order " + id.inboundNo() + " is open here");
        } else if (id.quality() == StockQuality.QUALIFIED && unclear.contains(id.sku())) {
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
        } else if (slot.isLocalOnly() && !request.mapped().containsKey(id.sku())) {
            sheet.line(key, id, slot, held, 0, Rule.NOT_MAPPED_HERE, "SKU " + id.sku() + " has no name over there");
        } else if (target == 0) {
            judgeZero(key, id, slot, held);
        } else {
            correct(key, id, slot, held, target, local == null ? 0 : local.reserved(), Rule.CORRECT);
        }
    }

    /** No guess which batch is which: as long as the sums agree nothing is wrong, else a person decides. */
    private void judgeSplit(MatchKey id, Slot slot) {
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
        String now = request.mapped().getOrDefault(id.sku(), "");
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
                : "the proxy warehouse holds " + slot.remote
                        + (slot.inFlight == 0 ? "" : ", and " + slot.inFlight + " are shipped and not booked here");
        sheet.line(key, id, slot, held, target - held, rule, why);
    }

    private static String equalReason(Slot slot) {
        return slot.inFlight == 0
                ? "both sides hold the same"
                : "both sides hold the same, counting " + slot.inFlight + " shipped and not booked here";
    }

    private String inFlightReason(MatchKey id) {
        long pieces = request.inFlight().shippedUnbooked(id.sku());
        return pieces == 0
                ? "orders of this SKU could not be asked about, or shipped while the snapshot was read"
                : pieces + " pieces are shipped and not booked here, and it is not told from which batch";
    }
}
