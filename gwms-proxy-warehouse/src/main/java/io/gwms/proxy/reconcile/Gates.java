package io.gwms.proxy.reconcile;

import io.gwms.evidence.ReconcileLine;
import io.gwms.proxy.reconcile.ReconcilePlan.Gate;
import io.gwms.proxy.reconcile.Tally.Location;
import io.gwms.stock.StockQuality;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Looks at a whole plan before anything of it is applied. */
final class Gates {
    static final String MASS_CHANGE = "MASS_CHANGE";
    static final String UNIT_SUSPECT = "UNIT_SUSPECT";
    static final String INVALID_ROWS = "INVALID_ROWS";
    static final String REPEATED_ROWS = "REPEATED_ROWS";
    static final String REPLAYED = "REPLAYED";
    static final String ASKS_FIRST = "ASKS_FIRST";
    private static final int NAMED = 3;

    private Gates() {}

    /**
     * The gates of a plan.
     *
     * @param reported lines of rows that are compared with nothing
     */
    static List<Gate> tripped(ReconcileRequest request, List<ReconcileLine> reported, Tally tally) {
        List<Gate> tripped = new ArrayList<>();
        ofTheSnapshot(request, tripped);
        rows(
                reported,
                Rule.INVALID_ROW,
                INVALID_ROWS,
                "rows are impossible, so their SKUs stay as they are and no batch counts as missing",
                tripped);
        rows(reported, Rule.REPEATED_ROW, REPEATED_ROWS, "rows came twice, so others may have been left out", tripped);
        tally.factors.stream()
                .sorted(Comparator.comparing(factor -> factor.sku().value()))
                .map(Gates::unitSuspect)
                .forEach(tripped::add);
        massChange(request.settings(), tally, tripped);
        if (request.settings().asksFirst() && tally.changed() > 0) {
            tripped.add(new Gate(ASKS_FIRST, "the settings want a person to look before anything is changed"));
        }
        return tripped;
    }

    private static void ofTheSnapshot(ReconcileRequest request, List<Gate> tripped) {
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
        Instant newest = request.newestCompared();
        if (newest != null && !begun.isAfter(newest)) {
            tripped.add(new Gate(
                    REPLAYED, "the snapshot was begun at " + begun + ", not after one of " + newest + " was compared"));
        }
        long held =
                request.stock().held(StockQuality.QUALIFIED) + request.stock().held(StockQuality.DEFECTIVE);
        if (request.stock().rows() == 0 && held > 0) {
            tripped.add(new Gate("EMPTY", "the snapshot shows nothing at all, and " + held + " pieces are held here"));
        }
    }

    private static void rows(List<ReconcileLine> lines, Rule rule, String gate, String what, List<Gate> tripped) {
        List<String> some = lines.stream()
                .filter(line -> line.rule().equals(rule.name()))
                .map(line -> line.proxySku() + " (" + line.reason() + ")")
                .limit(NAMED)
                .toList();
        if (!some.isEmpty()) {
            tripped.add(new Gate(gate, what + ", among them " + some));
        }
    }

    private static Gate unitSuspect(Tally.Factor factor) {
        return new Gate(
                UNIT_SUSPECT,
                "all " + factor.batches() + " batches of SKU " + factor.sku() + " hold "
                        + (factor.there() >= 2
                                ? factor.there() + " times as much over there"
                                : factor.here() + " times as much here")
                        + "; look whether its number of pieces in a pack is right in the routes");
    }

    /** Limits of a location count for it alone, those of the warehouse for the locations that have none of their own. */
    private static void massChange(ReconcileSettings settings, Tally tally, List<Gate> tripped) {
        Location rest = new Location();
        for (StockQuality quality : StockQuality.values()) {
            Location location = tally.location(quality);
            ChangeLimits own = settings.byLocation().get(quality);
            if (own == null) {
                rest.add(location);
            } else {
                massChange(own, location, " of the " + quality + " location", tripped);
            }
        }
        massChange(settings.limits(), rest, "", tripped);
        tally.skus.stream()
                .sorted(Comparator.comparing(sku -> sku.sku().value()))
                .limit(NAMED)
                .forEach(sku -> tripped.add(massChange(
                        sku.changed(),
                        sku.held(),
                        "pieces of SKU " + sku.sku() + " would change",
                        sku.limits().skuShare())));
    }

    private static void massChange(ChangeLimits limits, Location of, String where, List<Gate> tripped) {
        boolean many = of.changed >= limits.leastKeys();
        if (many && of.changed > limits.keyShare() * of.keys) {
            tripped.add(massChange(of.changed, of.keys, "batches" + where + " would change", limits.keyShare()));
        }
        if (of.zeroed >= limits.leastKeys() && of.zeroed > limits.zeroedShare() * of.keys) {
            tripped.add(massChange(of.zeroed, of.keys, "batches" + where + " would go to zero", limits.zeroedShare()));
        }
        if ((many || of.units >= limits.leastUnits()) && of.held > 0 && of.units > limits.unitShare() * of.held) {
            tripped.add(massChange(of.units, of.held, "pieces" + where + " would change", limits.unitShare()));
        }
    }

    private static Gate massChange(long some, long all, String what, double share) {
        return new Gate(
                MASS_CHANGE,
                String.format(Locale.ROOT, "%d of %d %s, more than %.0f %%", some, all, what, share * 100));
    }
}
