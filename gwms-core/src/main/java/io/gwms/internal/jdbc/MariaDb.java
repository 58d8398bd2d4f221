package io.gwms.internal.jdbc;

import io.gwms.internal.jdbc.DatabaseException.Kind;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What MariaDB needs beyond its constant in {@link Dialect}. */
final class MariaDb {
    private static final int LOCK_WAIT_SECONDS = 60;

    /** Locks are the server's, so the name holds the database's. */
    private static final String SCHEMA_LOCK = "CONCAT('gwms ', MD5(DATABASE()))";

    private MariaDb() {}

    /** Refuses an old release (SKIP LOCKED is of 10.6), and settings under which a statement means something else. */
    static void check(Connection connection) throws SQLException {
        DatabaseMetaData about = connection.getMetaData();
        int major = about.getDatabaseMajorVersion();
        if (major < 10 || (major == 10 && about.getDatabaseMinorVersion() < 6)) {
            throw DatabaseErrors.unsupported(about.getDatabaseProductName(), about.getDatabaseProductVersion());
        }
        String url = String.valueOf(about.getURL()).toLowerCase(Locale.ROOT);
        for (String option : List.of("useAffectedRows=true", "useBulkStmts=true")) {
            if (url.contains(option.toLowerCase(Locale.ROOT))) {
                throw DatabaseErrors.miscounts(option);
            }
        }
        String mode = sqlMode(connection);
        if (!mode.contains("STRICT_TRANS_TABLES") && !mode.contains("STRICT_ALL_TABLES")) {
            throw DatabaseErrors.notStrict(mode);
        }
    }

    private static String sqlMode(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT @@sql_mode")) {
            rows.next();
            return String.valueOf(rows.getString(1));
        }
    }

    static Kind kindOf(SQLException failure) {
        return switch (failure.getErrorCode()) {
            case 1062, 1586 -> Kind.UNIQUE_VIOLATION;
            // lock wait timeout, deadlock, record changed since last read, query interrupted or out of time
            case 1205, 1213, 1020, 1317, 1969 -> Kind.RETRYABLE;
            // no memory, no disk, no lock table, too many connections or transactions, connection killed, read-only
            case 1021, 1026, 1028, 1030, 1037, 1038, 1041, 1114, 1203, 1206, 1226, 1290, 1637, 1836, 1927 ->
                Kind.UNAVAILABLE;
            default -> byState(failure.getSQLState());
        };
    }

    private static Kind byState(@Nullable String state) {
        if (state == null || state.startsWith("08") || state.equals("25006")) {
            return Kind.UNAVAILABLE;
        }
        return state.equals("40001") ? Kind.RETRYABLE : Kind.OTHER;
    }

    /** A read-only server and a cluster that refuses to certify have rolled back. */
    static boolean commitSurelyFailed(SQLException failure) {
        int code = failure.getErrorCode();
        return code == 1290 || code == 1836 || code == 1213 || "40001".equals(failure.getSQLState());
    }

    /** One compound statement, whose ends the server finds; the driver would send the text as one statement. */
    static String compound(String script) {
        String end = script.strip();
        while (end.endsWith(";")) {
            end = end.substring(0, end.length() - 1).strip();
        }
        return "BEGIN NOT ATOMIC\n" + end + "\n;\nEND";
    }

    /** DDL commits, and a transaction's lock would go with it: a second connection holds one meanwhile. */
    static <T> T withSchemaLocked(Database database, Function<Tx, T> work) {
        return database.read(holder -> {
            if (ask(holder, "GET_LOCK(" + SCHEMA_LOCK + ", " + LOCK_WAIT_SECONDS + ")") != 1) {
                throw DatabaseErrors.schemaLocked(LOCK_WAIT_SECONDS);
            }
            try {
                return database.<T>write(work);
            } finally {
                ask(holder, "RELEASE_LOCK(" + SCHEMA_LOCK + ")");
            }
        });
    }

    private static int ask(Tx tx, String function) {
        return tx.queryOne("SELECT COALESCE(" + function + ", 0) AS answer", row -> row.intValue("answer"))
                .orElseThrow();
    }
}
