package io.gwms.samples.benchmarks.reconcile;

import io.gwms.catalogue.WarehouseCode;
import io.gwms.proxy.RemoteBatch;
import io.gwms.sku.WarehouseSku;
import io.gwms.stock.BatchKey;
import io.gwms.stock.StockBatch;
import io.gwms.stock.StockQuality;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * The stock of a made-up warehouse on both sides, always the same: ten batches a SKU, one in a hundred missing on either
 * side, five in a hundred with another quantity, in no order that means anything.
 */
record Goods(int rows) {
    static final WarehouseCode WAREHOUSE = new WarehouseCode("JNB-1");
    /** When it is looked at. */
    static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");

    static final int BATCHES_A_SKU = 10;
    private static final long FIRST_INBOUND =
            Instant.parse("2025-01-01T00:00:00Z").toEpochMilli();
    /** Prime, so that stepping by it meets every number once. */
    private static final long STEP = 15_485_863;

    private static final int MISSING = 100;
    private static final int OTHERWISE = 20;

    /** Hands over what the proxy warehouse has. */
    void there(Consumer<? super RemoteBatch> sink) {
        for (int i = 0; i < rows; i++) {
            int number = (int) (i * STEP % rows);
            if (number % MISSING != 1) {
                long pieces = pieces(number);
                long locked = pieces % 7 == 0 ? 1 : 0;
                sink.accept(new RemoteBatch(
                        proxySku(number),
                        quality(number),
                        pieces - locked,
                        locked,
                        null,
                        inboundNo(number),
                        inboundAt(number)));
            }
        }
    }

    /** Hands over what is held here. */
    void here(Consumer<? super StockBatch> sink) {
        for (int i = 0; i < rows; i++) {
            int number = (int) ((i + 77L) * STEP % rows);
            if (number % MISSING != 2) {
                long pieces = pieces(number) + (number % OTHERWISE == 3 ? 1 : 0);
                sink.accept(new StockBatch(
                        new BatchKey(
                                WAREHOUSE,
                                new WarehouseSku(localSku(proxySku(number))),
                                quality(number),
                                inboundNo(number),
                                inboundAt(number)),
                        pieces,
                        0));
            }
        }
    }

    static String localSku(String proxySku) {
        return "SKU" + proxySku.substring(1);
    }

    static String proxySku(int number) {
        return "P-" + (1_000_000 + number / BATCHES_A_SKU);
    }

    private static long pieces(int number) {
        return 5L + number % 95;
    }

    private static StockQuality quality(int number) {
        return number % 40 == 5 ? StockQuality.DEFECTIVE : StockQuality.QUALIFIED;
    }

    private static String inboundNo(int number) {
        return "IN-26" + (100_000 + number % BATCHES_A_SKU * 7919 + number / BATCHES_A_SKU % 5000);
    }

    private static Instant inboundAt(int number) {
        return Instant.ofEpochMilli(FIRST_INBOUND + number * 2_654_435L % 31_536_000_000L);
    }
}
