package io.gwms.internal.jdbc;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The conditions of a query, with their values. One thread. */
public final class Conditions {
    private final List<String> conditions = new ArrayList<>();
    private final List<@Nullable Object> values = new ArrayList<>();

    /** None yet. */
    public Conditions() {}

    /** A condition with a {@code ?} for each value. */
    public Conditions and(String condition, @Nullable Object... bound) {
        conditions.add(condition);
        values.addAll(Arrays.asList(bound));
        return this;
    }

    /** That a column holds this value; none when it is null. */
    public Conditions equal(String column, @Nullable Object value) {
        return value == null ? this : and(column + " = ?", value);
    }

    /** That a column lies in this stretch of time, its end not included; an end that is null is open. */
    public Conditions between(String column, @Nullable Instant from, @Nullable Instant to) {
        if (from != null) {
            and(column + " >= ?", from);
        }
        return to == null ? this : and(column + " < ?", to);
    }

    /** {@code WHERE …} with a blank before and after it; one blank when there is no condition. */
    public String where() {
        return conditions.isEmpty() ? " " : " WHERE " + String.join(" AND ", conditions) + " ";
    }

    /** The values of all of them, and then these. */
    public @Nullable Object[] values(@Nullable Object... more) {
        List<@Nullable Object> all = new ArrayList<>(values);
        all.addAll(Arrays.asList(more));
        return all.toArray();
    }
}
