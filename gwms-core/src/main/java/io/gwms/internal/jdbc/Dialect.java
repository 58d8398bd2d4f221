package io.gwms.internal.jdbc;

import io.gwms.internal.jdbc.DatabaseException.Kind;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A kind of database, with all that differs between kinds: how a transaction begins, how a failure reads, how the
 * schema is locked, what time it is. A further database is a further constant here and a folder of migrations.
 */
public enum Dialect {
    /** One file, one writer at a time. Transactions are begun by statements: the driver's own commit begins the next
     * one at once and so would never let the write lock go. */
    SQLITE("SQLite") {
        private static final int BUSY = 5;
        private static final int LOCKED = 6;
        private static final int READ_ONLY = 8;
        private static final int IO_ERROR = 10;
        private static final int FULL = 13;
        private static final int CANNOT_OPEN = 14;
        private static final int CONSTRAINT = 19;

        @Override
        void begin(Connection connection, boolean readOnly) throws SQLException {
            execute(connection, readOnly ? "BEGIN DEFERRED" : "BEGIN IMMEDIATE");
        }

        @Override
        void commit(Connection connection) throws SQLException {
            execute(connection, "COMMIT");
        }

        @Override
        void rollback(Connection connection) throws SQLException {
            execute(connection, "ROLLBACK");
        }

        @Override
        boolean autoCommitWhileOurs() {
            return true;
        }

        @Override
        boolean singleWriter() {
            return true;
        }

        @Override
        Kind kindOf(SQLException failure) {
            String message = String.valueOf(failure.getMessage());
            if (message.contains("SQLITE_CONSTRAINT_UNIQUE") || message.contains("SQLITE_CONSTRAINT_PRIMARYKEY")) {
                return Kind.UNIQUE_VIOLATION;
            }
            int code = failure.getErrorCode() & 0xff;
            return switch (code) {
                case BUSY, LOCKED -> Kind.RETRYABLE;
                case READ_ONLY, IO_ERROR, FULL, CANNOT_OPEN -> Kind.UNAVAILABLE;
                default -> Kind.OTHER;
            };
        }

        @Override
        boolean commitSurelyFailed(SQLException failure) {
            int code = failure.getErrorCode() & 0xff;
            return code == BUSY || code == FULL || code == CONSTRAINT;
        }

        @Override
        void lockSchema(Tx tx) {
            // BEGIN IMMEDIATE holds the only write lock there is.
        }

        @Override
        String ownTables() {
            return "SELECT name FROM sqlite_master WHERE type = 'table' AND substr(name, 1, 5) = 'gwms_' ORDER BY name";
        }

        @Override
        @Nullable
        String planPins() {
            return null;
        }

        @Override
        @Nullable
        String clockMillis() {
            return null;
        }
    },

    /** PostgreSQL, and what speaks its protocol and SQL. */
    POSTGRESQL("PostgreSQL") {
        /** A primary that has become a standby says so. */
        private static final String READ_ONLY_TRANSACTION = "25006";

        @Override
        void begin(Connection connection, boolean readOnly) throws SQLException {
            execute(
                    connection,
                    readOnly
                            ? "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"
                            : "SET TRANSACTION ISOLATION LEVEL READ COMMITTED, READ WRITE");
        }

        @Override
        void commit(Connection connection) throws SQLException {
            connection.commit();
        }

        @Override
        void rollback(Connection connection) throws SQLException {
            connection.rollback();
        }

        @Override
        boolean autoCommitWhileOurs() {
            return false;
        }

        @Override
        boolean singleWriter() {
            return false;
        }

        @Override
        Kind kindOf(SQLException failure) {
            String state = failure.getSQLState();
            if (state == null
                    || state.startsWith("08")
                    || state.startsWith("53")
                    || state.startsWith("57P")
                    || state.equals(READ_ONLY_TRANSACTION)) {
                return Kind.UNAVAILABLE;
            }
            return switch (state) {
                case "23505" -> Kind.UNIQUE_VIOLATION;
                case "40001", "40P01", "55P03", "57014" -> Kind.RETRYABLE;
                default -> Kind.OTHER;
            };
        }

        @Override
        boolean commitSurelyFailed(SQLException failure) {
            String state = failure.getSQLState();
            return state != null
                    && !state.equals("40003")
                    && (state.startsWith("23") || state.startsWith("40") || state.startsWith("25"));
        }

        @Override
        void lockSchema(Tx tx) {
            tx.script("SET LOCAL lock_timeout = '60s'; SELECT pg_advisory_xact_lock(" + SCHEMA_LOCK + ")");
        }

        @Override
        String ownTables() {
            return "SELECT tablename AS name FROM pg_tables"
                    + " WHERE schemaname = current_schema() AND left(tablename, 5) = 'gwms_' ORDER BY 1";
        }

        @Override
        String planPins() {
            return "SELECT set_config('plan_cache_mode', 'force_generic_plan', true),"
                    + " set_config('enable_seqscan', 'off', true), set_config('enable_bitmapscan', 'off', true),"
                    + " set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true),"
                    + " set_config('enable_sort', 'off', true)";
        }

        @Override
        String clockMillis() {
            return "SELECT CAST(extract(epoch FROM clock_timestamp()) * 1000 AS bigint) AS now";
        }
    };

    /** «gwms» in ASCII: the advisory lock that two starting nodes compete for. */
    private static final long SCHEMA_LOCK = 0x67776d73L;

    private final String product;

    Dialect(String product) {
        this.product = product;
    }

    /** The dialect of the database at the other end. */
    static Dialect of(Connection connection) throws SQLException {
        String product = connection.getMetaData().getDatabaseProductName();
        for (Dialect dialect : values()) {
            if (dialect.product.equalsIgnoreCase(product)) {
                return dialect;
            }
        }
        throw DatabaseErrors.unsupported(product, connection.getMetaData().getDatabaseProductVersion());
    }

    /** The name of its folder of migrations: {@code sqlite}, {@code postgresql}. */
    public String folder() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Begins a transaction on a connection whose auto-commit is {@link #autoCommitWhileOurs()}. */
    abstract void begin(Connection connection, boolean readOnly) throws SQLException;

    abstract void commit(Connection connection) throws SQLException;

    abstract void rollback(Connection connection) throws SQLException;

    abstract boolean autoCommitWhileOurs();

    /** Whether only one transaction at a time can write, so that writers queue in the process already. */
    abstract boolean singleWriter();

    abstract Kind kindOf(SQLException failure);

    /** Whether this failure of a COMMIT proves that nothing was written. */
    abstract boolean commitSurelyFailed(SQLException failure);

    /** Keeps every other node out of the schema until the transaction ends. */
    abstract void lockSchema(Tx tx);

    /** A query for the {@code name} of each of our tables. */
    abstract String ownTables();

    /** A query that pins plans to indexes for a transaction, or null where there is no need. */
    abstract @Nullable String planPins();

    /** A query for {@code now} in milliseconds since 1970, or null where the database's clock is the host's. */
    abstract @Nullable String clockMillis();

    static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
