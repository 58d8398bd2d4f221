package io.gwms.testkit.db;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * The one PostgreSQL of this JVM, from Maven's binaries, on a free port of its own, with the sync settings of production
 * (the library's defaults switch them off).
 *
 * <p>A shutdown hook stops it. A JVM that is killed runs no hook, so a shell waits at the end of a pipe from this JVM
 * and stops the server by its pid file when the pipe breaks.
 */
final class PostgresServer {
    static final String SKIPPED = "PostgreSQL is skipped by -Dgwms.db.skip=postgres";

    /** Off, nothing waits for the disk: whatever dies but the machine itself loses nothing, and tests take half the time. */
    static final String SYNC = "gwms.db.sync";

    private static final String USER = "postgres";
    private static final String STOP_WHEN_PIPE_BREAKS = """
        trap '' HUP INT TERM
        cat > /dev/null
        read -r pid < "$1/postmaster.pid" || exit 0
        kill -INT "$pid"
        for i in 1 2 3 4 5 6 7 8 9 10; do kill -0 "$pid" || break; sleep 1; done
        kill -0 "$pid" || rm -rf "$1"
        """;

    private static @Nullable PostgresServer running;
    private static boolean failed;

    private final EmbeddedPostgres postgres;

    /** Held, because collecting it would close the pipe. */
    @SuppressWarnings("unused")
    private final Process watchdog;

    private final AtomicInteger databases = new AtomicInteger();

    private PostgresServer(EmbeddedPostgres postgres, Process watchdog) {
        this.postgres = postgres;
        this.watchdog = watchdog;
    }

    static boolean isSkipped() {
        return List.of(System.getProperty("gwms.db.skip", "").split(",")).contains("postgres");
    }

    static synchronized PostgresServer running() {
        Assumptions.assumeFalse(isSkipped(), SKIPPED);
        if (failed) {
            throw new IllegalStateException("the embedded PostgreSQL did not start; the first failed test says why");
        }
        if (running == null) {
            try {
                running = start();
            } catch (IOException | RuntimeException e) {
                failed = true;
                throw new IllegalStateException(
                        "the embedded PostgreSQL does not start; where it cannot run, say -Dgwms.db.skip=postgres", e);
            }
        }
        return running;
    }

    private static PostgresServer start() throws IOException {
        Path folder = freshFolder();
        Process watchdog = watch(folder);
        String sync = System.getProperty(SYNC, "on");
        return new PostgresServer(durable(folder).setServerConfig("fsync", sync).start(), watchdog);
    }

    /** Where a server keeps what it stores. */
    static Path freshFolder() {
        return Path.of(System.getProperty("java.io.tmpdir"), "embedded-pg", "gwms-" + UUID.randomUUID());
    }

    /** Stops the server of that folder when this JVM is gone, for as long as the process is held. */
    static Process watch(Path folder) throws IOException {
        return new ProcessBuilder("sh", "-c", STOP_WHEN_PIPE_BREAKS, "gwms-postgres-watchdog", folder.toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** A server in that folder that syncs as in production. */
    static EmbeddedPostgres.Builder durable(Path folder) {
        return EmbeddedPostgres.builder()
                .setDataDirectory(folder)
                .setRegisterShutdownHook(true)
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on");
    }

    String createDatabase() {
        String name = "test_" + databases.incrementAndGet();
        execute("CREATE DATABASE " + name);
        return name;
    }

    void dropDatabase(String name) {
        execute("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
    }

    DataSource dataSource(String database) {
        return postgres.getDatabase(USER, database);
    }

    private void execute(String sql) {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException("PostgreSQL refuses: " + sql, e);
        }
    }
}
