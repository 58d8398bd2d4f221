package io.gwms.platform;

import static java.util.Objects.requireNonNull;

import io.gwms.internal.Require;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a platform lets one ask «what changed since». The order-sync engine slices, overlaps and sweeps
 * by it.
 *
 * @param field what the window is about
 * @param reliable whether every change of an order moves it into a later window; when not, open
 *     orders are swept as well
 * @param maxWindow the longest window one may ask for; null when there is no limit
 * @param lookback how far back one may ask; null when there is no limit
 * @param lag how late a change may show up; windows overlap by this much
 * @param pageSize the most orders of a page
 */
public record OrderCursor(
        Field field,
        boolean reliable,
        @Nullable Duration maxWindow,
        @Nullable Duration lookback,
        Duration lag,
        int pageSize) {
    public OrderCursor {
        requireNonNull(field, "field");
        requireNonNull(lag, "lag");
        Require.that(pageSize >= 1, "pageSize", pageSize, "1 or more");
        Require.that(!lag.isNegative(), "lag", lag, "zero or longer");
    }

    /** What a window is about. */
    public enum Field {
        /** When an order last changed. */
        CHANGED_AT,
        /** When it was ordered; later changes do not show. */
        ORDERED_AT
    }
}
