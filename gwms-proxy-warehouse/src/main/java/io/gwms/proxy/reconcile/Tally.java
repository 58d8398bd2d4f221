package io.gwms.proxy.reconcile;

import io.gwms.evidence.ReconcileLine;
import io.gwms.sku.WarehouseSku;
import io.gwms.stock.BatchKey;
import io.gwms.stock.StockQuality;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/** What the gates look at, counted part by part while a plan is made. One thread. */
final class Tally {
    private static final int LEAST_OF_ONE_FACTOR = 3;

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

    /** Counts one part: the batches that match found alike, and the lines of the others. */
    void addPart(Match match, List<ReconcileLine> lines) {
        for (int i = 0; i < match.equalCount; i++) {
            location(quality(match, match.equalBatches[i])).keys++;
        }
        Map<WarehouseSku, List<ReconcileLine>> onBothSides = new HashMap<>();
        Map<SkuPlace, Long> changes = new HashMap<>();
        for (ReconcileLine line : lines) {
            BatchKey key = line.key();
            if (key != null) {
                add(line, key, changes);
                if (line.remote() > 0 && line.local() > 0 && line.inFlight() == 0) {
                    onBothSides
                            .computeIfAbsent(key.sku(), unused -> new ArrayList<>(2))
                            .add(line);
                }
            }
        }
        findFactors(match, onBothSides);
        findSkus(match, changes);
    }

    private record SkuPlace(WarehouseSku sku, StockQuality quality) {}

    private void add(ReconcileLine line, BatchKey key, Map<SkuPlace, Long> changes) {
        Location location = location(key.quality());
        location.keys++;
        if (line.delta() == 0) {
            return;
        }
        boolean regrade = line.rule().equals(Rule.REGRADE.name());
        location.changed++;
        if (line.local() + line.delta() == 0 && !regrade) {
            location.zeroed++;
        }
        if (line.delta() < 0 || !regrade) {
            location.units += Math.abs(line.delta());
            changes.merge(new SkuPlace(key.sku(), key.quality()), Math.abs(line.delta()), Math::addExact);
        }
    }

    /** Every batch of a SKU is off by one and the same whole factor: its unit is wrong, not its stock (rule 19). */
    private void findFactors(Match match, Map<WarehouseSku, List<ReconcileLine>> bySku) {
        Map<WarehouseSku, Factor> found = new TreeMap<>(Comparator.comparing(WarehouseSku::value));
        bySku.forEach((sku, batches) -> {
            long there = factor(batches, ReconcileLine::remote, ReconcileLine::local);
            long here = factor(batches, ReconcileLine::local, ReconcileLine::remote);
            if (there >= 2 || here >= 2) {
                found.put(sku, new Factor(sku, batches.size(), there, here));
            }
        });
        if (found.isEmpty()) {
            return;
        }
        for (int i = 0; i < match.equalCount; i++) {
            int place = match.equalBatches[i];
            if (Packed.units(match.batchBlocks[Shelf.block(place)], Shelf.offset(place)) > 0) {
                found.keySet().removeIf(sku -> sku.value().hashCode() == skuHash(match, place));
            }
        }
        factors.addAll(found.values());
    }

    /** How many times the first figure is the second one in every line; 0 when it differs, or there are few lines. */
    private static long factor(
            List<ReconcileLine> lines, ToLongFunction<ReconcileLine> more, ToLongFunction<ReconcileLine> less) {
        long factor = more.applyAsLong(lines.get(0)) / less.applyAsLong(lines.get(0));
        if (lines.size() < LEAST_OF_ONE_FACTOR || factor < 2) {
            return 0;
        }
        boolean constant = lines.stream().allMatch(line -> more.applyAsLong(line) == factor * less.applyAsLong(line));
        return constant ? factor : 0;
    }

    private void findSkus(Match match, Map<SkuPlace, Long> changes) {
        Map<Integer, Long> heldByHash = new HashMap<>();
        changes.entrySet()
                .removeIf(each ->
                        each.getValue() < limits(each.getKey().quality()).leastUnits());
        changes.keySet().forEach(each -> heldByHash.put(hash(each.sku().value().hashCode(), each.quality()), 0L));
        if (heldByHash.isEmpty()) {
            return;
        }
        addHeld(match, match.equalBatches, match.equalCount, heldByHash);
        addHeld(match, match.oddBatches, match.oddBatchCount, heldByHash);
        changes.forEach((place, units) -> {
            long held = heldByHash.getOrDefault(hash(place.sku().value().hashCode(), place.quality()), 0L);
            ChangeLimits limits = limits(place.quality());
            if (held > 0 && units > limits.skuShare() * held) {
                skus.add(new Sku(place.sku(), units, held, limits));
            }
        });
    }

    private static void addHeld(Match match, int[] places, int count, Map<Integer, Long> heldByHash) {
        for (int i = 0; i < count; i++) {
            int place = places[i];
            int hash = hash(skuHash(match, place), quality(match, place));
            long units = Packed.units(match.batchBlocks[Shelf.block(place)], Shelf.offset(place));
            heldByHash.computeIfPresent(hash, (unused, held) -> held + units);
        }
    }

    private static int hash(int skuHash, StockQuality quality) {
        return skuHash * 31 + (quality == StockQuality.DEFECTIVE ? 1 : 0);
    }

    private static int skuHash(Match match, int place) {
        return Packed.skuHash(match.batchBlocks[Shelf.block(place)], Shelf.offset(place));
    }

    private static StockQuality quality(Match match, int place) {
        int flags = Packed.flags(match.batchBlocks[Shelf.block(place)], Shelf.offset(place));
        return (flags & Packed.DEFECTIVE) == 0 ? StockQuality.QUALIFIED : StockQuality.DEFECTIVE;
    }
}
