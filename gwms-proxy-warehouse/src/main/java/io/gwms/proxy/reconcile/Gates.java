package io.gwms.proxy.reconcile;

import io.gwms.evidence.ReconcileLine;
import io.gwms.proxy.reconcile.ReconcilePlan.Gate;
import io.gwms.sku.WarehouseSku;
import io.gwms.stock.StockBatch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/** Looks at a whole plan before anything of it is applied. */
final class Gates {
    static final String MASS_CHANGE = "MASS_CHANGE";
    static final String UNIT_SUSPECT = "UNIT_SUSPECT";
    private static final int LEAST_OF_ONE_FACTOR = 3;

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
        unitSuspect(lines, tripped);
        massChange(request.settings(), lines, held, tripped);
        return tripped;
    }

    /** Every batch of a SKU is off by one and the same whole factor: its unit is wrong, not its stock (rule 19). */
    private static void unitSuspect(List<ReconcileLine> lines, List<Gate> tripped) {
        Map<WarehouseSku, List<ReconcileLine>> bySku = new TreeMap<>(Comparator.comparing(WarehouseSku::value));
        for (ReconcileLine line : lines) {
            boolean onBothSides = line.remote() > 0 && line.local() > 0 && line.inFlight() == 0;
            line.batch()
                    .filter(key -> onBothSides)
                    .ifPresent(key -> bySku.computeIfAbsent(key.sku(), sku -> new ArrayList<>())
                            .add(line));
        }
        bySku.forEach((sku, batches) -> {
            long there = factor(batches, ReconcileLine::remote, ReconcileLine::local);
            long here = factor(batches, ReconcileLine::local, ReconcileLine::remote);
            if (there >= 2 || here >= 2) {
                tripped.add(new Gate(
                        UNIT_SUSPECT,
                        "all " + batches.size() + " batches of SKU " + sku + " hold "
                                + (there >= 2 ? there + " times as much over there" : here + " times as much here")
                                + "; look whether its number of pieces in a pack is right in the routes"));
            }
        });
    }

    /** How many times the first figure is the second one in every line; 0 when it differs, or there are few lines. */
    private static long factor(
            List<ReconcileLine> lines, ToLongFunction<ReconcileLine> more, ToLongFunction<ReconcileLine> less) {
        long factor = more.applyAsLong(lines.get(0)) / less.applyAsLong(lines.get(0));
        boolean constant = lines.stream()
                .allMatch(line -> more.applyAsLong(line) % less.applyAsLong(line) == 0
                        && more.applyAsLong(line) / less.applyAsLong(line) == factor);
        return constant && lines.size() >= LEAST_OF_ONE_FACTOR ? factor : 0;
    }

    private static void massChange(
            ReconcileSettings settings, List<ReconcileLine> lines, long held, List<Gate> tripped) {
        long keys = lines.stream().filter(line -> line.batch().isPresent()).count();
        List<ReconcileLine> changed =
                lines.stream().filter(line -> line.delta() != 0).toList();
        long zeroed = changed.stream()
                .filter(line -> line.local() + line.delta() == 0 && !isRegrade(line))
                .count();
        long units = changed.stream()
                .filter(line -> line.delta() < 0 || !isRegrade(line))
                .mapToLong(line -> Math.abs(line.delta()))
                .sum();
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

    private static boolean isRegrade(ReconcileLine line) {
        return line.rule().equals(Rule.REGRADE.name());
    }

    private static Gate massChange(long some, long all, String what, double share) {
        return new Gate(
                MASS_CHANGE,
                String.format(Locale.ROOT, "%d of %d %s, more than %.0f %%", some, all, what, share * 100));
    }
}
