package io.gwms.samples.benchmarks.tasks;

import com.zaxxer.hikari.HikariDataSource;
import io.gwms.task.TaskResult;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The SDK on PostgreSQL: some nodes in this JVM, each with a pool of its own, history of every round on. */
final class OurNodes implements Contestant {
    /** Rounds at once in a node. */
    static final int WORKERS = 32;

    private static final int CONNECTIONS = 16;
    private static final long LONGEST_SECONDS = 120;

    private final Postgres database;
    private final Backlog backlog;
    private final int nodes;
    private final int tasksInHand;
    private final int paused;

    private OurNodes(Postgres database, Backlog backlog, int nodes, int tasksInHand, int paused) {
        this.database = database;
        this.backlog = backlog;
        this.nodes = nodes;
        this.tasksInHand = tasksInHand;
        this.paused = paused;
    }

    /** One node as it is by default. */
    static OurNodes one(Postgres database, Backlog backlog) {
        return new OurNodes(database, backlog, 1, Node.TASKS_IN_HAND, 0);
    }

    /** The same with that many nodes. */
    OurNodes nodes(int count) {
        return new OurNodes(database, backlog, count, tasksInHand, paused);
    }

    /** The same with so many tasks claimed ahead. */
    OurNodes tasksInHand(int most) {
        return new OurNodes(database, backlog, nodes, most, paused);
    }

    /** The same beside that many tasks that are due and whose warehouse is paused. */
    OurNodes besidePaused(int tasks) {
        return new OurNodes(database, backlog, nodes, tasksInHand, tasks);
    }

    @Override
    public String name() {
        return "GWMS SDK"
                + (nodes == 1 ? "" : ", " + nodes + " nodes")
                + (tasksInHand == Node.TASKS_IN_HAND ? "" : ", " + tasksInHand + " tasks in hand")
                + (paused == 0 ? "" : ", " + paused + " paused");
    }

    @Override
    public int fewest() {
        return 5_000;
    }

    @Override
    public Drain drain(int tasks) throws Exception {
        backlog.refill(tasks, paused);
        var ran = new AtomicInteger();
        var all = new CountDownLatch(1);
        List<HikariDataSource> pools = new ArrayList<>();
        List<Node> built = new ArrayList<>();
        try {
            for (int i = 0; i < nodes; i++) {
                HikariDataSource pool = database.pool(CONNECTIONS);
                pools.add(pool);
                built.add(Node.on(pool, WORKERS, tasksInHand, run -> {
                    if (ran.incrementAndGet() >= tasks) {
                        all.countDown();
                    }
                    return TaskResult.done("nothing to do");
                }));
            }
            Drain drain = timed(built, tasks, all, database.server());
            backlog.verify(tasks);
            return drain;
        } finally {
            built.forEach(Node::close);
            pools.forEach(HikariDataSource::close);
        }
    }

    /** Starts the nodes and waits until the end of the last task is committed. */
    static Drain timed(List<Node> nodes, int tasks, CountDownLatch ran, long server) throws InterruptedException {
        Cpu before = Cpu.used(server);
        long from = System.nanoTime();
        nodes.forEach(Node::start);
        if (!ran.await(LONGEST_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("not all of " + tasks + " tasks ran in " + LONGEST_SECONDS + " seconds");
        }
        while (nodes.stream().mapToLong(OurNodes::stored).sum() < tasks) {
            Thread.sleep(1);
        }
        double seconds = (System.nanoTime() - from) / 1e9;
        return new Drain(tasks, seconds, Cpu.used(server).since(before));
    }

    private static long stored(Node node) {
        return node.gwms().metrics().completed();
    }
}
