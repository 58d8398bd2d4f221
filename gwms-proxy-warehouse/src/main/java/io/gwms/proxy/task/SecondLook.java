package io.gwms.proxy.task;

import io.gwms.evidence.ReconcileLine;
import io.gwms.evidence.SnapshotRow;
import io.gwms.proxy.FetchInventory;
import io.gwms.proxy.InventoryExtent;
import io.gwms.proxy.reconcile.PackedStock;
import io.gwms.proxy.reconcile.ReconcilePlan;
import io.gwms.proxy.reconcile.RemoteReading;
import io.gwms.proxy.reconcile.Rule;
import io.gwms.sku.WarehouseSku;
import io.gwms.stock.BatchKey;
import io.gwms.stock.StockQuality;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Asks a warehouse for single SKUs before stock of them goes to zero, where its system can be asked so (rules 2 and 4). Only
 * an answer that came whole and says of a SKU just what the snapshot says confirms it.
 */
final class SecondLook {
    private final Counter counter;
    private final int skusAtOnce;
    private final RemoteReading reading;

    /** Asks for at most so many SKUs at once; an answer is read as the snapshot was. */
    SecondLook(Counter counter, int skusAtOnce, RemoteReading reading) {
        this.counter = counter;
        this.skusAtOnce = skusAtOnce;
        this.reading = reading;
    }

    /** Those of the SKUs over there of which the warehouse does not say what the rows of the snapshot say. */
    Set<String> contradicted(Set<String> proxySkus, PackedStock rows) {
        Map<Place, Long> before = pieces(proxySkus, rows);
        Set<String> contradicted = new HashSet<>();
        List<String> all = proxySkus.stream().sorted().toList();
        for (int from = 0; from < all.size(); from += skusAtOnce) {
            List<String> some = all.subList(from, Math.min(all.size(), from + skusAtOnce));
            contradicted.addAll(contradicted(some, before));
        }
        return contradicted;
    }

    /**
     * The batches that a plan made a while ago takes to zero while the warehouse shows pieces of them now, or does not tell;
     * each with its SKU over there. A batch whose SKU is not mapped any more is one of them.
     *
     * @param proxySkus what a SKU here is called over there now
     */
    Map<BatchKey, String> doubted(ReconcilePlan plan, Function<WarehouseSku, Optional<String>> proxySkus) {
        Map<BatchKey, String> doubted = new HashMap<>();
        plan.differing().stream()
                .filter(SecondLook::takesToZero)
                .flatMap(line -> line.batch().stream())
                .forEach(key -> doubted.put(key, proxySkus.apply(key.sku()).orElse("")));
        List<String> all = doubted.values().stream()
                .filter(name -> !name.isEmpty())
                .distinct()
                .sorted()
                .toList();
        for (int from = 0; from < all.size(); from += skusAtOnce) {
            Set<String> some = Set.copyOf(all.subList(from, Math.min(all.size(), from + skusAtOnce)));
            try (PackedStock answer = PackedStock.empty()) {
                if (isWhole(List.copyOf(some), answer)) {
                    Set<Batch> shown = new HashSet<>();
                    answer.forEachRow(remote -> {
                        if (remote.row().total() != 0) {
                            shown.add(Batch.of(remote.row()));
                        }
                    });
                    doubted.entrySet()
                            .removeIf(each -> some.contains(each.getValue())
                                    && !shown.contains(Batch.of(each.getKey(), each.getValue())));
                }
            }
        }
        return doubted;
    }

    private static boolean takesToZero(ReconcileLine line) {
        return line.delta() < 0
                && line.remote() + line.inFlight() == 0
                && !line.rule().equals(Rule.REGRADE.name());
    }

    /** The same plan without the corrections of those batches. It keeps its name, since it does nothing more. */
    static ReconcilePlan without(Set<BatchKey> doubted, ReconcilePlan plan) {
        return new ReconcilePlan(
                plan.warehouse(),
                plan.snapshotId(),
                plan.lines().stream()
                        .map(line -> line.batch().filter(doubted::contains).isPresent() ? doubtful(line) : line)
                        .toList(),
                plan.tripped(),
                plan.hash());
    }

    private static ReconcileLine doubtful(ReconcileLine line) {
        return new ReconcileLine(
                line.key(),
                line.proxySku(),
                line.remote(),
                line.local(),
                line.inFlight(),
                0,
                Rule.SUSPECT.name(),
                "REPORTED",
                "the warehouse, asked directly before it went to zero, did not confirm that it is gone",
                "",
                line.reserved(),
                line.mapping());
    }

    /** A batch as far as its time does not matter: an answer is of another moment, and may tell it less exactly. */
    private record Batch(String proxySku, StockQuality quality, String inboundNo) {
        static Batch of(BatchKey key, String proxySku) {
            return new Batch(proxySku, key.quality(), key.inboundNo());
        }

        static Batch of(SnapshotRow row) {
            String number = row.localInboundNo().isBlank() ? row.proxyInboundNo() : row.localInboundNo();
            return new Batch(row.proxySku(), row.quality(), number.strip());
        }
    }

    private boolean isWhole(List<String> some, PackedStock answer) {
        return counter.connector()
                .fetchInventory(new FetchInventory(counter.session(), some, answer.taking(reading)))
                .asDone()
                .filter(InventoryExtent::complete)
                .isPresent();
    }

    private List<String> contradicted(List<String> some, Map<Place, Long> before) {
        try (PackedStock answer = PackedStock.empty()) {
            if (!isWhole(some, answer)) {
                return some;
            }
            Map<Place, Long> now = pieces(Set.copyOf(some), answer);
            return some.stream()
                    .filter(sku -> !of(sku, before).equals(of(sku, now)))
                    .toList();
        }
    }

    private static Map<Place, Long> pieces(Set<String> proxySkus, PackedStock rows) {
        Map<Place, Long> pieces = new HashMap<>();
        rows.forEachRow(remote -> {
            SnapshotRow row = remote.row();
            if (proxySkus.contains(row.proxySku())) {
                pieces.merge(Place.of(row), row.total(), Math::addExact);
            }
        });
        pieces.values().removeIf(count -> count == 0);
        return pieces;
    }

    private static Map<Place, Long> of(String proxySku, Map<Place, Long> all) {
        Map<Place, Long> its = new HashMap<>(all);
        its.keySet().removeIf(place -> !place.proxySku.equals(proxySku));
        return its;
    }

    private record Place(
            String proxySku,
            StockQuality quality,
            String inboundNo,
            @Nullable Instant inboundAt) {
        static Place of(SnapshotRow row) {
            return new Place(row.proxySku(), row.quality(), row.proxyInboundNo(), row.inboundAt());
        }
    }
}
