package io.gwms.platform.sync;

import io.gwms.platform.PlatformConnector;
import io.gwms.platform.account.AccountNotice;
import io.gwms.store.PlatformType;
import io.gwms.store.StoreId;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a host has set in {@link PlatformModule.Builder}.
 *
 * @param interval how often orders are pulled by themselves; null for never
 * @param censusEvery how often a census is taken by itself; null for never
 */
record PlatformSettings(
        Map<PlatformType, PlatformConnector> connectors,
        @Nullable Duration interval,
        Duration firstLookback,
        @Nullable Duration censusEvery,
        Duration sweepEvery,
        SyncListener listener,
        Function<StoreId, Optional<StockPolicy>> stockPolicies,
        Consumer<AccountNotice> noticeListener) {
    PlatformSettings {
        connectors = Map.copyOf(connectors);
    }
}
