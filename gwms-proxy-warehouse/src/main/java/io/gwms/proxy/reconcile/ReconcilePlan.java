package io.gwms.proxy.reconcile;

import static java.util.Objects.requireNonNull;

import io.gwms.catalogue.WarehouseCode;
import io.gwms.evidence.ReconcileLine;
import io.gwms.internal.Require;
import io.gwms.stock.StockAdjustment;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a reconciliation would do, line by line. Nothing is changed by it.
 *
 * @param warehouse the GWMS warehouse
 * @param snapshotId the snapshot it is made from
 * @param lines every comparison, in a stable order. Those of a large stock are made when they are read, so read them before
 *     the stock of the request is closed
 * @param tripped why a person has to look before anything is applied; empty when nobody has to
 * @param hash digest over all of it in lower-case hex: names this plan and no other
 */
public record ReconcilePlan(
        WarehouseCode warehouse, String snapshotId, List<ReconcileLine> lines, List<Gate> tripped, String hash) {

    /** The result of every line of a plan that waits for a person. */
    public static final String HELD = "HELD";

    public ReconcilePlan {
        requireNonNull(warehouse, "warehouse");
        Require.text(snapshotId, "snapshotId");
        lines = PackedLines.kept(lines);
        tripped = List.copyOf(tripped);
        Require.text(hash, "hash");
    }

    /**
     * A limit that the plan goes beyond.
     *
     * @param name which, for example {@code MASS_CHANGE}
     * @param text what was found and what is allowed
     */
    public record Gate(String name, String text) {
        public Gate {
            Require.text(name, "name");
            Require.text(text, "text");
        }

        /** Whether a person may let it pass; the others mean that nothing of the snapshot can be built upon. */
        public boolean canBeApproved() {
            return List.of(Gates.MASS_CHANGE, Gates.UNIT_SUSPECT, Gates.ASKS_FIRST)
                            .contains(name)
                    || isOfItsRows();
        }

        /** Whether rows of the snapshot are impossible or came twice, so that it cannot be complete (rules 1 and 20). */
        public boolean isOfItsRows() {
            return name.equals(Gates.INVALID_ROWS) || name.equals(Gates.REPEATED_ROWS);
        }

        @Override
        public String toString() {
            return name + ": " + text;
        }
    }

    /**
     * A plan that was kept, from its lines: what is not applied yet is planned again.
     *
     * @param tripped its gates
     */
    public static ReconcilePlan restored(
            WarehouseCode warehouse, String snapshotId, List<ReconcileLine> kept, List<Gate> tripped) {
        List<ReconcileLine> lines = kept.stream()
                .map(line -> line.result().equals(HELD)
                        ? line.withResult(Lines.resultBefore(line.rule(), line.delta()))
                        : line)
                .sorted(Lines.ORDER)
                .toList();
        return new ReconcilePlan(warehouse, snapshotId, lines, tripped, Lines.hash(snapshotId, lines, tripped));
    }

    /**
     * The same plan without its gates, because a person looked at just this one and let it pass.
     *
     * @param approved the hash the person named
     * @throws IllegalArgumentException when that is not the hash of this plan, or a gate is one nobody can let pass
     */
    public ReconcilePlan approvedAs(String approved) {
        Require.that(approved.equals(hash), "approved hash", approved, hash + ", the hash of the plan that waits");
        tripped.stream().filter(gate -> !gate.canBeApproved()).findFirst().ifPresent(gate -> {
            throw new IllegalArgumentException("plan " + hash + " cannot be approved, because of " + gate
                    + "; use Sync Now to read the warehouse again");
        });
        return new ReconcilePlan(warehouse, snapshotId, lines, List.of(), hash);
    }

    /** The corrections to apply, guarded by what was found here; the two lines of a regrade are one. */
    public List<StockAdjustment> adjustments() {
        Map<String, ReconcileLine> gains = gains();
        return differing().stream()
                .filter(ReconcilePlan::isCorrection)
                .map(line -> adjustment(line, gains.get(line.adjustmentId())))
                .toList();
    }

    /** The lines of batches that gain by a regrade, by the id of its correction. */
    Map<String, ReconcileLine> gains() {
        return differing().stream()
                .filter(ReconcilePlan::isGainOfARegrade)
                .collect(Collectors.toMap(ReconcileLine::adjustmentId, Function.identity()));
    }

    /** Whether a correction is made of that line. */
    static boolean isCorrection(ReconcileLine line) {
        return line.delta() != 0 && !isGainOfARegrade(line);
    }

    static boolean isGainOfARegrade(ReconcileLine line) {
        return line.delta() > 0 && line.rule().equals(Rule.REGRADE.name());
    }

    static StockAdjustment adjustment(ReconcileLine line, @Nullable ReconcileLine gain) {
        return new StockAdjustment(
                line.adjustmentId(),
                requireNonNull(line.key(), "key"),
                line.delta(),
                line.local(),
                line.reason(),
                gain == null ? null : new StockAdjustment.Regrade(requireNonNull(gain.key(), "key"), gain.local()));
    }

    /** The lines as they are kept when nothing of the plan is applied: with the result {@code HELD}. */
    public List<ReconcileLine> heldLines() {
        return PackedLines.formed(lines, (index, line) -> line.withResult(HELD));
    }

    /** The lines of all batches but those that both sides hold alike. */
    public List<ReconcileLine> differing() {
        return PackedLines.judged(lines);
    }

    /** Whether the only thing against it is that a snapshot at least as new was compared before. */
    public boolean isOvertaken() {
        return !tripped.isEmpty()
                && tripped.stream().allMatch(gate -> gate.name().equals(Gates.REPLAYED));
    }

    /** How many lines each rule decided, by the rule's name. */
    public Map<String, Long> counts() {
        List<ReconcileLine> judged = PackedLines.judged(lines);
        Map<String, Long> counts = judged.stream()
                .collect(Collectors.groupingBy(ReconcileLine::rule, TreeMap::new, Collectors.counting()));
        if (lines.size() > judged.size()) {
            counts.put(Rule.EQUAL.name(), (long) lines.size() - judged.size());
        }
        return counts;
    }
}
