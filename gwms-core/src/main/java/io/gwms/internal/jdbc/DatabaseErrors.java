package io.gwms.internal.jdbc;

import io.gwms.GwmsException;
import io.gwms.internal.jdbc.DatabaseException.Kind;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Every message about databases, GWMS-1001 to GWMS-1099. Drivers quote values in theirs (a duplicate key, a whole row);
 * here only the statement, the state and the driver's first line appear, and a cause is a copy without values.
 */
public final class DatabaseErrors {
    private static final String LACKS_A_RIGHT =
            "let the database's user SELECT, INSERT, UPDATE and DELETE in the tables gwms_…, and create them at an upgrade";
    private static final String READS_ONLY =
            "connect to the server that takes writes: this is a standby, or it was set to be read only";
    private static final String IS_FULL = "make room on the disk of the database; tasks then go on by themselves";

    /** The server says so of itself, and PostgreSQL's driver of this process, which cannot hold the rows. */
    private static final String OUT_OF_MEMORY = "53200";

    private DatabaseErrors() {}

    static GwmsException unsupported(String product, String version) {
        return new GwmsException(
                "GWMS-1001",
                "The database is %s %s, but must be SQLite, PostgreSQL 13 or MariaDB 10.6, or a newer one"
                        .formatted(product, version),
                "pass a DataSource of one of these, or EmbeddedDatabase.file(…) for a file; MariaDB is known by its own"
                        + " driver (jdbc:mariadb:…)");
    }

    static DatabaseException unavailable(SQLException e) {
        return new DatabaseException(
                Kind.UNAVAILABLE,
                "GWMS-1002",
                "The database gives no connection: " + safeText(e),
                "check that it runs, its address and login, and that the pool holds at least two connections",
                copy(e));
    }

    static DatabaseException statement(Dialect dialect, String sql, SQLException e) {
        if (String.valueOf(e.getMessage()).contains("SQLITE_BUSY_SNAPSHOT")) {
            return outdatedSnapshot(e);
        }
        return new DatabaseException(
                dialect.kindOf(innermost(e)),
                "GWMS-1003",
                "A statement failed: %s; it was: %s".formatted(safeText(e), oneLine(sql)),
                remedyOf(innermost(e)),
                copy(e));
    }

    /** What PostgreSQL's states and the numbers of MariaDB and SQLite say of causes that lie outside of this process. */
    private static String remedyOf(SQLException e) {
        return switch (String.valueOf(e.getSQLState())) {
            case "42501" -> LACKS_A_RIGHT;
            case "25006" -> READS_ONLY;
            case "53100" -> IS_FULL;
            case "3F000", "42P01", "42703", "42S02", "42S22" ->
                "build() of a runtime makes the tables: check that this login finds the same schema, by currentSchema in the"
                        + " JDBC URL or its search_path, and that nobody has changed them";
            default ->
                switch (e.getErrorCode()) {
                    case 1044, 1142 -> LACKS_A_RIGHT;
                    case 1290, 1792, 1836 -> READS_ONLY;
                    case 13, 1021, 1114 -> IS_FULL;
                    default -> "see the database's own message";
                };
        };
    }

    static DatabaseException commit(Dialect dialect, SQLException e) {
        if (dialect.commitSurelyFailed(innermost(e))) {
            return new DatabaseException(
                    dialect.kindOf(innermost(e)),
                    "GWMS-1004",
                    "The commit was refused and nothing was written: " + safeText(e),
                    "see the database's own message",
                    copy(e));
        }
        return new DatabaseException(
                Kind.COMMIT_UNKNOWN,
                "GWMS-1005",
                "The connection broke during the commit, so nobody knows whether it was written: " + safeText(e),
                "read what the database holds before writing again; the same command may be repeated with the same key",
                copy(e));
    }

    /**
     * A failure of the last statement, with which the commit goes along. What the server refuses is not written; where the
     * connection broke, or the rows of what has run cannot be read, nobody knows.
     */
    static DatabaseException last(Dialect dialect, String sql, SQLException e, boolean hasRun) {
        String state = innermost(e).getSQLState();
        boolean isRefused = !hasRun
                && state != null
                && !state.startsWith("08")
                && !state.startsWith("57P")
                && !state.equals("40003")
                && !state.equals(OUT_OF_MEMORY);
        return isRefused ? statement(dialect, sql, e) : commit(dialect, e);
    }

    static DatabaseException busy(Duration waited, SQLException e) {
        return new DatabaseException(
                Kind.RETRYABLE,
                "GWMS-1006",
                "Another process or connection holds the SQLite write lock; gave up after " + waited.toSeconds() + " s",
                "end the transaction that holds it; inside a transaction of your own, join it instead of"
                        + " calling GWMS without it",
                copy(e));
    }

    static GwmsException nestedWrite() {
        return new GwmsException(
                "GWMS-1007",
                "A write began inside a write of the same thread; it would wait for itself or commit alone",
                "use the transaction that is already open, or begin after it has ended");
    }

    static GwmsException hostAutoCommits() {
        return new GwmsException(
                "GWMS-1008",
                "The connection to join is in auto-commit mode, so there is no transaction to join",
                "call connection.setAutoCommit(false) first, and commit() afterwards");
    }

    static DatabaseException outdatedSnapshot(SQLException e) {
        return new DatabaseException(
                Kind.RETRYABLE,
                "GWMS-1009",
                "The joined SQLite transaction has read before it writes, and somebody else wrote in between",
                "begin it with BEGIN IMMEDIATE: EmbeddedDatabase.file(…) does, or add ?transaction_mode=IMMEDIATE to"
                        + " the JDBC URL",
                copy(e));
    }

    static GwmsException notWriteAhead(String mode) {
        return new GwmsException(
                "GWMS-1010",
                "SQLite's journal mode is '%s' and cannot be 'wal', which readers beside a writer need".formatted(mode),
                "use a file on a local disk, not an in-memory database or a network folder");
    }

    static DatabaseException readOnly(SQLException e) {
        return new DatabaseException(
                Kind.UNAVAILABLE,
                "GWMS-1019",
                "The SQLite file can only be read: " + safeText(e),
                "open it without mode=ro, and let this process write to the file and its folder",
                copy(e));
    }

    static GwmsException failedBefore(DatabaseException first) {
        return new GwmsException(
                "GWMS-1011",
                "A statement failed earlier in this transaction and its exception was swallowed, so all of it is"
                        + " undone",
                "let the first exception pass, or run what may fail in a nested transaction; it was: "
                        + first.problem(),
                first);
    }

    /** A state that is no SQL database was asked for a transaction with a host's own statements. */
    public static GwmsException noSql(Class<?> state) {
        return new GwmsException(
                "GWMS-1012",
                "The state is a " + state.getName() + ", so nothing of yours can be written in its transaction",
                "commit without statements of your own, or keep the state in a database");
    }

    static GwmsException notStrict(String mode) {
        return new GwmsException(
                "GWMS-1016",
                "MariaDB's sql_mode is '%s', which cuts what is too long instead of refusing it".formatted(mode),
                "add STRICT_TRANS_TABLES to sql_mode, on the server or with sessionVariables=… in the JDBC URL");
    }

    static GwmsException miscounts(String option) {
        return new GwmsException(
                "GWMS-1017",
                "The JDBC URL says %s, so it does not come back how many rows each statement found".formatted(option),
                "leave it out");
    }

    static GwmsException schemaLocked(int seconds) {
        return new GwmsException(
                "GWMS-1018",
                "Another node has kept the schema locked for " + seconds + " s; nothing was changed",
                "start again once its upgrade has ended");
    }

    static GwmsException newerSchema(String module, int found, int known) {
        return new GwmsException(
                "GWMS-1020",
                "The database holds schema %d of module '%s', but this release knows only %d; it was left untouched"
                        .formatted(found, module, known),
                "start the release that upgraded it, or a newer one; a schema is never downgraded");
    }

    static GwmsException changedScript(String module, String script, String database) {
        return new GwmsException(
                "GWMS-1021",
                "Migration %s of module '%s' differs from the one this database was built with (%s); it was left untouched"
                        .formatted(script, module, database),
                "use the released gwms jars unchanged; a migration that ran once is never edited");
    }

    static GwmsException notOurs(String module, List<String> tables) {
        return new GwmsException(
                "GWMS-1022",
                "The database holds tables %s without a schema history, so they are not ours to change; it was left untouched (module '%s')"
                        .formatted(tables, module),
                "pass an empty database or schema, or rename these tables; if Flyway runs the GWMS migrations, set its"
                        + " flyway.table to gwms_" + module + "_schema_history");
    }

    static GwmsException brokenHistory(String module, String detail) {
        return new GwmsException(
                "GWMS-1023",
                "The schema history of module '%s' does not add up: %s; it was left untouched"
                        .formatted(module, detail),
                "restore the database from a backup, or finish the interrupted migration with the tool that ran it");
    }

    static GwmsException failedMigration(String module, String script, DatabaseException e) {
        return new GwmsException(
                "GWMS-1024",
                "Migration %s of module '%s' failed: %s".formatted(script, module, e.problem()),
                "the database's user must be allowed to create tables and indexes in its schema, and that schema must exist",
                e);
    }

    /** A file that cannot hold the embedded database. */
    public static GwmsException unusableFile(Path file, String why, @Nullable Throwable cause) {
        return new GwmsException(
                "GWMS-1030",
                "The database file %s cannot be used: %s".formatted(file, why),
                "pass a file in a folder that this process may write to",
                cause);
    }

    /** The optional SQLite driver is not there. */
    public static GwmsException sqliteDriverMissing(Throwable cause) {
        return new GwmsException(
                "GWMS-1031",
                "The embedded database needs the SQLite driver, which is not on the class path",
                "add the dependency org.xerial:sqlite-jdbc (on the module path also --add-modules org.xerial.sqlitejdbc)",
                cause);
    }

    private static SQLException copy(SQLException e) {
        SQLException inner = innermost(e);
        SQLException copy = new SQLException(safeText(e), inner.getSQLState(), inner.getErrorCode());
        copy.setStackTrace(e.getStackTrace());
        return copy;
    }

    /** A batch's exception wraps the one that matters and quotes the row in its own message. */
    private static SQLException innermost(SQLException e) {
        SQLException inner = e;
        for (SQLException next = e.getNextException(); next != null; next = next.getNextException()) {
            inner = next;
        }
        return inner;
    }

    private static String safeText(SQLException e) {
        SQLException inner = innermost(e);
        String state = inner.getSQLState();
        if (state != null && state.startsWith("22")) {
            return "a value does not fit its column or type (SQLState " + state + ")";
        }
        String firstLine = withoutValues(state, String.valueOf(inner.getMessage()))
                .lines()
                .findFirst()
                .orElse("");
        return state == null ? firstLine : firstLine + " (SQLState " + state + ")";
    }

    /** MariaDB quotes the key's values in the very line, and in a syntax error the statement with its values. */
    private static String withoutValues(@Nullable String state, String message) {
        if ("23000".equals(state) && message.contains("Duplicate entry")) {
            return "Duplicate entry " + message.substring(Math.max(0, message.lastIndexOf("for key ")));
        }
        return "42000".equals(state) ? message.replaceFirst("(?s) near '.*", "") : message;
    }

    private static String oneLine(String sql) {
        String line = sql.replaceAll("\\s+", " ").strip();
        return line.length() <= 300 ? line : line.substring(0, 300) + "…";
    }
}
