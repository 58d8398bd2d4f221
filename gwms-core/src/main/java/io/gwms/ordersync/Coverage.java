package io.gwms.ordersync;

import static java.util.Objects.requireNonNull;

import io.gwms.order.OrderKind;
import io.gwms.store.StoreId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The stretches of time whose orders are proven complete for one store and kind of order. Immutable.
 *
 * <p>The stretches are kept joined and in order: they neither touch nor overlap.
 *
 * @param store the store
 * @param kind consumer orders or purchase orders
 * @param proven what is proven complete
 * @param wanted what runs of the latest orders have set out to cover since the first of them; null before
 * @param sweptAt as of when all open orders were last asked for again; null when never
 */
public record Coverage(
        StoreId store,
        OrderKind kind,
        List<TimeWindow> proven,
        @Nullable TimeWindow wanted,
        @Nullable Instant sweptAt) {
    public Coverage {
        requireNonNull(store, "store");
        requireNonNull(kind, "kind");
        proven = joined(proven);
    }

    /** Nothing proven yet. */
    public static Coverage none(StoreId store, OrderKind kind) {
        return new Coverage(store, kind, List.of(), null, null);
    }

    /** The same with one more stretch proven. */
    public Coverage with(TimeWindow window) {
        List<TimeWindow> all = new ArrayList<>(proven);
        all.add(window);
        return new Coverage(store, kind, all, wanted, sweptAt);
    }

    /** The same, having set out to cover that stretch too. */
    public Coverage wanting(TimeWindow window) {
        return new Coverage(store, kind, proven, wanted == null ? window : wanted.hull(window), sweptAt);
    }

    /** The same, swept as of that moment. */
    public Coverage swept(Instant at) {
        return new Coverage(store, kind, proven, wanted, at);
    }

    /** What was set out to be covered and is not, in order. */
    public List<TimeWindow> gaps() {
        return wanted == null ? List.of() : gaps(wanted);
    }

    /** What of {@code window} is not proven, in order. */
    public List<TimeWindow> gaps(TimeWindow window) {
        List<TimeWindow> gaps = new ArrayList<>();
        Instant from = window.from();
        for (TimeWindow known : proven) {
            if (!known.to().isAfter(from) || !known.from().isBefore(window.to())) {
                continue;
            }
            if (known.from().isAfter(from)) {
                gaps.add(new TimeWindow(from, known.from()));
            }
            from = known.to();
        }
        if (from.isBefore(window.to())) {
            gaps.add(new TimeWindow(from, window.to()));
        }
        return List.copyOf(gaps);
    }

    /** The end of the last proven stretch. */
    public Optional<Instant> provenUntil() {
        return proven.isEmpty()
                ? Optional.empty()
                : Optional.of(proven.get(proven.size() - 1).to());
    }

    private static List<TimeWindow> joined(List<TimeWindow> windows) {
        List<TimeWindow> sorted = new ArrayList<>(windows);
        sorted.sort(Comparator.comparing(TimeWindow::from));
        List<TimeWindow> joined = new ArrayList<>();
        for (TimeWindow next : sorted) {
            TimeWindow last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
            if (last == null || next.from().isAfter(last.to())) {
                joined.add(next);
            } else if (next.to().isAfter(last.to())) {
                joined.set(joined.size() - 1, new TimeWindow(last.from(), next.to()));
            }
        }
        return List.copyOf(joined);
    }
}
