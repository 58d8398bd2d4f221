package io.gwms.proxy.task;

import io.gwms.evidence.InventorySnapshot;
import io.gwms.evidence.ReconcileLine;
import io.gwms.proxy.reconcile.Rule;
import io.gwms.stock.AdjustmentVerdict;
import io.gwms.stock.BatchKey;
import io.gwms.stock.StockQuality;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The end of an inventory sync. Its lines are read once, since there may be millions and they are made as they are read. */
final class Summary {
    private static final int NAMED = 5;

    private final InventorySnapshot snapshot;
    private final Map<String, Long> pieces = new TreeMap<>();
    private final Map<String, Long> rest = new TreeMap<>();
    private final List<String> ambiguous = new ArrayList<>();
    private final Set<String> conflicts = new LinkedHashSet<>();
    private final Set<StockQuality> withoutLocation = EnumSet.noneOf(StockQuality.class);
    private long raised;
    private long lowered;

    private Summary(InventorySnapshot snapshot) {
        this.snapshot = snapshot;
    }

    static Summary of(InventorySnapshot snapshot, List<ReconcileLine> lines) {
        Summary summary = new Summary(snapshot);
        lines.forEach(summary::add);
        return summary;
    }

    private void add(ReconcileLine line) {
        UnmappedStock.add(line, pieces);
        if (line.rule().equals(Rule.AMBIGUOUS.name()) && ambiguous.size() < NAMED) {
            ambiguous.add(line.proxySku() + " (" + line.reason() + ")");
        }
        if (has(line, AdjustmentVerdict.CONFLICT) && conflicts.size() < NAMED) {
            conflicts.add(line.proxySku());
        }
        if (has(line, AdjustmentVerdict.NO_MANAGED_LOCATION)) {
            BatchKey key = line.key();
            if (key != null) {
                withoutLocation.add(key.quality());
            }
        }
        boolean applied = has(line, AdjustmentVerdict.APPLIED) || has(line, AdjustmentVerdict.ALREADY_APPLIED);
        raised += applied && line.delta() > 0 ? 1 : 0;
        lowered += applied && line.delta() < 0 ? 1 : 0;
        if (line.delta() == 0 || !applied) {
            rest.merge(LineWords.of(line), 1L, Long::sum);
        }
    }

    private static boolean has(ReconcileLine line, AdjustmentVerdict verdict) {
        return line.result().equals(verdict.name());
    }

    /** Some of the SKUs of which a batch is not corrected because it changed here meanwhile. */
    List<String> conflicts() {
        return List.copyOf(conflicts);
    }

    /** The inventory types that are not corrected because nobody declared their location. */
    Set<StockQuality> withoutLocation() {
        return withoutLocation;
    }

    /** Some of the batches that a person has to match. */
    List<String> ambiguous() {
        return ambiguous;
    }

    UnmappedStock unmapped() {
        return new UnmappedStock(pieces);
    }

    /** The same in words. */
    String text() {
        List<String> parts = new ArrayList<>();
        parts.add(snapshot.rows() + " batches read");
        parts.add(raised + " raised");
        parts.add(lowered + " lowered");
        rest.forEach((words, count) -> parts.add(count + " " + words));
        List<String> unmapped = unmapped().words(NAMED);
        if (!unmapped.isEmpty()) {
            parts.add("warning: unmapped SKUs hold stock: " + unmapped);
        }
        return String.join(", ", parts);
    }
}
