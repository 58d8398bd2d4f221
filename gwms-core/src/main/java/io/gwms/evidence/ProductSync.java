package io.gwms.evidence;

import static java.util.Objects.requireNonNull;

import io.gwms.Incubating;
import io.gwms.internal.Require;
import io.gwms.store.PlatformType;
import io.gwms.store.StoreId;
import java.time.Instant;

/**
 * One record of the product sync history (product-sync-history, section 1).
 *
 * @param id unique
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
@Incubating
public record ProductSync(
        String id,
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
        requireNonNull(platform, "platform");
        requireNonNull(syncedAt, "syncedAt");
        requireNonNull(status, "status");
        requireNonNull(store, "store");
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
