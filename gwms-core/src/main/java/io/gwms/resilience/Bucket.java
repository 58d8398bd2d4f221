package io.gwms.resilience;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One limit of a far side, as its replies tell of it. Guarded by the account it belongs to. */
final class Bucket {
    private static final double ROUNDING = 1e-6;

    private double limit;
    private double level = -1;
    private Instant at = Instant.EPOCH;
    private double rate;
    private @Nullable Instant resetAt;
    private double reserved;

    /** Keeps {@code need} for a call; null when there is room, else how long until there is. */
    @Nullable
    Duration take(double need, double share, Instant now) {
        double wait = missing(need, share, now);
        if (wait <= 0) {
            reserved += need;
            return null;
        }
        return Duration.ofMillis((long) Math.ceil(1000 * wait - ROUNDING));
    }

    /** Gives back what was kept for a call that has ended. */
    void ended(double need) {
        reserved = Math.max(0, reserved - need);
    }

    /** Seconds until there is room; 0 when there is, or when nobody can tell. */
    private double missing(double need, double share, Instant now) {
        double there = available(now) - reserved;
        double wanted = Math.min(limit, need + share * limit);
        if (limit <= 0 || level < 0 || there >= wanted) {
            return 0;
        }
        if (rate > 0) {
            return Math.max(0.001, (wanted - there) / rate);
        }
        return resetAt == null
                ? 0
                : Math.max(0.001, Duration.between(now, resetAt).toMillis() / 1000.0);
    }

    private double available(Instant now) {
        if (resetAt != null && !now.isBefore(resetAt)) {
            level = limit;
            at = now;
            resetAt = null;
        }
        double elapsed = Math.max(0, Duration.between(at, now).toMillis() / 1000.0);
        return Math.min(limit, level + rate * elapsed);
    }

    void learn(QuotaReading reading, Instant now) {
        if (reading.limit() <= 0) {
            return;
        }
        double left = reading.remaining() >= 0 ? reading.remaining() : level < 0 ? reading.limit() : available(now);
        double paid = reading.remaining() >= 0 ? 0 : reading.cost();
        limit = reading.limit();
        rate = reading.restoredPerSecond();
        level = Math.max(0, Math.min(limit, left - paid));
        at = now;
        Duration resetIn = reading.resetIn();
        resetAt = resetIn == null ? null : now.plus(resetIn);
    }

    double limit() {
        return limit;
    }

    double remaining(Instant now) {
        return level < 0 ? -1 : available(now);
    }
}
