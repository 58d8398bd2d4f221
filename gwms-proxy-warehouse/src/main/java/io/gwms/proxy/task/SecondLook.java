package io.gwms.proxy.task;

import io.gwms.evidence.SnapshotRow;
import io.gwms.proxy.FetchInventory;
import io.gwms.proxy.InventoryExtent;
import io.gwms.proxy.RemoteBatch;
import io.gwms.proxy.reconcile.PackedStock;
import io.gwms.stock.StockQuality;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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
    private final Function<RemoteBatch, SnapshotRow> row;

    /** Asks for at most so many SKUs at once; {@code row} turns an answer into a row as the snapshot has it. */
    SecondLook(Counter counter, int skusAtOnce, Function<RemoteBatch, SnapshotRow> row) {
        this.counter = counter;
        this.skusAtOnce = skusAtOnce;
        this.row = row;
    }

    /** Those of the SKUs over there of which the warehouse does not say what the rows of the snapshot say. */
    Set<String> contradicted(Set<String> proxySkus, PackedStock rows) {
        Map<Place, Long> before = new HashMap<>();
        rows.forEachRow(row -> {
            if (proxySkus.contains(row.row().proxySku())) {
                before.merge(Place.of(row.row()), row.row().total(), Math::addExact);
            }
        });
        before.values().removeIf(pieces -> pieces == 0);
        Set<String> contradicted = new HashSet<>();
        List<String> all = proxySkus.stream().sorted().toList();
        for (int from = 0; from < all.size(); from += skusAtOnce) {
            List<String> some = all.subList(from, Math.min(all.size(), from + skusAtOnce));
            contradicted.addAll(contradicted(some, before));
        }
        return contradicted;
    }

    private List<String> contradicted(List<String> some, Map<Place, Long> before) {
        Map<Place, Long> now = new HashMap<>();
        boolean whole = counter.connector()
                .fetchInventory(new FetchInventory(counter.session(), some, batch -> {
                    SnapshotRow shown = row.apply(batch);
                    now.merge(Place.of(shown), shown.total(), Math::addExact);
                }))
                .asDone()
                .filter(InventoryExtent::complete)
                .isPresent();
        if (!whole) {
            return some;
        }
        now.values().removeIf(pieces -> pieces == 0);
        return some.stream()
                .filter(sku -> !of(sku, before).equals(of(sku, now)))
                .toList();
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
