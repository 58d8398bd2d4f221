package io.gwms.proxy.reconcile;

import static java.util.Objects.requireNonNull;

import io.gwms.Incubating;
import io.gwms.catalogue.WarehouseCode;
import io.gwms.evidence.ReconcileLine;
import io.gwms.internal.Require;
import io.gwms.stock.StockAdjustment;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a reconciliation would do, line by line. Nothing is changed by it.
 *
 * @param warehouse the GWMS warehouse
 * @param snapshotId the snapshot it is made from
 * @param lines every comparison, in a stable order
 * @param tripped why a person has to look before anything is applied; empty when nobody has to
 * @param hash digest over all of it in lower-case hex: names this plan and no other
 */
@Incubating
public record ReconcilePlan(
        WarehouseCode warehouse, String snapshotId, List<ReconcileLine> lines, List<Gate> tripped, String hash) {

    /** The result of every line of a plan that waits for a person. */
    public static final String HELD = "HELD";

    public ReconcilePlan {
        requireNonNull(warehouse, "warehouse");
        Require.text(snapshotId, "snapshotId");
        lines = List.copyOf(lines);
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

        @Override
        public String toString() {
            return name + ": " + text;
        }
    }

    /** The corrections to apply, guarded by what was found here. */
    public List<StockAdjustment> adjustments() {
        return lines.stream()
                .filter(line -> line.delta() != 0)
                .map(ReconcilePlan::adjustment)
                .toList();
    }

    static StockAdjustment adjustment(ReconcileLine line) {
        return new StockAdjustment(
                line.adjustmentId(), line.batch().orElseThrow(), line.delta(), line.local(), line.reason());
    }

    /** The lines as they are kept when nothing of the plan is applied: with the result {@code HELD}. */
    public List<ReconcileLine> heldLines() {
        return lines.stream().map(line -> Lines.withResult(line, HELD)).toList();
    }

    /** How many lines each rule decided, by the rule's name. */
    public Map<String, Long> counts() {
        return lines.stream().collect(Collectors.groupingBy(ReconcileLine::rule, TreeMap::new, Collectors.counting()));
    }
}
