package io.gwms.audit;

import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Writes what comes after the recorder has closed: on a thread of its own that lives as long as there is something, since
 * the store may hang. Shared by threads.
 */
final class LateCalls {
    private static final int MOST = 256;

    private final ThreadPoolExecutor writer =
            new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(MOST), work -> {
                Thread thread = new Thread(work, "gwms-audit-late");
                thread.setDaemon(true);
                return thread;
            });
    private int pending;

    LateCalls() {
        writer.allowCoreThreadTimeOut(true);
    }

    /** Has it done soon; false when there is too much to do already. */
    boolean offer(Runnable write) {
        count(1);
        try {
            writer.execute(() -> {
                try {
                    write.run();
                } finally {
                    count(-1);
                }
            });
            return true;
        } catch (RejectedExecutionException e) {
            count(-1);
            return false;
        }
    }

    /** Waits until all that was offered is done; whether it was so in time. */
    synchronized boolean await(Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        while (pending > 0) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            try {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }

    private synchronized void count(int more) {
        pending += more;
        notifyAll();
    }
}
