package io.gwms.platform.sync;

import static java.util.Objects.requireNonNull;

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
import io.gwms.platform.StoreSession;
import io.gwms.platform.reading.Replies;
import io.gwms.state.Change;
import io.gwms.task.TaskResult;
import io.gwms.task.TaskRun;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * One round of one run: page after page, each stored ({@link RoundBook}) before the next is asked for. One thread.
 */
final class SyncRound {
    private static final Duration RESERVE = Duration.ofMinutes(1);

    private final ModuleSetup setup;
    private final RoundBook book;
    private final TaskRun run;
    private final SyncJob job;
    private final PlatformConnector connector;
    private final StoreSession session;
    private final Sweep sweep;
    private final BrokenSearch search;
    private final RecentIds recent = new RecentIds();
    private final Set<String> followed = new HashSet<>();

    SyncRound(
            ModuleSetup setup,
            RoundBook book,
            TaskRun run,
            SyncJob job,
            PlatformConnector connector,
            StoreSession session,
            Sweep sweep) {
        this.setup = setup;
        this.book = book;
        this.run = run;
        this.job = job;
        this.connector = connector;
        this.session = session;
        this.sweep = sweep;
        this.search = new BrokenSearch(job, setup.state(), connector, sweep);
    }

    /** How a round ended, when the run did not end with it: the result of its task. */
    Optional<TaskResult> go() {
        while (!isComplete()) {
            if (run.isLeaseLost()
                    || setup.clock().instant().isAfter(run.deadline().minus(RESERVE))) {
                return Optional.of(book.pause(Duration.ZERO, "goes on in the next round"));
            }
            Outcome<OrderPage> page = nextPage();
            Optional<Refusal> broken = Replies.malformed(page).filter(refusal -> search.isBrokenForGood(progress()));
            if (broken.isPresent()) {
                narrow(broken.get());
                if (progress().endedAt() != null) {
                    return Optional.empty();
                }
                continue;
            }
            if (page instanceof Outcome.Refused<OrderPage> refused) {
                return book.refused(refused.refusal());
            }
            if (page instanceof Outcome.Unknown<OrderPage> unknown) {
                return book.failed(FailureWords.platform("NO_ANSWER", unknown.cause()));
            }
        }
        List<Change> again = sweep.done();
        if (!again.isEmpty()) {
            setup.state().commit(again);
        }
        book.end(null);
        return Optional.empty();
    }

    private SyncProgress progress() {
        return book.progress();
    }

    private boolean isComplete() {
        if (job.mode() == SyncMode.ORDER_NUMBERS) {
            return progress().at().step() >= job.numbers().size();
        }
        if (progress().at().step() < progress().stretches().size()) {
            return false;
        }
        if (job.mode() != SyncMode.IMMEDIATE) {
            return true;
        }
        if (!progress().planned()) {
            List<TimeWindow> again = sweep.windows();
            book.note(now -> now.rereading(again));
            return isComplete();
        }
        return sweep.next(progress().at().lookedUp(), connector.capabilities().numbersAtOnce())
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
                && progress().at().step() < progress().stretches().size();
    }

    /** One page of the slice at work; with its last page the slice is proven. */
    private Outcome<OrderPage> fetch() {
        OrderCursor cursor = connector.capabilities().cursor();
        SyncProgress.Place at = progress().at();
        Slicing.Slice slice = slice();
        Outcome<OrderPage> answer =
                connector.fetchOrders(new FetchOrders(session, job.kind(), slice.asked(), at.cursor()));
        return answer.then(page -> {
            book.note(now -> now.withProvableTo(Slicing.provableTo(now.provableTo(), cursor, page)));
            long seen = at.seen() + page.orders().size();
            Optional<String> fault = fault(page, seen);
            boolean last = page.nextCursor() == null && fault.isEmpty();
            List<FetchedOrder> inside = page.orders().stream()
                    .filter(order -> order.fold(
                            read -> Slicing.holds(slice.asked(), Scopes.moment(cursor, read.order())), never -> true))
                    .toList();
            UnaryOperator<SyncProgress> move = now -> !last
                    ? fault.isPresent()
                            ? now
                            : now.nextPage(
                                    slice.fresh().from(),
                                    requireNonNull(page.nextCursor()),
                                    page.orders().size(),
                                    now.counts())
                    : sliceDone(now, slice, inside);
            book.store(
                    inside,
                    new Scopes.Window(cursor, slice, progress().isRereading(), recent),
                    last ? closing(slice, inside) : List.of(),
                    move);
            if (fault.isPresent()) {
                followed.clear();
                book.back(SyncProgress::sliceAnew);
                return Outcome.refused(
                        RoundBook.isTooOften(progress().at().anew())
                                ? Refusal.permanent(RefusalCode.PLATFORM_FAILURE, fault.get())
                                : Refusal.temporary(RefusalCode.PLATFORM_FAILURE, fault.get()));
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
        return new Slicing(connector.capabilities().cursor(), progress().startedAt())
                .at(
                        progress().stretches().get(progress().at().step()),
                        progress().at());
    }

    /**
     * Asks for less, since something in what was asked for is broken. What cannot be made smaller is set aside, and the run
     * goes on behind it, unless all of the platform's replies are broken.
     */
    private void narrow(Refusal broken) {
        if (isFetching() && !slice().isSmallest()) {
            followed.clear();
            Instant to = slice().fresh().to();
            book.back(now -> now.brokenUpTo(to));
            return;
        }
        if (!isFetching() && search.takesNumbersApart(progress())) {
            return;
        }
        if (search.isEverythingBroken()) {
            book.end(BrokenSearch.everythingBroken(broken));
        } else if (isFetching()) {
            Slicing.Slice part = slice();
            boolean rereading = progress().isRereading();
            setAside(search.part(part, rereading, recent, broken), rereading ? List.of() : closing(part, List.of()));
        } else {
            setAside(search.number(progress(), broken), List.of());
        }
    }

    private void setAside(BrokenSearch.Alone alone, List<Change> closing) {
        book.store(List.of(alone.order()), alone.scope(), closing, alone.behind());
    }

    /** What shows that paging loses its way or that orders are missing; the slice is read anew then. */
    private Optional<String> fault(OrderPage page, long seen) {
        String next = page.nextCursor();
        if (next != null) {
            return next.equals(progress().at().cursor()) || !followed.add(next)
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
        if (progress().isRereading()) {
            return sweep.readableAgain(slice.asked(), lastPage);
        }
        List<Change> changes = new ArrayList<>();
        Slicing.proven(slice.fresh(), progress().provableTo())
                .ifPresent(proven -> changes.add(new Change.ProveWindow(job.store(), job.kind(), proven)));
        changes.addAll(RoundBook.wanted(job, progress()));
        return changes;
    }

    private Outcome<OrderPage> lookUp() {
        List<String> chunk = job.numbers().stream()
                .skip(progress().at().step())
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
                            .forEach(book::notFound);
                    book.store(
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
                sweep.next(progress().at().lookedUp(), search.numbersAtOnce()).orElseThrow();
        return connector
                .lookUpOrders(new LookUpOrders(session, job.kind(), chunk.numbers()))
                .then(page -> {
                    book.store(
                            page.orders(),
                            new Scopes.Numbers(true),
                            List.of(),
                            now -> now.lookedUpAgain(chunk.last(), now.counts()));
                    search.numbersRead(page);
                    return Outcome.done(page);
                });
    }

    private static String bare(String number) {
        String stripped = number.strip();
        return stripped.startsWith("#") ? stripped.substring(1) : stripped;
    }
}
