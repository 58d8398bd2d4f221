package io.gwms.samples.benchmarks.tasks;

import io.gwms.jdbc.EmbeddedDatabase;
import io.gwms.task.TaskHandler;
import io.gwms.task.TaskResult;
import io.gwms.task.TaskStatus;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** The SDK on an SQLite file (write-ahead log, full sync), one node. */
final class OnSqlite implements Contestant {
    private final Path directory;
    private final boolean marks;
    private final AtomicInteger files = new AtomicInteger();

    /** With {@code marks} each handler commits a checkpoint of its own, as it must before it sends something. */
    OnSqlite(Path directory, boolean marks) {
        this.directory = directory;
        this.marks = marks;
    }

    @Override
    public String name() {
        return marks ? "GWMS SDK, SQLite, handler commits a mark" : "GWMS SDK, SQLite";
    }

    @Override
    public Drain drain(int tasks) throws Exception {
        var ran = new AtomicInteger();
        var all = new CountDownLatch(1);
        TaskHandler handler = run -> {
            if (marks) {
                run.checkpoint("about to send");
            }
            if (ran.incrementAndGet() >= tasks) {
                all.countDown();
            }
            return TaskResult.done("nothing to do");
        };
        Path file = directory.resolve("tasks-" + marks + "-" + files.incrementAndGet() + ".db");
        try (Node node = Node.on(EmbeddedDatabase.file(file), OurNodes.WORKERS, handler)) {
            node.addAll("task", tasks);
            Drain drain = OurNodes.timed(List.of(node), tasks, all, 0);
            verify(node, tasks);
            return drain;
        }
    }

    /** Whether as many tasks succeeded as there were. */
    private static void verify(Node node, int tasks) {
        long succeeded = node.gwms().tasks().countByStatus().getOrDefault(TaskStatus.SUCCESS, 0L);
        if (succeeded != tasks) {
            throw new IllegalStateException(succeeded + " tasks succeeded, but must be: " + tasks);
        }
    }
}
