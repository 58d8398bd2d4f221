package io.gwms.audit;

import io.gwms.GwmsException;
import io.gwms.audit.AsyncCallRecorder.Settings;
import io.gwms.evidence.ApiCall;
import io.gwms.evidence.ApiCallRepository;
import io.gwms.internal.jdbc.DatabaseException;
import io.gwms.redact.Redactor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes batches until they are kept. A batch the store refuses is split down to the calls it refuses alone; these are
 * given up only when they failed several times while the store took others, so an outage loses nothing. Shared by
 * threads.
 */
final class BatchWriter {
    private static final Logger LOG = LoggerFactory.getLogger(BatchWriter.class);
    private static final int TRIES = 5;
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final ApiCallRepository store;
    private final Counters counters;
    private final Duration firstPause;
    private final StoreWatch watch;
    private final Gaps gaps = new Gaps();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition closing = lock.newCondition();
    private boolean closes;
    private long closesAt;
    private volatile boolean failing;

    BatchWriter(ApiCallRepository store, Counters counters, Settings settings) {
        this.store = store;
        this.counters = counters;
        this.firstPause = settings.firstPause();
        this.watch = new StoreWatch(settings.syncPatience());
    }

    /** Tries until all are kept or dead-lettered, or the patience or the time to close has ended; what is left then. */
    List<ApiCall> write(List<ApiCall> calls, Duration patience) {
        long begun = System.nanoTime();
        List<ApiCall> left = calls;
        boolean alive = false;
        for (int round = 0; ; round++) {
            Attempt attempt = new Attempt();
            attempt.append(left);
            left = attempt.failed;
            alive |= attempt.kept > 0;
            if (left.isEmpty()) {
                recovered();
                return left;
            }
            boolean poison = !attempt.outage && (alive || left.size() == 1) && round + 1 >= TRIES;
            if (poison) {
                left.forEach(this::deadLetter);
                return List.of();
            }
            if (!pause(round, begun, patience.toNanos())) {
                return left;
            }
        }
    }

    /** Tries once; what is left then. */
    List<ApiCall> writeOnce(List<ApiCall> calls) {
        Attempt attempt = new Attempt();
        attempt.append(calls);
        return attempt.failed;
    }

    /** Where calls are counted that are not kept. */
    Gaps gaps() {
        return gaps;
    }

    /** How long the store takes to answer. */
    StoreWatch watch() {
        return watch;
    }

    /** Whether the store failed the last time. */
    boolean isFailing() {
        return failing;
    }

    /** Ends all pauses and further tries after that time. */
    void closeWithin(Duration time) {
        lock.lock();
        try {
            closes = true;
            closesAt = System.nanoTime() + time.toNanos();
            closing.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void deadLetter(ApiCall call) {
        counters.deadLettered.increment();
        counters.lost.increment();
        gaps.add(call.context().action(), "refused by the store, which took others", call.createdAt());
        LOG.atError()
                .setMessage("A call could not be kept in the API log and is given up")
                .addKeyValue("call", call.id())
                .addKeyValue("action", call.context().action())
                .addKeyValue("createdAt", call.createdAt())
                .log();
    }

    private void failed(Throwable e) {
        counters.storeFailures.increment();
        if (!failing) {
            failing = true;
            LOG.atWarn()
                    .setMessage("The API log cannot be written; calls wait in memory and it is tried again")
                    .addKeyValue(
                            "failure",
                            e instanceof GwmsException coded
                                    ? coded.code() + ": " + Redactor.standard().text(coded.problem())
                                    : e.getClass().getName())
                    .log();
        }
    }

    private void recovered() {
        if (failing) {
            failing = false;
            LOG.info("The API log is written again");
        }
    }

    /** Waits before the next round; false when there is no time for one. */
    private boolean pause(int round, long begun, long patience) {
        Duration wish = firstPause.multipliedBy(1L << Math.min(round, 16));
        long length = Math.min(wish.toNanos(), LONGEST_PAUSE.toNanos());
        long start = System.nanoTime();
        lock.lock();
        try {
            while (true) {
                long now = System.nanoTime();
                long time = Math.min(patience - (now - begun), closes ? closesAt - now : Long.MAX_VALUE);
                if (time <= 0) {
                    return false;
                }
                long rest = length - (now - start);
                if (rest <= 0) {
                    return true;
                }
                closing.awaitNanos(Math.min(time, rest));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** One round over a batch: what was kept, what failed alone, and whether the store was out. */
    private final class Attempt {
        private final List<ApiCall> failed = new ArrayList<>();
        private int kept;
        private boolean outage;

        private void append(List<ApiCall> calls) {
            try {
                store.append(calls);
                kept += calls.size();
                counters.written.add(calls.size());
                watch.answered();
            } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
                failed(e);
                outage |= isOutage(e);
                if (outage || calls.size() == 1) {
                    failed.addAll(calls);
                } else {
                    append(calls.subList(0, calls.size() / 2));
                    append(calls.subList(calls.size() / 2, calls.size()));
                }
            }
        }
    }

    /** Whether the failure says nothing about the calls themselves. Writing again is harmless: ids are unique. */
    private static boolean isOutage(Throwable e) {
        return e instanceof DatabaseException database
                && switch (database.kind()) {
                    case UNAVAILABLE, RETRYABLE, COMMIT_UNKNOWN -> true;
                    case UNIQUE_VIOLATION, OTHER -> false;
                };
    }
}
