package io.gwms.jdbc;

import io.gwms.internal.jdbc.DatabaseErrors;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.sql.DataSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TransactionMode;
import org.sqlite.SQLiteDataSource;

/**
 * The database that needs no installation: one SQLite file beside the application.
 *
 * <p>A commit that was acknowledged survives a killed process and a power cut (write-ahead log, full sync). One process
 * runs on the file; others of the same machine may look into it meanwhile. For several nodes use PostgreSQL or MariaDB.
 * Needs {@code org.xerial:sqlite-jdbc} on the class path.
 */
public final class EmbeddedDatabase {
    private static final int BUSY_TIMEOUT_MS = 5_000;
    private static final byte[] SQLITE_HEADER = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);

    private EmbeddedDatabase() {}

    /**
     * A data source on this file. The file is made on first use, its missing parent folders now.
     *
     * <p>Shared by threads. Each connection is a new one; there is nothing to close but connections. A transaction that
     * the host begins takes the write lock at once ({@code BEGIN IMMEDIATE}), so that it can join GWMS commands after
     * reading.
     *
     * @throws io.gwms.GwmsException if the driver is missing or the folder cannot be made
     */
    public static DataSource file(Path file) {
        Path path = file.toAbsolutePath().normalize();
        if (path.toString().indexOf('?') >= 0) {
            throw DatabaseErrors.unusableFile(path, "its name holds a '?'", null);
        }
        createFolder(path);
        checkFile(path);
        try {
            return source(path);
        } catch (NoClassDefFoundError e) {
            throw DatabaseErrors.sqliteDriverMissing(e);
        }
    }

    private static void createFolder(Path path) {
        Path folder = path.getParent();
        if (folder == null || Files.isDirectory(path)) {
            throw DatabaseErrors.unusableFile(path, "it is a folder", null);
        }
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw DatabaseErrors.unusableFile(path, "its folder cannot be made", e);
        }
    }

    private static void checkFile(Path path) {
        try {
            if (!Files.exists(path)) {
                if (!Files.isWritable(path.getParent())) {
                    throw DatabaseErrors.unusableFile(path, "its folder cannot be written", null);
                }
            } else if (!Files.isWritable(path)) {
                throw DatabaseErrors.unusableFile(path, "it cannot be written", null);
            } else if (Files.size(path) > 0 && !startsAsSqlite(path)) {
                throw DatabaseErrors.unusableFile(path, "it is not a file of SQLite", null);
            }
        } catch (IOException e) {
            throw DatabaseErrors.unusableFile(path, "it cannot be read", e);
        }
    }

    private static boolean startsAsSqlite(Path path) throws IOException {
        try (InputStream file = Files.newInputStream(path)) {
            return Arrays.equals(file.readNBytes(SQLITE_HEADER.length), SQLITE_HEADER);
        }
    }

    private static DataSource source(Path path) {
        SQLiteConfig config = new SQLiteConfig();
        config.setSynchronous(SynchronousMode.FULL);
        config.setTransactionMode(TransactionMode.IMMEDIATE);
        config.setBusyTimeout(BUSY_TIMEOUT_MS);
        config.enforceForeignKeys(true);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + path);
        return source;
    }
}
