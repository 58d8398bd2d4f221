package io.gwms.internal.jdbc;

import io.gwms.internal.jdbc.DatabaseException.Kind;
import io.gwms.state.SqlWork;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An open transaction that runs SQL with {@code ?} for each value. One thread; of no use once the function it was given
 * to has returned.
 *
 * <p>Values: {@link String}, {@link Long}, {@link Integer}, {@link Boolean} (0 or 1), {@link java.time.Instant}
 * (milliseconds), any enum (its name), {@code byte[]}, null; on PostgreSQL also {@code Long[]}, {@code String[]} and
 * {@code byte[][]}.
 *
 * <p>After a failed statement the transaction is lost on every database, also where the exception is swallowed: later
 * statements and the commit are refused. What may fail goes into {@link #nested}; a row that may exist goes in with
 * {@link #insertIgnoring}.
 */
public final class Tx {
    /** A little more than the engine claims and ends at once, whose last row would cost a further round trip. */
    private static final int ROWS_PER_FETCH = 1_024;

    enum Access {
        READ,
        WRITE
    }

    private final OpenTransaction open;
    private final Dialect dialect;
    private final Access access;
    private final boolean joined;

    Tx(Dialect dialect, Connection connection, Access access, boolean joined) {
        this.open = new OpenTransaction(dialect, connection, joined ? null : dialect.beginning(access == Access.READ));
        this.dialect = dialect;
        this.access = access;
        this.joined = joined;
    }

    /** The kind of database behind. */
    public Dialect dialect() {
        return dialect;
    }

    /** How this database says what the others say differently. */
    public Words words() {
        return dialect.words();
    }

    /** Whether a host owns this transaction, so that nobody here learns whether it commits. */
    public boolean joined() {
        return joined;
    }

    /**
     * The connection for a host's own statements in this transaction. It refuses to commit, to roll back or to change
     * its mode; closing it does nothing.
     */
    public Connection connection() {
        return open.guarded();
    }

    /** Runs a host's own statements in this transaction; an SQL exception of theirs undoes all of it. */
    public void run(SqlWork own) {
        checkWritable();
        try {
            own.run(connection());
        } catch (SQLException e) {
            throw open.failed("a statement of the host's", e);
        }
    }

    /** All rows, each turned into a value. */
    public <T> List<T> query(String sql, Function<Row, T> mapper, @Nullable Object... values) {
        List<T> found = new ArrayList<>();
        forEach(sql, row -> found.add(mapper.apply(row)), values);
        return found;
    }

    /**
     * {@link #query} as the last statement of this transaction, which commits in the same round trip where the database can.
     * What {@code mapper} throws then undoes nothing any more.
     */
    public <T> List<T> queryLast(String sql, Function<Row, T> mapper, @Nullable Object... values) {
        List<T> found = new ArrayList<>();
        open.<@Nullable Object>withLast(sql, prepared -> {
            prepared.statement().setFetchSize(0); // all at once, since a commit closes what would have more
            try (ResultSet rows = prepared.rows(values)) {
                Row row = new Row(rows);
                while (row.next()) {
                    found.add(mapper.apply(row));
                }
            }
            return null;
        });
        return found;
    }

    /**
     * The only row, or empty.
     *
     * @throws IllegalStateException if there are several
     */
    public <T> Optional<T> queryOne(String sql, Function<Row, T> mapper, @Nullable Object... values) {
        List<T> found = query(sql, mapper, values);
        if (found.size() > 1) {
            throw new IllegalStateException(found.size() + " rows where at most one may be: " + sql);
        }
        return found.stream().findFirst();
    }

    /** Hands over row by row without holding them all. */
    public void forEach(String sql, Consumer<Row> sink, @Nullable Object... values) {
        open.<@Nullable Object>with(sql, prepared -> {
            prepared.statement().setFetchSize(ROWS_PER_FETCH);
            try (ResultSet rows = prepared.rows(values)) {
                Row row = new Row(rows);
                while (row.next()) {
                    sink.accept(row);
                }
            }
            return null;
        });
    }

    /** Runs a statement that writes; how many rows it touched. */
    public int update(String sql, @Nullable Object... values) {
        checkWritable();
        return open.<Integer>with(sql, prepared -> prepared.count(values));
    }

    /**
     * Runs an {@code INSERT} of one row, without a conflict clause, unless a row of its key exists; such a row stays as
     * it is and the transaction goes on. On MariaDB it stays locked for reading: who wants to update it does so first, or
     * two who met it wait for each other.
     *
     * @return whether the row was added
     */
    public boolean insertIgnoring(String insert, @Nullable Object... values) {
        checkWritable();
        return open.<Boolean>with(dialect.words().ignoringDuplicates(insert), prepared -> {
            try {
                return prepared.count(values) == 1;
            } catch (SQLException e) {
                return unlessDuplicate(false, e);
            }
        });
    }

    /** {@link #insertIgnoring} into a table that numbers its rows itself: the new row's {@code id}, or empty. */
    public Optional<Long> insertIgnoringForId(String insert, @Nullable Object... values) {
        checkWritable();
        return open.<Optional<Long>>with(dialect.words().ignoringDuplicates(insert) + " RETURNING id", prepared -> {
            try (ResultSet rows = prepared.rows(values)) {
                return rows.next() ? Optional.of(rows.getLong(1)) : Optional.empty();
            } catch (SQLException e) {
                return unlessDuplicate(Optional.empty(), e);
            }
        });
    }

    private <T extends @Nullable Object> T unlessDuplicate(T ofDuplicate, SQLException e) throws SQLException {
        if (dialect.words().raisesDuplicates() && dialect.kindOf(e) == Kind.UNIQUE_VIOLATION) {
            return ofDuplicate;
        }
        throw e;
    }

    /** {@link #insertIgnoring} for each row; what {@link #batch} returns. */
    public int[] insertIgnoring(String insert, List<@Nullable Object[]> rows) {
        if (!dialect.words().raisesDuplicates()) {
            return batch(dialect.words().ignoringDuplicates(insert), rows);
        }
        try {
            return nested(tx -> tx.batch(insert, rows));
        } catch (DatabaseException e) {
            if (e.kind() != Kind.UNIQUE_VIOLATION) {
                throw e;
            }
            return rows.stream()
                    .mapToInt(row -> insertIgnoring(insert, row) ? 1 : 0)
                    .toArray();
        }
    }

    /**
     * {@link #insertIgnoring} for many rows of many columns. PostgreSQL takes them as one array for each column, which
     * costs a part of what a statement for each row does.
     *
     * @param types of the columns, as {@link #columns} has them
     */
    public void insertIgnoring(String table, String columns, String types, List<@Nullable Object[]> rows) {
        checkWritable();
        if (!rows.isEmpty()) {
            dialect.words().insertIgnoring(this, "INSERT INTO " + table + " (" + columns + ")", types, rows);
        }
    }

    /** Runs an {@code INSERT … ON CONFLICT (key) DO UPDATE SET column = excluded.column, …}. */
    public void upsert(String sql, @Nullable Object... values) {
        update(dialect.words().upsert(sql), values);
    }

    /**
     * Updates the rows that {@code choice} finds and gives them back as they are then, in no order. Rows that another
     * transaction is just changing are passed over, so that nobody waits.
     *
     * @param table has a numeric key {@code id}
     * @param assignments what stands after SET, without a question mark in a text
     * @param choice what follows SELECT and the name of a column in a query for the rows, without a locking clause
     * @param values those of the assignments, then those of the choice
     */
    public <T> List<T> updateChosen(
            String table, String assignments, String choice, Function<Row, T> mapper, @Nullable Object... values) {
        checkWritable();
        return dialect.words().updateChosen(this, table, assignments, choice, mapper, values);
    }

    /**
     * Updates the rows of a condition, waiting for those that another transaction is changing, and gives them back as
     * they are then, in no order.
     *
     * @param key the table's numeric key
     * @param assignments what stands after SET, without a question mark in a text
     * @param values those of the assignments, then those of the condition
     */
    public <T> List<T> updateReturning(
            String table,
            String key,
            String assignments,
            String condition,
            Function<Row, T> mapper,
            @Nullable Object... values) {
        checkWritable();
        return dialect.words().updateReturning(this, table, key, assignments, condition, mapper, values);
    }

    /**
     * Runs one statement for each row of values.
     *
     * @param rows made by {@link #values}
     * @return how many rows each touched; a negative number where the driver does not say
     */
    public int[] batch(String sql, List<@Nullable Object[]> rows) {
        checkWritable();
        if (rows.isEmpty()) {
            return new int[0];
        }
        open.begin();
        return open.<int[]>with(sql, prepared -> {
            for (@Nullable Object[] row : rows) {
                Values.bind(prepared.statement(), row);
                prepared.statement().addBatch();
            }
            return prepared.statement().executeBatch();
        });
    }

    /**
     * Inserts rows: in one statement where the database takes its columns as arrays, in a batch elsewhere.
     *
     * @param insert up to the names of the columns
     * @param types a t for each column of texts, an n for each of numbers
     * @param rows made by {@link #values}
     */
    public void insertAll(String insert, String types, List<@Nullable Object[]> rows) {
        if (rows.isEmpty()) {
            return;
        }
        if (dialect == Dialect.POSTGRESQL) {
            String arrays = types.replace("t", ", ?::text[]").replace("n", ", ?::bigint[]");
            update(insert + " SELECT * FROM unnest(" + arrays.substring(2) + ")", columns(types, rows));
        } else {
            batch(insert + " VALUES (?" + ", ?".repeat(types.length() - 1) + ")", rows);
        }
    }

    /** One row of values for {@link #batch}. */
    public static @Nullable Object[] values(@Nullable Object... values) {
        return values;
    }

    /** {@link Values#columns}: the values of a statement that takes its rows as arrays, on PostgreSQL. */
    public static @Nullable Object[] columns(String types, List<@Nullable Object[]> rows) {
        return Values.columns(types, rows);
    }

    /** {@link Values#valuesAndColumns}: the same for a statement that takes what all rows share as one value. */
    public static @Nullable Object[] valuesAndColumns(String types, int keys, List<@Nullable Object[]> rows) {
        return Values.valuesAndColumns(types, keys, rows);
    }

    /**
     * Has the statements of this transaction walk indexes, whatever the statistics say: those of a queue are never true
     * for long, and a plan made for an empty table costs a scan of a full one. And has the database end the transaction
     * of a process that stands still in its middle for 15 seconds, since others wait for what it locked. Without effect
     * in a host's transaction, whose settings are its own, and where plans do not go by statistics.
     */
    public void pinPlans() {
        if (!joined) {
            open.pinPlans();
        }
    }

    /**
     * Has the driver end each further statement that takes longer, as {@link Kind#RETRYABLE}, since it waits for
     * somebody's lock. A network that has gone silent is the connection's own time-out to notice. Not on SQLite, where a
     * transaction waits for its lock only at its beginning, and never for long.
     */
    void limitStatements(Duration limit) {
        if (!dialect.singleWriter()) {
            open.limitStatements(limit);
        }
    }

    /**
     * Runs {@code work} in a savepoint: when it throws, its changes are undone, the exception passes, and this
     * transaction goes on.
     */
    public <T extends @Nullable Object> T nested(Function<Tx, T> work) {
        return open.inSavepoint(() -> work.apply(this));
    }

    /** Runs several statements of fixed text. */
    void script(String sql) {
        open.script(sql);
    }

    private void checkWritable() {
        if (access == Access.READ) {
            throw new IllegalStateException("a write inside read(…): use write(…)");
        }
    }

    /** Refuses to commit after a failure that was swallowed, and refuses everything afterwards. */
    void end() {
        open.end();
    }

    /** Refuses everything from now on. */
    void close() {
        open.close();
    }
}
