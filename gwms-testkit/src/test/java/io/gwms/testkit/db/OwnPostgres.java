package io.gwms.testkit.db;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A PostgreSQL of a test's own, which the test may stop and start again. One thread. */
public final class OwnPostgres implements AutoCloseable {
    private static final Duration STARTS_WITHIN = Duration.ofMinutes(1);

    private final Path folder = PostgresServer.freshFolder();

    /** Held, because collecting it would close the pipe. */
    @SuppressWarnings("unused")
    private final Process watchdog;

    private EmbeddedPostgres server;

    private OwnPostgres() throws IOException {
        this.watchdog = PostgresServer.watch(folder);
        this.server = PostgresServer.durable(folder)
                .setCleanDataDirectory(false)
                .setPGStartupWait(STARTS_WITHIN)
                .start();
    }

    /** A server that runs. */
    public static OwnPostgres start() throws IOException {
        Assumptions.assumeFalse(PostgresServer.isSkipped(), PostgresServer.SKIPPED);
        return new OwnPostgres();
    }

    /** Stops the server under whoever is connected, and starts it again at the same address. */
    public void restart() throws IOException {
        int port = server.getPort();
        server.close();
        server = PostgresServer.durable(folder)
                .setCleanDataDirectory(false)
                .setPGStartupWait(STARTS_WITHIN)
                .setPort(port)
                .start();
    }

    /** Where its database answers. */
    public String url() {
        return server.getJdbcUrl("postgres", "postgres");
    }

    @Override
    public void close() throws IOException {
        server.close();
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the folder " + folder + " cannot be deleted", e);
        }
    }
}
