package io.gwms.internal.jdbc;

import io.gwms.internal.jdbc.DatabaseException.Kind;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A kind of database, with all that differs between kinds: how a transaction begins, how a failure reads, how the
 * schema is locked, what time it is. A further database is a further constant here and a folder of migrations.
 */
public enum Dialect {
    /** One file, one writer at a time. Transactions are begun by statements: the driver's own commit begins the next
     * one at once and so would never let the write lock go. */
    SQLITE("SQLite", new Words()) {
        private static final int BUSY = 5;
        private static final int LOCKED = 6;
        private static final int IO_ERROR = 10;
        private static final int FULL = 13;
        private static final int CANNOT_OPEN = 14;
        private static final int CONSTRAINT = 19;

        @Override
        void begin(Connection connection, boolean readOnly) throws SQLException {
            execute(connection, readOnly ? "BEGIN DEFERRED" : "BEGIN IMMEDIATE");
        }

        @Override
        public boolean singleWriter() {
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
                case SQLITE_READ_ONLY, IO_ERROR, FULL, CANNOT_OPEN -> Kind.UNAVAILABLE;
                default -> Kind.OTHER;
            };
        }

        @Override
        boolean commitSurelyFailed(SQLException failure) {
            int code = failure.getErrorCode() & 0xff;
            return code == BUSY || code == FULL || code == CONSTRAINT;
        }

        /** BEGIN IMMEDIATE holds the only write lock there is. */
        @Override
        <T> T withSchemaLocked(Database database, Function<Tx, T> work) {
            return database.write(work);
        }

        /** Its {@code execute} ends at the first statement. */
        @Override
        void script(Statement statement, String sql) throws SQLException {
            statement.executeUpdate(sql);
        }

        @Override
        String ownTables() {
            return "SELECT name FROM sqlite_master WHERE type = 'table' AND substr(name, 1, 5) = 'gwms_' ORDER BY name";
        }

        @Override
        @Nullable
        String clockMillis() {
            return null;
        }
    },

    /** PostgreSQL from 13 on, and what speaks its protocol and SQL. */
    POSTGRESQL("PostgreSQL", new PostgresWords()) {
        /** A primary that has become a standby says so. */
        private static final String READ_ONLY_TRANSACTION = "25006";

        /** Tables say when they are vacuumed after inserts, and entries of an index are shared, from 13 on. */
        @Override
        void check(Connection connection) throws SQLException {
            DatabaseMetaData about = connection.getMetaData();
            if (about.getDatabaseMajorVersion() < 13) {
                throw DatabaseErrors.unsupported(about.getDatabaseProductName(), about.getDatabaseProductVersion());
            }
        }

        /** The driver begins with the first statement, which is {@link #beginning}. */
        @Override
        void begin(Connection connection, boolean readOnly) {}

        @Override
        String beginning(boolean readOnly) {
            return readOnly
                    ? "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"
                    : "SET TRANSACTION ISOLATION LEVEL READ COMMITTED, READ WRITE";
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

        /** Statements behind one that failed are skipped; the driver is told by the server that the transaction has ended. */
        @Override
        boolean commitsAlong() {
            return true;
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
        <T> T withSchemaLocked(Database database, Function<Tx, T> work) {
            return database.write(tx -> {
                tx.script("SET LOCAL lock_timeout = '60s'; SELECT pg_advisory_xact_lock(" + SCHEMA_LOCK + ")");
                return work.apply(tx);
            });
        }

        @Override
        String ownTables() {
            return "SELECT tablename AS name FROM pg_tables"
                    + " WHERE schemaname = current_schema() AND left(tablename, 5) = 'gwms_' ORDER BY 1";
        }

        @Override
        String planPins() {
            return "SELECT set_config('idle_in_transaction_session_timeout', '15s', true),"
                    + " set_config('plan_cache_mode', 'force_generic_plan', true),"
                    + " set_config('enable_seqscan', 'off', true), set_config('enable_bitmapscan', 'off', true),"
                    + " set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true),"
                    + " set_config('enable_sort', 'off', true), set_config('jit', 'off', true)";
        }

        @Override
        String clockMillis() {
            return "SELECT CAST(extract(epoch FROM clock_timestamp()) * 1000 AS bigint) AS now";
        }
    },

    /**
     * MariaDB from 10.6 on, by its own driver. Transactions are begun and ended by statements: there auto-commit is a
     * setting of the server, and turning it off and on would cost two more round trips each.
     */
    MARIADB("MariaDB", new MariaDbWords()) {
        @Override
        void check(Connection connection) throws SQLException {
            MariaDb.check(connection);
        }

        /** The level holds for the next transaction alone, so that one begins at once, before anybody else's. */
        @Override
        void begin(Connection connection, boolean readOnly) throws SQLException {
            execute(connection, "SET TRANSACTION ISOLATION LEVEL " + (readOnly ? "REPEATABLE READ" : "READ COMMITTED"));
            execute(connection, readOnly ? "START TRANSACTION READ ONLY" : "START TRANSACTION READ WRITE");
        }

        @Override
        Kind kindOf(SQLException failure) {
            return MariaDb.kindOf(failure);
        }

        @Override
        boolean commitSurelyFailed(SQLException failure) {
            return MariaDb.commitSurelyFailed(failure);
        }

        @Override
        void script(Statement statement, String sql) throws SQLException {
            statement.execute(MariaDb.compound(sql));
        }

        @Override
        <T> T withSchemaLocked(Database database, Function<Tx, T> work) {
            return MariaDb.withSchemaLocked(database, work);
        }

        @Override
        String ownTables() {
            return "SELECT table_name AS name FROM information_schema.tables"
                    + " WHERE table_schema = DATABASE() AND LEFT(table_name, 5) = 'gwms_' ORDER BY 1";
        }

        /** Not by way of the session's zone, in which an hour of autumn comes twice. */
        @Override
        String clockMillis() {
            return "SELECT TIMESTAMPDIFF(MICROSECOND, '1970-01-01', UTC_TIMESTAMP(6)) DIV 1000 AS now";
        }
    };

    /** «gwms» in ASCII: the advisory lock that two starting nodes compete for. */
    private static final long SCHEMA_LOCK = 0x67776d73L;

    private static final int SQLITE_READ_ONLY = 8;

    private final String product;

    @SuppressWarnings("ImmutableEnumChecker") // it has no fields
    private final Words words;

    Dialect(String product, Words words) {
        this.product = product;
        this.words = words;
    }

    /** How it says what the others say differently. */
    Words words() {
        return words;
    }

    /** Whether SQLite refused because the file may only be read. */
    static boolean isReadOnly(SQLException failure) {
        return (failure.getErrorCode() & 0xff) == SQLITE_READ_ONLY;
    }

    /** The dialect of the database at the other end, which is of a version and in a mode that will do. */
    static Dialect of(Connection connection) throws SQLException {
        String product = connection.getMetaData().getDatabaseProductName();
        for (Dialect dialect : values()) {
            if (dialect.product.equalsIgnoreCase(product)) {
                dialect.check(connection);
                return dialect;
            }
        }
        throw DatabaseErrors.unsupported(product, connection.getMetaData().getDatabaseProductVersion());
    }

    /** The name of its folder of migrations: {@code sqlite}, {@code postgresql}, {@code mariadb}. */
    public String folder() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Throws what is wrong with this database, if anything is. */
    void check(Connection connection) throws SQLException {}

    /** Begins a transaction on a connection whose auto-commit is {@link #autoCommitWhileOurs()}. */
    abstract void begin(Connection connection, boolean readOnly) throws SQLException;

    /** What goes before the first statement of a transaction, in one round trip with it where it can; null for nothing. */
    @Nullable
    String beginning(boolean readOnly) {
        return null;
    }

    void commit(Connection connection) throws SQLException {
        execute(connection, "COMMIT");
    }

    void rollback(Connection connection) throws SQLException {
        execute(connection, "ROLLBACK");
    }

    /** Whether statements begin and end our transactions, so that the driver's own stay out of the way. */
    boolean autoCommitWhileOurs() {
        return true;
    }

    /** Whether a commit can go along with the last statement and is left out when that fails. */
    boolean commitsAlong() {
        return false;
    }

    /** Whether only one transaction at a time can write, so that writers queue in the process already. */
    public boolean singleWriter() {
        return false;
    }

    abstract Kind kindOf(SQLException failure);

    /** Whether this failure of a COMMIT proves that nothing was written. */
    abstract boolean commitSurelyFailed(SQLException failure);

    /** Runs several statements of fixed text, whose ends the driver or the server finds. */
    void script(Statement statement, String sql) throws SQLException {
        statement.execute(sql);
    }

    /** Runs a write with every other node kept out of the schema until it has committed. */
    abstract <T> T withSchemaLocked(Database database, Function<Tx, T> work);

    /** A query for the {@code name} of each of our tables. */
    abstract String ownTables();

    /**
     * A query that pins plans to indexes for a transaction, and bounds how long a process that is stopped in its middle
     * keeps others waiting; null where there is no need.
     */
    @Nullable
    String planPins() {
        return null;
    }

    /** A query for {@code now} in milliseconds since 1970, or null where the database's clock is the host's. */
    abstract @Nullable String clockMillis();

    static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
