package io.gwms.testkit.evidence;

import io.gwms.internal.Require;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Cuts pages out of what is kept. */
final class Pages {
    private Pages() {}

    /** The first rows after {@code last}; of all when {@code cursor} is null. */
    static <T> List<T> page(
            Collection<T> all,
            Comparator<T> sorting,
            Predicate<T> shown,
            int limit,
            @Nullable Object cursor,
            @Nullable T last) {
        Require.that(cursor == null || last != null, "before", String.valueOf(cursor), "a record that is stored");
        return all.stream()
                .filter(shown)
                .filter(row -> last == null || sorting.compare(row, last) > 0)
                .sorted(sorting)
                .limit(limit)
                .toList();
    }

    static boolean same(@Nullable Object wanted, @Nullable Object actual) {
        return wanted == null || wanted.equals(actual);
    }
}
