package io.gwms.internal.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One row of a result, read by column name. A method without {@code OrNull} fails on SQL NULL. Valid only inside the
 * function it was given to.
 */
public final class Row {
    @FunctionalInterface
    private interface Column<T> {
        T read(ResultSet rows, int place) throws SQLException;
    }

    private static final int USUAL_COLUMNS = 32;

    private final ResultSet rows;
    private String[] asked = new String[USUAL_COLUMNS];
    private int[] places = new int[USUAL_COLUMNS];
    private int next;

    Row(ResultSet rows) {
        this.rows = rows;
    }

    /** Goes on to the next row of the result, if there is one. */
    boolean next() throws SQLException {
        next = 0;
        return rows.next();
    }

    /** Text. */
    public String string(String column) {
        return required(column, stringOrNull(column));
    }

    /** Text, or null. */
    public @Nullable String stringOrNull(String column) {
        return value(column, ResultSet::getString);
    }

    /** A whole number. */
    public long longValue(String column) {
        return required(column, longOrNull(column));
    }

    /** A whole number, or null. */
    public @Nullable Long longOrNull(String column) {
        return value(column, ResultSet::getLong);
    }

    /** A small whole number. */
    public int intValue(String column) {
        return required(column, intOrNull(column));
    }

    /** A small whole number, or null. */
    public @Nullable Integer intOrNull(String column) {
        return value(column, ResultSet::getInt);
    }

    /** A flag stored as 0 or 1. */
    public boolean bool(String column) {
        return intValue(column) != 0;
    }

    /** A flag stored as 0 or 1, or null. */
    public @Nullable Boolean boolOrNull(String column) {
        Integer flag = intOrNull(column);
        return flag == null ? null : Boolean.valueOf(flag != 0);
    }

    /** An instant stored as milliseconds. */
    public Instant instant(String column) {
        return Instant.ofEpochMilli(longValue(column));
    }

    /** An instant stored as milliseconds, or null. */
    public @Nullable Instant instantOrNull(String column) {
        Long millis = longOrNull(column);
        return millis == null ? null : Instant.ofEpochMilli(millis);
    }

    /** An enum constant stored by its name. */
    public <E extends Enum<E>> E enumValue(String column, Class<E> type) {
        return Enum.valueOf(type, string(column));
    }

    /** An enum constant stored by its name, or null. */
    public <E extends Enum<E>> @Nullable E enumOrNull(String column, Class<E> type) {
        String name = stringOrNull(column);
        return name == null ? null : Enum.valueOf(type, name);
    }

    /** Bytes. */
    public byte[] bytes(String column) {
        return required(column, bytesOrNull(column));
    }

    /** Bytes, or null. */
    public byte @Nullable [] bytesOrNull(String column) {
        return value(column, ResultSet::getBytes);
    }

    private <T> @Nullable T value(String column, Column<T> reader) {
        try {
            T value = reader.read(rows, place(column));
            return rows.wasNull() ? null : value;
        } catch (SQLException e) {
            throw new IllegalStateException("column '" + column + "' cannot be read: SQLState " + e.getSQLState());
        }
    }

    /** Where the column is. Of each row the same are asked for in the same order, so that a name is looked up once for all. */
    private int place(String column) throws SQLException {
        int now = next++;
        if (now == asked.length) {
            asked = Arrays.copyOf(asked, 2 * now);
            places = Arrays.copyOf(places, 2 * now);
        }
        if (!column.equals(asked[now])) {
            places[now] = rows.findColumn(column);
            asked[now] = column;
        }
        return places[now];
    }

    private static <T> T required(String column, @Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("column '" + column + "' is null, but must hold a value");
        }
        return value;
    }
}
