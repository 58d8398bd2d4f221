package io.gwms.internal.jdbc;

import com.google.common.collect.MapMaker;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A host's database as GWMS uses it: each read and each write is a transaction of its own. Shared by threads.
 *
 * <p>On SQLite the writer is one connection that stays open until {@link #close}, so a pool must hold at least two;
 * readers never wait for it. On PostgreSQL every transaction takes a connection from the data source and gives it back.
 * Nothing is retried here: a caller decides by {@link DatabaseException#kind()}.
 *
 * <p>All who ask for the database of one data source get the same one, so that its writers queue here in turn: two
 * writing connections of a process would wait for each other inside SQLite, which naps between its tries.
 */
public final class Database implements Transactions, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** By identity, and held only as long as somebody uses them. */
    private static final ConcurrentMap<DataSource, Database> SHARED =
            new MapMaker().weakKeys().weakValues().makeMap();

    private final DataSource source;
    private final Dialect dialect;
    private final @Nullable SingleWriter writer;
    private final ThreadLocal<Boolean> writing = ThreadLocal.withInitial(() -> false);
    private final AtomicInteger users = new AtomicInteger();

    private Database(DataSource source, Dialect dialect, Duration patience) {
        this.source = source;
        this.dialect = dialect;
        this.writer = dialect.singleWriter() ? new SingleWriter(source, patience) : null;
    }

    /**
     * The database behind a data source. It is asked for its name and changed in no way. Each call wants a {@link
     * #close} of its own.
     *
     * @throws io.gwms.GwmsException GWMS-1001 if it is of a kind that is not supported, GWMS-1002 if it gives no
     *     connection
     */
    public static Database over(DataSource source) {
        Database database = SHARED.get(source);
        if (database == null) {
            Database opened = over(source, PATIENCE);
            Database earlier = SHARED.putIfAbsent(source, opened);
            database = earlier == null ? opened : earlier;
        }
        database.users.incrementAndGet();
        return database;
    }

    /** One that gives up on a busy SQLite file after {@code patience}. */
    static Database over(DataSource source, Duration patience) {
        try (Connection connection = source.getConnection()) {
            return new Database(source, Dialect.of(connection), patience);
        } catch (SQLException e) {
            throw DatabaseErrors.unavailable(e);
        }
    }

    /**
     * Takes two connections at once and gives them back: a runtime that had one alone would wait for itself as soon as it
     * listens, or reads while it writes.
     *
     * @throws DatabaseException GWMS-1002 if the data source gives fewer
     */
    @SuppressWarnings("try") // they are had, not used
    public void requireTwoConnections() {
        try (Connection one = source.getConnection();
                Connection other = source.getConnection()) {
            return;
        } catch (SQLException e) {
            throw DatabaseErrors.unavailable(e);
        }
    }

    @Override
    public Dialect dialect() {
        return dialect;
    }

    @Override
    public <T extends @Nullable Object> T read(Function<Tx, T> work) {
        return transact(Tx.Access.READ, work);
    }

    @Override
    public <T extends @Nullable Object> T write(Function<Tx, T> work) {
        if (writing.get()) {
            throw DatabaseErrors.nestedWrite();
        }
        writing.set(true);
        try {
            return transact(Tx.Access.WRITE, work);
        } finally {
            writing.remove();
        }
    }

    /**
     * A host's open transaction on this database. Nothing here commits, rolls back or closes it; each write is a
     * savepoint, so a failure leaves the host's own work as it was and usable.
     *
     * <p>On SQLite the host's transaction should hold the write lock from its start (see GWMS-1009).
     *
     * @param connection not in auto-commit mode, used by this thread alone
     * @throws io.gwms.GwmsException GWMS-1008 if no transaction is open
     */
    public Transactions joined(Connection connection) {
        try {
            if (connection.getAutoCommit()) {
                throw DatabaseErrors.hostAutoCommits();
            }
        } catch (SQLException e) {
            throw DatabaseErrors.unavailable(e);
        }
        return new JoinedTransaction(dialect, connection);
    }

    /** The same database, whose writes give up on a statement that takes longer; see {@link Tx#limitStatements}. */
    public Transactions limited(Duration statement) {
        return new LimitedWrites(this, statement);
    }

    /** A connection of the data source outside of any transaction of ours, as it comes; for the caller to close. */
    public Connection connection() throws SQLException {
        return source.getConnection();
    }

    /** Gives SQLite's writing connection back once all who asked for it have closed. A later write opens one again. */
    @Override
    public void close() {
        if (users.decrementAndGet() <= 0 && writer != null) {
            writer.close();
        }
    }

    private <T extends @Nullable Object> T transact(Tx.Access access, Function<Tx, T> work) {
        Lease lease = begin(access);
        Tx tx = new Tx(dialect, lease.connection(), access, false);
        boolean clean = false;
        try {
            T result = work.apply(tx);
            tx.end();
            commit(lease.connection());
            clean = true;
            return result;
        } catch (RuntimeException | Error e) {
            clean = rollback(lease.connection(), e);
            throw e;
        } finally {
            tx.close();
            lease.giveBack(clean);
        }
    }

    private Lease begin(Tx.Access access) {
        try {
            return access == Tx.Access.WRITE && writer != null
                    ? writer.begin()
                    : PooledLease.begin(source, dialect, access);
        } catch (SQLException e) {
            throw DatabaseErrors.unavailable(e);
        }
    }

    private void commit(Connection connection) {
        try {
            dialect.commit(connection);
        } catch (SQLException e) {
            throw DatabaseErrors.commit(dialect, e);
        }
    }

    private boolean rollback(Connection connection, Throwable reason) {
        try {
            dialect.rollback(connection);
            return true;
        } catch (SQLException e) {
            reason.addSuppressed(DatabaseErrors.statement(dialect, "ROLLBACK", e));
            return false;
        }
    }
}
