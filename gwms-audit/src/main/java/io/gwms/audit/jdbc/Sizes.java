package io.gwms.audit.jdbc;

import io.gwms.internal.jdbc.Tx;

/** How large the log is, kept in a row of its own so that nobody has to count. */
final class Sizes {
    private Sizes() {}

    /** Last in a transaction, for every writer wants this row. */
    static void add(Tx tx, long bytes) {
        tx.update("UPDATE gwms_audit_size SET bytes = bytes + ? WHERE name = 'calls'", bytes);
    }

    static long of(Tx tx) {
        return tx.queryOne("SELECT bytes FROM gwms_audit_size WHERE name = 'calls'", row -> row.longValue("bytes"))
                .orElse(0L);
    }

    /** Waits until no other step of maintenance is under way, and keeps others waiting to the transaction's end. */
    static void takeTurn(Tx tx) {
        tx.update("UPDATE gwms_audit_size SET bytes = bytes + 1 WHERE name = 'maintenance'");
    }
}
