package io.gwms.audit;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLongArray;

/** Counts durations by powers of two, so that percentiles cost a few hundred bytes. Shared by threads. */
final class Times {
    private final AtomicLongArray counts = new AtomicLongArray(Long.SIZE);

    void add(long nanos) {
        counts.incrementAndGet(Long.SIZE - 1 - Long.numberOfLeadingZeros(Math.max(1, nanos)));
    }

    /** What that share, in percent, of the durations did not exceed, to a factor of two; zero when there are none. */
    Duration atMost(int percent) {
        long all = 0;
        for (int i = 0; i < Long.SIZE; i++) {
            all += counts.get(i);
        }
        long rank = (all * percent + 99) / 100;
        long below = 0;
        for (int i = 0; all > 0 && i < Long.SIZE - 1; i++) {
            below += counts.get(i);
            if (below >= rank) {
                return Duration.ofNanos(1L << (i + 1));
            }
        }
        return Duration.ZERO;
    }
}
