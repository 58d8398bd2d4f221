package io.gwms.samples.benchmarks.tasks;

import com.zaxxer.hikari.HikariDataSource;
import io.gwms.task.TaskResult;
import io.gwms.task.TaskRun;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * How long the tasks of a node that was killed wait for another one: a worker in a JVM of its own holds some, dies by
 * SIGKILL, and a node that was there before runs them. The lease is the default one, so most of the time is waiting;
 * it passes beside the other measurements.
 */
final class Resume implements AutoCloseable {
    private static final int HELD = 8;
    private static final long LONGEST_SECONDS = 90;

    private final Postgres database;
    private final HikariDataSource pool;
    private final Node survivor;
    private final CountDownLatch again = new CountDownLatch(HELD);
    private final CompletableFuture<Long> killed;
    private volatile long resumed;

    private Resume(Postgres database) {
        this.database = database;
        this.pool = database.pool(8);
        this.survivor = Node.on(pool, HELD, this::run);
        survivor.addAll("held", HELD);
        this.killed = CompletableFuture.supplyAsync(this::kill);
    }

    /** Begins it, and leaves it to itself. */
    static Resume begin() throws SQLException {
        return new Resume(Postgres.create());
    }

    private TaskResult run(TaskRun run) {
        resumed = System.nanoTime();
        again.countDown();
        return TaskResult.done("nothing to do");
    }

    private long kill() {
        try {
            Process worker = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-Xmx256m",
                            "-cp",
                            System.getProperty("java.class.path"),
                            DoomedWorker.class.getName(),
                            database.url(),
                            Integer.toString(HELD))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            awaitHolding(worker);
            survivor.start();
            worker.destroyForcibly();
            return System.nanoTime();
        } catch (IOException e) {
            throw new UncheckedIOException("the worker that is to be killed did not start", e);
        }
    }

    private static void awaitHolding(Process worker) throws IOException {
        try (var lines = new BufferedReader(new InputStreamReader(worker.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.equals(DoomedWorker.HOLDS_ALL)) {
                    return;
                }
            }
        }
        throw new IllegalStateException("the worker that was to be killed died before");
    }

    /** Seconds from the kill to the begin of the last of its tasks on the other node. */
    double seconds() throws Exception {
        long from = killed.get(LONGEST_SECONDS, TimeUnit.SECONDS);
        if (!again.await(LONGEST_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException(
                    "the dead node's tasks did not run again in " + LONGEST_SECONDS + " seconds");
        }
        return (resumed - from) / 1e9;
    }

    @Override
    public void close() {
        survivor.close();
        pool.close();
        database.close();
    }
}
