package io.gwms.internal.task;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * How late rounds began, over the last minute or so: counts in buckets an eighth apart, in six slots of ten seconds, the
 * oldest of which is emptied for the next. Shared; a count made while a slot is emptied may be lost.
 */
final class Lateness {
    private static final int SLOTS = 6;
    private static final long SLOT_MILLIS = 10_000;
    private static final int STEPS = 8;
    private static final int BUCKETS = STEPS * 40;

    private final AtomicIntegerArray[] counts = new AtomicIntegerArray[SLOTS];
    private final long[] slotOf = new long[SLOTS];

    Lateness() {
        for (int i = 0; i < SLOTS; i++) {
            counts[i] = new AtomicIntegerArray(BUCKETS);
            slotOf[i] = Long.MIN_VALUE;
        }
    }

    void began(Instant due, Instant now) {
        long millis = now.toEpochMilli();
        slot(millis / SLOT_MILLIS).incrementAndGet(bucket(Math.max(0, millis - due.toEpochMilli())));
    }

    private AtomicIntegerArray slot(long number) {
        int index = Math.floorMod(number, SLOTS);
        if (slotOf[index] != number) {
            empty(index, number);
        }
        return counts[index];
    }

    private synchronized void empty(int index, long number) {
        if (slotOf[index] != number) {
            for (int i = 0; i < BUCKETS; i++) {
                counts[index].set(i, 0);
            }
            slotOf[index] = number;
        }
    }

    private static int bucket(long millis) {
        if (millis < STEPS) {
            return (int) millis;
        }
        int power = 63 - Long.numberOfLeadingZeros(millis);
        int step = (int) (millis >>> (power - 3)) - STEPS;
        return Math.min(BUCKETS - 1, (power - 2) * STEPS + step);
    }

    private static long upperEnd(int bucket) {
        if (bucket < STEPS) {
            return bucket;
        }
        int power = bucket / STEPS + 2;
        return ((long) (STEPS + bucket % STEPS + 1) << (power - 3)) - 1;
    }

    /** For each share the lateness that so many of the rounds did not exceed; zero when there was no round. */
    Duration[] percentiles(Instant now, double... shares) {
        long current = now.toEpochMilli() / SLOT_MILLIS;
        long[] sums = new long[BUCKETS];
        long all = 0;
        for (int slot = 0; slot < SLOTS; slot++) {
            if (slotOf[slot] > current - SLOTS) {
                for (int i = 0; i < BUCKETS; i++) {
                    int count = counts[slot].get(i);
                    sums[i] += count;
                    all += count;
                }
            }
        }
        Duration[] found = new Duration[shares.length];
        for (int i = 0; i < shares.length; i++) {
            found[i] = Duration.ofMillis(percentile(sums, (long) Math.ceil(all * shares[i])));
        }
        return found;
    }

    private static long percentile(long[] sums, long rank) {
        long seen = 0;
        for (int i = 0; i < BUCKETS && rank > 0; i++) {
            seen += sums[i];
            if (seen >= rank) {
                return upperEnd(i);
            }
        }
        return 0;
    }
}
