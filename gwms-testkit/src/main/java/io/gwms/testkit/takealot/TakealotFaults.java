package io.gwms.testkit.takealot;

import io.gwms.testkit.fake.Turns;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The switches that make a {@link FakeTakealot} misbehave. A switch with an ordinal counts from the moment it is set: 1 is
 * the next such request, and after that one it is off again; of two that meet on one request, the one set first acts and
 * both are used up. A <em>request</em> is any with a good key, a <em>page</em> one that lists sales, a <em>write</em> one
 * that changes an offer. The table is in docs/fakes/takealot.md.
 *
 * <p><b>Threads:</b> shared.
 */
public final class TakealotFaults {
    private final Turns<Fault> turns = new Turns<>();
    private final Set<Habit> habits = EnumSet.noneOf(Habit.class);
    private Duration listingLag = Duration.ZERO;

    TakealotFaults() {}

    enum Effect {
        TOO_MANY_REQUESTS,
        KEY_REFUSED,
        BAD_GATEWAY,
        HTML,
        EMPTY,
        TRUNCATED,
        TORN,
        LOST,
        LATE,
        OTHER_PAGE,
        NO_ROWS_THOUGH_MORE,
        VALIDATION_ERRORS,
        RUN
    }

    /** What the account does all the time while it is on. */
    public enum Habit {
        /** {@code sale_status} is a boolean, as the published schema has it, instead of a text. */
        BOOLEAN_STATUS,
        /** Sales are listed oldest first instead of newest first. */
        OLDEST_FIRST,
        /** Sales are listed by their own number, so that an order's sales are not together. */
        UNSORTED,
        /** {@code order_date} is an instant with an offset instead of a text in South African time. */
        INSTANTS_WITH_OFFSET,
        /** Numbers come as texts. */
        NUMBERS_AS_TEXT
    }

    /** What happens to one request; {@code then} runs after an effect that lets the request through. */
    record Fault(Effect effect, Duration time, String code, Runnable then) {}

    /** Answers the n-th request with HTTP 429; {@code x-RateLimit-Reset} says how many seconds to wait. */
    public TakealotFaults tooManyRequests(int nth, Duration reset) {
        return arm("request", nth, new Fault(Effect.TOO_MANY_REQUESTS, reset, "", () -> {}));
    }

    /** Answers the n-th request as if its key were wrong: HTTP 403 from v2, 401 from v1. */
    public TakealotFaults refuseKey(int nth) {
        return arm("request", nth, Effect.KEY_REFUSED);
    }

    /** Answers the n-th page with HTTP 502 and HTML. */
    public TakealotFaults badGatewayOnPage(int nth) {
        return arm("page", nth, Effect.BAD_GATEWAY);
    }

    /** Answers the n-th page with HTTP 200 and HTML. */
    public TakealotFaults htmlPage(int nth) {
        return arm("page", nth, Effect.HTML);
    }

    /** Answers the n-th page with HTTP 200 and no body. */
    public TakealotFaults emptyPage(int nth) {
        return arm("page", nth, Effect.EMPTY);
    }

    /** Answers the n-th page with the first half of its JSON, whole to the transport. */
    public TakealotFaults truncatePage(int nth) {
        return arm("page", nth, Effect.TRUNCATED);
    }

    /** Announces the n-th page in full length and closes the connection half way through. */
    public TakealotFaults tearPage(int nth) {
        return arm("page", nth, Effect.TORN);
    }

    /** Answers the n-th page with the page before it, whose number it tells. */
    public TakealotFaults answerOtherPage(int nth) {
        return arm("page", nth, Effect.OTHER_PAGE);
    }

    /** Answers the n-th page without rows, though its total says that there are some. */
    public TakealotFaults noRowsThoughMore(int nth) {
        return arm("page", nth, Effect.NO_ROWS_THOUGH_MORE);
    }

    /** Right after the n-th page was answered, this happens: a sale comes, changes or goes. */
    public TakealotFaults afterPage(int nth, Runnable change) {
        return arm("page", nth, new Fault(Effect.RUN, Duration.ZERO, "", change));
    }

    /** Refuses the n-th write with HTTP 200 and a {@code validation_errors} entry of that code, such as {@code E16}. */
    public TakealotFaults refuseWriteInA200(int nth, String code) {
        return arm("write", nth, new Fault(Effect.VALIDATION_ERRORS, Duration.ZERO, code, () -> {}));
    }

    /** Carries out the n-th write and closes the connection without an answer. */
    public TakealotFaults loseWriteReply(int nth) {
        return arm("write", nth, Effect.LOST);
    }

    /** Closes the connection of the n-th write without an answer and carries it out after a virtual time. */
    public TakealotFaults executeWriteLate(int nth, Duration after) {
        return arm("write", nth, new Fault(Effect.LATE, after, "", () -> {}));
    }

    /** Lists a sale only when it is this old; at once unless set. */
    public synchronized TakealotFaults listingLag(Duration lag) {
        this.listingLag = lag;
        return this;
    }

    /** Switches a habit on or off; all are off unless set. */
    public synchronized TakealotFaults habit(Habit habit, boolean on) {
        if (on) {
            habits.add(habit);
        } else {
            habits.remove(habit);
        }
        return this;
    }

    /** Takes all switches back; what has happened stays. */
    public synchronized TakealotFaults clear() {
        turns.clear();
        habits.clear();
        listingLag = Duration.ZERO;
        return this;
    }

    synchronized boolean has(Habit habit) {
        return habits.contains(habit);
    }

    synchronized Duration listingLag() {
        return listingLag;
    }

    Optional<Fault> next(List<String> occasions) {
        return turns.next(occasions);
    }

    private TakealotFaults arm(String occasion, int nth, Effect effect) {
        return arm(occasion, nth, new Fault(effect, Duration.ZERO, "", () -> {}));
    }

    private TakealotFaults arm(String occasion, int nth, Fault fault) {
        turns.arm(occasion, nth, fault);
        return this;
    }
}
