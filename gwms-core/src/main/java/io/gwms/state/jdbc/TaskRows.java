package io.gwms.state.jdbc;

import io.gwms.internal.jdbc.Dialect;
import io.gwms.internal.jdbc.Tx;

/**
 * What adding tasks ({@link NewTasks}) and writing how they go on ({@link TaskProgress}) share. PostgreSQL takes a whole
 * batch as arrays in one statement and MariaDB as a document, which is several times cheaper than one statement each;
 * SQLite, which is in the process, takes them one by one.
 */
final class TaskRows {
    /** In which a task can still change. */
    static final String LIVE = "status IN ('PENDING', 'WAITING', 'MANUAL')";

    private TaskRows() {}

    /** A condition for the live task of a type and a key. MariaDB has no partial index, but a column of live keys. */
    static String liveOne(Dialect dialect, String type, String key) {
        return dialect == Dialect.MARIADB
                ? "type = " + type + " AND live_key = " + key
                : "type = " + type + " AND effect_key = " + key + " AND " + LIVE;
    }

    /** Whether a batch goes as arrays. In a host's transaction it does not, because its plans are not ours to pin. */
    static boolean asArrays(Tx tx, int rows) {
        return rows > 1 && tx.dialect() == Dialect.POSTGRESQL && !tx.joined();
    }

    /** Whether a batch goes as a table of rows. */
    static boolean asTable(Tx tx, int rows) {
        return rows > 1 && tx.dialect() == Dialect.MARIADB;
    }
}
