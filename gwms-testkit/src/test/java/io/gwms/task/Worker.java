package io.gwms.task;

import io.gwms.Gwms;
import io.gwms.TestSettings;
import io.gwms.testkit.db.SmallPool;
import io.gwms.testkit.db.TestDatabase;
import io.gwms.time.SystemTime;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A node in a process of its own. Its tasks of one type end together with a row in the host's table {@code effect},
 * those of the other by what their handler returns; every fourth needs two rounds. It works until it is killed, or its
 * input ends because the test is gone.
 */
final class Worker {
    static final TaskType WRITES = new TaskType("WRITES");
    static final TaskType RETURNS = new TaskType("RETURNS");

    /** What it prints once it works. */
    static final String STARTED = "works as ";

    /** Longer than it takes, unless every connection of the pool is taken. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Duration HOGGED = Duration.ofMillis(300);
    private static final Duration STEP = Duration.ofMillis(100);

    /** A task may be in work at several kills, which is no loop; a loop of tasks that were only held would be seen. */
    private static final int CRASHES_TO_MANUAL = 6;

    private static final PollingPolicy POLICY = new PollingPolicy(
            Duration.ZERO, List.of(STEP), List.of(STEP), 1_000_000, CRASHES_TO_MANUAL, 0, null, Duration.ofMinutes(10));

    private Worker() {}

    /**
     * @param node its name
     * @param lease in milliseconds
     * @param connections of its pool
     * @param hogs whether somebody in the process takes all connections now and then
     */
    record Options(String url, String node, long lease, int connections, boolean hogs) {
        List<String> arguments() {
            return List.of(
                    url, node, String.valueOf(lease), String.valueOf(connections), hogs ? "hogs" : "leaves some");
        }

        static Options of(String... arguments) {
            return new Options(
                    arguments[0],
                    arguments[1],
                    Long.parseLong(arguments[2]),
                    Integer.parseInt(arguments[3]),
                    arguments[4].equals("hogs"));
        }
    }

    public static void main(String[] arguments) throws IOException {
        Options options = Options.of(arguments);
        DataSource pool = SmallPool.over(
                dataSource(options.url), options.connections, options.hogs ? HOGGED.dividedBy(10) : PATIENCE);
        Gwms gwms = TestSettings.lease(Runtimes.hosted(pool).node(options.node), Duration.ofMillis(options.lease))
                .module(Runtimes.module("work", setup -> {
                    setup.handler(WRITES, POLICY, run -> writes(run, options.node));
                    setup.handler(RETURNS, POLICY, Worker::returns);
                }))
                .build();
        gwms.start();
        System.out.println(STARTED + options.node);
        if (options.hogs) {
            Thread hog = new Thread(() -> hog(pool, options.connections), "hog");
            hog.setDaemon(true);
            hog.start();
        }
        while (System.in.read() >= 0) {
            // the test is alive
        }
        Runtime.getRuntime().halt(0);
    }

    /** Where that PostgreSQL database answers another process. */
    static String url(TestDatabase database) {
        try {
            PGSimpleDataSource source = database.dataSource().unwrap(PGSimpleDataSource.class);
            return "jdbc:postgresql://localhost:" + source.getPortNumbers()[0] + "/" + source.getDatabaseName()
                    + "?user=" + source.getUser();
        } catch (SQLException e) {
            throw new IllegalStateException("no data source of PostgreSQL", e);
        }
    }

    static DataSource dataSource(String url) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setURL(url);
        return source;
    }

    private static TaskResult writes(TaskRun run, String node) {
        linger(run);
        if (needsAnotherRound(run)) {
            return TaskResult.again("half done");
        }
        return run.complete(TaskResult.done("written"), connection -> write(connection, run, node));
    }

    private static TaskResult returns(TaskRun run) {
        linger(run);
        return needsAnotherRound(run) ? TaskResult.again("half done") : TaskResult.done("returned");
    }

    private static boolean needsAnotherRound(TaskRun run) {
        return run.task().id().value() % 4 == 0 && run.checkpoint().isEmpty() && marked(run);
    }

    private static boolean marked(TaskRun run) {
        run.checkpoint("half done");
        return true;
    }

    private static void linger(TaskRun run) {
        if (run.task().id().value() % 10 == 0) {
            SystemTime.pause(Duration.ofMillis(20));
        }
    }

    private static void write(Connection connection, TaskRun run, String node) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO effect (task, run_token, node) VALUES (?, ?, ?)")) {
            insert.setLong(1, run.task().id().value());
            insert.setLong(2, run.task().runToken());
            insert.setString(3, node);
            insert.executeUpdate();
        }
    }

    /** Takes every connection it can get, and keeps them for a while. */
    private static void hog(DataSource pool, int connections) {
        while (true) {
            List<Connection> taken = new ArrayList<>();
            try {
                while (taken.size() < connections - 1) { // the listener for wake-ups keeps one
                    taken.add(pool.getConnection());
                }
                System.out.println("holds all connections");
                SystemTime.pause(HOGGED);
            } catch (SQLException e) {
                System.out.println("holds " + taken.size() + " connections");
            } finally {
                taken.forEach(Worker::giveBack);
            }
            SystemTime.pause(HOGGED);
        }
    }

    private static void giveBack(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            System.out.println("a connection broke while it was held: " + e.getMessage());
        }
    }
}
