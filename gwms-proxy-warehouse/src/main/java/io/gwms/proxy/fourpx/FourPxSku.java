package io.gwms.proxy.fourpx;

import io.gwms.proxy.RemoteBatch;
import io.gwms.proxy.wire.Pages;
import io.gwms.proxy.wire.Reading.PagesDisagree;
import io.gwms.proxy.wire.Replies;
import io.gwms.stock.StockQuality;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What both queries tell of one SKU: a batch's available and pending by the one, its arrivals by the other. One thread. */
final class FourPxSku {
    private static final Comparator<Arrival> OLDEST_FIRST = Comparator.comparing(
                    Arrival::when, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(Arrival::inboundNo)
            .thenComparing(arrival -> arrival.lot.batchNo)
            .thenComparing(arrival -> arrival.lot.quality);

    private final Map<Lot, Batch> batches = new HashMap<>(2);
    private final Map<Arrival, Long> arrivals = new HashMap<>(2);
    private final Pages readFrom = new Pages();
    private boolean repeated;

    private Batch batch(Lot lot) {
        return batches.computeIfAbsent(lot, unused -> new Batch());
    }

    /** Adds a row of the one query, read by that call. */
    void addSum(FourPxPage.Row row, int call) {
        readFrom.add(call);
        Lot lot = Lot.of(row);
        Batch batch = batch(lot);
        if (batch.isSummed) {
            throw new PagesDisagree("a row of SKU batch '" + lot.batchNo + "' came twice");
        }
        batch.isSummed = true;
        batch.available = Replies.whole(row.available());
        batch.pending = Replies.whole(row.pending());
    }

    /** Adds a row of the other query, read by that call; says whether it is new. */
    boolean addDetail(FourPxPage.Row row, int call) {
        readFrom.add(call);
        Arrival arrival = Arrival.of(row);
        long stock = Replies.whole(row.stock());
        Batch batch = batch(arrival.lot);
        batch.arrived = Math.addExact(batch.arrived, stock);
        boolean isNew = arrivals.put(arrival, stock) == null;
        repeated |= !isNew;
        return isNew;
    }

    /** Whether both queries tell the same of every batch. */
    boolean agrees() {
        return !repeated && batches.values().stream().allMatch(Batch::agrees);
    }

    /**
     * One row for each inbound order, time and inventory type. What is pending of a batch is told for the batch as a
     * whole; it is counted against its oldest arrivals first, as they are shipped. The totals are exact all the same.
     */
    long hand(String sku, Consumer<? super RemoteBatch> sink) {
        List<Arrival> oldestFirst = new ArrayList<>(arrivals.keySet());
        oldestFirst.sort(OLDEST_FIRST);
        Map<Place, long[]> rows = new LinkedHashMap<>(2);
        for (Arrival arrival : oldestFirst) {
            long stock = arrivals.getOrDefault(arrival, 0L);
            Batch batch = batch(arrival.lot);
            long locked = batch.locked(stock);
            long[] row = rows.computeIfAbsent(
                    new Place(arrival.lot.type(), arrival.inboundNo, arrival.putAwayAt), unused -> new long[2]);
            row[0] = Math.addExact(row[0], stock - locked);
            row[1] = Math.addExact(row[1], locked);
            batch.lastRow = row;
        }
        batches.values().forEach(Batch::tellTheImpossible);
        List<Integer> pages = readFrom.list();
        rows.forEach((place, row) -> sink.accept(new RemoteBatch(
                sku,
                place.quality,
                row[0],
                row[1],
                Math.addExact(row[0], row[1]),
                place.inboundNo,
                place.putAwayAt,
                pages)));
        return rows.size();
    }

    /** What a batch of 4PX is within a SKU. */
    private record Lot(String batchNo, String quality) {
        static Lot of(FourPxPage.Row row) {
            return new Lot(row.batchNo(), row.quality());
        }

        StockQuality type() {
            return quality.equals("G") ? StockQuality.QUALIFIED : StockQuality.DEFECTIVE;
        }
    }

    private record Arrival(
            Lot lot, String inboundNo, @Nullable Instant putAwayAt) {
        static Arrival of(FourPxPage.Row row) {
            String millis = row.putAwayMillis();
            return new Arrival(
                    Lot.of(row),
                    row.inboundNo(),
                    millis.isEmpty() ? null : Instant.ofEpochMilli(Replies.whole(millis)));
        }

        @Nullable
        Instant when() {
            return putAwayAt;
        }
    }

    private record Place(
            StockQuality quality,
            String inboundNo,
            @Nullable Instant putAwayAt) {}

    /** Both views of one batch: available and pending of the one query, the sum of arrivals of the other. */
    private static final class Batch {
        private boolean isSummed;
        private long available;
        private long pending;
        private long arrived;
        private long @Nullable [] lastRow;

        boolean agrees() {
            return Math.addExact(available, pending) == arrived;
        }

        /** So much of those pieces is pending; the oldest are asked first. */
        long locked(long stock) {
            long locked = Math.max(0, Math.min(stock, pending));
            pending -= locked;
            return locked;
        }

        /** More pending than there is, or less than none, stays visible: judging it is the reconciler's work. */
        void tellTheImpossible() {
            long[] row = lastRow;
            if (row != null) {
                row[0] = Math.subtractExact(row[0], pending);
                row[1] = Math.addExact(row[1], pending);
            }
        }
    }
}
