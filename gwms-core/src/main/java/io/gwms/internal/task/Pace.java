package io.gwms.internal.task;

/**
 * How many claims to hold, so that workers never run dry and yet nothing waits long here that another node could run:
 * besides what the workers run, a third of a second of their work, by how long rounds took of late. Shared.
 */
final class Pace {
    private static final long AHEAD_NANOS = 300_000_000L;
    private static final long FIRST_GUESS_NANOS = 1_000_000_000L;
    private static final long HUNG_NANOS = 60_000_000_000L;
    private static final int WEIGHT = 8;

    private final int workers;
    private final int most;
    private volatile long roundNanos = FIRST_GUESS_NANOS;

    Pace(int workers, int inHand) {
        this.workers = workers;
        this.most = Math.max(workers, inHand);
    }

    /** A round took that long. Of two at the same moment one may be lost, which does no harm to a mean. */
    @SuppressWarnings("NonAtomicVolatileUpdate")
    void took(long nanos) {
        roundNanos += (nanos - roundNanos) / WEIGHT;
    }

    /** Claims have waited for too long: nothing is held ahead until rounds prove shorter. */
    void hangs() {
        roundNanos = Math.max(roundNanos, HUNG_NANOS);
    }

    /** How many claims may be in hand. */
    int claims() {
        long ahead = workers * AHEAD_NANOS / Math.max(1_000, roundNanos);
        return (int) Math.min(most, workers + ahead);
    }
}
