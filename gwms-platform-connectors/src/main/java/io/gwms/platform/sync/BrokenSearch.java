package io.gwms.platform.sync;

import io.gwms.ordersync.SyncFailure;
import io.gwms.ordersync.SyncMode;
import io.gwms.ordersync.TimeWindow;
import io.gwms.outcome.Refusal;
import io.gwms.platform.FetchedOrder;
import io.gwms.platform.OrderPage;
import io.gwms.platform.PlatformConnector;
import io.gwms.platform.reading.Orders;
import io.gwms.state.StateRepository;
import java.util.function.UnaryOperator;

/**
 * The search of one round for what breaks a platform's replies. It is asked for less until it stands alone: windows are
 * halved, numbers that were asked for together are asked for one by one. One thread.
 */
final class BrokenSearch {
    private static final int MOST_ASIDE_IN_A_ROW = 5;

    private final SyncJob job;
    private final StateRepository state;
    private final PlatformConnector connector;
    private final Sweep sweep;
    private int asideInARow;
    private int oneByOne;

    BrokenSearch(SyncJob job, StateRepository state, PlatformConnector connector, Sweep sweep) {
        this.job = job;
        this.state = state;
        this.connector = connector;
        this.sweep = sweep;
    }

    /**
     * What stands alone and cannot be read.
     *
     * @param order what is set aside of it
     * @param scope how it was asked for
     * @param behind where the run goes on
     */
    record Alone(FetchedOrder.Unreadable order, PageCommit.Scope scope, UnaryOperator<SyncProgress> behind) {}

    /** What is new may be broken on the way only, so it is asked for once more before it is taken apart. */
    boolean isBrokenForGood(SyncProgress progress) {
        boolean isKnown = job.mode() != SyncMode.ORDER_NUMBERS && progress.isRereading();
        return isKnown || progress.failures() > 0 || progress.isNarrowing() || oneByOne > 0 || asideInARow > 0;
    }

    /** How many numbers to ask for: all at once, or one where one of them broke the reply for all. */
    int numbersAtOnce() {
        return oneByOne > 0 ? 1 : connector.capabilities().numbersAtOnce();
    }

    void numbersRead(OrderPage page) {
        oneByOne = Math.max(0, oneByOne - 1);
        read(page.orders().size());
    }

    /** So many orders could be read. */
    void read(int orders) {
        if (orders > 0) {
            asideInARow = 0;
        }
    }

    /** Takes apart the numbers that were asked for together; false when it was one alone. */
    boolean takesNumbersApart(SyncProgress progress) {
        if (oneByOne > 0 || numbersAtWork(progress) <= 1) {
            return false;
        }
        oneByOne = numbersAtWork(progress);
        return true;
    }

    private int numbersAtWork(SyncProgress progress) {
        int atOnce = connector.capabilities().numbersAtOnce();
        return job.mode() == SyncMode.ORDER_NUMBERS
                ? Math.min(atOnce, job.numbers().size() - progress.at().step())
                : sweep.next(progress.at().lookedUp(), atOnce)
                        .map(chunk -> chunk.numbers().size())
                        .orElse(0);
    }

    /** Counts one more that cannot be read; true when nothing else was read for so long that it must be all replies. */
    boolean isEverythingBroken() {
        return ++asideInARow > MOST_ASIDE_IN_A_ROW;
    }

    /** The failure of a run that is not given one reply that can be read. */
    static SyncFailure everythingBroken(Refusal broken) {
        return FailureWords.platform(
                broken.code().value(),
                "its replies are broken and not one order: nothing of " + MOST_ASIDE_IN_A_ROW
                        + " parts in a row could be read. The last reply: " + broken.text());
    }

    /** The shortest part of a window that cannot be read; it stands for whatever orders are in it. */
    Alone part(Slicing.Slice part, boolean rereading, RecentIds recent, Refusal broken) {
        TimeWindow window = part.fresh();
        return new Alone(
                new FetchedOrder.Unreadable(
                        Orders.NAMELESS + window.from() + "--" + window.to(),
                        "",
                        "what the platform shows of " + window.from() + " to " + window.to()
                                + " cannot be read, so one order or more of these seconds are missing here: "
                                + broken.text(),
                        broken.text()),
                new Scopes.Window(connector.capabilities().cursor(), part, rereading, recent),
                now -> now.sliceDone(window.to(), now.counts()));
    }

    /** The one number that is asked for shows something that cannot be read. */
    Alone number(SyncProgress progress, Refusal broken) {
        oneByOne = Math.max(0, oneByOne - 1);
        if (job.mode() == SyncMode.ORDER_NUMBERS) {
            String number = job.numbers().get(progress.at().step());
            String id = state.orders().findByNumber(job.store(), number).stream()
                    .map(order -> order.id().platformOrderId())
                    .findFirst()
                    .orElse(number);
            return new Alone(
                    new FetchedOrder.Unreadable(id, number, broken.text(), broken.text()),
                    new Scopes.Numbers(false),
                    now -> now.lookedUp(1, now.counts()));
        }
        Sweep.Chunk one = sweep.next(progress.at().lookedUp(), 1).orElseThrow();
        return new Alone(
                new FetchedOrder.Unreadable(one.lastId(), one.numbers().get(0), broken.text(), broken.text()),
                new Scopes.Numbers(true),
                now -> now.lookedUpAgain(one.last(), now.counts()));
    }
}
