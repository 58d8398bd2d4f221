package io.gwms.audit.jdbc;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The WHERE clause of a page and its values. */
final class Filter {
    private final List<String> conditions = new ArrayList<>();
    private final List<Object> values = new ArrayList<>();

    /** A value the column must have; null lets everything through. */
    Filter equal(String column, @Nullable String value) {
        if (value != null) {
            conditions.add(column + " = ?");
            values.add(value);
        }
        return this;
    }

    /** From a moment on, and before another one. Stored instants are whole milliseconds, so a part of one counts up. */
    Filter between(String column, @Nullable Instant from, @Nullable Instant to) {
        if (from != null) {
            conditions.add(column + " >= ?");
            values.add(wholeMillis(from));
        }
        if (to != null) {
            conditions.add(column + " < ?");
            values.add(wholeMillis(to));
        }
        return this;
    }

    /** Only rows after this one, newest first. */
    Filter after(String column, long millis, String id) {
        // The first condition says nothing new, but MariaDB finds the place in the index by it alone.
        conditions.add(column + " <= ? AND (" + column + ", id) < (?, ?)");
        values.add(millis);
        values.add(millis);
        values.add(id);
        return this;
    }

    /** The clause, empty or beginning with WHERE. */
    String where() {
        return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
    }

    /** The values of the clause and then the limit. */
    Object[] valuesAnd(int limit) {
        List<Object> all = new ArrayList<>(values);
        all.add(limit);
        return all.toArray();
    }

    private static long wholeMillis(Instant instant) {
        return instant.plusNanos(999_999).toEpochMilli();
    }
}
