package io.gwms.internal.task;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where rounds run: on the host's executor, or on daemon threads made when the first round needs them. Claims wait in a
 * queue here; at most so many loops as there are workers take one after the other from it, so that a short round costs
 * no change of threads. A loop gives its thread back every now and then, because the host's executor may have other work.
 */
final class Workers {
    private static final Logger LOG = LoggerFactory.getLogger(Workers.class);
    private static final long IDLE_SECONDS = 60;
    private static final long LOOP_NANOS = 100_000_000L;
    /** Threads of our own besides the loops, for ends that are stored alone. */
    private static final int ASIDE = 2;

    private final int most;
    private final @Nullable Executor host;
    private final Consumer<LiveRun> round;
    private final ConcurrentLinkedQueue<LiveRun> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicInteger loops = new AtomicInteger();
    private @Nullable ThreadPoolExecutor own;
    private boolean closed;

    /** @param round runs a round to its end and never throws */
    Workers(int most, @Nullable Executor host, Consumer<LiveRun> round) {
        this.most = most;
        this.host = host;
        this.round = round;
    }

    /**
     * Has these rounds run, in that order.
     *
     * @throws RuntimeException what the executor throws when it takes no work and nobody here works any more; the rounds
     *     are in the queue then
     */
    void run(List<LiveRun> claims) {
        waiting.addAndGet(claims.size());
        queue.addAll(claims);
        startLoop();
    }

    /** Starts one loop, which starts the next: rounds that take no time are over before many threads have woken for them. */
    private void startLoop() {
        int busy = loops.get();
        while (busy < most && waiting.get() > 0) {
            if (loops.compareAndSet(busy, busy + 1)) {
                try {
                    executor().execute(this::loop);
                    return;
                } catch (RuntimeException | Error e) {
                    if (loops.decrementAndGet() > 0) {
                        return; // those that work take it
                    }
                    throw e;
                }
            }
            busy = loops.get();
        }
    }

    private void loop() {
        long end = System.nanoTime() + LOOP_NANOS;
        boolean isFirst = true;
        try {
            for (LiveRun next = queue.poll(); next != null; next = queue.poll()) {
                if (waiting.decrementAndGet() > 0 && isFirst) {
                    startNextLoop();
                }
                isFirst = false;
                round.accept(next);
                if (System.nanoTime() - end > 0) {
                    break;
                }
            }
        } finally {
            loops.decrementAndGet();
        }
        if (!queue.isEmpty()) {
            startNextLoop();
        }
    }

    private void startNextLoop() {
        try {
            startLoop();
        } catch (RuntimeException | Error e) { // such as no memory for a thread
            LOG.debug("The executor took no further work; what waits is handed back soon", e);
        }
    }

    /**
     * Runs something besides the rounds, in the caller's thread when there is no other. Never on the host's executor:
     * rounds that hang may hold all of its threads, and this is what frees their tasks.
     */
    void aside(Runnable work) {
        try {
            own().execute(work);
        } catch (RuntimeException | Error e) {
            LOG.debug("No thread takes this work, which the caller does itself", e);
            work.run();
        }
    }

    /** Claims that wait. */
    int waiting() {
        return Math.max(0, waiting.get());
    }

    /** Takes those claims out that have waited longest, as long as the condition holds. */
    List<LiveRun> takeBack(Predicate<LiveRun> condition) {
        List<LiveRun> taken = new ArrayList<>();
        LiveRun first = queue.peek();
        while (first != null && condition.test(first)) {
            if (queue.remove(first)) {
                waiting.decrementAndGet();
                taken.add(first);
            }
            first = queue.peek();
        }
        return taken;
    }

    private Executor executor() {
        return host == null ? own() : host;
    }

    private synchronized Executor own() {
        if (closed) {
            throw new RejectedExecutionException("the runtime is closed");
        }
        if (own == null) {
            AtomicInteger count = new AtomicInteger();
            int threads = host == null ? most + ASIDE : ASIDE;
            own = new ThreadPoolExecutor(
                    threads, threads, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
                        Thread thread = new Thread(work, "gwms-worker-" + count.incrementAndGet());
                        thread.setDaemon(true);
                        return thread;
                    });
            own.allowCoreThreadTimeOut(true);
        }
        return own;
    }

    /** Takes no more; what still runs goes on. The host's executor is left to the host. */
    synchronized void close() {
        closed = true;
        if (own != null) {
            own.shutdown();
        }
    }
}
