package io.gwms.ordersync;

import static java.util.Objects.requireNonNull;

import io.gwms.internal.Require;
import io.gwms.store.StoreId;
import org.jspecify.annotations.Nullable;

/**
 * What to show of the order sync log (order-sync-log, section 2.1); whatever is null does not filter.
 *
 * @param store only this store
 * @param trigger only this sync type
 * @param status only this sync status
 * @param limit rows of a page, 1 to 500
 * @param before the last row of the page before; null for the first page
 */
public record SyncRunQuery(
        @Nullable StoreId store,
        @Nullable SyncTrigger trigger,
        SyncRun.@Nullable Status status,
        int limit,
        @Nullable SyncRunId before) {
    public SyncRunQuery {
        Require.that(limit >= 1 && limit <= 500, "limit", limit, "1 to 500");
    }

    /** The newest runs of all. */
    public static SyncRunQuery newest(int limit) {
        return new SyncRunQuery(null, null, null, limit, null);
    }

    /** The same, for one store only. */
    public SyncRunQuery withStore(StoreId store) {
        requireNonNull(store, "store");
        return new SyncRunQuery(store, trigger, status, limit, before);
    }

    /** The same, for one sync type only. */
    public SyncRunQuery withTrigger(SyncTrigger trigger) {
        requireNonNull(trigger, "trigger");
        return new SyncRunQuery(store, trigger, status, limit, before);
    }

    /** The same, for one status only. */
    public SyncRunQuery withStatus(SyncRun.Status status) {
        requireNonNull(status, "status");
        return new SyncRunQuery(store, trigger, status, limit, before);
    }

    /** The page after the one that ended with this run. */
    public SyncRunQuery after(SyncRunId last) {
        requireNonNull(last, "last");
        return new SyncRunQuery(store, trigger, status, limit, last);
    }
}
