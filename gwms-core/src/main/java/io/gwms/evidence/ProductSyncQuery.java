package io.gwms.evidence;

import static java.util.Objects.requireNonNull;

import io.gwms.internal.Require;
import io.gwms.ordersync.TimeWindow;
import io.gwms.store.PlatformType;
import io.gwms.store.StoreId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What to show of the product sync history (product-sync-history, «toolbar»): newest first; whatever
 * is null does not filter.
 *
 * @param store only this store
 * @param platform only this platform
 * @param from first moment shown
 * @param to first moment no longer shown
 * @param limit rows of a page, 1 to 500
 * @param before the id of the last row of the page before; null for the first page
 */
public record ProductSyncQuery(
        @Nullable StoreId store,
        @Nullable PlatformType platform,
        @Nullable Instant from,
        @Nullable Instant to,
        int limit,
        @Nullable String before) {
    public ProductSyncQuery {
        Require.that(limit >= 1 && limit <= 500, "limit", limit, "1 to 500");
    }

    /** The newest records of all. */
    public static ProductSyncQuery newest(int limit) {
        return new ProductSyncQuery(null, null, null, null, limit, null);
    }

    /** The same, for one store only: what the page's search does. */
    public ProductSyncQuery withStore(StoreId store) {
        return new ProductSyncQuery(requireNonNull(store, "store"), platform, from, to, limit, before);
    }

    /** The same, for one platform only. */
    public ProductSyncQuery withPlatform(PlatformType platform) {
        return new ProductSyncQuery(store, requireNonNull(platform, "platform"), from, to, limit, before);
    }

    /** The same, for a stretch of time only, such as one of {@link io.gwms.time.CalendarPeriod}. */
    public ProductSyncQuery during(TimeWindow window) {
        requireNonNull(window, "window");
        return new ProductSyncQuery(store, platform, window.from(), window.to(), limit, before);
    }

    /** The page after the one that ended with this record. */
    public ProductSyncQuery after(ProductSync last) {
        requireNonNull(last, "last");
        return new ProductSyncQuery(store, platform, from, to, limit, last.id());
    }
}
