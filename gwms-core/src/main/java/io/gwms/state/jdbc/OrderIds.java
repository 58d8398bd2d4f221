package io.gwms.state.jdbc;

import io.gwms.internal.jdbc.Dialect;
import io.gwms.internal.jdbc.Row;
import io.gwms.internal.jdbc.Tx;
import io.gwms.order.OrderId;
import io.gwms.store.StoreId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Asks for the rows of many orders at once, of a table that has the columns of an order's key. */
final class OrderIds {
    private static final int PER_QUERY = 5_000;

    private OrderIds() {}

    static OrderId of(Row row) {
        return new OrderId(new StoreId(row.string("store")), row.string("platform_order_id"));
    }

    /** @param select everything before the condition that the rows are those of these orders */
    static <T> List<T> query(Tx tx, String select, Collection<OrderId> ids, String end, Function<Row, T> mapper) {
        List<OrderId> all = List.copyOf(ids);
        List<T> found = new ArrayList<>();
        for (int from = 0; from < all.size(); from += PER_QUERY) {
            List<OrderId> some = all.subList(from, Math.min(all.size(), from + PER_QUERY));
            found.addAll(tx.query(
                    select + " WHERE (store, platform_order_id) IN (" + places(tx, some.size()) + ")" + end,
                    mapper,
                    values(tx, some)));
        }
        return found;
    }

    private static String places(Tx tx, int count) {
        return tx.dialect() == Dialect.POSTGRESQL
                ? "SELECT * FROM unnest(?::text[], ?::text[])"
                : "VALUES " + String.join(", ", Collections.nCopies(count, "(?, ?)"));
    }

    private static @Nullable Object[] values(Tx tx, List<OrderId> ids) {
        List<@Nullable Object[]> rows = ids.stream()
                .map(id -> Tx.values(id.store().value(), id.platformOrderId()))
                .toList();
        return tx.dialect() == Dialect.POSTGRESQL
                ? Tx.columns("tt", rows)
                : rows.stream().flatMap(Arrays::stream).toArray();
    }
}
