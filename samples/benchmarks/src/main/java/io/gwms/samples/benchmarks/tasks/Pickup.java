package io.gwms.samples.benchmarks.tasks;

import com.zaxxer.hikari.HikariDataSource;
import io.gwms.task.TaskResult;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How long a task that has just been committed waits for its handler: tasks come one by one, each in a commit of its
 * own, in bursts of ten and then a pause, to an engine that has nothing else to do.
 */
final class Pickup {
    private static final int BURST = 10;
    private static final long PAUSE_MS = 40;
    private static final long LONGEST_SECONDS = 60;

    /** Milliseconds from the end of the commit to the begin of the handler. */
    record Lateness(double p50, double p95, double p99) {}

    private Pickup() {}

    /** Measures it; {@code elsewhere} adds the tasks on another node than the one that runs them. */
    static Lateness measure(Postgres database, int tasks, boolean elsewhere) throws Exception {
        var begun = new AtomicLongArray(tasks);
        var all = new CountDownLatch(tasks);
        try (HikariDataSource pool = database.pool(16);
                HikariDataSource otherPool = database.pool(2);
                Node runs = Node.on(pool, OurNodes.WORKERS, run -> {
                    begun.set(Integer.parseInt(run.task().businessNo()), System.nanoTime());
                    all.countDown();
                    return TaskResult.done("nothing to do");
                });
                Node other = Node.on(otherPool, 1, run -> TaskResult.done("never run"))) {
            runs.start();
            Node adds = elsewhere ? other : runs;
            long[] committed = new long[tasks];
            for (int i = 0; i < tasks; i++) {
                adds.add(Integer.toString(i));
                committed[i] = System.nanoTime();
                if (i % BURST == BURST - 1) {
                    Thread.sleep(PAUSE_MS);
                }
            }
            if (!all.await(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("not all tasks were picked up in " + LONGEST_SECONDS + " seconds");
            }
            double[] late = new double[tasks];
            for (int i = 0; i < tasks; i++) {
                late[i] = Math.max(0, (begun.get(i) - committed[i]) / 1e6);
            }
            Arrays.sort(late);
            return new Lateness(percentile(late, 50), percentile(late, 95), percentile(late, 99));
        }
    }

    private static double percentile(double[] sorted, int percent) {
        return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)];
    }
}
