package io.gwms.platform.sync;

import io.gwms.ModuleSetup;
import io.gwms.ordersync.SyncFailure;
import io.gwms.ordersync.SyncMode;
import io.gwms.ordersync.TimeWindow;
import io.gwms.platform.PlatformConnector;
import io.gwms.platform.StoreSession;
import io.gwms.store.Store;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskHandler;
import io.gwms.task.TaskResult;
import io.gwms.task.TaskRun;
import io.gwms.task.TaskStatus;
import io.gwms.transport.CallAction;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Pulls orders of one store. A round goes on where the one before left off; one run of a store is at work at a time. */
final class OrderSyncHandler implements TaskHandler {
    private static final Duration TURN = Duration.ofSeconds(10);

    private final ModuleSetup setup;
    private final StoreSessions sessions;
    private final RunLog log;
    private final SyncTasks tasks;
    private final Duration firstLookback;
    private final Duration sweepEvery;
    private final FailedRuns failedRuns;
    private final Telling telling;

    OrderSyncHandler(
            ModuleSetup setup,
            StoreSessions sessions,
            RunLog log,
            Duration firstLookback,
            Duration sweepEvery,
            SyncListener listener) {
        this.setup = setup;
        this.sessions = sessions;
        this.log = log;
        this.tasks = new SyncTasks(setup.state());
        this.firstLookback = firstLookback;
        this.sweepEvery = sweepEvery;
        this.telling = new Telling(listener, setup.clock(), setup.redactor());
        this.failedRuns = new FailedRuns(setup.state(), setup.clock());
    }

    @Override
    public TaskResult run(TaskRun run) {
        if (isAnotherAtWork(run.task())) {
            return TaskResult.againAfter(TURN, "another sync of this store is at work; it goes first");
        }
        SyncJob job = SyncJob.parse(run.task().payload());
        Optional<SyncProgress> kept = SyncProgress.parse(run.checkpoint()).flatMap(SyncProgress::afterFailure);
        if (kept.isPresent() && kept.get().endedAt() != null) {
            return over(run, job, kept.get(), log.tally(run.task().id(), kept.get()));
        }
        Optional<Store> store = sessions.store(job.store());
        Optional<PlatformConnector> connector = store.flatMap(sessions::connector);
        SyncProgress progress = kept.orElseGet(() -> plan(job, connector));
        Tally tally = log.tally(run.task().id(), progress);
        Optional<SyncFailure> obstacle = obstacle(job, store, connector);
        if (obstacle.isPresent()) {
            SyncFailure safe = FailureWords.safe(obstacle.get(), setup.redactor());
            return over(run, job, progress.ended(setup.clock().instant(), safe), tally);
        }
        run.checkpoint(progress.text());
        log.save(run.task(), progress, tally);
        PlatformConnector platform = connector.orElseThrow();
        Sweep sweep = new Sweep(setup, job, platform.capabilities(), progress.startedAt(), sweepEvery);
        RoundBook book = new RoundBook(setup, log, telling, run, job, store.orElseThrow(), progress, tally);
        StoreSession session = sessions.open(
                store.orElseThrow(),
                run.task(),
                CallAction.ORDER_FETCH,
                "store",
                job.store().value());
        return new SyncRound(setup, book, run, job, platform, session, sweep)
                .go()
                .orElseGet(() -> over(run, job, book.progress(), tally));
    }

    /**
     * Of the runs of a store that have begun and not ended the first one goes on, also while it waits for its next
     * round; on a tie the older task.
     */
    private boolean isAnotherAtWork(SyncTask task) {
        Comparator<SyncTask> first = Comparator.comparing((SyncTask one) -> !hasBegun(one))
                .thenComparing(OrderSyncHandler::begun)
                .thenComparing(other -> other.id().value());
        return tasks.live(task.businessNo(), TaskStatus.PENDING, TaskStatus.RUNNING, TaskStatus.WAITING).stream()
                .filter(other -> !other.id().equals(task.id()))
                .filter(other -> other.status() == TaskStatus.RUNNING || hasBegun(other))
                .anyMatch(other -> first.compare(other, task) < 0);
    }

    private static boolean hasBegun(SyncTask task) {
        return SyncProgress.parse(task.checkpoint())
                .filter(progress -> progress.endedAt() == null)
                .isPresent();
    }

    /** When a run began, or when its task was claimed. */
    static Instant begun(SyncTask task) {
        return SyncProgress.parse(task.checkpoint())
                .map(SyncProgress::startedAt)
                .or(() -> Optional.ofNullable(task.lastExecutedAt()))
                .orElse(task.createdAt());
    }

    private SyncProgress plan(SyncJob job, Optional<PlatformConnector> connector) {
        Instant now = setup.clock().instant();
        if (connector.isEmpty() || job.mode() == SyncMode.ORDER_NUMBERS) {
            return SyncProgress.planned(now, now, List.of());
        }
        Slicing slicing = new Slicing(connector.get().capabilities().cursor(), now);
        List<TimeWindow> stretches = job.window() != null
                ? slicing.within(job.window())
                : slicing.sinceProven(setup.state().orderSync().coverage(job.store(), job.kind()), firstLookback);
        return SyncProgress.planned(now, slicing.provableTo(), stretches);
    }

    private Optional<SyncFailure> obstacle(SyncJob job, Optional<Store> store, Optional<PlatformConnector> connector) {
        if (store.isEmpty()) {
            return Optional.of(FailureWords.authorization("NO_STORE", "there is no store " + job.store()));
        }
        if (connector.isEmpty()) {
            return Optional.of(FailureWords.platform(
                    "NO_CONNECTOR", "no connector for " + store.get().platform() + " is installed"));
        }
        return sessions.whyNot(store.get()).map(why -> FailureWords.authorization("CANNOT_BE_CALLED", why));
    }

    /** A failed run is no success of its task: it waits for a person, or for a run that takes its place. */
    private TaskResult over(TaskRun run, SyncJob job, SyncProgress ended, Tally tally) {
        run.checkpoint(ended.text());
        log.save(run.task(), ended, tally);
        telling.tell(run.task(), job, ended);
        SyncFailure failure = ended.failure();
        return failure == null
                ? TaskResult.done(tally.toString()).with(() -> failedRuns.closedBy(job, run.task(), ended.startedAt()))
                : TaskResult.needsHuman(
                                FailedRuns.RUN_FAILED,
                                "the run failed with " + tally + "; " + FailureWords.inTask(failure))
                        .with(() -> RoundBook.wanted(job, ended));
    }
}
