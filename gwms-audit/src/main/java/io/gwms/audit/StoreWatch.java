package io.gwms.audit;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a store that is slow from one that does not answer, by the time since the writer went to work and since the store
 * last took something. Shared: the writer reports, everybody may ask.
 */
final class StoreWatch {
    private static final Logger LOG = LoggerFactory.getLogger(StoreWatch.class);
    private static final long IDLE = Long.MIN_VALUE;

    private final long patience;
    private final AtomicBoolean told = new AtomicBoolean();
    private volatile long since = IDLE;

    /** Counts a store as silent once it has taken nothing for that long. */
    StoreWatch(Duration patience) {
        this.patience = patience.toNanos();
    }

    /** The writer goes to work. */
    void begins() {
        since = System.nanoTime();
    }

    /** The store has taken something. */
    void answered() {
        if (since != IDLE) {
            since = System.nanoTime();
        }
        if (told.compareAndSet(true, false)) {
            LOG.info("The store of the API log answers again");
        }
    }

    /** The writer has nothing to do. */
    void ends() {
        since = IDLE;
    }

    /** How long the writer has been waiting for the store. */
    Duration silence() {
        long begun = since;
        return begun == IDLE ? Duration.ZERO : Duration.ofNanos(Math.max(0, System.nanoTime() - begun));
    }

    /** Whether nobody should wait for the store; the first to notice says so in the log. */
    boolean isSilent() {
        long waited = silence().toNanos();
        if (waited == 0 || waited < patience) {
            return false;
        }
        if (told.compareAndSet(false, true)) {
            LOG.atWarn()
                    .setMessage("The store of the API log does not answer; callers go on without waiting for it")
                    .addKeyValue("seconds", waited / 1_000_000_000)
                    .log();
        }
        return true;
    }
}
