package io.gwms.stock;

import static java.util.Objects.requireNonNull;

import io.gwms.internal.Require;

/**
 * What the host's ledger holds of one batch in the managed location of its inventory type.
 *
 * @param key which batch
 * @param quantity pieces in the managed location; reserved ones included
 * @param reserved pieces that local orders have reserved
 */
public record StockBatch(BatchKey key, long quantity, long reserved) {
    public StockBatch {
        requireNonNull(key, "key");
        Require.zeroOrMore(quantity, "quantity");
        Require.zeroOrMore(reserved, "reserved");
    }
}
