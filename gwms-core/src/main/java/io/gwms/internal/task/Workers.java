package io.gwms.internal.task;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Where rounds run: on the host's executor, or on daemon threads made when the first round needs them. */
final class Workers {
    private static final long IDLE_SECONDS = 60;

    private final int most;
    private final @Nullable Executor host;
    private @Nullable ThreadPoolExecutor own;
    private boolean closed;

    Workers(int most, @Nullable Executor host) {
        this.most = most;
        this.host = host;
    }

    void execute(Runnable round) {
        (host == null ? own() : host).execute(round);
    }

    private synchronized Executor own() {
        if (closed) {
            throw new RejectedExecutionException("the runtime is closed");
        }
        if (own == null) {
            AtomicInteger count = new AtomicInteger();
            own = new ThreadPoolExecutor(
                    most, most, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
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
