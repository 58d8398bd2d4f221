package io.gwms.samples.benchmarks.reconcile;

import io.gwms.stock.StockQuality;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A full outer join as one writes it by hand: a map of the rows there, asked for every batch here. */
final class OnHashMap {
    private record Key(String sku, StockQuality quality, String inboundNo, Instant at) {}

    private record Row(Key key, long pieces) {}

    private final List<Row> there = new ArrayList<>();
    private final List<Row> here = new ArrayList<>();

    OnHashMap(Goods goods) {
        goods.there(batch -> there.add(new Row(
                new Key(
                        Goods.localSku(batch.proxySku()),
                        batch.quality(),
                        batch.inboundNo(),
                        Objects.requireNonNull(batch.inboundAt(), "inboundAt")),
                batch.available() + batch.locked())));
        goods.here(batch -> here.add(new Row(
                new Key(
                        batch.key().sku().value(),
                        batch.key().quality(),
                        batch.key().inboundNo(),
                        Objects.requireNonNull(batch.key().inboundAt(), "inboundAt")),
                batch.quantity())));
    }

    Joined join() {
        Map<Key, long[]> map = new HashMap<>(there.size() * 2);
        for (Row row : there) {
            map.computeIfAbsent(row.key, unused -> new long[2])[0] += row.pieces;
        }
        long equal = 0;
        long different = 0;
        long onlyHere = 0;
        for (Row row : here) {
            long[] both = map.get(row.key);
            if (both == null) {
                onlyHere++;
            } else {
                both[1] = 1;
                if (both[0] == row.pieces) {
                    equal++;
                } else {
                    different++;
                }
            }
        }
        long onlyThere = 0;
        for (long[] both : map.values()) {
            onlyThere += 1 - both[1];
        }
        return new Joined(equal, different, onlyThere, onlyHere);
    }
}
