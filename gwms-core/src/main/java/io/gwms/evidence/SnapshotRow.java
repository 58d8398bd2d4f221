package io.gwms.evidence;

import static java.util.Objects.requireNonNull;

import io.gwms.catalogue.WarehouseCode;
import io.gwms.internal.Require;
import io.gwms.stock.StockQuality;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One batch as the proxy warehouse reported it: the 13 fields of the product page (sync-tasks,
 * section 2.6); the total is computed.
 *
 * @param proxySku SKU in the proxy system
 * @param gsku global SKU in GWMS; empty when not mapped
 * @param localSku customer-side SKU; empty when not mapped
 * @param available available quantity, as returned
 * @param locked locked quantity, as returned
 * @param quality inventory type
 * @param proxyInboundNo inbound order number over there; empty when not given
 * @param localInboundNo the GWMS inbound order number it is linked to; empty when not linked
 * @param inboundAt inbound time recorded over there; null when not given
 * @param snapshotAt when this was seen
 * @param proxyWarehouse warehouse code over there
 * @param warehouse GWMS warehouse code
 * @param calls the entries of the API log, by id, whose replies tell of it; empty where no log keeps the calls
 */
public record SnapshotRow(
        String proxySku,
        String gsku,
        String localSku,
        long available,
        long locked,
        StockQuality quality,
        String proxyInboundNo,
        String localInboundNo,
        @Nullable Instant inboundAt,
        Instant snapshotAt,
        String proxyWarehouse,
        WarehouseCode warehouse,
        List<String> calls) {
    public SnapshotRow {
        Require.text(proxySku, "proxySku");
        requireNonNull(gsku, "gsku");
        requireNonNull(localSku, "localSku");
        requireNonNull(quality, "quality");
        requireNonNull(proxyInboundNo, "proxyInboundNo");
        requireNonNull(localInboundNo, "localInboundNo");
        requireNonNull(snapshotAt, "snapshotAt");
        Require.text(proxyWarehouse, "proxyWarehouse");
        requireNonNull(warehouse, "warehouse");
        calls = List.copyOf(calls);
    }

    /** A row of which nobody knows by which calls it came. */
    public SnapshotRow(
            String proxySku,
            String gsku,
            String localSku,
            long available,
            long locked,
            StockQuality quality,
            String proxyInboundNo,
            String localInboundNo,
            @Nullable Instant inboundAt,
            Instant snapshotAt,
            String proxyWarehouse,
            WarehouseCode warehouse) {
        this(
                proxySku,
                gsku,
                localSku,
                available,
                locked,
                quality,
                proxyInboundNo,
                localInboundNo,
                inboundAt,
                snapshotAt,
                proxyWarehouse,
                warehouse,
                List.of());
    }

    /** The same, without by which calls it came. */
    public SnapshotRow withoutCalls() {
        return calls.isEmpty()
                ? this
                : new SnapshotRow(
                        proxySku,
                        gsku,
                        localSku,
                        available,
                        locked,
                        quality,
                        proxyInboundNo,
                        localInboundNo,
                        inboundAt,
                        snapshotAt,
                        proxyWarehouse,
                        warehouse);
    }

    /** Available plus locked: the figure that is compared (sync-tasks, «Inventory quantity rules»). */
    public long total() {
        return Math.addExact(available, locked);
    }
}
