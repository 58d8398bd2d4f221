package io.gwms.platform.sync;

import static java.util.Objects.requireNonNull;

import io.gwms.GwmsModule;
import io.gwms.ModuleSetup;
import io.gwms.platform.AcknowledgeSupport;
import io.gwms.platform.PlatformCapabilities;
import io.gwms.platform.PlatformConnector;
import io.gwms.platform.PlatformWebhooks;
import io.gwms.platform.account.AccountNotice;
import io.gwms.platform.account.StoreAccounts;
import io.gwms.platform.census.Census;
import io.gwms.platform.webhook.WebhookReceiver;
import io.gwms.store.PlatformType;
import io.gwms.store.StoreId;
import io.gwms.task.PollingPolicy;
import io.gwms.task.TaskType;
import java.time.Duration;
import java.time.Instant;
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
    private static final int MOST_CRASHES = 10;

    private final Map<PlatformType, PlatformConnector> connectors;
    private final @Nullable Duration interval;
    private final Duration firstLookback;
    private final @Nullable Duration censusEvery;
    private final SyncListener listener;
    private final Function<StoreId, Optional<StockPolicy>> stockPolicies;
    private @Nullable OrderSync orderSync;
    private @Nullable StockPush stockPush;
    private final Consumer<AccountNotice> noticeListener;
    private final Duration sweepEvery;
    private @Nullable StoreAccounts accounts;
    private @Nullable WebhookReceiver webhooks;
    private @Nullable Census census;

    private PlatformModule(Builder builder) {
        this.connectors = Map.copyOf(builder.connectors);
        this.interval = builder.interval;
        this.firstLookback = builder.firstLookback;
        this.censusEvery = builder.censusEvery;
        this.listener = builder.listener;
        this.stockPolicies = builder.stockPolicies;
        this.noticeListener = builder.noticeListener;
        this.sweepEvery = builder.sweepEvery;
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
        if (orderSync != null) {
            throw new IllegalStateException("this PlatformModule is installed already; build one for each runtime");
        }
        StoreSessions sessions = new StoreSessions(setup, connectors);
        RunLog log = new RunLog(setup.syncLog(), setup.state(), setup.redactor());
        OrderSync sync = new OrderSync(setup, sessions, log, firstLookback);
        connectors.forEach((platform, connector) -> {
            setup.writeBack(platform, connector.capabilities().writeBack());
            PlatformCapabilities can = connector.capabilities();
            setup.acknowledges(
                    platform,
                    new AcknowledgeSupport(can.canAcknowledge(), can.canAmendAcknowledgement(), can.rejectReasons()));
            if (can.issuesTracking()) {
                setup.issuesTracking(platform);
            }
            if (can.canCancelOrders() || can.canAnswerCancelRequests()) {
                setup.takesCancels(platform);
            }
        });
        setup.handler(
                TaskType.ORDER_SYNC,
                policy(),
                new OrderSyncHandler(setup, sessions, log, firstLookback, sweepEvery, listener));
        setup.handler(TaskType.WRITE_BACK, policy(), new WriteBackHandler(setup, sessions));
        setup.handler(TaskType.TRACKING, TrackingHandler.policy(), new TrackingHandler(setup, sessions));
        setup.handler(TaskType.ACKNOWLEDGE, policy(), new AcknowledgeHandler(setup, sessions));
        setup.handler(TaskType.PLATFORM_CANCEL, policy(), new PlatformCancelHandler(setup, sessions));
        installStockPush(setup, sessions);
        AccountUpkeep upkeep = new AccountUpkeep(setup, sessions, noticeListener);
        setup.handler(Accounts.PROBE, PollingPolicy.prompt(), upkeep);
        setup.housekeeping("store-accounts", upkeep::look);
        setup.health("store-accounts", upkeep::health);
        Pushes pushes = new Pushes(setup, sessions, sync);
        LostPushes lostPushes = new LostPushes(sessions, pushes);
        setup.handler(Pushes.TYPE, PollingPolicy.prompt(), pushes);
        setup.handler(LostPushes.TYPE, PollingPolicy.prompt(), lostPushes);
        connectors.values().stream()
                .flatMap(connector -> connector.webhooks().stream())
                .map(PlatformWebhooks::tolerance)
                .forEach(setup::keepCommands);
        this.webhooks = new Webhooks(setup, sessions, pushes);
        StoreCensus stores = new StoreCensus(setup, sessions, sync, firstLookback);
        setup.handler(StoreCensus.TYPE, PollingPolicy.prompt(), stores);
        this.census = stores;
        if (interval != null) {
            setup.housekeeping(
                    "lost-pushes",
                    new StoreSlots(setup.state(), sessions, LostPushes.TYPE, LostPushes.EVERY, lostPushes::wanted)
                            ::submitDue);
        }
        if (interval != null && censusEvery != null) {
            setup.housekeeping(
                    "census",
                    new StoreSlots(setup.state(), sessions, StoreCensus.TYPE, censusEvery, stores::wanted)::submitDue);
        }
        if (interval != null) {
            sessions.accounts().onAuthorizedAgain(sync::queueNewest);
            AutomaticRuns automatic = new AutomaticRuns(setup.state(), sessions, sync, interval);
            setup.housekeeping("order-sync-schedule", automatic::submitDue);
            setup.health("automatic-order-sync", automatic::health);
        }
        setup.housekeeping("order-sync-log", new LogUpkeep(log)::run);
        this.orderSync = sync;
        this.accounts = sessions.accounts();
    }

    private void installStockPush(ModuleSetup setup, StoreSessions sessions) {
        StockLevels levels = new StockLevels(setup, sessions, stockPolicies);
        StockPush push = new StockPush(setup, levels);
        setup.handler(TaskType.STOCK_PUSH, StockPushHandler.policy(), new StockPushHandler(setup, sessions, levels));
        setup.housekeeping("stock-push", push::look);
        setup.health("stock-push", push::health);
        setup.stock().onChange(push::changed);
        this.stockPush = push;
    }

    /** Rounds leave checkpoints and a new one gets further, so that a few restarts of the host are no crash loop. */
    private static PollingPolicy policy() {
        PollingPolicy prompt = PollingPolicy.prompt();
        return new PollingPolicy(
                prompt.firstDelay(),
                prompt.ladder(),
                prompt.failureLadder(),
                prompt.failuresToManual(),
                MOST_CRASHES,
                prompt.roundsToManual(),
                prompt.ageToManual(),
                prompt.deadline());
    }

    /**
     * The order sync of the runtime this module is installed in.
     *
     * @throws IllegalStateException before it is installed
     */
    public OrderSync orderSync() {
        return installed(orderSync);
    }

    /**
     * The stock push of the runtime this module is installed in.
     *
     * @throws IllegalStateException before it is installed
     */
    public StockPush stockPush() {
        return installed(stockPush);
    }

    /**
     * How the stores stand with their platforms: grants that end, quotas.
     *
     * @throws IllegalStateException before it is installed
     */
    public StoreAccounts accounts() {
        return installed(accounts);
    }

    /**
     * Takes in what platforms push.
     *
     * @throws IllegalStateException before it is installed
     */
    public WebhookReceiver webhooks() {
        return installed(webhooks);
    }

    /**
     * Counts the platforms' orders against the stored ones.
     *
     * @throws IllegalStateException before it is installed
     */
    public Census census() {
        return installed(census);
    }

    private static <T> T installed(@Nullable T part) {
        return Optional.ofNullable(part)
                .orElseThrow(() -> new IllegalStateException(
                        "this PlatformModule is not installed; pass it to Gwms.builder().module(…) and build() first"));
    }

    /** The connector for a platform, where one is installed. */
    public Optional<PlatformConnector> connector(PlatformType platform) {
        return Optional.ofNullable(connectors.get(requireNonNull(platform, "platform")));
    }

    /** Looks after the log once a minute at most. */
    private static final class LogUpkeep {
        private final RunLog log;
        private @Nullable Instant last;

        private LogUpkeep(RunLog log) {
            this.log = log;
        }

        private synchronized void run(Instant now) {
            if (last == null || !now.isBefore(last.plus(SHORTEST_INTERVAL))) {
                last = now;
                log.reconcile();
            }
        }
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
            return new PlatformModule(this);
        }
    }
}
