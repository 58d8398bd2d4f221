package io.gwms.proxy;

import static java.util.Objects.requireNonNull;

import io.gwms.internal.Require;

/**
 * What an inventory read amounts to.
 *
 * @param complete whether everything there is was handed to the sink
 * @param incompleteBecause why not; empty when it was
 * @param rows batches handed over
 * @param pages pages read
 */
public record InventoryExtent(boolean complete, String incompleteBecause, long rows, int pages) {
    public InventoryExtent {
        requireNonNull(incompleteBecause, "incompleteBecause");
        Require.that(
                complete == incompleteBecause.isEmpty(),
                "incompleteBecause",
                "'" + incompleteBecause + "'",
                "empty exactly when the read is complete");
        Require.zeroOrMore(rows, "rows");
    }

    /** Everything there is. */
    public static InventoryExtent complete(long rows, int pages) {
        return new InventoryExtent(true, "", rows, pages);
    }

    /** Only a part, and why. */
    public static InventoryExtent partial(String because, long rows, int pages) {
        return new InventoryExtent(false, Require.text(because, "because"), rows, pages);
    }
}
