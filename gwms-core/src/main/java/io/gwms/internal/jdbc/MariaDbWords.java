package io.gwms.internal.jdbc;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** MariaDB's. */
final class MariaDbWords extends Words {
    private static final Pattern CONFLICT = Pattern.compile("ON CONFLICT\\s*\\([^)]*\\)\\s*DO UPDATE\\s+SET");
    private static final Pattern EXCLUDED = Pattern.compile("\\bexcluded\\.(\\w+)");

    /** INSERT IGNORE would also cut what is too long; a duplicate undoes only its own statement. */
    @Override
    String ignoringDuplicates(String insert) {
        return insert;
    }

    @Override
    boolean raisesDuplicates() {
        return true;
    }

    @Override
    String upsert(String sql) {
        return EXCLUDED.matcher(CONFLICT.matcher(sql).replaceFirst("ON DUPLICATE KEY UPDATE"))
                .replaceAll("VALUES($1)");
    }

    /** It has no UPDATE … RETURNING. */
    @Override
    <T> List<T> updateChosen(
            Tx tx,
            String table,
            String assignments,
            String choice,
            Function<Row, T> mapper,
            @Nullable Object[] values) {
        return updateLocked(
                tx, table, "id", assignments, "SELECT id " + choice + " FOR UPDATE SKIP LOCKED", mapper, values);
    }

    @Override
    <T> List<T> updateReturning(
            Tx tx,
            String table,
            String key,
            String assignments,
            String condition,
            Function<Row, T> mapper,
            @Nullable Object[] values) {
        String locking = "SELECT " + key + " FROM " + table + " WHERE " + condition + forUpdate();
        return updateLocked(tx, table, key, assignments, locking, mapper, values);
    }

    private static <T> List<T> updateLocked(
            Tx tx,
            String table,
            String key,
            String assignments,
            String locking,
            Function<Row, T> mapper,
            @Nullable Object[] values) {
        int assigned = Math.toIntExact(assignments.chars().filter(c -> c == '?').count());
        List<String> keys = tx.query(
                locking, row -> Long.toString(row.longValue(key)), Arrays.copyOfRange(values, assigned, values.length));
        if (keys.isEmpty()) {
            return List.of();
        }
        String these = "JSON_TABLE(?, '$[*]' COLUMNS (chosen bigint PATH '$')) AS these STRAIGHT_JOIN " + table;
        String found = " WHERE " + table + "." + key + " = these.chosen";
        String document = "[" + String.join(",", keys) + "]";
        List<@Nullable Object> assigning = new ArrayList<>(List.of(document));
        assigning.addAll(Arrays.asList(values).subList(0, assigned));
        tx.update("UPDATE " + these + " SET " + assignments + found, assigning.toArray());
        return tx.query("SELECT " + table + ".* FROM " + these + found, mapper, document);
    }

    @Override
    public String forShare() {
        return " LOCK IN SHARE MODE";
    }

    @Override
    public String forUpdate() {
        return " FOR UPDATE";
    }

    @Override
    public String currentRead() {
        return forShare();
    }
}
