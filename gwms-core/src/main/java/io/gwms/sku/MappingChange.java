package io.gwms.sku;

import static java.util.Objects.requireNonNull;

import io.gwms.internal.Require;
import io.gwms.store.StoreId;
import java.time.Instant;
import java.util.List;

/**
 * One change of a mapping, written in the same commit as the change and kept for ever.
 *
 * @param store the store
 * @param platformSku the SKU as the platform spells it
 * @param before what it stood for; empty when it was not mapped
 * @param after what it stands for since; empty when it is not mapped any more
 * @param at when
 * @param actor who changed it
 */
public record MappingChange(
        StoreId store, String platformSku, List<SkuPieces> before, List<SkuPieces> after, Instant at, String actor) {
    public MappingChange {
        requireNonNull(store, "store");
        Require.text(platformSku, "platformSku");
        before = List.copyOf(before);
        after = List.copyOf(after);
        requireNonNull(at, "at");
        Require.text(actor, "actor");
    }
}
