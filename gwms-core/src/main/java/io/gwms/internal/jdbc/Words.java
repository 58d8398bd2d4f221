package io.gwms.internal.jdbc;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What not every database says in the same words; here as SQLite says it, which locks no rows. Shared. */
public class Words {
    Words() {}

    /** An INSERT of one row that touches nothing when a row of its key exists; or see {@link #raisesDuplicates}. */
    String ignoringDuplicates(String insert) {
        return insert + " ON CONFLICT DO NOTHING";
    }

    /** Whether {@link #ignoringDuplicates} fails for such a row; the transaction goes on all the same. */
    boolean raisesDuplicates() {
        return false;
    }

    /** See {@link Tx#insertIgnoring(String, String, String, List)}; the insert ends before its values. */
    void insertIgnoring(Tx tx, String insert, String types, List<@Nullable Object[]> rows) {
        tx.insertIgnoring(insert + " VALUES (" + "?, ".repeat(types.length() - 1) + "?)", rows);
    }

    /** This database's form of {@code INSERT … ON CONFLICT (key) DO UPDATE SET … = excluded.…}. */
    String upsert(String sql) {
        return sql;
    }

    /** See {@link Tx#updateChosen}. */
    <T> List<T> updateChosen(
            Tx tx,
            String table,
            String assignments,
            String choice,
            Function<Row, T> mapper,
            @Nullable Object[] values) {
        return tx.query(
                "UPDATE " + table + " SET " + assignments + " WHERE " + chosen(choice) + " RETURNING *",
                mapper,
                values);
    }

    /** See {@link Tx#updateReturning}. */
    <T> List<T> updateReturning(
            Tx tx,
            String table,
            String key,
            String assignments,
            String condition,
            Function<Row, T> mapper,
            @Nullable Object[] values) {
        return tx.query(
                "UPDATE " + table + " SET " + assignments + " WHERE " + condition + " RETURNING *", mapper, values);
    }

    /** What a query ends in whose rows must stay as they are until the transaction ends; others may ask the same. */
    public String forShare() {
        return "";
    }

    /** What a query ends in whose rows are this transaction's alone until it ends. */
    public String forUpdate() {
        return "";
    }

    /** The condition that a row is among those of this choice, which locks them where there are locks. */
    String chosen(String choice) {
        return "id IN (SELECT id " + choice + ")";
    }

    /**
     * What a query ends in that must find a row which an insert has just met, also in a host's transaction: MariaDB's
     * shows by default how things were at its first read.
     */
    public String currentRead() {
        return "";
    }
}
