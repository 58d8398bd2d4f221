package io.gwms.testkit.db;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.mariadb.jdbc.MariaDbDataSource;

/**
 * The one MariaDB of this JVM, from Maven's binaries, on a free port of its own, with the durability of production, a
 * zone that is neither UTC nor the JVM's, and a server character set that cannot hold our texts.
 *
 * <p>It is the child of a shell that waits at the end of a pipe from this JVM. However this JVM ends, the pipe breaks,
 * and the shell kills the server and deletes its data.
 */
final class MariaDbServer {
    /** The version whose binaries are on the class path; the Maven profile says it. */
    private static final String VERSION = System.getProperty("gwms.mariadb", "");

    private static final int START_SECONDS = 90;
    private static final int STARTS = 3;
    private static final String RUN_UNTIL_PIPE_BREAKS = """
        trap '' HUP INT TERM
        data=$1; shift
        "$@" > "$data/server.log" 2>&1 < /dev/null &
        server=$!
        cat > /dev/null
        kill -KILL "$server"
        wait "$server"
        rm -rf "$data"
        """;

    private static @Nullable MariaDbServer running;
    private static boolean failed;

    private final int port;

    /** Held, because collecting it would close the pipe. */
    @SuppressWarnings("unused")
    private final Process shell;

    private final AtomicInteger databases = new AtomicInteger();

    private MariaDbServer(int port, Process shell) {
        this.port = port;
        this.shell = shell;
    }

    /** Why its tests do not run here, or null if they do. */
    static @Nullable String whySkipped() {
        if (VERSION.isEmpty()) {
            return "MariaDB runs in a profile of its own: mvn verify -Pmariadb";
        }
        return List.of(System.getProperty("gwms.db.skip", "").split(",")).contains("mariadb")
                ? "MariaDB is skipped by -Dgwms.db.skip=mariadb"
                : null;
    }

    static synchronized MariaDbServer running() {
        String skipped = whySkipped();
        Assumptions.assumeTrue(skipped == null, skipped);
        if (failed) {
            throw new IllegalStateException("MariaDB did not start; the first failed test says why");
        }
        if (running == null) {
            try {
                running = start(MariaDbBinaries.unpacked(VERSION));
            } catch (IOException | RuntimeException e) {
                failed = true;
                throw new IllegalStateException(
                        "MariaDB does not start; where it cannot run, say -Dgwms.db.skip=mariadb", e);
            }
        }
        return running;
    }

    /** Repeats, because somebody else may take the free port before the server does. */
    private static MariaDbServer start(MariaDbBinaries binaries) throws IOException {
        for (int tries = 1; ; tries++) {
            Path data = Files.createTempDirectory("gwms-mariadb-");
            int port = freePort();
            List<String> command = new ArrayList<>(
                    List.of("sh", "-c", RUN_UNTIL_PIPE_BREAKS, "gwms-mariadb-watchdog", data.toString()));
            binaries.createSystemTables(data);
            command.addAll(binaries.command(
                    data,
                    "--bind-address=127.0.0.1",
                    "--port=" + port,
                    "--socket=mariadb.sock",
                    "--pid-file=mariadb.pid",
                    "--skip-ssl",
                    "--skip-name-resolve",
                    "--default-time-zone=-03:30",
                    "--character-set-server=latin1"));
            Process shell = new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            MariaDbServer server = new MariaDbServer(port, shell);
            String trouble = server.untilItAnswers(data.resolve("server.log"));
            if (trouble == null) {
                return server;
            }
            shell.getOutputStream().close();
            if (tries == STARTS) {
                throw new IllegalStateException(trouble);
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** What its log says when it has given up, or null when it answers. */
    private @Nullable String untilItAnswers(Path log) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (true) {
            try {
                execute("SELECT 1");
                return null;
            } catch (IllegalStateException e) {
                String said = Files.exists(log) ? Files.readString(log) : "";
                if (said.contains("[ERROR] Aborting") || System.nanoTime() - end > 0) {
                    return said.isEmpty() ? e.toString() : said;
                }
            }
            pause();
        }
    }

    /** Waits a little, or until it has ended. */
    private void pause() {
        try {
            if (shell.waitFor(50, TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("MariaDB ended by itself with exit code " + shell.exitValue());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while MariaDB starts", e);
        }
    }

    String createDatabase() {
        String name = "test_" + databases.incrementAndGet() + "_"
                + UUID.randomUUID().toString().substring(0, 8);
        execute("CREATE DATABASE `" + name + "`");
        return name;
    }

    /** Ends what still uses it, since its locks would keep the database. */
    void dropDatabase(String name) {
        try (Connection connection = dataSource("").getConnection();
                Statement statement = connection.createStatement()) {
            List<String> users = new ArrayList<>();
            try (ResultSet rows =
                    statement.executeQuery("SELECT id FROM information_schema.processlist WHERE db = '" + name + "'")) {
                while (rows.next()) {
                    users.add(rows.getString(1));
                }
            }
            for (String user : users) {
                // It may have gone by itself meanwhile, which a compound statement can overlook.
                statement.execute(
                        "BEGIN NOT ATOMIC DECLARE CONTINUE HANDLER FOR 1094 BEGIN END; KILL " + user + "; END");
            }
            statement.execute("DROP DATABASE IF EXISTS `" + name + "`");
        } catch (SQLException e) {
            throw new IllegalStateException("MariaDB does not drop database " + name, e);
        }
    }

    DataSource dataSource(String database) {
        try {
            return new MariaDbDataSource("jdbc:mariadb://127.0.0.1:" + port + "/" + database + "?user=root");
        } catch (SQLException e) {
            throw new IllegalStateException("MariaDB's driver refuses its address", e);
        }
    }

    private void execute(String sql) {
        try (Connection connection = dataSource("").getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException("MariaDB refuses: " + sql, e);
        }
    }
}
