package io.gwms.platform.sync;

import static java.util.Objects.requireNonNull;

import io.gwms.GwmsException;
import io.gwms.ModuleSetup;
import io.gwms.evidence.SyncLogRepository;
import io.gwms.order.OrderKind;
import io.gwms.ordersync.Coverage;
import io.gwms.ordersync.Quarantined;
import io.gwms.ordersync.StoreCoverage;
import io.gwms.ordersync.SyncMode;
import io.gwms.ordersync.SyncRequest;
import io.gwms.ordersync.SyncRun;
import io.gwms.ordersync.SyncRunId;
import io.gwms.ordersync.SyncRunQuery;
import io.gwms.ordersync.TimeWindow;
import io.gwms.platform.OrderCursor;
import io.gwms.platform.PlatformCapabilities;
import io.gwms.platform.PlatformConnector;
import io.gwms.state.Change;
import io.gwms.state.CommitResult;
import io.gwms.store.Store;
import io.gwms.store.StoreId;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskId;
import io.gwms.task.TaskStatus;
import io.gwms.task.TaskType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Asks for orders and tells how far they are in (platform-orders, sections 2.2 and 2.6; order-sync-log).
 * Get it from {@link PlatformModule#orderSync()}.
 *
 * <p><b>Threads:</b> shared. No method makes a call to a platform.
 */
public final class OrderSync {
    private static final int MOST_CONFLICTS = 10;

    private final ModuleSetup setup;
    private final StoreSessions sessions;
    private final RunLog log;
    private final SyncTasks tasks;
    private final Duration firstLookback;

    OrderSync(ModuleSetup setup, StoreSessions sessions, RunLog log, Duration firstLookback) {
        this.setup = setup;
        this.sessions = sessions;
        this.log = log;
        this.tasks = new SyncTasks(setup.state());
        this.firstLookback = firstLookback;
    }

    /**
     * Asks for orders, and returns before any call is made: one run and one log record for each store, in
     * the order of the request. A request that equals one that is still queued or running joins it and
     * gets its run, which goes on now if it waits after a failure.
     *
     * @throws GwmsException when a store is unknown, disabled, not authorized or does not fetch orders, or
     *     its platform cannot do what is asked (GWMS-2101 to 2106); nothing is queued then, for no store
     */
    public List<SyncRunId> submit(SyncRequest request) {
        requireNonNull(request, "request");
        List<SyncJob> jobs = request.stores().stream()
                .map(store -> SyncJob.of(request, store))
                .toList();
        jobs.forEach(this::check);
        List<SyncRunId> runs = queue(jobs);
        runs.forEach(this::goOnNow);
        return runs;
    }

    List<SyncRunId> queue(List<SyncJob> jobs) {
        Instant now = setup.clock().instant();
        List<SyncRunId> runs = added(jobs, now).stream().map(log::submitted).toList();
        setup.wakeTasks();
        return runs;
    }

    /** A person who asks does not wait for what a run waits for after a failure: the cause may have been mended. */
    private void goOnNow(SyncRunId run) {
        log.taskOf(run)
                .filter(task -> task.status() == TaskStatus.WAITING)
                .flatMap(task -> task.dueBy(setup.clock().instant())
                        .map(due -> new Change.UpdateTask(due, task.runToken(), null)))
                .ifPresent(change -> {
                    setup.state().commit(List.of(change)); // whoever was faster has begun it
                    setup.wakeTasks();
                });
    }

    /** Asks for the newest orders of that store, of each kind its platform has, as an automatic run. */
    void queueNewest(Store store) {
        if (store.enabled() && store.fetchOrders()) {
            sessions.connector(store)
                    .ifPresent(connector -> connector
                            .capabilities()
                            .kinds()
                            .forEach(kind -> queueAutomatic(SyncRequest.immediate(store.id()), store, kind)));
        }
    }

    /** The same for a request of one store and kind. */
    SyncRunId queueAutomatic(SyncRequest request, Store store, OrderKind kind) {
        SyncRequest automatic = request.automatic();
        return queue(List.of(SyncJob.of(kind == OrderKind.B2B ? automatic.purchaseOrders() : automatic, store.id())))
                .get(0);
    }

    /** Whether a run of that store is at work. */
    boolean isAtWork(StoreId store) {
        return !tasks.live(store.value(), TaskStatus.RUNNING).isEmpty();
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

    /**
     * Asks once more for what a run that has ended asked for; the new run is linked to it ({@link SyncRun#retryOf}).
     *
     * @throws GwmsException as {@link #submit} does, and when there is no such run (GWMS-2107) or it has not ended
     *     (GWMS-2108)
     */
    public SyncRunId retry(SyncRunId run) {
        requireNonNull(run, "run");
        SyncTask task = log.taskOf(run).orElseThrow(() -> SyncErrors.unknownRun(run));
        if (!task.type().equals(TaskType.ORDER_SYNC)) {
            throw SyncErrors.unknownRun(run);
        }
        if (task.status().isLive() && task.status() != TaskStatus.MANUAL) {
            throw SyncErrors.notEnded(run);
        }
        SyncJob job = SyncJob.parse(task.payload()).retrying(run);
        check(job);
        return queue(List.of(job)).get(0);
    }

    /** How far the B2C orders of a store are in. */
    public StoreCoverage coverage(StoreId store) {
        return coverage(store, OrderKind.B2C);
    }

    /**
     * How far the orders of a store are in: what is proven complete, and the stretches whose orders may not all be here.
     * Of a store that never began a run the latter is the whole first lookback.
     *
     * @throws GwmsException when the store is unknown (GWMS-2101)
     */
    public StoreCoverage coverage(StoreId store, OrderKind kind) {
        requireNonNull(store, "store");
        requireNonNull(kind, "kind");
        Optional<OrderCursor> cursor = sessions.connector(
                        sessions.store(store).orElseThrow(() -> SyncErrors.unknownStore(store)))
                .map(connector -> connector.capabilities().cursor());
        Coverage coverage = setup.state().orderSync().coverage(store, kind);
        Instant now = setup.clock().instant();
        return new StoreCoverage(
                store,
                kind,
                coverage.proven(),
                gaps(coverage, cursor, now),
                cursor.map(OrderCursor::reliable).orElse(false),
                coverage.sweptAt(),
                now);
    }

    /** What ended runs set out to cover is noted with the coverage; of the others it is in their tasks. */
    private List<TimeWindow> gaps(Coverage coverage, Optional<OrderCursor> cursor, Instant now) {
        Coverage wanted = Coverage.none(coverage.store(), coverage.kind());
        if (coverage.wanted() != null) {
            wanted = wanted.with(coverage.wanted());
        }
        for (SyncTask task : tasks.live(coverage.store().value(), TaskStatus.values())) {
            Optional<SyncProgress> progress = SyncProgress.parse(task.checkpoint());
            if (progress.isPresent() && SyncJob.parse(task.payload()).kind() == coverage.kind()) {
                for (TimeWindow stretch :
                        progress.get().stretches().subList(0, progress.get().fresh())) {
                    Optional<TimeWindow> provable =
                            Slicing.proven(stretch, progress.get().provableTo());
                    wanted = provable.isPresent() ? wanted.with(provable.get()) : wanted;
                }
            }
        }
        if (wanted.proven().isEmpty()) {
            Duration horizon = cursor.map(OrderCursor::lookback).orElse(firstLookback);
            wanted = wanted.with(
                    new TimeWindow(now.minus(horizon.compareTo(firstLookback) < 0 ? horizon : firstLookback), now));
        }
        List<TimeWindow> gaps = new ArrayList<>();
        wanted.proven().forEach(window -> gaps.addAll(coverage.gaps(window)));
        return gaps;
    }

    /** The orders of that store that could not be read or stored, with the reason; oldest first. */
    public List<Quarantined> quarantined(StoreId store) {
        requireNonNull(store, "store");
        return setup.state().orderSync().quarantined(store);
    }

    /** A page of the order sync log, newest first; queued and running runs are in it. */
    public List<SyncRun> list(SyncRunQuery query) {
        requireNonNull(query, "query");
        return evidence().list(query);
    }

    /** The record of a run; empty when there is none or it was deleted. */
    public Optional<SyncRun> find(SyncRunId id) {
        requireNonNull(id, "id");
        return evidence().find(id);
    }

    /**
     * Takes records out of the log, and nothing else: orders, coverage, tasks and the API log stay. One that is not there
     * (any more) is no fault.
     *
     * @return how many there were
     * @throws GwmsException when a run of them is queued or running (GWMS-2108); no record is deleted then
     */
    public int delete(Collection<SyncRunId> runs) {
        requireNonNull(runs, "runs");
        for (SyncRunId id : runs) {
            evidence().find(id).filter(SyncRun::isOpen).ifPresent(log::reconcile);
            if (evidence().find(id).filter(SyncRun::isOpen).isPresent()) {
                throw SyncErrors.notEnded(id);
            }
        }
        return evidence().delete(runs);
    }

    List<SyncTask> tasks(StoreId store) {
        return tasks.newest(store.value());
    }

    private SyncLogRepository evidence() {
        return setup.syncLog();
    }

    private void check(SyncJob job) {
        Store store = sessions.store(job.store()).orElseThrow(() -> SyncErrors.unknownStore(job.store()));
        PlatformConnector connector = sessions.connector(store).orElseThrow(() -> SyncErrors.noConnector(store));
        sessions.whyNot(store).ifPresent(why -> {
            throw SyncErrors.cannotBeCalled(why);
        });
        if (!store.fetchOrders()) {
            throw SyncErrors.fetchingIsOff(store);
        }
        PlatformCapabilities can = connector.capabilities();
        if (!can.kinds().contains(job.kind())) {
            throw SyncErrors.unsupported(store, "bring " + job.kind() + " orders");
        }
        if (job.mode() == SyncMode.ORDER_NUMBERS && !can.canLookUpByNumber()) {
            throw SyncErrors.unsupported(store, "look orders up by number");
        }
        if (job.window() != null) {
            checkWindow(store, can, job.window());
        }
    }

    private void checkWindow(Store store, PlatformCapabilities can, TimeWindow window) {
        Instant now = setup.clock().instant();
        Duration lookback = can.cursor().lookback();
        Instant earliest = lookback == null ? Instant.EPOCH : now.minus(lookback);
        if (window.from().isBefore(earliest) || window.from().isAfter(now)) {
            throw SyncErrors.outsideHorizon(store, window, earliest, now);
        }
    }
}
