package io.gwms.testkit.db;

import io.gwms.jdbc.EmbeddedDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * An empty real database for one test, as durable as in production (full sync). Closing it removes what it left behind,
 * also under connections that are still open.
 *
 * <p>With {@code -Dgwms.db.sync=off} PostgreSQL commits without waiting for the disk, which takes half the time; what was
 * committed is then lost when the machine dies, but not when a process does.
 */
public final class TestDatabase implements AutoCloseable {
    private static final int MOST_CONNECTIONS = 64;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final String dialect;
    private final Supplier<DataSource> opener;
    private final DataSource dataSource;
    private final Runnable removal;

    private TestDatabase(String dialect, Supplier<DataSource> opener, Runnable removal) {
        this.dialect = dialect;
        this.opener = opener;
        this.dataSource = opener.get();
        this.removal = removal;
    }

    /** A new SQLite file in a temporary folder, which closing deletes. */
    public static TestDatabase sqlite() {
        try {
            Path folder = Files.createTempDirectory("gwms-sqlite-");
            Path file = folder.resolve("test.db");
            return new TestDatabase("sqlite", () -> EmbeddedDatabase.file(file), () -> delete(folder));
        } catch (IOException e) {
            throw new UncheckedIOException("no temporary folder for an SQLite file", e);
        }
    }

    /** This SQLite file, new or not; closing leaves it there. */
    public static TestDatabase sqlite(Path file) {
        return new TestDatabase("sqlite", () -> EmbeddedDatabase.file(file), () -> {});
    }

    /**
     * A new database on the PostgreSQL of this JVM, which the first call starts (some seconds) and the JVM's end stops.
     *
     * <p>With {@code -Dgwms.db.skip=postgres} it aborts the test, which then counts as skipped.
     *
     * @throws IllegalStateException if the server cannot start
     */
    public static TestDatabase postgres() {
        PostgresServer server = PostgresServer.running();
        String name = server.createDatabase();
        return pooled("postgresql", () -> server.dataSource(name), () -> server.dropDatabase(name));
    }

    /**
     * A new database on the MariaDB of this JVM, which the first call starts (some seconds) and the JVM's end stops.
     *
     * <p>Where {@link OnMariaDb} skips a test, this aborts it.
     *
     * @throws IllegalStateException if the server cannot start
     */
    public static TestDatabase mariaDb() {
        MariaDbServer server = MariaDbServer.running();
        String name = server.createDatabase();
        return pooled("mariadb", () -> server.dataSource(name), () -> server.dropDatabase(name));
    }

    /** Each data source keeps its connections for its next callers: most of a short test would be logging in. */
    private static TestDatabase pooled(String dialect, Supplier<DataSource> opener, Runnable removal) {
        List<KeptConnections> pools = Collections.synchronizedList(new ArrayList<>());
        return new TestDatabase(
                dialect,
                () -> {
                    KeptConnections pool = new KeptConnections(opener.get(), MOST_CONNECTIONS, PATIENCE);
                    pools.add(pool);
                    return pool;
                },
                () -> {
                    List.copyOf(pools).forEach(KeptConnections::close);
                    removal.run();
                });
    }

    /** {@code sqlite}, {@code postgresql} or {@code mariadb}. */
    public String dialect() {
        return dialect;
    }

    /** The data source, a pool as a host has one; what it unwraps, the driver's own, makes a new connection each time. */
    public DataSource dataSource() {
        return dataSource;
    }

    /** A new data source for the same database, as another process has one: nothing is shared with the first. */
    public DataSource otherNodesDataSource() {
        return opener.get();
    }

    @Override
    public void close() {
        removal.run();
    }

    @Override
    public String toString() {
        return dialect;
    }

    static void delete(Path folder) {
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
