package io.gwms.platform;

import static java.util.Objects.requireNonNull;

import io.gwms.internal.Require;
import java.util.List;

/**
 * Asks how many pieces a platform shows as sellable.
 *
 * @param session the store and how to reach it
 * @param items one for each platform SKU, at least one
 */
public record ReadStock(StoreSession session, List<Item> items) {
    public ReadStock {
        requireNonNull(session, "session");
        items = Require.some(items, "items");
    }

    /**
     * A SKU whose level is asked for.
     *
     * @param platformSku the SKU as the platform spells it
     * @param listing what {@link ShownStock#listing()} said last; empty when that is not known yet
     */
    public record Item(String platformSku, String listing) {
        public Item {
            Require.text(platformSku, "platformSku");
            requireNonNull(listing, "listing");
        }
    }
}
