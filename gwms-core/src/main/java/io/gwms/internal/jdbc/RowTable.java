package io.gwms.internal.jdbc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.google.common.base.Splitter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows as a table that a statement of MariaDB reads. What all rows share goes as one value each; the rest is a document
 * that the server reads row by row, in the order of the rows. The document has no escapes, since releases before 11.4 leave
 * them in what they read: a column with a text that needs one goes as Base64.
 */
public final class RowTable {
    /** Of up to four bytes and with quotes doubled it stays below the server's default for a packet, 16 MB. */
    private static final int MOST_CHARACTERS = 1_000_000;

    private static final String TEXT = " longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin";

    private static final String BASE64 =
            "CONVERT(FROM_BASE64(item.%1$s) USING utf8mb4) COLLATE utf8mb4_nopad_bin AS %1$s";

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
                String name = names.get(column);
                boolean isPlain = Arrays.stream(ofRows).allMatch(RowTable::isPlain);
                selected.add(isPlain ? "item." + name : BASE64.formatted(name));
                String type = types.charAt(column) == 't' ? TEXT : " bigint";
                paths.append(", ").append(name).append(type);
                paths.append(" PATH '$[").append(differing.size()).append("]'");
                differing.add(isPlain ? ofRows : inBase64(ofRows));
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

    /** Whether it stands in a document as it is. */
    private static boolean isPlain(@Nullable Object value) {
        return !(value instanceof String text) || text.chars().noneMatch(c -> c < ' ' || c == '"' || c == '\\');
    }

    private static @Nullable Object[] inBase64(@Nullable Object[] texts) {
        return Arrays.stream(texts)
                .map(text -> text == null
                        ? null
                        : Base64.getEncoder().encodeToString(text.toString().getBytes(UTF_8)))
                .toArray();
    }

    private static void append(StringBuilder text, @Nullable Object value) {
        if (value instanceof String) {
            text.append('"').append(value).append('"');
        } else {
            text.append(value);
        }
    }
}
