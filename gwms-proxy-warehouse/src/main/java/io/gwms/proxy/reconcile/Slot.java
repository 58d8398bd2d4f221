package io.gwms.proxy.reconcile;

import io.gwms.evidence.SnapshotRow;
import io.gwms.proxy.ProxyCapabilities;
import io.gwms.sku.WarehouseSku;
import io.gwms.stock.BatchKey;
import io.gwms.stock.StockBatch;
import io.gwms.stock.StockQuality;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Both sides of one batch while a plan is made. One thread. */
final class Slot {
    /**
     * What batches are matched by: SKU, inventory type, inbound order number and inbound time, the time no finer than the
     * system tells it (rule 16). The time is empty where the system tells none.
     */
    record MatchKey(WarehouseSku sku, StockQuality quality, String inboundNo, String time) {
        static MatchKey of(BatchKey key, ProxyCapabilities.Inventory inventory) {
            return new MatchKey(key.sku(), key.quality(), key.inboundNo(), time(key.inboundAt(), inventory));
        }

        Group group() {
            return new Group(sku, quality, inboundNo);
        }

        private static String time(@Nullable Instant at, ProxyCapabilities.Inventory inventory) {
            if (!inventory.inboundTimes() || at == null) {
                return "";
            }
            Duration precision = inventory.timePrecision();
            ZoneId zone = inventory.zone();
            if (precision.compareTo(Duration.ofDays(1)) >= 0) {
                return at.atZone(zone).toLocalDate().toString();
            }
            long millis = Math.max(1, precision.toMillis());
            return Long.toString(Math.floorDiv(at.toEpochMilli(), millis));
        }
    }

    /** Batches that differ in time only. */
    record Group(WarehouseSku sku, StockQuality quality, String inboundNo) {}

    final List<StockBatch> local = new ArrayList<>();
    final TreeSet<String> proxySkus = new TreeSet<>();
    boolean seenThere;
    boolean linked = true;
    long remote;
    long inFlight;

    @Nullable
    Instant firstSeenInbound;

    void add(SnapshotRow row, long units) {
        seenThere = true;
        remote = Math.addExact(remote, units);
        proxySkus.add(row.proxySku());
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
        return local.stream().mapToLong(StockBatch::quantity).sum();
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
