package io.gwms.stock;

import static java.util.Objects.requireNonNull;

import io.gwms.internal.Require;
import org.jspecify.annotations.Nullable;

/**
 * One guarded correction of a batch in its managed location.
 *
 * @param id unique for ever; applying the same id again has no effect
 * @param key which batch
 * @param delta pieces to add; negative takes away
 * @param expected what the ledger must hold now for the correction to apply
 * @param reason for people
 * @param regrade where the pieces taken away go, when their inventory type has changed: one transfer, both sides or
 *     neither; null when they are gone
 */
public record StockAdjustment(
        String id,
        BatchKey key,
        long delta,
        long expected,
        String reason,
        @Nullable Regrade regrade) {
    public StockAdjustment {
        Require.text(id, "id");
        requireNonNull(key, "key");
        Require.that(delta != 0, "delta", delta, "other than 0");
        Require.zeroOrMore(expected, "expected");
        Require.that(expected + delta >= 0, "delta", delta, "at least -" + expected + ", what the batch holds");
        requireNonNull(reason, "reason");
        if (regrade != null) {
            BatchKey to = regrade.to();
            Require.that(delta < 0, "delta of a regrade", delta, "negative: the pieces leave the batch");
            Require.that(
                    to.warehouse().equals(key.warehouse())
                            && to.sku().equals(key.sku())
                            && to.quality() != key.quality(),
                    "regrade",
                    to,
                    "a batch of the other inventory type, of the same warehouse and SKU as " + key);
        }
    }

    /** A correction without a regrade. */
    public StockAdjustment(String id, BatchKey key, long delta, long expected, String reason) {
        this(id, key, delta, expected, reason, null);
    }

    /**
     * The other side of a transfer between the two managed locations.
     *
     * @param to the batch the pieces go to
     * @param expected what the ledger must hold of it now for the transfer to apply
     */
    public record Regrade(BatchKey to, long expected) {
        public Regrade {
            requireNonNull(to, "to");
            Require.zeroOrMore(expected, "expected");
        }
    }
}
