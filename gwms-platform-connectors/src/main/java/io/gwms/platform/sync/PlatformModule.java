package io.gwms.platform.sync;

import static java.util.Objects.requireNonNull;

import io.gwms.GwmsModule;
import io.gwms.ModuleSetup;
import io.gwms.platform.PlatformConnector;
import io.gwms.platform.account.AccountNotice;
import io.gwms.platform.account.StoreAccounts;
import io.gwms.platform.census.Census;
import io.gwms.platform.webhook.WebhookReceiver;
import io.gwms.store.PlatformType;
import io.gwms.store.StoreId;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Plugs the sales platforms into a runtime: pulls their orders, by request and by schedule, and tells them
 * of shipments. Install one with {@code Gwms.builder().module(…)}.
 *
 * <p><b>Threads:</b> shared. It runs none of its own.
 */
public final class PlatformModule implements GwmsModule {
    private static final Duration SHORTEST_INTERVAL = Duration.ofMinutes(1);
    private static final Duration SHORTEST_CENSUS = Duration.ofHours(1);

    private final PlatformSettings settings;
    private PlatformWiring.@Nullable Parts parts;

    private PlatformModule(PlatformSettings settings) {
        this.settings = settings;
    }

    /** Settings of a module; a connector is needed. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public String name() {
        return "platform-connectors";
    }

    @Override
    public void install(ModuleSetup setup) {
        if (parts != null) {
            throw new IllegalStateException("this PlatformModule is installed already; build one for each runtime");
        }
        parts = PlatformWiring.install(setup, settings);
    }

    /**
     * The order sync of the runtime this module is installed in.
     *
     * @throws IllegalStateException before it is installed
     */
    public OrderSync orderSync() {
        return parts().orderSync();
    }

    /**
     * The stock push of the runtime this module is installed in.
     *
     * @throws IllegalStateException before it is installed
     */
    public StockPush stockPush() {
        return parts().stockPush();
    }

    /**
     * How the stores stand with their platforms: grants that end, quotas.
     *
     * @throws IllegalStateException before it is installed
     */
    public StoreAccounts accounts() {
        return parts().accounts();
    }

    /**
     * Takes in what platforms push.
     *
     * @throws IllegalStateException before it is installed
     */
    public WebhookReceiver webhooks() {
        return parts().webhooks();
    }

    /**
     * Counts the platforms' orders against the stored ones.
     *
     * @throws IllegalStateException before it is installed
     */
    public Census census() {
        return parts().census();
    }

    private PlatformWiring.Parts parts() {
        return Optional.ofNullable(parts)
                .orElseThrow(() -> new IllegalStateException(
                        "this PlatformModule is not installed; pass it to Gwms.builder().module(…) and build() first"));
    }

    /** The connector for a platform, where one is installed. */
    public Optional<PlatformConnector> connector(PlatformType platform) {
        return Optional.ofNullable(settings.connectors().get(requireNonNull(platform, "platform")));
    }

    /** Settings of a module. */
    public static final class Builder {
        private final Map<PlatformType, PlatformConnector> connectors = new LinkedHashMap<>();
        private @Nullable Duration interval = Duration.ofMinutes(15);
        private Duration firstLookback = Duration.ofDays(30);
        private @Nullable Duration censusEvery = Duration.ofDays(1);
        private SyncListener listener = progress -> {};
        private Function<StoreId, Optional<StockPolicy>> stockPolicies = store -> Optional.empty();
        private Consumer<AccountNotice> noticeListener = notice -> {};
        private Duration sweepEvery = Duration.ofHours(1);

        private Builder() {}

        /** Adds a connector; one for each platform. */
        public Builder connector(PlatformConnector connector) {
            requireNonNull(connector, "connector");
            PlatformConnector other = connectors.putIfAbsent(connector.platform(), connector);
            if (other != null && other != connector) {
                throw new IllegalArgumentException("there are two connectors for " + connector.platform() + ", "
                        + other.getClass().getName() + " and "
                        + connector.getClass().getName() + ", but each platform must have one; leave one out");
            }
            return this;
        }

        /** How often orders are pulled by themselves, a minute or longer; every 15 minutes unless set. */
        public Builder automaticEvery(Duration interval) {
            if (requireNonNull(interval, "interval").compareTo(SHORTEST_INTERVAL) < 0) {
                throw new IllegalArgumentException("automaticEvery is " + interval
                        + ", but must be a minute or longer; switch automatic runs off by noAutomaticRuns()");
            }
            this.interval = interval;
            return this;
        }

        /** How often a census is taken of each store, an hour or longer; every 24 hours unless set. */
        public Builder censusEvery(Duration censusEvery) {
            if (requireNonNull(censusEvery, "censusEvery").compareTo(SHORTEST_CENSUS) < 0) {
                throw new IllegalArgumentException("censusEvery is " + censusEvery
                        + ", but must be an hour or longer; switch the census off by noCensus()");
            }
            this.censusEvery = censusEvery;
            return this;
        }

        /** A census is taken by request only. */
        public Builder noCensus() {
            this.censusEvery = null;
            return this;
        }

        /** Orders are pulled by request only; no census is taken and no lost push fetched by itself either. */
        public Builder noAutomaticRuns() {
            this.interval = null;
            return this;
        }

        /** How far the first run of a store reaches back; 30 days unless set, or the platform's own limit. */
        public Builder firstLookback(Duration firstLookback) {
            if (requireNonNull(firstLookback, "firstLookback").isNegative() || firstLookback.isZero()) {
                throw new IllegalArgumentException(
                        "firstLookback is " + firstLookback + ", but must be longer than zero");
            }
            this.firstLookback = firstLookback;
            return this;
        }

        /**
         * Which stores are told of stock, and of how much; none unless set. Asked again in every round, so what it
         * answers may change; the switch {@code pushStock} of a store counts as well. It answers at once.
         */
        public Builder stockPush(Function<StoreId, Optional<StockPolicy>> stockPolicies) {
            this.stockPolicies = requireNonNull(stockPolicies, "stockPolicies");
            return this;
        }

        /**
         * Hears once of each notice about a store's authorization, within minutes, in a thread of the runtime's; after a
         * restart once more. An exception it throws is logged.
         */
        public Builder onNotice(Consumer<AccountNotice> noticeListener) {
            this.noticeListener = requireNonNull(noticeListener, "noticeListener");
            return this;
        }

        /**
         * How often a run asks again for the open orders of a platform whose change cursor is not reliable, and first for
         * an order in quarantine; every hour unless set. A person's run of the latest orders always does.
         */
        public Builder sweepEvery(Duration sweepEvery) {
            if (requireNonNull(sweepEvery, "sweepEvery").compareTo(SHORTEST_INTERVAL) < 0) {
                throw new IllegalArgumentException("sweepEvery is " + sweepEvery + ", but must be a minute or longer");
            }
            this.sweepEvery = sweepEvery;
            return this;
        }

        /** Hears how runs get on, with counts and a rate; nobody unless set. */
        public Builder onProgress(SyncListener listener) {
            this.listener = requireNonNull(listener, "listener");
            return this;
        }

        /** The module. */
        public PlatformModule build() {
            if (connectors.isEmpty()) {
                throw new IllegalStateException(
                        "no connector is set, but the module needs one; call connector(ShopifyConnector.create())");
            }
            return new PlatformModule(new PlatformSettings(
                    connectors,
                    interval,
                    firstLookback,
                    censusEvery,
                    sweepEvery,
                    listener,
                    stockPolicies,
                    noticeListener));
        }
    }
}
