package io.gwms.samples.benchmarks.ordersync;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/**
 * What bringing the orders in came to.
 *
 * @param seconds how long it took
 * @param bytes what its thread allocated
 */
record Cost(double seconds, long bytes) {
    @FunctionalInterface
    interface Work {
        void run() throws Exception;
    }

    static Cost of(Work work) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        long bytes = threads.getThreadAllocatedBytes(thread);
        long from = System.nanoTime();
        try {
            work.run();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return new Cost((System.nanoTime() - from) / 1e9, threads.getThreadAllocatedBytes(thread) - bytes);
    }
}
