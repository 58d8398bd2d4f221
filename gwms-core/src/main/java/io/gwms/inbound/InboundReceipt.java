package io.gwms.inbound;

import static java.util.Objects.requireNonNull;

import io.gwms.internal.Require;
import io.gwms.sku.WarehouseSku;
import io.gwms.stock.StockQuality;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One batch that came of an inbound order. What is told is stored before it is booked, and stays until it is: so a round
 * that dies between the two books the same pieces later, and never twice.
 *
 * @param sku what came
 * @param quality its inventory type
 * @param putAwayAt when it was put away, and so its inbound time; null when the warehouse does not tell
 * @param told pieces the warehouse has put away in all, as last believed
 * @param booked pieces of them that are in the host's stock; never more
 */
public record InboundReceipt(
        WarehouseSku sku, StockQuality quality, @Nullable Instant putAwayAt, long told, long booked) {
    public InboundReceipt {
        requireNonNull(sku, "sku");
        requireNonNull(quality, "quality");
        Require.zeroOrMore(booked, "booked");
        Require.that(told >= booked, "told", told, "at least " + booked + ", which is booked");
    }

    /** Pieces that are still to be booked. */
    public long pending() {
        return told - booked;
    }

    /** The same when the warehouse has put away so many in all; fewer than before change nothing. */
    public InboundReceipt telling(long pieces) {
        return new InboundReceipt(sku, quality, putAwayAt, Math.max(told, pieces), booked);
    }

    /** The same once all of it is booked. */
    public InboundReceipt allBooked() {
        return new InboundReceipt(sku, quality, putAwayAt, told, told);
    }
}
