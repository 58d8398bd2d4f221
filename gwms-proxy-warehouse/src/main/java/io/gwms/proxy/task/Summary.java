package io.gwms.proxy.task;

import io.gwms.evidence.InventorySnapshot;
import io.gwms.evidence.ReconcileLine;
import io.gwms.stock.AdjustmentVerdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The end of an inventory sync in words. */
final class Summary {
    private static final int NAMED = 5;

    private Summary() {}

    static String of(InventorySnapshot snapshot, List<ReconcileLine> lines) {
        List<String> parts = new ArrayList<>();
        parts.add(snapshot.rows() + " batches read");
        List<ReconcileLine> applied = lines.stream()
                .filter(line -> line.result().equals(AdjustmentVerdict.APPLIED.name())
                        || line.result().equals(AdjustmentVerdict.ALREADY_APPLIED.name()))
                .toList();
        long raised = applied.stream().filter(line -> line.delta() > 0).count();
        parts.add(raised + " raised");
        parts.add((applied.size() - raised) + " lowered");
        Map<String, Long> rest = lines.stream()
                .filter(line -> line.delta() == 0 || !applied.contains(line))
                .collect(Collectors.groupingBy(
                        line -> line.delta() == 0 ? line.rule() : line.result(), TreeMap::new, Collectors.counting()));
        rest.forEach((rule, count) -> parts.add(count + " " + rule));
        List<String> unmapped = UnmappedStock.of(lines).words(NAMED);
        if (!unmapped.isEmpty()) {
            parts.add("warning: unmapped SKUs hold stock: " + unmapped);
        }
        return String.join(", ", parts);
    }

    static long count(List<ReconcileLine> lines, AdjustmentVerdict verdict) {
        return lines.stream()
                .filter(line -> line.result().equals(verdict.name()))
                .count();
    }
}
