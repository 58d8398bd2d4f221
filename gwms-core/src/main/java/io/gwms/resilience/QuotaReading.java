package io.gwms.resilience;

import static java.util.Objects.requireNonNull;

import io.gwms.Incubating;
import io.gwms.internal.Require;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a far side told of its limit in one reply. The unit is the far side's own: calls, or points of a query budget.
 *
 * @param limit the most that can be there; 0 when it does not say
 * @param remaining what is left of it; negative when it does not say
 * @param restoredPerSecond how much comes back each second; 0 when it does not come back bit by bit, or is not said
 * @param resetIn how long until all of it is there again; null when it does not say
 * @param cost what the call took, or would have taken; 0 when it does not say
 * @param waitFor how long the far side asks to leave it alone; null when it does not ask
 */
@Incubating("Shopify alone tells of its quota in a body")
public record QuotaReading(
        double limit,
        double remaining,
        double restoredPerSecond,
        @Nullable Duration resetIn,
        double cost,
        @Nullable Duration waitFor) {
    public QuotaReading {
        Require.that(limit >= 0 && limit < Double.POSITIVE_INFINITY, "limit", limit, "0 (not said) or more");
        Require.that(!Double.isNaN(remaining), "remaining", remaining, "a number");
        Require.that(restoredPerSecond >= 0, "restoredPerSecond", restoredPerSecond, "0 or more");
        Require.that(cost >= 0, "cost", cost, "0 (not said) or more");
    }

    /** So much of so much is left. */
    public static QuotaReading left(double remaining, double limit) {
        return new QuotaReading(limit, remaining, 0, null, 0, null);
    }

    /** The far side wants to be left alone for that long, and says no more. */
    public static QuotaReading leaveAlone(Duration waitFor) {
        return new QuotaReading(0, -1, 0, null, 0, requireNonNull(waitFor, "waitFor"));
    }

    /** The same, with so much coming back each second. */
    public QuotaReading restoring(double perSecond) {
        return new QuotaReading(limit, remaining, perSecond, resetIn, cost, waitFor);
    }

    /** The same, with all of it there again after that time. */
    public QuotaReading resetIn(Duration resetIn) {
        return new QuotaReading(limit, remaining, restoredPerSecond, requireNonNull(resetIn, "resetIn"), cost, waitFor);
    }

    /** The same, with what the call took. */
    public QuotaReading costing(double cost) {
        return new QuotaReading(limit, remaining, restoredPerSecond, resetIn, cost, waitFor);
    }

    /** The same, asking to be left alone for that long. */
    public QuotaReading waitFor(Duration waitFor) {
        return new QuotaReading(limit, remaining, restoredPerSecond, resetIn, cost, requireNonNull(waitFor, "waitFor"));
    }
}
