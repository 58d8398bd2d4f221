package io.gwms.testkit.amazonvendor;

import io.gwms.testkit.fake.Turns;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The switches that make a {@link FakeAmazonVendor} misbehave. A switch with an ordinal counts from the moment it is set:
 * 1 is the next such request, and after that one it is off again. A <em>request</em> is any with a good access token, a
 * <em>page</em> one that lists purchase orders, a <em>write</em> one that acknowledges or confirms a shipment. The table is
 * in docs/fakes/amazonvendor.md.
 *
 * <p><b>Threads:</b> shared.
 */
public final class AmazonVendorFaults {
    private final Turns<Fault> turns = new Turns<>();
    private final Set<Habit> habits = EnumSet.noneOf(Habit.class);
    private Duration listingLag = Duration.ZERO;
    private String failure = "";

    AmazonVendorFaults() {}

    enum Effect {
        QUOTA_EXCEEDED,
        TOKEN_REFUSED,
        ERRORS_IN_200,
        LOST,
        LATE,
        RUN
    }

    /** What the account does all the time while it is on. */
    public enum Habit {
        /** Units come in capitals, as in one of Amazon's own samples. */
        CAPITAL_UNITS,
        /** Lists show every purchase order, whatever window was asked for. */
        WINDOW_IGNORED,
        /** A page names itself as the next one. */
        PAGE_NAMES_ITSELF,
        /** The list of shipments does not show shipments that were only confirmed, which nobody has verified. */
        CONFIRMED_SHIPMENTS_HIDDEN
    }

    /** What happens to one request; {@code then} runs after it was answered. */
    record Fault(Effect effect, Duration time, Runnable then) {}

    /** Answers the n-th request with HTTP 429, {@code QuotaExceeded}. */
    public AmazonVendorFaults exceedQuota(int nth) {
        return arm("request", nth, Effect.QUOTA_EXCEEDED, Duration.ZERO, () -> {});
    }

    /** Answers the n-th request as if its token had expired: HTTP 403, {@code Unauthorized}. */
    public AmazonVendorFaults refuseToken(int nth) {
        return arm("request", nth, Effect.TOKEN_REFUSED, Duration.ZERO, () -> {});
    }

    /** Answers the n-th page with HTTP 200, an {@code errors} list and no payload. */
    public AmazonVendorFaults errorsInA200(int nth) {
        return arm("page", nth, Effect.ERRORS_IN_200, Duration.ZERO, () -> {});
    }

    /** Right after the n-th page was answered, this happens: a purchase order comes or changes. */
    public AmazonVendorFaults afterPage(int nth, Runnable change) {
        return arm("page", nth, Effect.RUN, Duration.ZERO, change);
    }

    /** Takes the n-th write and closes the connection without an answer. */
    public AmazonVendorFaults loseWriteReply(int nth) {
        return arm("write", nth, Effect.LOST, Duration.ZERO, () -> {});
    }

    /** Closes the connection of the n-th write without an answer and takes it after a virtual time. */
    public AmazonVendorFaults executeWriteLate(int nth, Duration after) {
        return arm("write", nth, Effect.LATE, after, () -> {});
    }

    /** Fails the next transaction with that code after it was taken with HTTP 202. */
    public synchronized AmazonVendorFaults failNextTransaction(String code) {
        this.failure = code;
        return this;
    }

    /** Lists a purchase order or a change of one only when it is this old; at once unless set. */
    public synchronized AmazonVendorFaults listingLag(Duration lag) {
        this.listingLag = lag;
        return this;
    }

    /** Switches a habit on or off; all are off unless set. */
    public synchronized AmazonVendorFaults habit(Habit habit, boolean on) {
        if (on) {
            habits.add(habit);
        } else {
            habits.remove(habit);
        }
        return this;
    }

    synchronized boolean has(Habit habit) {
        return habits.contains(habit);
    }

    synchronized Duration listingLag() {
        return listingLag;
    }

    /** The code the next transaction fails with, once; empty when it does not. */
    synchronized String takeFailure() {
        String code = failure;
        failure = "";
        return code;
    }

    Optional<Fault> next(List<String> occasions) {
        return turns.next(occasions);
    }

    private AmazonVendorFaults arm(String occasion, int nth, Effect effect, Duration time, Runnable then) {
        turns.arm(occasion, nth, new Fault(effect, time, then));
        return this;
    }
}
