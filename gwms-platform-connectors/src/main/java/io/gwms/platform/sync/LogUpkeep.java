package io.gwms.platform.sync;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Looks after the log once a minute at most. */
final class LogUpkeep {
    private static final Duration EVERY = Duration.ofMinutes(1);

    private final RunLog log;
    private @Nullable Instant last;

    LogUpkeep(RunLog log) {
        this.log = log;
    }

    synchronized void run(Instant now) {
        if (last == null || !now.isBefore(last.plus(EVERY))) {
            last = now;
            log.reconcile();
        }
    }
}
