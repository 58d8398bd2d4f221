package io.gwms.state.jdbc;

import io.gwms.internal.SearchKey;
import io.gwms.internal.StoredForm;
import io.gwms.internal.jdbc.Dialect;
import io.gwms.internal.jdbc.Tx;
import io.gwms.internal.json.OrderDocument;
import io.gwms.order.Order;
import io.gwms.order.OrderId;
import io.gwms.state.CommitResult.Conflict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The orders that a commit saves, written together: first versions in one statement or batch, later ones in another. Of
 * two versions of one order the earlier is written before the later is looked at.
 */
final class OrderSaves {
    private static final List<String> COLUMNS = List.of(
            "version",
            "kind",
            "number",
            "platform_type",
            "source",
            "status",
            "ordered_at",
            "recipient_key",
            "content_hash",
            "created_at",
            "updated_at",
            "facts_schema",
            "facts",
            "store",
            "platform_order_id");

    /** Of each column whether it holds texts or numbers. */
    private static final String TYPES = "nttttt" + "ntt" + "nnn" + "ttt";

    private static final String INSERT = "INSERT INTO gwms_order (" + String.join(", ", COLUMNS) + ")";
    private static final String INSERT_ROW =
            INSERT + " VALUES (" + String.join(", ", Collections.nCopies(COLUMNS.size(), "?")) + ")";
    private static final String REPLACE_ROW = "UPDATE gwms_order SET " + assigned(column -> "?")
            + " WHERE store = ? AND platform_order_id = ? AND version = ? - 1";

    /** Rows as arrays: one round trip that says which rows it touched, whatever a driver makes of batches. */
    private static final String ROWS = "SELECT * FROM unnest("
            + TYPES.chars()
                    .mapToObj(type -> type == 't' ? "?::text[]" : "?::bigint[]")
                    .collect(Collectors.joining(", "))
            + ")";

    private static final String INSERT_ROWS =
            INSERT + " " + ROWS + " ON CONFLICT DO NOTHING RETURNING store, platform_order_id";
    private static final String REPLACE_ROWS = "UPDATE gwms_order o SET " + assigned(column -> "n." + column)
            + " FROM (" + ROWS + ") AS n (" + String.join(", ", COLUMNS) + ")"
            + " WHERE o.store = n.store AND o.platform_order_id = n.platform_order_id AND o.version = n.version - 1"
            + " RETURNING o.store, o.platform_order_id";

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
        OrderKeys.write(tx, saved.values());
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
        List<Save> stale = new ArrayList<>(insert(first));
        stale.addAll(replace(later));
        stale.stream().min((a, b) -> Integer.compare(a.index, b.index)).ifPresent(save -> {
            throw new Commit.Met(Conflict.staleVersion(save.index, "order " + save.order.id(), save.order.version()));
        });
    }

    /** Those of them that are there already. */
    private List<Save> insert(List<Save> saves) {
        List<@Nullable Object[]> rows = rows(saves);
        return tx.dialect() == Dialect.POSTGRESQL
                ? untouched(saves, INSERT_ROWS, rows)
                : untouched(saves, tx.insertIgnoring(INSERT_ROW, rows));
    }

    /** Those of them whose stored version is not the one before. */
    private List<Save> replace(List<Save> saves) {
        List<@Nullable Object[]> rows = rows(saves);
        if (tx.dialect() == Dialect.POSTGRESQL) {
            return untouched(saves, REPLACE_ROWS, rows);
        }
        rows.replaceAll(row -> {
            @Nullable Object[] values = Arrays.copyOf(row, row.length + 1);
            values[row.length] = row[0];
            return values;
        });
        return untouched(saves, tx.batch(REPLACE_ROW, rows));
    }

    private List<Save> untouched(List<Save> saves, String statement, List<@Nullable Object[]> rows) {
        if (saves.isEmpty()) {
            return List.of();
        }
        Set<OrderId> touched = new HashSet<>(tx.query(statement, OrderIds::of, Tx.columns(TYPES, rows)));
        return saves.stream().filter(save -> !touched.contains(save.order.id())).toList();
    }

    private static String assigned(UnaryOperator<String> value) {
        return COLUMNS.subList(0, COLUMNS.size() - 2).stream()
                .map(column -> column + " = " + value.apply(column))
                .collect(Collectors.joining(", "));
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

    private static List<@Nullable Object[]> rows(List<Save> saves) {
        List<@Nullable Object[]> rows = new ArrayList<>(saves.size());
        for (Save save : saves) {
            rows.add(row(save.order));
        }
        return rows;
    }

    /** The values of a row, in the order of the columns. */
    private static @Nullable Object[] row(Order order) {
        OrderId id = StoredForm.of(order.id());
        return Tx.values(
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
                OrderDocument.write(order),
                id.store().value(),
                id.platformOrderId());
    }
}
