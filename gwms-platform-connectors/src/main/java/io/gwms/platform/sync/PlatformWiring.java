package io.gwms.platform.sync;

import io.gwms.ModuleSetup;
import io.gwms.platform.AcknowledgeSupport;
import io.gwms.platform.PlatformCapabilities;
import io.gwms.platform.PlatformWebhooks;
import io.gwms.platform.account.StoreAccounts;
import io.gwms.platform.census.Census;
import io.gwms.platform.webhook.WebhookReceiver;
import io.gwms.task.PollingPolicy;
import io.gwms.task.TaskType;
import java.time.Duration;

/** Puts the module into a runtime, concept by concept: handlers of tasks, housekeeping, health. One thread, once. */
final class PlatformWiring {
    private static final int MOST_CRASHES = 10;

    private final ModuleSetup setup;
    private final PlatformSettings settings;
    private final StoreSessions sessions;
    private final RunLog log;
    private final OrderSync sync;

    private PlatformWiring(ModuleSetup setup, PlatformSettings settings) {
        this.setup = setup;
        this.settings = settings;
        this.sessions = new StoreSessions(setup, settings.connectors());
        this.log = new RunLog(setup.syncLog(), setup.state(), setup.redactor());
        this.sync = new OrderSync(setup, sessions, log, settings.firstLookback());
    }

    /** What a host asks of the module once it is in a runtime. */
    record Parts(
            OrderSync orderSync,
            StockPush stockPush,
            StoreAccounts accounts,
            WebhookReceiver webhooks,
            Census census) {}

    static Parts install(ModuleSetup setup, PlatformSettings settings) {
        PlatformWiring wiring = new PlatformWiring(setup, settings);
        wiring.declare();
        wiring.orders();
        wiring.writes();
        StockPush stockPush = wiring.stock();
        wiring.accounts();
        WebhookReceiver webhooks = wiring.webhooks();
        Census census = wiring.census();
        wiring.automaticRuns();
        return new Parts(wiring.sync, stockPush, wiring.sessions.accounts(), webhooks, census);
    }

    /** What the rules of orders must know of the platforms. */
    private void declare() {
        settings.connectors().forEach((platform, connector) -> {
            PlatformCapabilities can = connector.capabilities();
            setup.writeBack(platform, can.writeBack());
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
    }

    private void orders() {
        setup.handler(
                TaskType.ORDER_SYNC,
                policy(),
                new OrderSyncHandler(
                        setup, sessions, log, settings.firstLookback(), settings.sweepEvery(), settings.listener()));
        setup.housekeeping("order-sync-log", new LogUpkeep(log)::run);
    }

    private void writes() {
        setup.handler(TaskType.WRITE_BACK, policy(), new WriteBackHandler(setup, sessions));
        setup.handler(TaskType.TRACKING, TrackingHandler.policy(), new TrackingHandler(setup, sessions));
        setup.handler(TaskType.ACKNOWLEDGE, policy(), new AcknowledgeHandler(setup, sessions));
        setup.handler(TaskType.PLATFORM_CANCEL, policy(), new PlatformCancelHandler(setup, sessions));
    }

    private StockPush stock() {
        StockLevels levels = new StockLevels(setup, sessions, settings.stockPolicies());
        StockPush push = new StockPush(setup, levels);
        setup.handler(TaskType.STOCK_PUSH, StockPushHandler.policy(), new StockPushHandler(setup, sessions, levels));
        setup.housekeeping("stock-push", push::look);
        setup.health("stock-push", push::health);
        setup.stock().onChange(push::changed);
        return push;
    }

    private void accounts() {
        AccountUpkeep upkeep = new AccountUpkeep(setup, sessions, settings.noticeListener());
        setup.handler(Accounts.PROBE, PollingPolicy.prompt(), upkeep);
        setup.housekeeping("store-accounts", upkeep::look);
        setup.health("store-accounts", upkeep::health);
    }

    private WebhookReceiver webhooks() {
        Pushes pushes = new Pushes(setup, sessions, sync);
        LostPushes lost = new LostPushes(sessions, pushes);
        setup.handler(Pushes.TYPE, PollingPolicy.prompt(), pushes);
        setup.handler(LostPushes.TYPE, PollingPolicy.prompt(), lost);
        settings.connectors().values().stream()
                .flatMap(connector -> connector.webhooks().stream())
                .map(PlatformWebhooks::tolerance)
                .forEach(setup::keepCommands);
        if (settings.interval() != null) {
            setup.housekeeping(
                    "lost-pushes",
                    new StoreSlots(setup.state(), sessions, LostPushes.TYPE, LostPushes.EVERY, lost::wanted)
                            ::submitDue);
        }
        return new Webhooks(setup, sessions, pushes);
    }

    private Census census() {
        StoreCensus stores = new StoreCensus(setup, sessions, sync, settings.firstLookback());
        setup.handler(StoreCensus.TYPE, PollingPolicy.prompt(), stores);
        Duration every = settings.censusEvery();
        if (settings.interval() != null && every != null) {
            setup.housekeeping(
                    "census",
                    new StoreSlots(setup.state(), sessions, StoreCensus.TYPE, every, stores::wanted)::submitDue);
        }
        return stores;
    }

    private void automaticRuns() {
        Duration every = settings.interval();
        if (every != null) {
            sessions.accounts().onAuthorizedAgain(sync::queueNewest);
            AutomaticRuns automatic = new AutomaticRuns(setup.state(), sessions, sync, every);
            setup.housekeeping("order-sync-schedule", automatic::submitDue);
            setup.health("automatic-order-sync", automatic::health);
        }
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
}
