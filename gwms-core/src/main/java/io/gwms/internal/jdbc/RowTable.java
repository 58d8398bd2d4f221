package io.gwms.internal.jdbc;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.google.common.base.Splitter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows as a table that a statement of MariaDB reads. What all rows share goes as one value each; the rest is a document
 * that the server reads row by row, in the order of the rows.
 */
public final class RowTable {
    /** Of up to four bytes and with quotes doubled it stays below the server's default for a packet, 16 MB. */
    private static final int MOST_CHARACTERS = 1_000_000;

    private static final String TEXT = " longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin";
    private static final JsonStringEncoder QUOTES = JsonStringEncoder.getInstance();

    private final String sql;
    private final @Nullable Object[] values;
    private final boolean large;

    private RowTable(String sql, @Nullable Object[] values, boolean large) {
        this.sql = sql;
        this.values = values;
        this.large = large;
    }

    /**
     * A table of these rows.
     *
     * @param columns their names, with a comma between
     * @param types a t for each column of texts, an n for each of numbers
     * @param rows made by {@link Tx#values}
     */
    public static RowTable of(String columns, String types, List<@Nullable Object[]> rows) {
        List<String> names = Splitter.on(", ").splitToList(columns);
        @Nullable Object[] given = Values.columns(types, rows);
        List<String> selected = new ArrayList<>();
        List<@Nullable Object> values = new ArrayList<>();
        List<@Nullable Object[]> differing = new ArrayList<>();
        StringBuilder paths = new StringBuilder("place FOR ORDINALITY");
        for (int column = 0; column < names.size(); column++) {
            @Nullable Object[] ofRows = (Object[]) requireNonNull(given[column]);
            if (Values.areTheSame(ofRows)) {
                selected.add("? AS " + names.get(column));
                values.add(ofRows[0]);
            } else {
                selected.add("item." + names.get(column));
                String type = types.charAt(column) == 't' ? TEXT : " bigint";
                paths.append(", ").append(names.get(column)).append(type);
                paths.append(" PATH '$[").append(differing.size()).append("]'");
                differing.add(ofRows);
            }
        }
        String document = document(differing, rows.size());
        values.add(document);
        return new RowTable(
                "(SELECT " + String.join(", ", selected) + " FROM JSON_TABLE(?, '$[*]' COLUMNS (" + paths
                        + ")) AS item)",
                values.toArray(),
                document.length() > MOST_CHARACTERS);
    }

    /** The table, for a FROM or a JOIN that names it. */
    public String sql() {
        return sql;
    }

    /** The values of its question marks. */
    public @Nullable Object[] values() {
        return values.clone();
    }

    /** Whether the server might refuse a statement with it for its size; then the rows go one by one. */
    public boolean isLarge() {
        return large;
    }

    private static String document(List<@Nullable Object[]> columns, int rows) {
        StringBuilder text = new StringBuilder("[");
        for (int row = 0; row < rows; row++) {
            text.append(row == 0 ? "[" : ",[");
            for (int column = 0; column < columns.size(); column++) {
                if (column > 0) {
                    text.append(',');
                }
                append(text, columns.get(column)[row]);
            }
            text.append(']');
        }
        return text.append(']').toString();
    }

    private static void append(StringBuilder text, @Nullable Object value) {
        if (value instanceof String string) {
            text.append('"');
            QUOTES.quoteAsString(string, text);
            text.append('"');
        } else {
            text.append(value);
        }
    }
}
