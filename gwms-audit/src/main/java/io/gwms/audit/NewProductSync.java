package io.gwms.audit;

import static java.util.Objects.requireNonNull;

import io.gwms.evidence.ProductSync.Direction;
import io.gwms.store.PlatformType;
import io.gwms.store.StoreId;

/**
 * A product sync that is about to begin (product-sync-history, section 1). What is not known yet is empty.
 *
 * @param direction whether products come from the platform or go there
 * @param platform target or source platform
 * @param store the store that performs it
 * @param draftId local draft
 * @param categoryId category of the product
 * @param productId listing id on the platform
 * @param change what is to be changed, in words
 */
public record NewProductSync(
        Direction direction,
        PlatformType platform,
        StoreId store,
        String draftId,
        String categoryId,
        String productId,
        String change) {
    /** Checks that all is there. */
    public NewProductSync {
        requireNonNull(direction, "direction");
        requireNonNull(platform, "platform");
        requireNonNull(store, "store");
        requireNonNull(draftId, "draftId");
        requireNonNull(categoryId, "categoryId");
        requireNonNull(productId, "productId");
        requireNonNull(change, "change");
    }

    /** An import from that platform into that store. */
    public static NewProductSync importing(PlatformType platform, StoreId store) {
        return new NewProductSync(Direction.IMPORT, platform, store, "", "", "", "");
    }

    /** A publication on that platform for that store. */
    public static NewProductSync publishing(PlatformType platform, StoreId store) {
        return new NewProductSync(Direction.PUBLISH, platform, store, "", "", "", "");
    }

    /** The same, of a local draft in a category. */
    public NewProductSync withDraft(String draftId, String categoryId) {
        return new NewProductSync(direction, platform, store, draftId, categoryId, productId, change);
    }

    /** The same, of a listing the platform has. */
    public NewProductSync withProduct(String productId) {
        return new NewProductSync(direction, platform, store, draftId, categoryId, productId, change);
    }

    /** The same, with what is to be changed, in words. */
    public NewProductSync withChange(String change) {
        return new NewProductSync(direction, platform, store, draftId, categoryId, productId, change);
    }
}
