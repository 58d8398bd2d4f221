package io.gwms.task;

import io.gwms.Gwms;
import io.gwms.TestSettings;
import io.gwms.testkit.db.SmallPool;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/**
 * A node in a process of its own, whose rounds begin and then wait for a line on its input. It prints what they, the
 * runtime and its listeners are told.
 */
final class StoppedNode {
    static final TaskType COMPLETES = new TaskType("COMPLETES");
    static final TaskType RETURNS = new TaskType("RETURNS");

    private static final int CONNECTIONS = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private StoppedNode() {}

    /** The arguments: the database's address, the lease in milliseconds. */
    public static void main(String[] arguments) throws IOException {
        CountDownLatch go = new CountDownLatch(1);
        Gwms.Builder builder = Runtimes.hosted(SmallPool.over(Worker.dataSource(arguments[0]), CONNECTIONS, PATIENCE));
        Gwms gwms = TestSettings.lease(builder, Duration.ofMillis(Long.parseLong(arguments[1])))
                .node("stopped")
                .onDroppedResults(tasks -> tasks.forEach(task -> say("dropped " + task.value())))
                .module(Runtimes.module("work", setup -> {
                    setup.handler(COMPLETES, PollingPolicy.create(), run -> completes(run, go));
                    setup.handler(RETURNS, PollingPolicy.create(), run -> {
                        begin(run, go);
                        return TaskResult.done("by the stopped node");
                    });
                }))
                .build();
        gwms.start();
        var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = input.readLine(); line != null; line = input.readLine()) {
            if (line.equals("go")) {
                go.countDown();
            } else {
                say("stale " + gwms.metrics().stale());
            }
        }
        Runtime.getRuntime().halt(0);
    }

    private static TaskResult completes(TaskRun run, CountDownLatch go) {
        begin(run, go);
        try {
            return run.complete(TaskResult.done("by the stopped node"), connection -> {
                try (var statement = connection.createStatement()) {
                    statement.executeUpdate("INSERT INTO effect (node) VALUES ('stopped')");
                }
            });
        } catch (TaskLeaseLostException e) {
            say("rejected " + run.task().id().value());
            throw e;
        }
    }

    private static void begin(TaskRun run, CountDownLatch go) {
        long task = run.task().id().value();
        run.onLeaseLost(() -> say("lost " + task));
        say("begun " + task);
        try {
            go.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        say("goes on " + task + (run.isLeaseLost() ? " without its lease" : " in good faith"));
    }

    /** A line at a time, whichever thread says it. */
    private static void say(String line) {
        synchronized (StoppedNode.class) {
            System.out.println(line);
        }
    }
}
