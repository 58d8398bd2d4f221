package io.gwms.platform.sync;

import io.gwms.GwmsException;
import io.gwms.Incubating;
import io.gwms.ModuleSetup;
import io.gwms.evidence.SyncLogRepository;
import io.gwms.order.OrderKind;
import io.gwms.ordersync.Coverage;
import io.gwms.ordersync.Quarantined;
import io.gwms.ordersync.SyncMode;
import io.gwms.ordersync.SyncRequest;
import io.gwms.ordersync.SyncRun;
import io.gwms.ordersync.SyncRunId;
import io.gwms.ordersync.SyncRunQuery;
import io.gwms.ordersync.TimeWindow;
import io.gwms.platform.PlatformCapabilities;
import io.gwms.platform.PlatformConnector;
import io.gwms.state.Change;
import io.gwms.state.CommitResult;
import io.gwms.store.Store;
import io.gwms.store.StoreId;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskId;
import io.gwms.task.TaskQuery;
import io.gwms.task.TaskType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Asks for orders and tells how far they are in (platform-orders, sections 2.2 and 2.6; order-sync-log).
 * Get it from {@link PlatformModule#orderSync()}.
 *
 * <p><b>Threads:</b> shared. No method makes a call to a platform.
 */
@Incubating
public final class OrderSync {
    private static final int TASKS_LOOKED_AT = 50;
    private static final int MOST_CONFLICTS = 10;

    private final ModuleSetup setup;
    private final StoreSessions sessions;
    private final RunLog log;
    private final Duration firstLookback;

    OrderSync(ModuleSetup setup, StoreSessions sessions, RunLog log, Duration firstLookback) {
        this.setup = setup;
        this.sessions = sessions;
        this.log = log;
        this.firstLookback = firstLookback;
    }

    /**
     * Asks for orders, and returns before any call is made: one run and one log record for each store, in
     * the order of the request. A request that equals one that is still queued or running joins it and
     * gets its run.
     *
     * @throws GwmsException when a store is unknown, disabled, not authorized or does not fetch orders, or
     *     its platform cannot do what is asked (GWMS-2101 to 2106); nothing is queued then, for no store
     */
    public List<SyncRunId> submit(SyncRequest request) {
        request.stores().forEach(store -> check(request, store));
        return queue(request);
    }

    List<SyncRunId> queue(SyncRequest request) {
        Instant now = setup.clock().instant();
        List<SyncJob> jobs = request.stores().stream()
                .map(store -> SyncJob.of(request, store))
                .toList();
        List<SyncRunId> runs = added(jobs, now).stream().map(log::submitted).toList();
        setup.wakeTasks();
        return runs;
    }

    /** Asks for the newest orders of that store, of each kind its platform has, as an automatic run. */
    void queueAutomatic(Store store) {
        if (store.enabled() && store.fetchOrders()) {
            sessions.connector(store)
                    .ifPresent(connector -> connector.capabilities().kinds().forEach(kind -> {
                        SyncRequest request = SyncRequest.immediate(store.id()).automatic();
                        queue(kind == OrderKind.B2B ? request.purchaseOrders() : request);
                    }));
        }
    }

    /** A failed run of the same request ends here, unless somebody is just about to run it once more. */
    private List<TaskId> added(List<SyncJob> jobs, Instant now) {
        FailedRuns failed = new FailedRuns(setup.state(), setup.clock());
        for (int i = 0; i < MOST_CONFLICTS; i++) {
            List<Change> changes = new ArrayList<>();
            jobs.forEach(job -> changes.addAll(failed.replacedBy(job)));
            jobs.forEach(job -> changes.add(new Change.AddTask(job.task(now))));
            if (setup.state().commit(changes) instanceof CommitResult.Committed committed) {
                return committed.tasks();
            }
        }
        throw new IllegalStateException("adding tasks met " + MOST_CONFLICTS + " conflicts, which it never should");
    }

    /** What is proven complete for that store and kind of order. */
    public Coverage coverage(StoreId store, OrderKind kind) {
        return setup.state().orderSync().coverage(store, kind);
    }

    /**
     * The stretches of time whose B2C orders may not all be here: holes between what is proven, and what
     * a run set out to cover and has not. Empty exactly when every order up to the last run is in or
     * quarantined, as far as the platform's change cursor can be trusted. For a store that never began a
     * run this is the whole first lookback.
     */
    public List<TimeWindow> gaps(StoreId store) {
        return gaps(store, OrderKind.B2C);
    }

    /** The same for a kind of order. */
    public List<TimeWindow> gaps(StoreId store, OrderKind kind) {
        Coverage coverage = coverage(store, kind);
        Instant now = setup.clock().instant();
        Coverage wanted = Coverage.none(store, kind);
        for (SyncTask task : tasks(store)) {
            Optional<SyncProgress> progress = SyncProgress.parse(task.checkpoint());
            if (progress.isPresent() && SyncJob.parse(task.payload()).kind() == kind) {
                for (TimeWindow stretch : progress.get().stretches()) {
                    Optional<TimeWindow> provable =
                            Slicing.proven(stretch, progress.get().provableTo());
                    wanted = provable.isPresent() ? wanted.with(provable.get()) : wanted;
                }
            }
        }
        if (wanted.proven().isEmpty() && coverage.proven().isEmpty()) {
            return List.of(new TimeWindow(now.minus(firstLookback), now));
        }
        Coverage missing = Coverage.none(store, kind);
        for (TimeWindow window : wanted.proven()) {
            missing = with(missing, coverage.gaps(window));
        }
        if (!coverage.proven().isEmpty()) {
            TimeWindow last = coverage.proven().get(coverage.proven().size() - 1);
            Instant first = coverage.proven().get(0).from();
            Instant lookback = now.minus(firstLookback);
            Instant from = first.isAfter(lookback) ? first : lookback;
            if (from.isBefore(last.from())) {
                missing = with(missing, coverage.gaps(new TimeWindow(from, last.to())));
            }
        }
        return missing.proven();
    }

    private static Coverage with(Coverage coverage, List<TimeWindow> windows) {
        Coverage all = coverage;
        for (TimeWindow window : windows) {
            all = all.with(window);
        }
        return all;
    }

    /** The orders of that store that could not be read or stored, with the reason; oldest first. */
    public List<Quarantined> quarantined(StoreId store) {
        return setup.state().orderSync().quarantined(store);
    }

    /** A page of the order sync log, newest first; queued and running runs are in it. */
    public List<SyncRun> runs(SyncRunQuery query) {
        return evidence().find(query);
    }

    /** The record of a run; empty when there is none or it was deleted. */
    public Optional<SyncRun> run(SyncRunId id) {
        return evidence().get(id);
    }

    List<SyncTask> tasks(StoreId store) {
        return setup.state()
                .tasks()
                .list(TaskQuery.newest(TASKS_LOOKED_AT)
                        .withType(TaskType.ORDER_SYNC)
                        .withBusinessNo(store.value()));
    }

    private SyncLogRepository evidence() {
        return setup.syncLog();
    }

    private void check(SyncRequest request, StoreId id) {
        Store store = sessions.store(id).orElseThrow(() -> SyncErrors.unknownStore(id));
        sessions.whyNot(store).ifPresent(why -> {
            throw SyncErrors.cannotBeCalled(why);
        });
        if (!store.fetchOrders()) {
            throw SyncErrors.fetchingIsOff(store);
        }
        PlatformConnector connector = sessions.connector(store).orElseThrow(() -> SyncErrors.noConnector(store));
        PlatformCapabilities can = connector.capabilities();
        if (!can.kinds().contains(request.kind())) {
            throw SyncErrors.unsupported(store, "bring " + request.kind() + " orders");
        }
        if (request.mode() == SyncMode.ORDER_NUMBERS && !can.canLookUpByNumber()) {
            throw SyncErrors.unsupported(store, "look orders up by number");
        }
        request.window().ifPresent(window -> checkWindow(store, can, window));
    }

    private void checkWindow(Store store, PlatformCapabilities can, TimeWindow window) {
        Instant now = setup.clock().instant();
        Instant earliest = can.cursor().horizon().map(now::minus).orElse(Instant.EPOCH);
        if (window.from().isBefore(earliest) || window.from().isAfter(now)) {
            throw SyncErrors.outsideHorizon(store, window, earliest, now);
        }
    }
}
