package io.gwms.state.jdbc;

import io.gwms.internal.SearchKey;
import io.gwms.internal.jdbc.Dialect;
import io.gwms.internal.jdbc.Tx;
import io.gwms.internal.json.OrderDocument;
import io.gwms.order.Order;
import io.gwms.order.OrderId;
import io.gwms.state.CommitResult.Conflict;
import io.gwms.store.StoreId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The orders that a commit saves, written together: first versions in one statement or batch, later ones in another. Of
 * two versions of one order the earlier is written before the later is looked at.
 */
final class OrderSaves {
    private static final String COLUMNS = "version, kind, number, platform_type, source, status, ordered_at,"
            + " recipient_key, content_hash, created_at, updated_at, facts_schema, facts";
    private static final String INSERT = "INSERT INTO gwms_order (store, platform_order_id, " + COLUMNS + ")";
    private static final String ROWS = INSERT + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    /** One round trip that says which rows it added, whatever a driver makes of batches. */
    private static final String ARRAYS = INSERT
            + " SELECT * FROM unnest(?::text[], ?::text[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[],"
            + " ?::text[], ?::bigint[], ?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::bigint[], ?::text[])"
            + " ON CONFLICT DO NOTHING RETURNING store, platform_order_id";

    private static final String REPLACE = "UPDATE gwms_order SET "
            + Arrays.stream(COLUMNS.split(", ?")).map(column -> column + " = ?").collect(Collectors.joining(", "))
            + " WHERE store = ? AND platform_order_id = ? AND version = ?";

    private record Save(int index, Order order) {}

    private final Tx tx;
    private final Map<OrderId, Save> waiting = new LinkedHashMap<>();
    private final Map<OrderId, Order> saved = new LinkedHashMap<>();

    OrderSaves(Tx tx) {
        this.tx = tx;
    }

    void add(int index, Order order) {
        if (waiting.containsKey(order.id())) {
            flush();
        }
        waiting.put(order.id(), new Save(index, order));
    }

    /** Writes what waits, and what all the orders are found by. */
    void finish() {
        flush();
        OrderTable.writeKeys(tx, saved.values());
    }

    /** Writes what waits. */
    void flush() {
        List<Save> first = new ArrayList<>();
        List<Save> later = new ArrayList<>();
        for (Save save : waiting.values()) {
            (save.order.version() == 1 ? first : later).add(save);
            saved.put(save.order.id(), save.order);
        }
        waiting.clear();
        List<Save> stale =
                new ArrayList<>(tx.dialect() == Dialect.POSTGRESQL ? insertArrays(first) : insertRows(first));
        stale.addAll(replace(later));
        stale.stream().min((a, b) -> Integer.compare(a.index, b.index)).ifPresent(save -> {
            throw new Commit.Met(Conflict.staleVersion(save.index, "order " + save.order.id(), save.order.version()));
        });
    }

    private List<Save> insertRows(List<Save> saves) {
        return untouched(
                saves,
                tx.insertIgnoring(
                        ROWS, saves.stream().map(save -> row(save.order)).toList()));
    }

    private List<Save> insertArrays(List<Save> saves) {
        if (saves.isEmpty()) {
            return List.of();
        }
        List<@Nullable Object[]> rows =
                saves.stream().map(save -> row(save.order)).toList();
        Set<OrderId> added = new HashSet<>(tx.query(
                ARRAYS,
                row -> new OrderId(new StoreId(row.string("store")), row.string("platform_order_id")),
                arrays(rows)));
        return saves.stream().filter(save -> !added.contains(save.order.id())).toList();
    }

    /** Inserts rows of three texts: in one statement where the database takes arrays, in a batch elsewhere. */
    static void insertTexts(Tx tx, String insert, List<@Nullable Object[]> rows) {
        if (rows.isEmpty()) {
            return;
        }
        if (tx.dialect() == Dialect.POSTGRESQL) {
            tx.update(insert + " SELECT * FROM unnest(?::text[], ?::text[], ?::text[])", arrays(rows));
        } else {
            tx.batch(insert + " VALUES (?, ?, ?)", rows);
        }
    }

    private static @Nullable Object[] arrays(List<@Nullable Object[]> rows) {
        @Nullable Object[] arrays = new Object[rows.get(0).length];
        for (int column = 0; column < arrays.length; column++) {
            arrays[column] = array(rows, column);
        }
        return arrays;
    }

    private static Object array(List<@Nullable Object[]> rows, int column) {
        return rows.get(0)[column] instanceof Long
                ? rows.stream().map(row -> row[column]).toArray(Long[]::new)
                : rows.stream().map(row -> row[column]).toArray(String[]::new);
    }

    private List<Save> replace(List<Save> saves) {
        List<@Nullable Object[]> rows = new ArrayList<>(saves.size());
        for (Save save : saves) {
            @Nullable Object[] row = row(save.order);
            @Nullable Object[] values = Arrays.copyOfRange(row, 2, row.length + 3);
            values[row.length - 2] = row[0];
            values[row.length - 1] = row[1];
            values[row.length] = save.order.version() - 1;
            rows.add(values);
        }
        return untouched(saves, tx.batch(REPLACE, rows));
    }

    private static List<Save> untouched(List<Save> saves, int[] counts) {
        List<Save> untouched = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] != 1) {
                untouched.add(saves.get(i));
            }
        }
        return untouched;
    }

    /** The values of a row, each a text or a number, in the order of the columns. */
    private static @Nullable Object[] row(Order order) {
        return Tx.values(
                order.id().store().value(),
                order.id().platformOrderId(),
                order.version(),
                order.kind().name(),
                order.platform().number(),
                order.platformType().value(),
                order.platform().source(),
                order.status().name(),
                order.platform().orderedAt().toEpochMilli(),
                SearchKey.name(order.platform().recipient().name()),
                order.contentHash(),
                order.createdAt().toEpochMilli(),
                order.updatedAt().toEpochMilli(),
                (long) OrderDocument.SCHEMA,
                OrderDocument.write(order));
    }
}
