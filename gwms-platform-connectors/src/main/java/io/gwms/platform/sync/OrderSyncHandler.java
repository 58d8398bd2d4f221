package io.gwms.platform.sync;

import io.gwms.ModuleSetup;
import io.gwms.ordersync.SyncMode;
import io.gwms.ordersync.TimeWindow;
import io.gwms.outcome.Outcome;
import io.gwms.outcome.Refusal;
import io.gwms.outcome.RefusalCode;
import io.gwms.platform.FetchOrders;
import io.gwms.platform.FetchedOrder;
import io.gwms.platform.LookUpOrders;
import io.gwms.platform.OrderCursor;
import io.gwms.platform.OrderPage;
import io.gwms.platform.PlatformConnector;
import io.gwms.platform.PlatformOrder;
import io.gwms.platform.StoreSession;
import io.gwms.state.Change;
import io.gwms.store.Store;
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
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Pulls orders of one store: page after page, each committed before the next is asked for. A round goes on
 * where the one before left off.
 */
final class OrderSyncHandler implements TaskHandler {
    private static final Duration TURN = Duration.ofSeconds(10);
    private static final Duration RESERVE = Duration.ofMinutes(1);
    private static final int MOST_FAILURES = 5;
    private static final int NUMBERS_AT_ONCE = 20;
    private static final int NUMBERS_NAMED = 20;

    private final ModuleSetup setup;
    private final StoreSessions sessions;
    private final RunLog log;
    private final Duration firstLookback;
    private final FailedRuns failedRuns;

    OrderSyncHandler(ModuleSetup setup, StoreSessions sessions, RunLog log, Duration firstLookback) {
        this.setup = setup;
        this.sessions = sessions;
        this.log = log;
        this.firstLookback = firstLookback;
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
        Optional<String> obstacle = obstacle(job, store, connector);
        if (obstacle.isPresent()) {
            return over(run, job, ended(progress, obstacle.get()), tally);
        }
        boolean torn = kept.isPresent() && !progress.paused();
        SyncProgress begun = progress.withPaused(false);
        run.checkpoint(begun.text());
        log.save(run.task(), begun, tally);
        return new Round(run, job, store.orElseThrow(), connector.orElseThrow(), torn, begun, tally).go();
    }

    /** Of two rounds for one store the one that began first goes on; on a tie the older task. */
    private boolean isAnotherAtWork(SyncTask task) {
        Comparator<SyncTask> first = Comparator.comparing(OrderSyncHandler::begun)
                .thenComparing(other -> other.id().value());
        TaskQuery query = TaskQuery.newest(100)
                .withType(TaskType.ORDER_SYNC)
                .withStatus(TaskStatus.RUNNING)
                .withBusinessNo(task.businessNo());
        return setup.state().tasks().list(query).stream()
                .filter(other -> !other.id().equals(task.id()))
                .anyMatch(other -> first.compare(other, task) < 0);
    }

    private static Instant begun(SyncTask task) {
        return Optional.ofNullable(task.lastExecutedAt()).orElse(task.createdAt());
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

    private Optional<String> obstacle(SyncJob job, Optional<Store> store, Optional<PlatformConnector> connector) {
        if (store.isEmpty()) {
            return Optional.of(FailureWords.authorization("there is no store " + job.store()));
        }
        if (connector.isEmpty()) {
            return Optional.of(
                    FailureWords.platform("no connector for " + store.get().platform() + " is installed"));
        }
        return sessions.whyNot(store.get()).map(FailureWords::authorization);
    }

    private SyncProgress ended(SyncProgress progress, String failure) {
        return progress.ended(setup.clock().instant(), FailureWords.safe(failure, setup.redactor()));
    }

    /** A failed run is no success of its task: it waits for a person, or for a run that takes its place. */
    private TaskResult over(TaskRun run, SyncJob job, SyncProgress ended, Tally tally) {
        run.checkpoint(ended.text());
        log.save(run.task(), ended, tally);
        return ended.failure().isEmpty()
                ? TaskResult.done(tally.toString()).with(() -> failedRuns.closedBy(job, run.task()))
                : TaskResult.needsHuman(
                        FailedRuns.RUN_FAILED,
                        "the run failed with " + tally + "; " + FailureWords.inTask(ended.failure()));
    }

    /** One round of one run. */
    private final class Round {
        private final TaskRun run;
        private final SyncJob job;
        private final Store store;
        private final PlatformConnector connector;
        private final StoreSession session;
        private final Tally tally;
        private SyncProgress progress;
        private boolean maybeCommitted;

        Round(
                TaskRun run,
                SyncJob job,
                Store store,
                PlatformConnector connector,
                boolean torn,
                SyncProgress progress,
                Tally tally) {
            this.run = run;
            this.job = job;
            this.store = store;
            this.connector = connector;
            this.session = sessions.open(
                    store,
                    run.task(),
                    CallAction.ORDER_FETCH,
                    "store",
                    store.id().value());
            this.maybeCommitted = torn;
            this.progress = progress;
            this.tally = tally;
        }

        TaskResult go() {
            while (!isComplete()) {
                if (run.isLeaseLost()
                        || setup.clock().instant().isAfter(run.deadline().minus(RESERVE))) {
                    return pause(Duration.ZERO, "goes on in the next round; so far " + tally);
                }
                Outcome<OrderPage> page = job.mode() == SyncMode.ORDER_NUMBERS ? lookUp() : fetch();
                if (page instanceof Outcome.Refused<OrderPage> refused) {
                    return refused(refused.refusal());
                }
                if (page instanceof Outcome.Unknown<OrderPage> unknown) {
                    return failed(FailureWords.platform(unknown.cause()));
                }
                log.save(run.task(), progress, tally);
                run.checkpoint(progress.text());
                maybeCommitted = false;
            }
            TaskResult done = over(run, job, ended(progress, ""), tally);
            return job.mode() == SyncMode.ORDER_NUMBERS ? TaskResult.done(tally + notFound()) : done;
        }

        private boolean isComplete() {
            return job.mode() == SyncMode.ORDER_NUMBERS
                    ? progress.step() >= job.numbers().size()
                    : progress.step() >= progress.stretches().size();
        }

        /** One page of the slice at work; with its last page the slice is proven. */
        private Outcome<OrderPage> fetch() {
            OrderCursor cursor = connector.capabilities().cursor();
            Slicing.Slice slice = new Slicing(cursor, progress.startedAt())
                    .slice(progress.stretches().get(progress.step()), progress.at());
            Outcome<OrderPage> answer =
                    connector.fetchOrders(new FetchOrders(session, job.kind(), slice.asked(), progress.cursor()));
            return answer.then(page -> {
                if (page.nextCursor() != null && page.nextCursor().equals(progress.cursor())) {
                    return Outcome.refused(RefusalCode.PLATFORM_FAILURE, "the platform gave the same page twice");
                }
                List<FetchedOrder> orders = page.orders().stream()
                        .filter(order -> order.fold(
                                read -> Slicing.holds(slice.asked(), moment(cursor, read.order())), never -> true))
                        .toList();
                progress = progress.withProvableTo(Slicing.provableTo(progress.provableTo(), cursor, page));
                List<Change> closing = page.next().isPresent()
                        ? List.of()
                        : Slicing.proven(slice.fresh(), progress.provableTo())
                                .<List<Change>>map(
                                        proven -> List.of(new Change.ProveWindow(store.id(), job.kind(), proven)))
                                .orElse(List.of());
                tally.add(store(
                        orders,
                        order -> moment(cursor, order).isBefore(slice.fresh().from()),
                        closing));
                progress = page.next().isPresent()
                        ? progress.nextPage(slice.fresh().from(), page.next().get(), tally.counts())
                        : progress.sliceDone(slice.fresh().to(), tally.counts());
                return answer;
            });
        }

        private Outcome<OrderPage> lookUp() {
            List<String> chunk = job.numbers().stream()
                    .skip(progress.step())
                    .limit(NUMBERS_AT_ONCE)
                    .toList();
            Outcome<OrderPage> answer = connector.lookUpOrders(new LookUpOrders(session, job.kind(), chunk));
            return answer.then(page -> {
                tally.add(store(page.orders(), order -> false, List.of()));
                progress = progress.lookedUp(chunk.size(), tally.counts());
                return answer;
            });
        }

        private Tally store(List<FetchedOrder> orders, PageCommit.Overlap overlap, List<Change> closing) {
            return new PageCommit(
                            setup.state(),
                            setup.orderEvents(),
                            setup.redactor(),
                            setup.clock(),
                            store,
                            maybeCommitted ? progress.startedAt() : null)
                    .commit(orders, overlap, closing);
        }

        private TaskResult refused(Refusal refusal) {
            if (refusal.code().equals(RefusalCode.RATE_LIMITED)) {
                Duration wait = refusal.retryAfter().orElse(TURN);
                return pause(wait, "the platform asks to wait " + wait + "; so far " + tally);
            }
            return refusal.isTemporary()
                    ? failed(FailureWords.of(refusal))
                    : over(run, job, ended(progress, FailureWords.of(refusal)), tally);
        }

        private TaskResult pause(Duration wait, String why) {
            run.checkpoint(progress.withPaused(true).text());
            return TaskResult.againAfter(wait, why);
        }

        /** Asked again by the policy, from the page at fault; after several times in a row the run has failed. */
        private TaskResult failed(String reason) {
            progress = progress.failedOnce();
            if (progress.failures() >= MOST_FAILURES) {
                return over(run, job, ended(progress, reason), tally);
            }
            run.checkpoint(progress.text());
            return TaskResult.failed(FailureWords.safe(reason, setup.redactor()));
        }

        private String notFound() {
            List<String> found =
                    tally.all().stream().map(OrderSyncHandler::bare).toList();
            List<String> missing = job.numbers().stream()
                    .filter(number -> !found.contains(bare(number)))
                    .toList();
            return missing.isEmpty()
                    ? ""
                    : "; not found: "
                            + String.join(", ", missing.subList(0, Math.min(NUMBERS_NAMED, missing.size())))
                            + (missing.size() > NUMBERS_NAMED
                                    ? " and " + (missing.size() - NUMBERS_NAMED) + " more"
                                    : "");
        }
    }

    private static Instant moment(OrderCursor cursor, PlatformOrder order) {
        return cursor.field() == OrderCursor.Field.CHANGED_AT ? order.changedAt() : order.orderedAt();
    }

    private static String bare(String number) {
        String stripped = number.strip();
        return stripped.startsWith("#") ? stripped.substring(1) : stripped;
    }
}
