package io.gwms.platform.sync;

import io.gwms.ModuleSetup;
import io.gwms.outcome.Outcome;
import io.gwms.outcome.Refusal;
import io.gwms.outcome.RefusalCode;
import io.gwms.platform.PlatformCapabilities;
import io.gwms.platform.PlatformConnector;
import io.gwms.platform.PushStock;
import io.gwms.platform.ReadStock;
import io.gwms.platform.ShownStock;
import io.gwms.platform.StockSupport;
import io.gwms.platform.StoreSession;
import io.gwms.store.Store;
import io.gwms.task.ManualReason;
import io.gwms.task.PollingPolicy;
import io.gwms.task.TaskHandler;
import io.gwms.task.TaskResult;
import io.gwms.task.TaskRun;
import io.gwms.transport.CallAction;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * Keeps what one store shows of one SKU in line with the stock. The task never ends while stock is pushed: each round
 * looks at the ledger, sends what differs, and rests for a day or until the ledger changes. Only one level is ever under
 * way: after one without an answer nothing is sent until that one can no longer arrive, so that an older level never
 * takes the place of a newer one.
 */
final class StockPushHandler implements TaskHandler {
    static final Duration FULL_PASS = Duration.ofHours(24);
    private static final Duration SOON = Duration.ofMinutes(1);
    private static final Duration MARGIN = Duration.ofSeconds(1);
    private static final int MOST_SENDS = 3;
    private static final int MOST_CRASHES = 10;

    private final ModuleSetup setup;
    private final StoreSessions sessions;
    private final StockLevels levels;
    private final WriteDoor door;

    StockPushHandler(ModuleSetup setup, StoreSessions sessions, StockLevels levels) {
        this.setup = setup;
        this.sessions = sessions;
        this.levels = levels;
        this.door = new WriteDoor(sessions);
    }

    /** At once, then every day; after a failure again after 1, 5, 15 and 60 minutes for as long as it takes. */
    static PollingPolicy policy() {
        PollingPolicy prompt = PollingPolicy.prompt();
        return new PollingPolicy(
                prompt.firstDelay(),
                List.of(FULL_PASS),
                prompt.failureLadder(),
                Integer.MAX_VALUE,
                MOST_CRASHES,
                0,
                null,
                prompt.deadline());
    }

    @Override
    public TaskResult run(TaskRun run) {
        StockRef ref = StockRef.parse(run.task().payload());
        Optional<Store> store = sessions.store(ref.store());
        if (store.isEmpty() || levels.sellable(store.get(), ref.platformSku()).isEmpty()) {
            return TaskResult.done("the stock of " + ref.platformSku() + " is not pushed to " + ref.store());
        }
        return door.through(ref.store(), (known, connector) -> new Round(run, ref, known, connector).go());
    }

    /** One round for one SKU. */
    private final class Round {
        private final TaskRun run;
        private final StockRef ref;
        private final Store store;
        private final PlatformConnector connector;
        private final PlatformCapabilities can;
        private final StoreSession session;
        private StockState state;
        private int sends;

        Round(TaskRun run, StockRef ref, Store store, PlatformConnector connector) {
            this.run = run;
            this.ref = ref;
            this.store = store;
            this.connector = connector;
            this.can = connector.capabilities();
            this.session = sessions.open(store, run.task(), CallAction.STOCK_PUSH, "sku", ref.platformSku());
            this.state = StockState.parse(run.checkpoint());
        }

        TaskResult go() {
            Instant sentAt = state.sentAt();
            Instant now = setup.clock().instant();
            if (sentAt != null) {
                Instant settled = sentAt.plus(can.settleDelay()).plus(MARGIN);
                if (now.isBefore(settled)) {
                    return kept(TaskResult.againAfter(
                            Duration.between(now, settled),
                            "a level was sent without an answer; the next one waits until it can no longer arrive"));
                }
                state = state.forgotten();
            }
            Instant askedAt = state.askedAt();
            boolean isStale = askedAt == null || !now.isBefore(askedAt.plus(FULL_PASS));
            if (!can.canReadStock()) {
                state = isStale ? state.forgotten().asked(now) : state;
                return send();
            }
            return state.shown() == null || isStale ? ask() : send();
        }

        private TaskResult ask() {
            ReadStock request = new ReadStock(session, List.of(new ReadStock.Item(ref.platformSku(), state.listing())));
            return EffectRound.only(connector.readStock(request), Function.identity())
                    .fold(new Outcome.Cases<ShownStock, TaskResult>() {
                        @Override
                        public TaskResult done(ShownStock shown) {
                            state = state.showing(shown.pieces(), shown.listing())
                                    .asked(setup.clock().instant());
                            return send();
                        }

                        @Override
                        public TaskResult refused(Refusal refusal) {
                            return Round.this.refused(refusal);
                        }

                        @Override
                        public TaskResult unknown(String cause) {
                            return kept(TaskResult.failed("the platform did not say what it shows: " + cause));
                        }
                    });
        }

        /** The ledger is read just before, so that no level is sent that is older than the last one. */
        private TaskResult send() {
            OptionalLong sellable = levels.sellable(store, ref.platformSku());
            if (sellable.isEmpty()) {
                return TaskResult.done("the stock of " + ref.platformSku() + " is not pushed to " + ref.store());
            }
            Long shown = state.shown();
            if (shown != null && shown == sellable.getAsLong()) {
                return kept(TaskResult.again("the platform shows " + shown));
            }
            if (sends >= MOST_SENDS) {
                return kept(TaskResult.againAfter(SOON, "what the platform shows keeps changing"));
            }
            sends++;
            Long expected = can.stock() == StockSupport.COMPARE_AND_SET ? shown : null;
            StockState before = state;
            Instant markedAt = setup.clock().instant();
            state = state.sending(markedAt);
            run.checkpoint(state.text());
            if (EffectMark.isOutdated(markedAt, setup.clock().instant())) {
                state = before;
                return kept(TaskResult.againAfter(
                        Duration.ZERO, "too much time passed before the level was sent; it was not"));
            }
            PushStock.Level level = new PushStock.Level(
                    run.task().id() + ":" + state.sends(),
                    ref.platformSku(),
                    sellable.getAsLong(),
                    expected,
                    state.listing());
            return EffectRound.only(connector.pushStock(new PushStock(session, List.of(level))), Function.identity())
                    .fold(new Outcome.Cases<ShownStock, TaskResult>() {
                        @Override
                        public TaskResult done(ShownStock now) {
                            state = state.showing(now.pieces(), now.listing());
                            return kept(TaskResult.again(
                                    "told " + level.sellable() + ", the platform shows " + now.pieces()));
                        }

                        @Override
                        public TaskResult refused(Refusal refusal) {
                            state = state.forgotten();
                            return refusal.code().equals(RefusalCode.CHANGED_MEANWHILE) && can.canReadStock()
                                    ? ask()
                                    : Round.this.refused(refusal);
                        }

                        @Override
                        public TaskResult unknown(String cause) {
                            return kept(TaskResult.againAfter(
                                    can.settleDelay().plus(MARGIN),
                                    "whether the platform took " + level.sellable() + " is unknown: " + cause));
                        }
                    });
        }

        private TaskResult refused(Refusal refusal) {
            Optional<TaskResult> waits = Waits.of(refusal);
            if (waits.isPresent()) {
                return kept(waits.get());
            }
            if (refusal.code().equals(RefusalCode.NOT_FOUND)) {
                return kept(TaskResult.again("nothing is listed under the SKU: " + refusal));
            }
            return kept(
                    refusal.isTemporary()
                            ? TaskResult.failed(refusal.toString())
                            : TaskResult.needsHuman(ManualReason.REJECTED, refusal.toString()));
        }

        private TaskResult kept(TaskResult result) {
            return result.checkpoint(state.text());
        }
    }
}
