package io.gwms.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.Gwms;
import io.gwms.state.Change;
import io.gwms.time.SystemTime;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * Nodes in processes of their own over one PostgreSQL database, which a test disturbs while they work. Each has another
 * time zone. Every second one keeps its name when it is started again; the others get a new one each time, so that what
 * they left waits for the end of their lease. One thread.
 */
final class Fleet implements AutoCloseable {
    private static final boolean SLOW = Boolean.getBoolean("gwms.slow");
    private static final Duration PATIENCE = Duration.ofMinutes(SLOW ? 30 : 5);
    private static final Duration LEASE = Duration.ofSeconds(6);
    private static final int IN_ONE_COMMIT = 500;
    /** Every round: those in the history, and those that the row of a succeeded task tells. */
    private static final String ROUNDS = "(SELECT task, round, outcome FROM gwms_task_attempt UNION ALL"
            + " SELECT id, rounds, 'DONE' FROM gwms_task WHERE end_cause IS NOT NULL) AS any_round";

    private static final List<String> ZONES =
            List.of("Asia/Kathmandu", "America/St_Johns", "Pacific/Apia", "Europe/Berlin");

    private final String url;
    private final DataSource database;
    private final Path logs;
    private final int connections;
    private final boolean hogs;
    private final List<Process> nodes = new ArrayList<>();
    private final List<Path> logsOfTheLiving = new ArrayList<>();
    private int lives;

    /** No node yet; makes the tables. */
    Fleet(String url, Path logs, int connections, boolean hogs) {
        this.url = url;
        this.database = Worker.dataSource(url);
        this.logs = logs;
        this.connections = connections;
        this.hogs = hogs;
        execute("CREATE TABLE effect (task bigint NOT NULL, run_token bigint NOT NULL, node text NOT NULL)");
    }

    /** Adds as many tasks as there are to be, half of each type, and then starts so many nodes. */
    void start(int size, int tasks) {
        try (Gwms adding = Runtimes.hosted(database).build()) {
            Instant now = adding.clock().instant();
            List<Change> changes = new ArrayList<>();
            for (int i = 0; i < tasks; i++) {
                TaskType type = i % 2 == 0 ? Worker.WRITES : Worker.RETURNS;
                changes.add(new Change.AddTask(NewTask.of(type, "effect-" + i, BusinessType.OUTBOUND, "OB-" + i, now)));
                if (changes.size() == IN_ONE_COMMIT || i == tasks - 1) {
                    assertThat(adding.state().commit(changes).isCommitted()).isTrue();
                    changes.clear();
                }
            }
        }
        for (int i = 0; i < size; i++) {
            logsOfTheLiving.add(log(lives + 1));
            nodes.add(launch(i));
        }
        nodes.forEach(node -> awaitStarted(nodes.indexOf(node)));
    }

    /** Waits until it works; a node that meets a broken database before does not start. */
    private void awaitStarted(int index) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!read(logsOfTheLiving.get(index)).contains(Worker.STARTED)) {
            if (System.nanoTime() - end > 0 || !nodes.get(index).isAlive()) {
                throw new AssertionError("a node did not start" + logsEnd());
            }
            SystemTime.pause(Duration.ofMillis(50));
        }
    }

    int size() {
        return nodes.size();
    }

    /** Kills that node (SIGKILL) and starts it again. */
    void kill(int index) throws InterruptedException {
        nodes.get(index).destroyForcibly().waitFor();
        logsOfTheLiving.set(index, log(lives + 1));
        nodes.set(index, launch(index));
        awaitStarted(index);
    }

    /** Ends all connections but its own, whatever they are doing. */
    void terminateBackends() {
        execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                + " WHERE datname = current_database() AND pid <> pg_backend_pid()");
    }

    /** Waits until so many tasks have ended well. */
    void awaitFinished(long tasks) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        long finished = finished();
        while (finished < tasks) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("after " + PATIENCE.toMinutes() + " minutes " + finished + " of " + tasks
                        + " tasks have ended, all: " + ask("SELECT status, count(*) FROM gwms_task GROUP BY status")
                        + logsEnd());
            }
            for (Process node : nodes) {
                if (!node.isAlive()) {
                    throw new AssertionError("a node died by itself" + logsEnd());
                }
            }
            SystemTime.pause(Duration.ofMillis(50));
            finished = finished();
        }
    }

    /** Those that have ended well; -1 while the database cannot be asked. */
    private long finished() {
        try {
            return number("SELECT count(*) FROM gwms_task WHERE status = 'SUCCESS'");
        } catch (SQLException e) {
            return -1;
        }
    }

    /** All tasks ended well, each by exactly one accepted outcome, and each effect was written with that one alone. */
    void assertNothingLostAndNothingDoubled(int tasks) throws SQLException {
        assertThat(ask("SELECT status, count(*) FROM gwms_task GROUP BY status"))
                .as("tasks by status")
                .containsExactly("SUCCESS " + tasks);
        assertThat(ask("""
                        SELECT gwms_task.id, count(*) FILTER (WHERE outcome = 'DONE') AS ends
                          FROM gwms_task LEFT JOIN %s ON task = gwms_task.id
                         GROUP BY gwms_task.id HAVING count(*) FILTER (WHERE outcome = 'DONE') <> 1""".formatted(ROUNDS)))
                .as("tasks that did not end exactly once")
                .isEmpty();
        assertThat(ask("SELECT task, round FROM " + ROUNDS + " GROUP BY task, round HAVING count(*) > 1"))
                .as("rounds with two outcomes")
                .isEmpty();
        assertThat(ask("""
                        SELECT task FROM gwms_task_attempt JOIN gwms_task ON gwms_task.id = task
                         WHERE outcome = 'DONE' OR round >= rounds"""))
                .as("tasks that were run again after they had ended")
                .isEmpty();
        assertThat(ask("SELECT DISTINCT outcome FROM " + ROUNDS))
                .as("outcomes")
                .isSubsetOf("DONE", "AGAIN", "CRASHED", "FAILED");
        assertThat(ask("""
                        SELECT gwms_task.id, gwms_task.run_token, effect.run_token
                          FROM gwms_task LEFT JOIN effect ON effect.task = gwms_task.id
                         WHERE gwms_task.type = 'WRITES'
                           AND (effect.task IS NULL OR effect.run_token + 1 <> gwms_task.run_token)"""))
                .as("tasks whose effect is missing, or was not written by the round that was accepted")
                .isEmpty();
        assertThat(number("SELECT count(*) FROM effect")).as("effects").isEqualTo((tasks + 1) / 2);
    }

    /** What happened, in a line. */
    String story() {
        return ask("SELECT outcome, count(*) FROM " + ROUNDS + " GROUP BY outcome ORDER BY outcome") + ", crashes "
                + ask("SELECT count(*), max(n) FROM (SELECT count(*) AS n FROM gwms_task_attempt"
                        + " WHERE outcome = 'CRASHED' GROUP BY task) AS crashed");
    }

    /** Everything that the nodes have printed. */
    String printed() {
        StringBuilder all = new StringBuilder();
        for (int life = 1; life <= lives; life++) {
            all.append(read(log(life)));
        }
        return all.toString();
    }

    private static String read(Path log) {
        try {
            return new String(
                    Files.readAllBytes(log), StandardCharsets.UTF_8); // a killed process may leave half a letter
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String logsEnd() {
        String all = printed();
        return "; the nodes printed: …" + all.substring(Math.max(0, all.length() - 3_000));
    }

    private Path log(int life) {
        return logs.resolve("node-" + life + ".log");
    }

    private Process launch(int index) {
        lives++;
        String node = index % 2 == 0 ? "steady-" + index : "fresh-" + index + "-" + lives;
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Duser.timezone=" + ZONES.get(index % ZONES.size()),
                Worker.class.getName()));
        command.addAll(new Worker.Options(url, node, LEASE.toMillis(), connections, hogs).arguments());
        File log = log(lives).toFile();
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log);
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void execute(String sql) {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private long number(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** The rows as texts. */
    private List<String> ask(String sql) {
        List<String> found = new ArrayList<>();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                List<String> columns = new ArrayList<>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    columns.add(String.valueOf(rows.getObject(i)));
                }
                found.add(String.join(" ", columns));
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    @Override
    public void close() {
        nodes.forEach(Process::destroyForcibly);
        for (Process node : nodes) {
            node.onExit().join();
        }
    }
}
