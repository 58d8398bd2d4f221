package io.gwms.proxy.reconcile;

import io.gwms.evidence.SnapshotRow;
import io.gwms.sku.WarehouseSku;
import io.gwms.stock.BatchKey;
import io.gwms.stock.StockBatch;
import io.gwms.stock.StockQuality;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Both sides of one batch while a plan is made. One thread. */
final class Slot {
    /**
     * What batches are matched by: SKU, inventory type, inbound order number and inbound time, the time no finer than the
     * system tells it (rule 16).
     */
    record MatchKey(WarehouseSku sku, StockQuality quality, String inboundNo, long time) {
        static MatchKey of(BatchKey key, Times times) {
            return new MatchKey(key.sku(), key.quality(), key.inboundNo(), times.unit(key.inboundAt()));
        }

        /** Quicker than the one of a record, and as good. */
        @Override
        public int hashCode() {
            return group().hashCode() * 31 + Long.hashCode(time);
        }

        Group group() {
            return new Group(sku, quality, inboundNo);
        }

        /** The same batch of the other inventory type. */
        MatchKey ofTheOtherType() {
            StockQuality other = quality == StockQuality.QUALIFIED ? StockQuality.DEFECTIVE : StockQuality.QUALIFIED;
            return new MatchKey(sku, other, inboundNo, time);
        }
    }

    /** Batches that differ in time only. */
    record Group(WarehouseSku sku, StockQuality quality, String inboundNo) {
        @Override
        public int hashCode() {
            return (sku.value().hashCode() * 31 + inboundNo.hashCode()) * 31
                    + (quality == StockQuality.QUALIFIED ? 0 : 1);
        }
    }

    final List<StockBatch> local = new ArrayList<>(1);
    /** How many pieces here each piece of a SKU over there is; nearly always there is one SKU. */
    private Map<String, Integer> mappings = Map.of();

    boolean seenThere;
    boolean linked = true;
    long remote;
    long inFlight;

    @Nullable
    Instant firstSeenInbound;

    void add(RemoteRow there) {
        SnapshotRow row = there.row();
        seenThere = true;
        remote = Math.addExact(remote, Rows.units(there));
        if (mappings.isEmpty()) {
            mappings = Map.of(row.proxySku(), there.unitsEach());
        } else if (!mappings.containsKey(row.proxySku())) {
            mappings = new TreeMap<>(mappings);
            mappings.put(row.proxySku(), there.unitsEach());
        }
        linked &= row.proxyInboundNo().isBlank() || !row.localInboundNo().isBlank();
        Instant at = row.inboundAt();
        if (at != null && (firstSeenInbound == null || at.isBefore(firstSeenInbound))) {
            firstSeenInbound = at;
        }
    }

    boolean isRemoteOnly() {
        return local.isEmpty();
    }

    boolean isLocalOnly() {
        return !seenThere;
    }

    long localQuantity() {
        long sum = 0;
        for (StockBatch batch : local) {
            sum += batch.quantity();
        }
        return sum;
    }

    /** The SKUs it has over there. */
    String proxySkus() {
        return each(Map.Entry::getKey);
    }

    private String each(Function<Map.Entry<String, Integer>, String> name) {
        return mappings.size() == 1
                ? name.apply(mappings.entrySet().iterator().next())
                : mappings.entrySet().stream().map(name).collect(Collectors.joining("+"));
    }

    /** By what its rows were counted. */
    String mapping() {
        return each(mapping -> Lines.mapping(mapping.getKey(), mapping.getValue()));
    }

    long reserved() {
        long sum = 0;
        for (StockBatch batch : local) {
            sum += batch.reserved();
        }
        return sum;
    }

    /** What is to be added here so that both sides agree. */
    long change() {
        return Math.addExact(remote, inFlight) - localQuantity();
    }

    /** How much more is held here than there. */
    long surplusHere() {
        return localQuantity() - remote;
    }
}
