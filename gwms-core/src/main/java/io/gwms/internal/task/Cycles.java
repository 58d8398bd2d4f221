package io.gwms.internal.task;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.gwms.internal.LastingFailure;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How the engine's own threads go on: round and round, less and less often while something fails. */
final class Cycles {
    private static final Logger LOG = LoggerFactory.getLogger(Cycles.class);
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private Cycles() {}

    static Thread daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** Runs the cycle until the end, waits in between as long as it says, and outlives whatever it throws. */
    static void repeat(CountDownLatch end, LastingFailure trouble, Supplier<Duration> cycle, Consumer<Duration> pause) {
        int failures = 0;
        while (end.getCount() > 0) {
            try {
                Duration wait = cycle.get();
                failures = 0;
                trouble.over();
                pause.accept(wait);
            } catch (Throwable e) {
                failures++;
                trouble.failed(e);
                await(end, backoff(failures));
            }
        }
    }

    static void await(CountDownLatch latch, Duration wait) {
        try {
            if (latch.await(wait.toNanos(), NANOSECONDS)) {
                LOG.trace("The wait ended early, because the engine ends");
            }
        } catch (InterruptedException e) {
            LOG.debug(
                    "An interrupt was ignored: nobody owns this thread but the engine, which ends it by its latch", e);
        }
    }

    static Duration backoff(int failures) {
        Duration wait = Duration.ofMillis(100L << Math.min(failures - 1, 6));
        return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    }

    static void join(Thread thread, long end) {
        try {
            long millis = NANOSECONDS.toMillis(end - System.nanoTime());
            thread.join(Math.max(1, millis));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
