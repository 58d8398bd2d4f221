package io.gwms.proxy.reconcile;

import static java.util.Objects.requireNonNull;

import io.gwms.evidence.ReconcileLine;
import io.gwms.sku.WarehouseSku;
import io.gwms.stock.BatchKey;
import io.gwms.stock.StockQuality;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/** What the gates look at, counted part by part while a plan is made. One thread. */
final class Tally {
    private static final int LEAST_OF_ONE_FACTOR = 3;
    private static final List<StockQuality> QUALITIES = List.of(StockQuality.values());

    /** What changes in one managed location. */
    static final class Location {
        long keys;
        long held;
        long changed;
        long zeroed;
        long units;

        void add(Location other) {
            keys += other.keys;
            held += other.held;
            changed += other.changed;
            zeroed += other.zeroed;
            units += other.units;
        }
    }

    /** A SKU of which much changes. */
    record Sku(WarehouseSku sku, long changed, long held, ChangeLimits limits) {}

    /** A SKU of which one side holds a multiple of the other in every batch. */
    record Factor(WarehouseSku sku, int batches, long there, long here) {}

    private final ReconcileRequest request;
    private final Location qualified = new Location();
    private final Location defective = new Location();
    final List<Sku> skus = new ArrayList<>();
    final List<Factor> factors = new ArrayList<>();

    Tally(ReconcileRequest request) {
        this.request = request;
        qualified.held = request.stock().held(StockQuality.QUALIFIED);
        defective.held = request.stock().held(StockQuality.DEFECTIVE);
    }

    Location location(StockQuality quality) {
        return quality == StockQuality.DEFECTIVE ? defective : qualified;
    }

    /** Batches that would change. */
    long changed() {
        return qualified.changed + defective.changed;
    }

    ChangeLimits limits(StockQuality quality) {
        return request.settings()
                .byLocation()
                .getOrDefault(quality, request.settings().limits());
    }

    /**
     * Counts one part.
     *
     * @param judged lines of batches, those of one SKU together, none of them equal
     * @param equal lines of batches that are equal by the rules; those that match found alike have none
     */
    void addPart(Match match, List<ReconcileLine> judged, List<ReconcileLine> equal) {
        qualified.keys += match.equalCount - match.equalDefective;
        defective.keys += match.equalDefective;
        equal.forEach(line -> location(key(line).quality()).keys++);
        Map<SkuPlace, Long> changes = new HashMap<>();
        Map<Integer, Factor> suspects = new HashMap<>();
        for (int from = 0, to; from < judged.size(); from = to) {
            to = endOfSku(judged, from);
            addSku(judged.subList(from, to), changes, suspects);
        }
        findFactors(match, equal, suspects);
        findSkus(match, changes);
    }

    private record SkuPlace(WarehouseSku sku, StockQuality quality) {}

    private static BatchKey key(ReconcileLine line) {
        return requireNonNull(line.key(), "key");
    }

    private static int endOfSku(List<ReconcileLine> lines, int from) {
        WarehouseSku sku = key(lines.get(from)).sku();
        int to = from + 1;
        while (to < lines.size() && key(lines.get(to)).sku().equals(sku)) {
            to++;
        }
        return to;
    }

    private void addSku(List<ReconcileLine> lines, Map<SkuPlace, Long> changes, Map<Integer, Factor> suspects) {
        WarehouseSku sku = key(lines.get(0)).sku();
        for (StockQuality quality : QUALITIES) {
            long units = 0;
            for (ReconcileLine line : lines) {
                units = Math.addExact(units, key(line).quality() == quality ? changed(line, location(quality)) : 0);
            }
            if (units > 0 && units >= limits(quality).leastUnits()) {
                changes.put(new SkuPlace(sku, quality), units);
            }
        }
        if (lines.size() >= LEAST_OF_ONE_FACTOR) {
            suspect(sku, lines.stream().filter(Tally::isOnBothSides).toList(), suspects);
        }
    }

    private static boolean isOnBothSides(ReconcileLine line) {
        return line.remote() > 0 && line.local() > 0 && line.inFlight() == 0;
    }

    /** Counts a line and gives how many pieces it changes. */
    private static long changed(ReconcileLine line, Location location) {
        location.keys++;
        if (line.delta() == 0) {
            return 0;
        }
        boolean regrade = line.rule().equals(Rule.REGRADE.name());
        location.changed++;
        if (line.local() + line.delta() == 0 && !regrade) {
            location.zeroed++;
        }
        long units = line.delta() > 0 && regrade ? 0 : Math.abs(line.delta());
        location.units += units;
        return units;
    }

    private void suspect(WarehouseSku sku, List<ReconcileLine> onBothSides, Map<Integer, Factor> suspects) {
        if (onBothSides.size() >= LEAST_OF_ONE_FACTOR) {
            long there = factor(onBothSides, ReconcileLine::remote, ReconcileLine::local);
            long here = factor(onBothSides, ReconcileLine::local, ReconcileLine::remote);
            if (there >= 2 || here >= 2) {
                suspects.put(number(sku), new Factor(sku, onBothSides.size(), there, here));
            }
        }
    }

    /** Every batch of a SKU is off by one and the same whole factor: its unit is wrong, not its stock (rule 19). */
    private void findFactors(Match match, List<ReconcileLine> equal, Map<Integer, Factor> suspects) {
        equal.stream()
                .filter(Tally::isOnBothSides)
                .forEach(line -> suspects.remove(number(key(line).sku())));
        for (int i = 0; i < match.equalCount && !suspects.isEmpty(); i++) {
            int place = match.equalBatches[i];
            if (match.unitsOfBatch(place) > 0) {
                suspects.remove(match.skuOfBatch(place));
            }
        }
        factors.addAll(suspects.values());
    }

    /** How many times the first figure is the second one in every line; 0 when it differs. */
    private static long factor(
            List<ReconcileLine> lines, ToLongFunction<ReconcileLine> more, ToLongFunction<ReconcileLine> less) {
        long factor = more.applyAsLong(lines.get(0)) / less.applyAsLong(lines.get(0));
        if (factor < 2) {
            return 0;
        }
        boolean constant = lines.stream().allMatch(line -> more.applyAsLong(line) == factor * less.applyAsLong(line));
        return constant ? factor : 0;
    }

    private void findSkus(Match match, Map<SkuPlace, Long> changes) {
        if (changes.isEmpty()) {
            return;
        }
        Map<Integer, Long> held = new HashMap<>();
        BitSet looked = new BitSet();
        changes.keySet().forEach(each -> {
            held.put(number(each), 0L);
            looked.set(number(each.sku()));
        });
        addHeld(match, match.equalBatches, match.equalCount, looked, held);
        addHeld(match, match.oddBatches, match.oddBatchCount, looked, held);
        changes.forEach((place, units) -> {
            long all = held.getOrDefault(number(place), 0L);
            ChangeLimits limits = limits(place.quality());
            if (all > 0 && units > limits.skuShare() * all) {
                skus.add(new Sku(place.sku(), units, all, limits));
            }
        });
    }

    private static void addHeld(Match match, int[] places, int count, BitSet looked, Map<Integer, Long> held) {
        for (int i = 0; i < count; i++) {
            int place = places[i];
            int sku = match.skuOfBatch(place);
            if (looked.get(sku)) {
                long units = match.unitsOfBatch(place);
                held.computeIfPresent(number(sku, match.qualityOfBatch(place)), (unused, all) -> all + units);
            }
        }
    }

    private int number(SkuPlace place) {
        return number(number(place.sku()), place.quality());
    }

    private static int number(int sku, StockQuality quality) {
        return sku * 2 + (quality == StockQuality.DEFECTIVE ? 1 : 0);
    }

    private int number(WarehouseSku sku) {
        return request.stock().records().number(sku);
    }
}
