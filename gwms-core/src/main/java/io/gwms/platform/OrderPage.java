package io.gwms.platform;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of orders.
 *
 * @param orders what is on it; may be empty although more pages follow
 * @param nextCursor how to ask for the next one; null when this is the last
 * @param platformTime what time it was at the platform when it answered, mostly {@code HttpReply.date()}; of several
 *     replies the earliest; null when the platform does not say. What changes there later is not on the page, so nothing
 *     later is taken for proven, whatever our own clock says
 * @param reported how many orders the platform says the window holds in all; null when it does not say, or counts something
 *     else, such as lines or whole days. A window that brought fewer is not taken for complete, whatever the last page
 *     looks like
 */
public record OrderPage(
        List<FetchedOrder> orders,
        @Nullable String nextCursor,
        @Nullable Instant platformTime,
        @Nullable Long reported) {
    public OrderPage {
        orders = List.copyOf(orders);
    }

    /** A page of a platform that does not say how many orders there are in all. */
    public OrderPage(List<FetchedOrder> orders, @Nullable String nextCursor, @Nullable Instant platformTime) {
        this(orders, nextCursor, platformTime, null);
    }
}
