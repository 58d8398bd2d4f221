package io.gwms.proxy.reconcile;

import static java.util.Objects.requireNonNull;

import io.gwms.evidence.InventorySnapshot;
import io.gwms.evidence.ReconcileLine;
import io.gwms.evidence.SnapshotRow;
import io.gwms.internal.Require;
import io.gwms.proxy.ProxyCapabilities;
import io.gwms.proxy.reconcile.Slot.MatchKey;
import io.gwms.stock.BatchKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Why one batch was corrected or left alone, computed anew from what was kept at the time and nothing else (rule 27).
 *
 * @param line the line of the reconciliation
 * @param rows what the proxy warehouse said of that batch, row by row
 * @param calls the entries of the API log, by id, whose replies said it; empty where no log kept them, or it said nothing
 * @param steps the calculation in words, in its order
 * @param agrees whether the calculation gives what the line says; when not, the evidence was changed or is incomplete
 * @param nearMisses batches that this one was not matched with though they differ in one thing only
 * @param correlation what the calls of the task are recorded under in the API log
 * @param snapshot the snapshot; the calls that read it were made from its beginning to its end
 */
public record Explanation(
        ReconcileLine line,
        List<SnapshotRow> rows,
        List<String> calls,
        List<String> steps,
        boolean agrees,
        List<NearMiss> nearMisses,
        String correlation,
        InventorySnapshot snapshot) {
    public Explanation {
        requireNonNull(line, "line");
        rows = List.copyOf(rows);
        calls = List.copyOf(calls);
        steps = List.copyOf(steps);
        nearMisses = List.copyOf(nearMisses);
        requireNonNull(correlation, "correlation");
        requireNonNull(snapshot, "snapshot");
    }

    /** The same, having looked whether the rows of the snapshot are still those that were stored. */
    public Explanation withRowsChecked(boolean untouched) {
        List<String> more = new ArrayList<>(steps);
        more.add(
                untouched
                        ? "the rows are those of digest " + snapshot.sha256()
                        : "the rows are NOT those of digest " + snapshot.sha256() + ": they were changed since");
        return new Explanation(line, rows, calls, more, agrees && untouched, nearMisses, correlation, snapshot);
    }

    /**
     * A batch that is almost the same.
     *
     * @param line what became of it
     * @param differsIn the one thing: {@code time}, {@code type} or {@code inbound order}
     */
    public record NearMiss(ReconcileLine line, String differsIn) {
        public NearMiss {
            requireNonNull(line, "line");
            Require.text(differsIn, "differsIn");
        }
    }

    /** The explanation of that batch; empty when the reconciliation has no line of it. */
    static Optional<Explanation> of(
            BatchKey key,
            InventorySnapshot snapshot,
            List<ReconcileLine> lines,
            List<SnapshotRow> rows,
            ProxyCapabilities.Inventory inventory,
            String correlation) {
        return lines.stream().filter(line -> key.equals(line.key())).findFirst().map(line -> {
            Times times = new Times(inventory);
            MatchKey id = MatchKey.of(key, times);
            List<SnapshotRow> all = rows.stream()
                    .filter(row -> !row.localSku().isBlank())
                    .filter(row -> MatchKey.of(Rows.key(row), times).equals(id))
                    .toList();
            List<SnapshotRow> its = inventory.splitRows()
                    ? all
                    : all.stream().map(SnapshotRow::withoutCalls).distinct().toList();
            List<String> calls =
                    all.stream().flatMap(row -> row.calls().stream()).distinct().toList();
            return new Explanation(
                    line,
                    its,
                    calls,
                    steps(line, its, calls),
                    agrees(line, its, lines),
                    nearMisses(line, id, lines, times),
                    correlation,
                    snapshot);
        });
    }

    private static List<String> steps(ReconcileLine line, List<SnapshotRow> rows, List<String> calls) {
        List<String> steps = new ArrayList<>();
        boolean impossible = rows.stream().anyMatch(Explanation::isImpossible);
        long there = impossible ? line.remote() : total(rows);
        steps.add(
                rows.isEmpty()
                        ? "over there: no row"
                        : "over there: " + (impossible ? "figures that cannot be: " : there + " pieces = ")
                                + rows.stream().map(Explanation::words).collect(Collectors.joining(" + ")));
        if (!calls.isEmpty()) {
            steps.add("told by the API log's entries " + String.join(", ", calls));
        }
        if (there != line.remote()) {
            steps.add("in pieces here: " + line.remote() + ", by the mapping " + line.mapping());
        }
        steps.add("on its way: "
                + (line.inFlight() < 0
                        ? -line.inFlight() + " received over there and not booked here"
                        : line.inFlight() + " shipped over there and not booked here"));
        steps.add("here: " + line.local() + " before"
                + (line.reserved() > 0 ? ", " + line.reserved() + " reserved" : ""));
        steps.add("rule " + line.rule() + ": " + line.reason());
        steps.add("difference: " + line.remote() + " + " + line.inFlight() + " - " + line.local() + " = "
                + difference(line) + "; delta: " + line.delta());
        steps.add("result: " + line.result()
                + (line.adjustmentId().isEmpty() ? "" : ", under adjustment " + line.adjustmentId()));
        return steps;
    }

    private static boolean isImpossible(SnapshotRow row) {
        return Rows.isWrong(row.available(), row.locked(), 1, null);
    }

    private static String words(SnapshotRow row) {
        return row.proxySku() + " (available " + row.available() + " + locked " + row.locked() + ")";
    }

    /**
     * A rule that corrects gives the whole difference, the floor goes down to what was reserved, what waits for the other
     * type gives a part, the oldest-first one shares one sum out among its batches, the others give none.
     */
    private static boolean agrees(ReconcileLine line, List<SnapshotRow> rows, List<ReconcileLine> lines) {
        long difference = difference(line);
        return isCounted(line, rows, lines)
                && switch (Rule.valueOf(line.rule())) {
                    case EQUAL -> difference == 0 && line.delta() == 0;
                    case CORRECT, ZERO_CONFIRMED, REGRADE -> line.delta() == difference;
                    case RESERVED_FLOOR ->
                        line.delta() == Math.min(0, line.reserved() - line.local()) && line.delta() >= difference;
                    case TYPE_UNCLEAR -> line.delta() >= 0 && line.delta() < difference;
                    case RESIDUE_FIFO -> isSharedOut(line, lines);
                    case REDISTRIBUTED,
                            RESIDUE,
                            SUSPECT,
                            MISSING_NOT_ZERO,
                            UNMAPPED_SKU,
                            NOT_MAPPED_HERE,
                            UNLINKED_INBOUND,
                            OPEN_INBOUND,
                            IN_FLIGHT_UNCLEAR,
                            AMBIGUOUS,
                            INVALID_ROW,
                            REPEATED_ROW,
                            SNAPSHOT_UNUSABLE -> line.delta() == 0;
                };
    }

    /** Whether the rows, counted by the mapping of then, are what the line says of the other side. */
    private static boolean isCounted(ReconcileLine line, List<SnapshotRow> rows, List<ReconcileLine> lines) {
        boolean someAreWrong = lines.stream()
                .anyMatch(other -> other.rule().equals(Rule.INVALID_ROW.name())
                        && rows.stream().anyMatch(row -> row.proxySku().equals(other.proxySku())));
        long there = 0;
        for (SnapshotRow row : rows) {
            int unitsEach = Lines.unitsEach(line.mapping(), row.proxySku());
            if (!someAreWrong) {
                there += row.total() * unitsEach;
            }
        }
        return someAreWrong || there == line.remote();
    }

    private static boolean isSharedOut(ReconcileLine line, List<ReconcileLine> lines) {
        BatchKey key = requireNonNull(line.key(), "key");
        long delta = 0;
        long difference = 0;
        long free = 0;
        for (ReconcileLine other : lines) {
            BatchKey otherKey = other.key();
            if (other.rule().equals(line.rule())
                    && otherKey != null
                    && otherKey.sku().equals(key.sku())
                    && otherKey.quality() == key.quality()) {
                delta += other.delta();
                difference += other.remote() - other.local();
                free += Math.max(0, other.local() - other.reserved());
            }
        }
        return delta == Math.max(difference, -free) && line.delta() >= Math.min(0, line.reserved() - line.local());
    }

    private static long difference(ReconcileLine line) {
        return line.remote() + line.inFlight() - line.local();
    }

    private static long total(List<SnapshotRow> rows) {
        return rows.stream().mapToLong(SnapshotRow::total).sum();
    }

    private static List<NearMiss> nearMisses(ReconcileLine line, MatchKey id, List<ReconcileLine> lines, Times times) {
        List<NearMiss> near = new ArrayList<>();
        for (ReconcileLine other : lines) {
            BatchKey key = other.key();
            if (key != null && !key.equals(line.key())) {
                difference(id, MatchKey.of(key, times)).ifPresent(what -> near.add(new NearMiss(other, what)));
            }
        }
        return near;
    }

    /** The one thing they differ in; empty when it is none or more than one. */
    private static Optional<String> difference(MatchKey one, MatchKey other) {
        List<String> differences = new ArrayList<>();
        if (one.time() != other.time()) {
            differences.add("time");
        }
        if (one.quality() != other.quality()) {
            differences.add("type");
        }
        if (!one.inboundNo().equals(other.inboundNo())) {
            differences.add("inbound order");
        }
        return one.sku().equals(other.sku()) && differences.size() == 1
                ? Optional.of(differences.get(0))
                : Optional.empty();
    }
}
