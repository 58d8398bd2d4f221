package io.gwms.audit;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Writes what comes after the recorder has closed: on a thread of its own that lives as long as there is something, since
 * the store may hang. Shared by threads.
 */
final class LateCalls {
    private static final int MOST = 256;

    private final ThreadPoolExecutor writer =
            new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
                Thread thread = new Thread(work, "gwms-audit-late");
                thread.setDaemon(true);
                return thread;
            });

    private final AtomicInteger waiting = new AtomicInteger();

    LateCalls() {
        writer.allowCoreThreadTimeOut(true);
    }

    /** Has it done soon; false when there is too much to do already. */
    boolean offer(Runnable write) {
        if (waiting.incrementAndGet() > MOST) {
            waiting.decrementAndGet();
            return false;
        }
        writer.execute(() -> {
            waiting.decrementAndGet();
            write.run();
        });
        return true;
    }

    /** Waits until what was offered is done; whether it was so in time. */
    boolean await(Duration patience) {
        if (writer.getTaskCount() == 0) {
            return true;
        }
        try {
            Future<?> last = writer.submit(() -> {});
            last.get(patience.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }
}
