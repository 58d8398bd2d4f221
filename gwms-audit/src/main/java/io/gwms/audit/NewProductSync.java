package io.gwms.audit;

import static java.util.Objects.requireNonNull;

import io.gwms.Incubating;
import io.gwms.store.PlatformType;
import io.gwms.store.StoreId;

/**
 * A product sync that is about to begin (product-sync-history, section 1). What is not known yet is empty.
 *
 * @param platform target or source platform
 * @param store the store that performs it
 * @param draftId local draft
 * @param categoryId category of the product
 * @param productId listing id on the platform
 * @param change what is to be changed, in words
 */
@Incubating
public record NewProductSync(
        PlatformType platform, StoreId store, String draftId, String categoryId, String productId, String change) {
    /** Checks that all is there. */
    public NewProductSync {
        requireNonNull(platform, "platform");
        requireNonNull(store, "store");
        requireNonNull(draftId, "draftId");
        requireNonNull(categoryId, "categoryId");
        requireNonNull(productId, "productId");
        requireNonNull(change, "change");
    }

    /** A sync between that platform and that store. */
    public static NewProductSync of(PlatformType platform, StoreId store) {
        return new NewProductSync(platform, store, "", "", "", "");
    }

    /** The same, of a local draft in a category. */
    public NewProductSync withDraft(String draftId, String categoryId) {
        return new NewProductSync(platform, store, draftId, categoryId, productId, change);
    }

    /** The same, of a listing the platform has. */
    public NewProductSync withProduct(String productId) {
        return new NewProductSync(platform, store, draftId, categoryId, productId, change);
    }

    /** The same, with what is to be changed, in words. */
    public NewProductSync withChange(String change) {
        return new NewProductSync(platform, store, draftId, categoryId, productId, change);
    }
}
