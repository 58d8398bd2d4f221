package io.gwms.internal.jdbc;

import static java.util.Objects.requireNonNull;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How each kind of value is stored, the same in every dialect. */
final class Values {
    private Values() {}

    static void bind(PreparedStatement statement, @Nullable Object[] values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            bind(statement, i + 1, values[i]);
        }
    }

    private static void bind(PreparedStatement statement, int at, @Nullable Object value) throws SQLException {
        if (value == null) {
            statement.setNull(at, Types.NULL);
        } else if (value instanceof String text) {
            statement.setString(at, text);
        } else if (value instanceof Long number) {
            statement.setLong(at, number);
        } else if (value instanceof Integer number) {
            statement.setInt(at, number);
        } else if (value instanceof Boolean flag) {
            statement.setInt(at, flag ? 1 : 0);
        } else if (value instanceof Instant instant) {
            statement.setLong(at, instant.toEpochMilli());
        } else if (value instanceof Enum<?> constant) {
            statement.setString(at, constant.name());
        } else if (value instanceof byte[] bytes) {
            statement.setBytes(at, bytes);
        } else if (value instanceof Long[] || value instanceof String[] || value instanceof byte[][]) {
            statement.setObject(at, value);
        } else {
            throw new IllegalArgumentException(
                    "parameter " + at + " is a " + value.getClass().getName()
                            + ", but must be text, a whole number, a boolean, an Instant, an enum or bytes");
        }
    }

    /**
     * Rows turned into an array for each column: of texts where {@code types} has a t, of numbers where it has an n, of
     * bytes where it has a b.
     */
    static @Nullable Object[] columns(String types, List<@Nullable Object[]> rows) {
        @Nullable Object[] columns = new Object[types.length()];
        for (int column = 0; column < columns.length; column++) {
            columns[column] = switch (types.charAt(column)) {
                case 't' -> texts(rows, column);
                case 'n' -> numbers(rows, column);
                default -> bytes(rows, column);
            };
        }
        return columns;
    }

    /**
     * {@link #columns} with one value before them for each column but the last {@code keys}: where all rows agree on it,
     * that value, and the column is empty; null elsewhere.
     */
    static @Nullable Object[] valuesAndColumns(String types, int keys, List<@Nullable Object[]> rows) {
        int shared = types.length() - keys;
        @Nullable Object[] columns = columns(types, rows);
        @Nullable Object[] all = new Object[shared + columns.length];
        System.arraycopy(columns, 0, all, shared, columns.length);
        for (int column = 0; column < shared; column++) {
            @Nullable Object[] values = (Object[]) requireNonNull(columns[column]);
            if (areTheSame(values)) {
                all[column] = values[0];
                all[shared + column] = Arrays.copyOf(values, 0);
            }
        }
        return all;
    }

    /** Whether all rows agree on a column. */
    static boolean areTheSame(@Nullable Object[] column) {
        for (Object value : column) {
            if (value != column[0] && !Objects.equals(value, column[0])) {
                return false;
            }
        }
        return true;
    }

    private static @Nullable String[] texts(List<@Nullable Object[]> rows, int column) {
        @Nullable String[] texts = new String[rows.size()];
        for (int i = 0; i < texts.length; i++) {
            Object value = rows.get(i)[column];
            texts[i] = value instanceof Enum<?> constant ? constant.name() : (String) value;
        }
        return texts;
    }

    private static byte @Nullable [][] bytes(List<@Nullable Object[]> rows, int column) {
        byte @Nullable [][] bytes = new byte[rows.size()][];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte[]) rows.get(i)[column];
        }
        return bytes;
    }

    private static @Nullable Long[] numbers(List<@Nullable Object[]> rows, int column) {
        @Nullable Long[] numbers = new Long[rows.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = number(rows.get(i)[column]);
        }
        return numbers;
    }

    private static @Nullable Long number(@Nullable Object value) {
        if (value instanceof Boolean flag) {
            return flag ? 1L : 0L;
        }
        if (value instanceof Instant instant) {
            return instant.toEpochMilli();
        }
        return value == null ? null : Long.valueOf(((Number) value).longValue());
    }
}
