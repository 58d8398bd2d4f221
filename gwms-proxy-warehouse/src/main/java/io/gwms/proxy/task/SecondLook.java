package io.gwms.proxy.task;

import io.gwms.evidence.SnapshotRow;
import io.gwms.proxy.FetchInventory;
import io.gwms.proxy.InventoryExtent;
import io.gwms.proxy.reconcile.PackedStock;
import io.gwms.proxy.reconcile.RemoteReading;
import io.gwms.stock.StockQuality;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

    private List<String> contradicted(List<String> some, Map<Place, Long> before) {
        try (PackedStock answer = PackedStock.empty()) {
            boolean whole = counter.connector()
                    .fetchInventory(new FetchInventory(counter.session(), some, answer.taking(reading)))
                    .asDone()
                    .filter(InventoryExtent::complete)
                    .isPresent();
            if (!whole) {
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
