package io.gwms.proxy;

import static java.util.Objects.requireNonNull;

import io.gwms.internal.Require;
import io.gwms.stock.StockQuality;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One batch of an inventory as a proxy warehouse shows it. Figures are as told, even when they are
 * impossible: judging them is the reconciler's work.
 *
 * @param proxySku the SKU over there
 * @param quality the inventory type
 * @param available pieces that can be promised
 * @param locked pieces that are promised
 * @param statedTotal the total the system states itself; null when it states none
 * @param inboundNo the inbound order it came with, as numbered over there; empty when not told
 * @param inboundAt when it came; null when not told
 * @param pages the calls of this reading that tell of it, counted from 1 in the order in which they were sent; empty when
 *     it is the last one before the batch is handed over
 */
public record RemoteBatch(
        String proxySku,
        StockQuality quality,
        long available,
        long locked,
        @Nullable Long statedTotal,
        String inboundNo,
        @Nullable Instant inboundAt,
        List<Integer> pages) {
    public RemoteBatch {
        Require.text(proxySku, "proxySku");
        requireNonNull(quality, "quality");
        requireNonNull(inboundNo, "inboundNo");
        pages = List.copyOf(pages);
    }

    /** A batch that the last call before tells of. */
    public RemoteBatch(
            String proxySku,
            StockQuality quality,
            long available,
            long locked,
            @Nullable Long statedTotal,
            String inboundNo,
            @Nullable Instant inboundAt) {
        this(proxySku, quality, available, locked, statedTotal, inboundNo, inboundAt, List.of());
    }
}
