package io.gwms.internal.jdbc;

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
        int assigned = Math.toIntExact(assignments.chars().filter(c -> c == '?').count());
        List<String> ids = tx.query(
                choice + " FOR UPDATE SKIP LOCKED",
                row -> Long.toString(row.longValue("id")),
                Arrays.copyOfRange(values, assigned, values.length));
        if (ids.isEmpty()) {
            return List.of();
        }
        String these = " WHERE id IN (" + String.join(", ", ids) + ")";
        tx.update("UPDATE " + table + " SET " + assignments + these, Arrays.copyOf(values, assigned));
        return tx.query("SELECT * FROM " + table + these, mapper);
    }

    @Override
    public String currentRead() {
        return " LOCK IN SHARE MODE";
    }
}
