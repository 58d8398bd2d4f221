package io.gwms.internal.jdbc;

import static java.util.Objects.requireNonNull;

import io.gwms.internal.jdbc.DatabaseException.Kind;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * SQLite's one writing connection, kept open and handed from thread to thread in the order they asked. Other processes
 * on the file are waited for, up to a limit.
 */
final class SingleWriter implements Lease {
    private static final int WAIT_INSIDE_SQLITE_MS = 1_000;

    /** Four times SQLite's own: a page that many commits change is copied back into the file more seldom. */
    private static final int PAGES_BETWEEN_CHECKPOINTS = 4_000;

    /** Enough for the inner pages of every index and the leaves that a commit of many orders comes back to. */
    private static final int CACHE_KIB = 8_192;

    private final DataSource source;
    private final Duration patience;
    private final ReentrantLock turn = new ReentrantLock(true);
    private @Nullable Connection connection;

    SingleWriter(DataSource source, Duration patience) {
        this.source = source;
        this.patience = patience;
    }

    /** This thread's turn, in a transaction that holds the write lock. {@link #giveBack} must follow. */
    Lease begin() throws SQLException {
        turn.lock();
        try {
            Connection open = connection == null ? open() : connection;
            connection = open;
            beginPatiently(open);
            return this;
        } catch (SQLException | RuntimeException | Error e) {
            turn.unlock();
            throw e;
        }
    }

    @Override
    public Connection connection() {
        return requireNonNull(connection, "no turn has begun");
    }

    /** Ends the turn. A connection in doubt is closed; the next turn opens another. */
    @Override
    public void giveBack(boolean clean) {
        try {
            if (!clean) {
                discard();
            }
        } finally {
            turn.unlock();
        }
    }

    void close() {
        turn.lock();
        try {
            discard();
        } finally {
            turn.unlock();
        }
    }

    private Connection open() throws SQLException {
        Connection open = source.getConnection();
        try {
            if (!open.getAutoCommit()) {
                open.setAutoCommit(true);
            }
            Dialect.execute(open, "PRAGMA busy_timeout = " + WAIT_INSIDE_SQLITE_MS);
            writeAhead(open);
            checkWritable(open);
            Dialect.execute(open, "PRAGMA synchronous = FULL");
            Dialect.execute(open, "PRAGMA wal_autocheckpoint = " + PAGES_BETWEEN_CHECKPOINTS);
            Dialect.execute(open, "PRAGMA cache_size = -" + CACHE_KIB);
            Dialect.execute(open, "PRAGMA foreign_keys = ON");
            return open;
        } catch (SQLException | RuntimeException | Error e) {
            open.close();
            throw e;
        }
    }

    /** Turning write-ahead logging on needs the file for itself for a moment; two starting processes compete. */
    private void writeAhead(Connection open) throws SQLException {
        String mode = patiently(() -> {
            try (Statement statement = open.createStatement();
                    ResultSet rows = statement.executeQuery("PRAGMA journal_mode = WAL")) {
                rows.next();
                return rows.getString(1);
            }
        });
        if (!"wal".equalsIgnoreCase(mode)) {
            throw DatabaseErrors.notWriteAhead(mode);
        }
    }

    /** A file that may only be read logs ahead and gives its write lock like any other; a write alone tells. */
    private void checkWritable(Connection open) throws SQLException {
        beginPatiently(open);
        try (Statement statement = open.createStatement()) {
            int version;
            try (ResultSet rows = statement.executeQuery("PRAGMA user_version")) {
                rows.next();
                version = rows.getInt(1);
            }
            statement.executeUpdate("PRAGMA user_version = " + version);
        } catch (SQLException e) {
            if (Dialect.isReadOnly(e)) {
                throw DatabaseErrors.readOnly(e);
            }
            throw e;
        } finally {
            Dialect.SQLITE.rollback(open);
        }
    }

    private void beginPatiently(Connection open) throws SQLException {
        patiently(() -> {
            Dialect.SQLITE.begin(open, false);
            return "";
        });
    }

    private String patiently(Attempt attempt) throws SQLException {
        long start = System.nanoTime();
        while (true) {
            try {
                return attempt.run();
            } catch (SQLException e) {
                if (Dialect.SQLITE.kindOf(e) != Kind.RETRYABLE) {
                    throw e;
                }
                Duration waited = Duration.ofNanos(System.nanoTime() - start);
                if (waited.compareTo(patience) >= 0 || Thread.currentThread().isInterrupted()) {
                    throw DatabaseErrors.busy(waited, e);
                }
            }
        }
    }

    private void discard() {
        Connection open = connection;
        connection = null;
        if (open != null) {
            try {
                open.close();
            } catch (SQLException e) {
                // It is given up in any case, and nothing depends on how.
            }
        }
    }

    @FunctionalInterface
    private interface Attempt {
        String run() throws SQLException;
    }
}
