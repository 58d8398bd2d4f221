package io.gwms.samples.benchmarks.tasks;

import com.zaxxer.hikari.HikariDataSource;
import io.gwms.task.TaskResult;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;

/** A node in a process of its own that takes tasks and never ends them; whoever started it kills it. */
final class DoomedWorker {
    /** Printed when it holds all tasks. */
    static final String HOLDS_ALL = "holds all tasks";

    private DoomedWorker() {}

    /** Arguments: the URL of the database, the number of tasks. */
    public static void main(String[] arguments) throws IOException {
        int tasks = Integer.parseInt(arguments[1]);
        var held = new CountDownLatch(tasks);
        var never = new CountDownLatch(1);
        HikariDataSource pool = Postgres.pool(arguments[0], 16);
        Node node = Node.on(pool, tasks, run -> {
            held.countDown();
            if (held.getCount() == 0) {
                System.out.println(HOLDS_ALL);
            }
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return TaskResult.failed("it was not killed");
        });
        node.start();
        int end = System.in.read(); // which comes when the parent is gone
        Runtime.getRuntime().halt(end);
    }
}
