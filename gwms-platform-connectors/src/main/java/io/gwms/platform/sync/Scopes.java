package io.gwms.platform.sync;

import io.gwms.ordersync.TimeWindow;
import io.gwms.platform.FetchedOrder;
import io.gwms.platform.OrderCursor;
import io.gwms.platform.PlatformOrder;
import java.time.Instant;
import java.util.Optional;

/** The ways a page is asked for. */
final class Scopes {
    private Scopes() {}

    /** How a page of a window was asked for. */
    record Window(OrderCursor cursor, Slicing.Slice slice, boolean rereading, RecentIds recent)
            implements PageCommit.Scope {
        @Override
        public boolean isReread(FetchedOrder order) {
            return rereading
                    || order.fold(
                            read -> moment(cursor, read.order())
                                    .isBefore(slice.fresh().from()),
                            never -> false);
        }

        @Override
        public boolean isRepeated(FetchedOrder order) {
            return recent.has(order);
        }

        @Override
        public Optional<TimeWindow> foundIn(FetchedOrder order) {
            return Optional.of(order.fold(
                    read -> {
                        Instant at = moment(cursor, read.order());
                        return new TimeWindow(at.minusSeconds(1), at.plusSeconds(1));
                    },
                    unreadable -> slice.asked()));
        }
    }

    /** How a look-up was asked for. */
    record Numbers(boolean isAgain) implements PageCommit.Scope {
        @Override
        public boolean isByNumber() {
            return true;
        }

        @Override
        public boolean isReread(FetchedOrder order) {
            return isAgain;
        }

        @Override
        public boolean isRepeated(FetchedOrder order) {
            return false;
        }

        @Override
        public Optional<TimeWindow> foundIn(FetchedOrder order) {
            return Optional.empty();
        }
    }

    /** The moment of an order that windows are about. */
    static Instant moment(OrderCursor cursor, PlatformOrder order) {
        return cursor.field() == OrderCursor.Field.CHANGED_AT ? order.changedAt() : order.orderedAt();
    }
}
