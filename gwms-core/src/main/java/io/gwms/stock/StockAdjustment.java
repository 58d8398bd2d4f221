package io.gwms.stock;

import static java.util.Objects.requireNonNull;

import io.gwms.Incubating;
import io.gwms.internal.Require;

/**
 * One guarded correction of a batch in its managed location.
 *
 * @param id unique for ever; applying the same id again has no effect
 * @param key which batch
 * @param delta pieces to add; negative takes away
 * @param expected what the ledger must hold now for the correction to apply
 * @param reason for people
 */
@Incubating
public record StockAdjustment(String id, BatchKey key, long delta, long expected, String reason) {
    public StockAdjustment {
        Require.text(id, "id");
        requireNonNull(key, "key");
        Require.that(delta != 0, "delta", delta, "other than 0");
        Require.zeroOrMore(expected, "expected");
        Require.that(expected + delta >= 0, "delta", delta, "at least -" + expected + ", what the batch holds");
        requireNonNull(reason, "reason");
    }
}
