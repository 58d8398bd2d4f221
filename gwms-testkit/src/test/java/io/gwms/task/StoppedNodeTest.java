package io.gwms.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.Gwms;
import io.gwms.TestSettings;
import io.gwms.testkit.db.OnPostgres;
import io.gwms.testkit.db.SmallPool;
import io.gwms.testkit.db.TestDatabase;
import io.gwms.time.SystemTime;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A process that is stopped (SIGSTOP) for longer than its lease and then goes on, as after a long pause of a machine. */
@OnPostgres
@Timeout(300)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no SIGSTOP")
class StoppedNodeTest {
    private static final Duration LEASE = Duration.ofSeconds(6);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final List<String> said = new ArrayList<>();

    @Test
    void resultsOfANodeThatWasStoppedPastItsLeaseAreRejectedAndReported(TestDatabase database) throws Exception {
        execute(database, "CREATE TABLE effect (node text NOT NULL)");
        try (Gwms other = TestSettings.lease(
                        Runtimes.hosted(SmallPool.over(database.otherNodesDataSource(), 8, Duration.ofSeconds(10))),
                        LEASE)
                .module(Runtimes.module("work", setup -> {
                    setup.handler(
                            StoppedNode.COMPLETES,
                            PollingPolicy.create(),
                            run -> run.complete(TaskResult.done("by the other"), StoppedNodeTest::writeEffect));
                    setup.handler(StoppedNode.RETURNS, PollingPolicy.create(), run -> TaskResult.done("by the other"));
                }))
                .build()) {
            TaskId completes = add(other, StoppedNode.COMPLETES);
            TaskId returns = add(other, StoppedNode.RETURNS);
            Process node = launch(database);
            try {
                var output = new BufferedReader(new InputStreamReader(node.getInputStream(), StandardCharsets.UTF_8));
                var input = new PrintStream(node.getOutputStream(), true, StandardCharsets.UTF_8);
                await(output, "begun " + completes.value(), "begun " + returns.value());

                stopOutsideOfTransactions(node, database);
                other.start();
                awaitSuccess(other, completes, returns);
                signal("CONT", node);

                await(output, "lost " + completes.value(), "lost " + returns.value());
                input.println("go");
                await(output, "rejected " + completes.value());
                await(output, "dropped " + completes.value(), "dropped " + returns.value());
                input.println("stale?");
                await(output, "stale 2");
                assertThat(said).contains("goes on " + completes.value() + " without its lease");
            } finally {
                node.destroyForcibly().waitFor();
            }
            for (TaskId id : List.of(completes, returns)) {
                assertThat(other.tasks().find(id).orElseThrow().summary()).isEqualTo("by the other");
                assertThat(other.tasks().attempts(id))
                        .extracting(TaskAttempt::outcome)
                        .containsExactly("CRASHED", "DONE");
            }
        }
        assertThat(text(database, "SELECT string_agg(node, ', ') FROM effect")).isEqualTo("other");
    }

    private static void writeEffect(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("INSERT INTO effect (node) VALUES ('other')");
        }
    }

    private static TaskId add(Gwms gwms, TaskType type) {
        return gwms.tasks()
                .add(NewTask.of(
                        type,
                        "effect",
                        BusinessType.OUTBOUND,
                        "OB-1",
                        gwms.clock().instant()));
    }

    private static Process launch(TestDatabase database) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        StoppedNode.class.getName(),
                        Worker.url(database),
                        String.valueOf(LEASE.toMillis()))
                .redirectErrorStream(true);
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        return builder.start();
    }

    /** A process that stops in a transaction keeps its locks; this one is to lose its lease and nothing else. */
    private static void stopOutsideOfTransactions(Process node, TestDatabase database) throws Exception {
        signal("STOP", node);
        while (!text(
                        database,
                        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                                + " AND pid <> pg_backend_pid() AND state <> 'idle'")
                .equals("0")) {
            signal("CONT", node);
            SystemTime.pause(Duration.ofMillis(20));
            signal("STOP", node);
            SystemTime.pause(Duration.ofMillis(50)); // what was on its way is done
        }
    }

    private static void signal(String name, Process process) throws IOException, InterruptedException {
        int exit = new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                .inheritIO()
                .start()
                .waitFor();
        assertThat(exit).as("kill -" + name).isZero();
    }

    /** Reads what the node says until it has said all of that, in whatever order. */
    private void await(BufferedReader output, String... lines) throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!said.containsAll(List.of(lines))) {
            if (output.ready()) {
                said.add(output.readLine());
            } else if (System.nanoTime() - end < 0) {
                SystemTime.pause(Duration.ofMillis(20));
            } else {
                throw new AssertionError("the node did not say " + List.of(lines) + "; it said " + said);
            }
        }
    }

    private static void awaitSuccess(Gwms gwms, TaskId... ids) {
        for (TaskId id : ids) {
            while (gwms.tasks().find(id).orElseThrow().status() != TaskStatus.SUCCESS) {
                SystemTime.pause(Duration.ofMillis(50));
            }
        }
    }

    private static void execute(TestDatabase database, String sql) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String text(TestDatabase database, String sql) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
