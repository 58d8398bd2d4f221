package io.gwms.proxy.reconcile;

import io.gwms.evidence.ReconcileLine;
import io.gwms.proxy.reconcile.ReconcilePlan.Gate;
import io.gwms.stock.StockBatch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Looks at a whole plan before anything of it is applied. */
final class Gates {
    private Gates() {}

    static List<Gate> tripped(ReconcileRequest request, List<ReconcileLine> lines) {
        List<Gate> tripped = new ArrayList<>();
        long held = request.local().stream().mapToLong(StockBatch::quantity).sum();
        if (!request.snapshot().complete()) {
            tripped.add(new Gate(
                    "PARTIAL",
                    "the snapshot is not complete: " + request.snapshot().incompleteBecause()));
        }
        Instant begun = request.snapshot().startedAt();
        Duration age = Duration.between(begun, request.now());
        if (age.compareTo(request.settings().maxAge()) > 0) {
            tripped.add(new Gate(
                    "STALE",
                    "the snapshot was begun " + age + " ago, longer than "
                            + request.settings().maxAge()));
        }
        request.newestComparedAt().filter(begun::isBefore).ifPresent(newest -> {
            tripped.add(new Gate(
                    "REPLAYED", "the snapshot was begun at " + begun + ", before one of " + newest + " was compared"));
        });
        if (request.rows().isEmpty() && held > 0) {
            tripped.add(new Gate("EMPTY", "the snapshot shows nothing at all, and " + held + " pieces are held here"));
        }
        List<String> invalid = lines.stream()
                .filter(line -> line.rule().equals(Rule.INVALID_ROW.name()))
                .map(line -> line.proxySku() + " (" + line.reason() + ")")
                .limit(3)
                .toList();
        if (!invalid.isEmpty()) {
            tripped.add(new Gate("INVALID_ROWS", "rows are impossible, among them " + invalid));
        }
        massChange(request.settings(), lines, held, tripped);
        return tripped;
    }

    private static void massChange(
            ReconcileSettings settings, List<ReconcileLine> lines, long held, List<Gate> tripped) {
        long keys = lines.stream().filter(line -> line.batch().isPresent()).count();
        List<ReconcileLine> changed =
                lines.stream().filter(line -> line.delta() != 0).toList();
        long zeroed = changed.stream()
                .filter(line -> line.local() + line.delta() == 0)
                .count();
        long units = changed.stream().mapToLong(line -> Math.abs(line.delta())).sum();
        boolean many = changed.size() >= settings.leastKeys();
        if (many && changed.size() > settings.keyShare() * keys) {
            tripped.add(massChange(changed.size(), keys, "batches would change", settings.keyShare()));
        }
        if (zeroed >= settings.leastKeys() && zeroed > settings.zeroedShare() * keys) {
            tripped.add(massChange(zeroed, keys, "batches would go to zero", settings.zeroedShare()));
        }
        if ((many || units >= settings.leastUnits()) && units > settings.unitShare() * held && held > 0) {
            tripped.add(massChange(units, held, "pieces would change", settings.unitShare()));
        }
    }

    private static Gate massChange(long some, long all, String what, double share) {
        return new Gate(
                "MASS_CHANGE",
                String.format(Locale.ROOT, "%d of %d %s, more than %.0f %%", some, all, what, share * 100));
    }
}
