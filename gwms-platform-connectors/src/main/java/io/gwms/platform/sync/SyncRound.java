package io.gwms.platform.sync;

import io.gwms.ModuleSetup;
import io.gwms.ordersync.SyncFailure;
import io.gwms.ordersync.SyncMode;
import io.gwms.outcome.Outcome;
import io.gwms.outcome.Refusal;
import io.gwms.outcome.RefusalCode;
import io.gwms.platform.FetchOrders;
import io.gwms.platform.FetchedOrder;
import io.gwms.platform.LookUpOrders;
import io.gwms.platform.OrderCursor;
import io.gwms.platform.OrderPage;
import io.gwms.platform.PlatformConnector;
import io.gwms.platform.StoreSession;
import io.gwms.platform.reading.Replies;
import io.gwms.state.Change;
import io.gwms.store.Store;
import io.gwms.task.TaskResult;
import io.gwms.task.TaskRun;
import io.gwms.transport.CallAction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** One round of one run: page after page, each committed before the next is asked for. One thread. */
final class SyncRound {
    private static final Duration TURN = Duration.ofSeconds(10);
    private static final Duration RESERVE = Duration.ofMinutes(1);
    private static final int MOST_FAILURES = 5;
    private static final int PAGES_A_RECORD = 20;

    private final ModuleSetup setup;
    private final RunLog log;
    private final Telling telling;
    private final TaskRun run;
    private final SyncJob job;
    private final Store store;
    private final PlatformConnector connector;
    private final StoreSession session;
    private final Sweep sweep;
    private final BrokenSearch search;
    private final Tally tally;
    private final RecentIds recent = new RecentIds();
    private final Set<String> followed = new HashSet<>();
    private SyncProgress progress;
    private int pages;
    private boolean progressed;

    SyncRound(
            ModuleSetup setup,
            StoreSessions sessions,
            RunLog log,
            Telling telling,
            TaskRun run,
            SyncJob job,
            Store store,
            PlatformConnector connector,
            Sweep sweep,
            SyncProgress progress,
            Tally tally) {
        this.setup = setup;
        this.log = log;
        this.telling = telling;
        this.run = run;
        this.job = job;
        this.store = store;
        this.connector = connector;
        this.session = sessions.open(
                store, run.task(), CallAction.ORDER_FETCH, "store", store.id().value());
        this.sweep = sweep;
        this.search = new BrokenSearch(job, setup.state(), connector, sweep);
        this.progress = progress;
        this.tally = tally;
    }

    /** How a round ended, when the run did not end with it: the result of its task. */
    Optional<TaskResult> go() {
        while (!isComplete()) {
            if (run.isLeaseLost()
                    || setup.clock().instant().isAfter(run.deadline().minus(RESERVE))) {
                return Optional.of(pause(Duration.ZERO, "goes on in the next round; so far " + tally));
            }
            Outcome<OrderPage> page = nextPage();
            Optional<Refusal> broken = Replies.malformed(page).filter(refusal -> search.isBrokenForGood(progress));
            if (broken.isPresent()) {
                narrow(broken.get());
                if (progress.endedAt() != null) {
                    return Optional.empty();
                }
                continue;
            }
            if (page instanceof Outcome.Refused<OrderPage> refused) {
                return refused(refused.refusal());
            }
            if (page instanceof Outcome.Unknown<OrderPage> unknown) {
                return failed(FailureWords.platform("NO_ANSWER", unknown.cause()));
            }
        }
        List<Change> again = sweep.done();
        if (!again.isEmpty()) {
            setup.state().commit(again);
        }
        progress = progress.ended(setup.clock().instant(), null);
        return Optional.empty();
    }

    /** How far the run has come; its end, once {@link #go} gave no result. */
    SyncProgress progress() {
        return progress;
    }

    private boolean isComplete() {
        if (job.mode() == SyncMode.ORDER_NUMBERS) {
            return progress.at().step() >= job.numbers().size();
        }
        if (progress.at().step() < progress.stretches().size()) {
            return false;
        }
        if (job.mode() != SyncMode.IMMEDIATE) {
            return true;
        }
        if (!progress.planned()) {
            progress = progress.rereading(sweep.windows());
            return isComplete();
        }
        return sweep.next(progress.at().lookedUp(), connector.capabilities().numbersAtOnce())
                .isEmpty();
    }

    private Outcome<OrderPage> nextPage() {
        if (job.mode() == SyncMode.ORDER_NUMBERS) {
            return lookUp();
        }
        return isFetching() ? fetch() : lookUpAgain();
    }

    private boolean isFetching() {
        return job.mode() != SyncMode.ORDER_NUMBERS
                && progress.at().step() < progress.stretches().size();
    }

    /** One page of the slice at work; with its last page the slice is proven. */
    private Outcome<OrderPage> fetch() {
        OrderCursor cursor = connector.capabilities().cursor();
        SyncProgress.Place at = progress.at();
        Slicing.Slice slice = slice();
        Outcome<OrderPage> answer =
                connector.fetchOrders(new FetchOrders(session, job.kind(), slice.asked(), at.cursor()));
        return answer.then(page -> {
            progress = progress.withProvableTo(Slicing.provableTo(progress.provableTo(), cursor, page));
            long seen = at.seen() + page.orders().size();
            Optional<String> fault = fault(page, seen);
            boolean last = page.next().isEmpty() && fault.isEmpty();
            List<FetchedOrder> inside = page.orders().stream()
                    .filter(order -> order.fold(
                            read -> Slicing.holds(slice.asked(), Scopes.moment(cursor, read.order())), never -> true))
                    .toList();
            UnaryOperator<SyncProgress> move = now -> !last
                    ? fault.isPresent()
                            ? now
                            : now.nextPage(
                                    slice.fresh().from(),
                                    page.next().orElseThrow(),
                                    page.orders().size(),
                                    now.counts())
                    : sliceDone(now, slice, inside);
            store(
                    inside,
                    new Scopes.Window(cursor, slice, progress.isRereading(), recent),
                    last ? closing(slice, inside) : List.of(),
                    move);
            if (fault.isPresent()) {
                followed.clear();
                progress = progress.sliceAnew();
                tally.skippedAgain(progress.counts().skipped());
                return Outcome.refused(
                        progress.at().anew() < MOST_FAILURES
                                ? Refusal.temporary(RefusalCode.PLATFORM_FAILURE, fault.get())
                                : Refusal.permanent(RefusalCode.PLATFORM_FAILURE, fault.get()));
            }
            recent.add(inside);
            search.read(inside.size());
            if (last) {
                followed.clear();
            }
            return answer;
        });
    }

    /** The connector may have found by itself what is broken; then the whole rest is asked for next. */
    private static SyncProgress sliceDone(SyncProgress now, Slicing.Slice slice, List<FetchedOrder> lastPage) {
        SyncProgress then = now.sliceDone(slice.fresh().to(), now.counts());
        return lastPage.stream().anyMatch(FetchedOrder.Unreadable.class::isInstance) ? then.found() : then;
    }

    private Slicing.Slice slice() {
        return new Slicing(connector.capabilities().cursor(), progress.startedAt())
                .at(progress.stretches().get(progress.at().step()), progress.at());
    }

    /**
     * Asks for less, since something in what was asked for is broken. What cannot be made smaller is set aside, and the run
     * goes on behind it, unless all of the platform's replies are broken.
     */
    private void narrow(Refusal broken) {
        if (isFetching() && !slice().isSmallest()) {
            followed.clear();
            progress = progress.brokenUpTo(slice().fresh().to());
            tally.skippedAgain(progress.counts().skipped());
            return;
        }
        if (!isFetching() && search.takesNumbersApart(progress)) {
            return;
        }
        if (search.isEverythingBroken()) {
            progress = progress.ended(setup.clock().instant(), safe(BrokenSearch.everythingBroken(broken)));
        } else if (isFetching()) {
            Slicing.Slice part = slice();
            boolean rereading = progress.isRereading();
            setAside(search.part(part, rereading, recent, broken), rereading ? List.of() : closing(part, List.of()));
        } else {
            setAside(search.number(progress, broken), List.of());
        }
    }

    private void setAside(BrokenSearch.Alone alone, List<Change> closing) {
        store(List.of(alone.order()), alone.scope(), closing, alone.behind());
    }

    /** What shows that paging loses its way or that orders are missing; the slice is read anew then. */
    private Optional<String> fault(OrderPage page, long seen) {
        if (page.next().isPresent()) {
            String next = page.next().get();
            return next.equals(progress.at().cursor()) || !followed.add(next)
                    ? Optional.of("the platform gave the same page twice")
                    : Optional.empty();
        }
        Long reported = page.reported();
        return reported != null && reported > seen
                ? Optional.of("the platform reports " + reported + " orders and gave " + seen)
                : Optional.empty();
    }

    /** With the last page of a slice: what it proves, and what the run sets out to cover; or what can be read again. */
    private List<Change> closing(Slicing.Slice slice, List<FetchedOrder> lastPage) {
        if (progress.isRereading()) {
            return sweep.readableAgain(slice.asked(), lastPage);
        }
        List<Change> changes = new ArrayList<>();
        Slicing.proven(slice.fresh(), progress.provableTo())
                .ifPresent(proven -> changes.add(new Change.ProveWindow(store.id(), job.kind(), proven)));
        changes.addAll(wanted(job, progress));
        return changes;
    }

    /** What a run of the latest orders sets out to cover, as far as that can be proven at all. */
    static List<Change> wanted(SyncJob job, SyncProgress progress) {
        if (job.mode() != SyncMode.IMMEDIATE) {
            return List.of();
        }
        return progress.dataWindow()
                .flatMap(all -> Slicing.proven(all, progress.provableTo()))
                .<List<Change>>map(window -> List.of(new Change.WantWindow(job.store(), job.kind(), window)))
                .orElse(List.of());
    }

    private Outcome<OrderPage> lookUp() {
        List<String> chunk = job.numbers().stream()
                .skip(progress.at().step())
                .limit(search.numbersAtOnce())
                .toList();
        return connector
                .lookUpOrders(new LookUpOrders(session, job.kind(), chunk))
                .then(page -> {
                    Set<String> found = page.orders().stream()
                            .map(order ->
                                    bare(order.fold(read -> read.order().number(), FetchedOrder.Unreadable::number)))
                            .collect(Collectors.toSet());
                    chunk.stream()
                            .filter(number -> !found.contains(bare(number)))
                            .forEach(tally.notFound::add);
                    store(
                            page.orders(),
                            new Scopes.Numbers(false),
                            List.of(),
                            now -> now.lookedUp(chunk.size(), now.counts()));
                    search.numbersRead(page);
                    return Outcome.done(page);
                });
    }

    /** Known orders once more; what is not found is left as it is. */
    private Outcome<OrderPage> lookUpAgain() {
        Sweep.Chunk chunk =
                sweep.next(progress.at().lookedUp(), search.numbersAtOnce()).orElseThrow();
        return connector
                .lookUpOrders(new LookUpOrders(session, job.kind(), chunk.numbers()))
                .then(page -> {
                    store(
                            page.orders(),
                            new Scopes.Numbers(true),
                            List.of(),
                            now -> now.lookedUpAgain(chunk.last(), now.counts()));
                    search.numbersRead(page);
                    return Outcome.done(page);
                });
    }

    /**
     * Stores a page and where the run is behind it. The log is written first: of a record that is ahead of the checkpoint
     * what is too much can be taken off, while what one behind does not name is lost.
     */
    private void store(
            List<FetchedOrder> orders, PageCommit.Scope scope, List<Change> closing, UnaryOperator<SyncProgress> move) {
        PageCommit.Writer writer = (changes, page, last) -> {
            List<Change> all = new ArrayList<>(changes);
            Tally sum = tally.plus(page);
            SyncProgress then = progress.counting(sum.counts());
            if (last) {
                all.addAll(closing);
                then = move.apply(then);
            }
            if (sum.named() > tally.named() || ++pages % PAGES_A_RECORD == 0) {
                log.save(run.task(), then, sum);
            }
            return run.commit(all, then.text());
        };
        tally.add(new PageCommit(setup, store, job.kind(), progress.startedAt(), scope, writer).commit(orders));
        SyncProgress before = progress;
        progress = move.apply(progress.counting(tally.counts()));
        progressed |= !progress.at().equals(before.at());
        telling.tell(run.task(), job, progress);
    }

    private Optional<TaskResult> refused(Refusal refusal) {
        if (refusal.code().equals(RefusalCode.RATE_LIMITED)) {
            Duration wait = refusal.retryAfter().orElse(TURN);
            return Optional.of(pause(wait, "waits " + wait + ": " + refusal.text() + "; so far " + tally));
        }
        if (refusal.isTemporary()) {
            return failed(FailureWords.of(refusal));
        }
        progress = progress.ended(setup.clock().instant(), safe(FailureWords.of(refusal)));
        return Optional.empty();
    }

    private TaskResult pause(Duration wait, String why) {
        run.checkpoint(progress.text());
        log.save(run.task(), progress, tally);
        return ended(TaskResult.againAfter(wait, why));
    }

    /** Asked again by the policy, from the page at fault; after several times in a row the run has failed. */
    private Optional<TaskResult> failed(SyncFailure failure) {
        progress = progress.failedOnce();
        SyncFailure safe = safe(failure);
        if (progress.failures() >= MOST_FAILURES) {
            progress = progress.ended(setup.clock().instant(), safe);
            return Optional.empty();
        }
        run.checkpoint(progress.text());
        log.save(run.task(), progress, tally);
        return Optional.of(ended(TaskResult.failed(safe.reason())));
    }

    private TaskResult ended(TaskResult result) {
        return progressed ? result.progressed() : result;
    }

    private SyncFailure safe(SyncFailure failure) {
        return FailureWords.safe(failure, setup.redactor());
    }

    private static String bare(String number) {
        String stripped = number.strip();
        return stripped.startsWith("#") ? stripped.substring(1) : stripped;
    }
}
