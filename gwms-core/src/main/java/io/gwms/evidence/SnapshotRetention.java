package io.gwms.evidence;

import io.gwms.internal.Require;
import java.time.Duration;

/**
 * How long inventory snapshots are kept.
 *
 * @param age how long ago a snapshot may have ended; 90 days by default, two days at least
 * @param bytes how large the rows of all may be together, about; the oldest go first. No limit by default
 */
public record SnapshotRetention(Duration age, long bytes) {
    /** Snapshots younger than this are never forgotten. */
    public static final Duration LEAST = Duration.ofDays(2);

    public SnapshotRetention {
        Require.that(age.compareTo(LEAST) >= 0, "age", age, "at least " + LEAST);
        Require.zeroOrMore(bytes, "bytes");
    }

    /** 90 days, of any size. */
    public static SnapshotRetention standard() {
        return new SnapshotRetention(Duration.ofDays(90), Long.MAX_VALUE);
    }
}
