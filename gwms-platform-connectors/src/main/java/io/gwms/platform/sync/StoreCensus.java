package io.gwms.platform.sync;

import static java.util.Objects.requireNonNull;

import io.gwms.ModuleSetup;
import io.gwms.order.OrderKind;
import io.gwms.ordersync.Coverage;
import io.gwms.ordersync.TimeWindow;
import io.gwms.outcome.Outcome;
import io.gwms.outcome.Refusal;
import io.gwms.outcome.RefusalCode;
import io.gwms.platform.ListOrders;
import io.gwms.platform.OrderCursor;
import io.gwms.platform.OrderListing;
import io.gwms.platform.OrderListing.Listed;
import io.gwms.platform.PlatformConnector;
import io.gwms.platform.StoreSession;
import io.gwms.platform.census.Census;
import io.gwms.platform.census.CensusReport;
import io.gwms.state.Change;
import io.gwms.store.Store;
import io.gwms.store.StoreId;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskHandler;
import io.gwms.task.TaskQuery;
import io.gwms.task.TaskResult;
import io.gwms.task.TaskRun;
import io.gwms.task.TaskStatus;
import io.gwms.task.TaskType;
import io.gwms.transport.CallAction;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Lists the orders of one store day by day and compares each day with what is stored. A round goes on with the day at which the
 * one before stopped; what a day lacks is asked for as soon as the day is compared.
 */
final class StoreCensus implements TaskHandler, Census {
    static final TaskType TYPE = new TaskType("CENSUS");

    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration REACH = Duration.ofDays(30);
    private static final Duration RESERVE = Duration.ofMinutes(1);
    private static final Duration RUN_WAIT = Duration.ofMinutes(2);
    private static final int MOST_PAGES = 10_000;
    private static final int LOOKED_AT = 50;

    private final ModuleSetup setup;
    private final StoreSessions sessions;
    private final OrderSync sync;
    private final Duration reach;

    StoreCensus(ModuleSetup setup, StoreSessions sessions, OrderSync sync, Duration firstLookback) {
        this.setup = setup;
        this.sessions = sessions;
        this.sync = sync;
        this.reach = firstLookback.compareTo(REACH) < 0 ? firstLookback : REACH;
    }

    /** The kinds of order that a store's platform can list; as payloads of tasks. */
    List<String> wanted(Store store) {
        return sessions.connector(store)
                .map(PlatformConnector::capabilities)
                .filter(can -> can.census().isPresent())
                .map(can -> can.kinds().stream().map(Enum::name).sorted().toList())
                .orElse(List.of());
    }

    @Override
    public void take(StoreId id, OrderKind kind) {
        requireNonNull(id, "id");
        requireNonNull(kind, "kind");
        Store store = sessions.store(id).orElseThrow(() -> SyncErrors.unknownStore(id));
        if (sessions.connector(store).isEmpty()) {
            throw SyncErrors.noConnector(store);
        }
        sessions.whyNot(store).ifPresent(why -> {
            throw SyncErrors.cannotBeCalled(why);
        });
        if (!wanted(store).contains(kind.name())) {
            throw SyncErrors.unsupported(store, "list its " + kind + " orders");
        }
        setup.state()
                .commit(List.of(new Change.AddTask(
                        StoreSlots.task(TYPE, store, kind.name(), setup.clock().instant()))));
        setup.wakeTasks();
    }

    @Override
    public Optional<CensusReport> latest(StoreId store, OrderKind kind) {
        requireNonNull(store, "store");
        requireNonNull(kind, "kind");
        TaskQuery ended = TaskQuery.newest(LOOKED_AT)
                .withType(TYPE)
                .withStatus(TaskStatus.SUCCESS)
                .withBusinessNo(store.value());
        return setup.state().tasks().list(ended).stream()
                .filter(task -> task.payload().equals(kind.name()))
                .findFirst()
                .flatMap(task -> CensusProgress.parse(task.checkpoint()).map(found -> found.report(store, kind)));
    }

    @Override
    public TaskResult run(TaskRun run) {
        SyncTask task = run.task();
        OrderKind kind = OrderKind.valueOf(task.payload());
        Optional<Store> found = sessions.store(new StoreId(task.businessNo()));
        if (found.isEmpty() || !found.get().enabled() || !found.get().fetchOrders()) {
            return TaskResult.done("the store does not fetch orders any more");
        }
        Store store = found.get();
        Optional<String> obstacle = sessions.whyNot(store);
        if (obstacle.isPresent()) {
            return TaskResult.againAfter(Waits.FOR_STORE, "waits: " + obstacle.get());
        }
        Optional<PlatformConnector> connector = sessions.connector(store);
        Optional<OrderCursor> cursor =
                connector.flatMap(one -> one.capabilities().census());
        if (cursor.isEmpty()) {
            return TaskResult.done("the platform has no list of orders");
        }
        Coverage coverage = setup.state().orderSync().coverage(store.id(), kind);
        if (coverage.proven().isEmpty() || sync.isAtWork(store.id())) {
            return TaskResult.againAfter(RUN_WAIT, "waits until a run has brought what it can");
        }
        CensusProgress progress = CensusProgress.parse(run.checkpoint())
                .orElseGet(() -> CensusProgress.begun(now(), window(cursor.get())));
        return new Round(run, store, kind, connector.get(), cursor.get(), progress).go();
    }

    private Instant now() {
        return setup.clock().instant();
    }

    /** What is looked at: the reach, as far as the list goes back and up to what it shows for certain. */
    private TimeWindow window(OrderCursor cursor) {
        Instant now = now();
        Duration back = Optional.ofNullable(cursor.lookback())
                .map(lookback -> lookback.minus(Duration.ofMinutes(1)))
                .filter(lookback -> lookback.compareTo(reach) < 0)
                .orElse(reach);
        Instant to = now.minus(cursor.lag());
        Instant from = now.minus(back);
        return new TimeWindow(from, from.isBefore(to) ? to : from.plusMillis(1));
    }

    /** One round of one census. */
    private final class Round {
        private final TaskRun run;
        private final Store store;
        private final OrderKind kind;
        private final PlatformConnector connector;
        private final OrderCursor cursor;
        private final StoreSession session;
        private CensusProgress progress;
        private Set<String> dayBefore = Set.of();

        Round(
                TaskRun run,
                Store store,
                OrderKind kind,
                PlatformConnector connector,
                OrderCursor cursor,
                CensusProgress progress) {
            this.run = run;
            this.store = store;
            this.kind = kind;
            this.connector = connector;
            this.cursor = cursor;
            this.progress = progress;
            this.session = sessions.open(
                    store,
                    run.task(),
                    CallAction.ORDER_FETCH,
                    "store",
                    store.id().value());
        }

        TaskResult go() {
            Instant begun = progress.at();
            TaskResult result = compareDays();
            return progress.at().isAfter(begun) ? result.progressed() : result;
        }

        private TaskResult compareDays() {
            while (!progress.isOver()) {
                if (run.isLeaseLost() || now().isAfter(run.deadline().minus(RESERVE))) {
                    return TaskResult.againAfter(Duration.ZERO, "goes on with " + progress.at());
                }
                TimeWindow day = day();
                Outcome<List<Listed>> listed = listed(day);
                if (listed instanceof Outcome.Refused<List<Listed>> refused) {
                    return refused(refused.refusal());
                }
                if (listed instanceof Outcome.Unknown<List<Listed>> unknown) {
                    return TaskResult.failed("the platform did not answer: " + unknown.cause());
                }
                compare(day, listed.asDone().orElseThrow());
                run.checkpoint(progress.text());
            }
            return TaskResult.done(progress.toString()).checkpoint(progress.text());
        }

        private TimeWindow day() {
            Duration longest = Optional.ofNullable(cursor.maxWindow())
                    .filter(limit -> limit.compareTo(DAY) < 0)
                    .orElse(DAY);
            Instant to = progress.at().plus(longest);
            return new TimeWindow(
                    progress.at(),
                    to.isBefore(progress.window().to()) ? to : progress.window().to());
        }

        private Outcome<List<Listed>> listed(TimeWindow day) {
            List<Listed> all = new ArrayList<>();
            String from = null;
            for (int i = 0; i < MOST_PAGES; i++) {
                Outcome<OrderListing> answer = connector.listOrders(new ListOrders(session, kind, day, from));
                if (answer.asDone().isEmpty()) {
                    return answer.then(never -> Outcome.done(all));
                }
                OrderListing page = answer.asDone().get();
                all.addAll(page.orders());
                String next = page.nextCursor();
                if (next == null) {
                    return Outcome.done(all);
                }
                if (next.equals(from)) {
                    break;
                }
                from = next;
            }
            return Outcome.refused(Refusal.temporary(RefusalCode.PLATFORM_FAILURE, "the list of orders has no end"));
        }

        private void compare(TimeWindow day, List<Listed> listed) {
            DayComparison comparison = DayComparison.of(setup.state(), store, kind, cursor, day, listed, dayBefore);
            dayBefore = listed.stream().map(Listed::platformOrderId).collect(Collectors.toSet());
            progress = progress.compared(day.to(), comparison, comparison.fill(sync, store, kind, connector, day));
        }

        private TaskResult refused(Refusal refusal) {
            return Waits.of(refusal).orElseGet(() -> TaskResult.failed(refusal.toString()));
        }
    }
}
