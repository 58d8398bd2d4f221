package io.gwms.internal.jdbc;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** PostgreSQL's. */
final class PostgresWords extends Words {
    /** Numbers fit into columns of smaller ones by themselves. */
    @Override
    void insertIgnoring(Tx tx, String insert, String types, List<@Nullable Object[]> rows) {
        String arrays = types.chars()
                .mapToObj(type -> type == 't' ? "?::text[]" : type == 'n' ? "?::bigint[]" : "?::bytea[]")
                .collect(Collectors.joining(", "));
        tx.update(ignoringDuplicates(insert + " SELECT * FROM unnest(" + arrays + ")"), Tx.columns(types, rows));
    }

    @Override
    public String forShare() {
        return " FOR SHARE";
    }

    @Override
    public String forUpdate() {
        return " FOR UPDATE";
    }

    /**
     * An array of places is computed once, then the row at each is read: the planner has no other way. A row stays at its
     * place while it is locked; one that was changed since the statement began is passed over.
     */
    @Override
    String chosen(String choice) {
        return "ctid = ANY (ARRAY(SELECT ctid " + choice + " FOR UPDATE SKIP LOCKED))";
    }
}
