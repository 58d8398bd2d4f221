package io.gwms.evidence;

import static java.util.Objects.requireNonNull;

import io.gwms.internal.Require;
import io.gwms.store.PlatformType;
import io.gwms.store.StoreId;
import java.time.Instant;

/**
 * One record of the product sync history (product-sync-history, section 1).
 *
 * @param id unique
 * @param direction whether products come from the platform or go there
 * @param platform target or source platform
 * @param syncedAt when it ran
 * @param status how it stands
 * @param draftId local draft; empty when there is none
 * @param categoryId category of the product; empty when there is none
 * @param store the store that performed the operation
 * @param productId listing id on the platform; empty until it has one
 * @param change what was changed, in words
 * @param reason why it failed, redacted; empty unless it did
 * @param retryOf the record this one tries again; empty when it is the first
 */
public record ProductSync(
        String id,
        Direction direction,
        PlatformType platform,
        Instant syncedAt,
        Status status,
        String draftId,
        String categoryId,
        StoreId store,
        String productId,
        String change,
        String reason,
        String retryOf) {
    public ProductSync {
        Require.text(id, "id");
        requireNonNull(direction, "direction");
        requireNonNull(platform, "platform");
        requireNonNull(syncedAt, "syncedAt");
        requireNonNull(status, "status");
        requireNonNull(draftId, "draftId");
        requireNonNull(categoryId, "categoryId");
        requireNonNull(store, "store");
        requireNonNull(productId, "productId");
        requireNonNull(change, "change");
        requireNonNull(reason, "reason");
        requireNonNull(retryOf, "retryOf");
    }

    /** The same, done: with the listing it led to and what was changed. */
    public ProductSync succeeded(String productId, String change) {
        return ended(Status.SUCCESS, productId, change, "");
    }

    /** The same, failed for that reason. */
    public ProductSync failed(String reason) {
        return ended(Status.FAILED, productId, change, reason);
    }

    /** What its HTTP calls are recorded under in the API log. */
    public String correlation() {
        return "product-sync:" + id;
    }

    private ProductSync ended(Status status, String productId, String change, String reason) {
        return new ProductSync(
                id,
                direction,
                platform,
                syncedAt,
                status,
                draftId,
                categoryId,
                store,
                productId,
                change,
                reason,
                retryOf);
    }

    /** Which way products go. */
    public enum Direction {
        /** From the platform to us. */
        IMPORT,
        /** From us to the platform. */
        PUBLISH
    }

    /** How a product sync stands. */
    public enum Status {
        /** Queued or running. */
        PENDING,
        /** Done; the data is updated. */
        SUCCESS,
        /** Ended without an effect; see the reason. */
        FAILED
    }
}
