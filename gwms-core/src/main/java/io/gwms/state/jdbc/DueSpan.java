package io.gwms.state.jdbc;

import io.gwms.internal.jdbc.Dialect;
import java.time.Instant;

/**
 * The stretches of time by which live tasks are counted: 16 seconds on PostgreSQL, whose index holds the tasks of one in
 * a single entry and reads that much faster; a millisecond elsewhere.
 *
 * @param column of {@code gwms_task}, by which its index of open tasks is ordered within a lane
 * @param bits by how many the milliseconds of a time are shifted to get its value
 */
record DueSpan(String column, int bits) {
    private static final DueSpan OF_POSTGRESQL = new DueSpan("due_span", 14);
    private static final DueSpan ELSEWHERE = new DueSpan("due_at", 0);

    static DueSpan of(Dialect dialect) {
        return dialect == Dialect.POSTGRESQL ? OF_POSTGRESQL : ELSEWHERE;
    }

    /** The value of the span that this moment lies in. */
    long of(Instant moment) {
        return moment.toEpochMilli() >> bits;
    }
}
