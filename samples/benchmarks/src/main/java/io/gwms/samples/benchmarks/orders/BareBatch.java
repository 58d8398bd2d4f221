package io.gwms.samples.benchmarks.orders;

import io.gwms.internal.SearchKey;
import io.gwms.internal.json.OrderDocument;
import io.gwms.order.Order;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;

/**
 * The floor: one prepared statement, its batch sent and committed, the values of every column made beforehand. It tells
 * no conflict, keeps no search keys of SKUs and tracking numbers, and writes no journal.
 */
final class BareBatch implements AutoCloseable {
    private static final String INSERT = "INSERT INTO gwms_order (version, kind, number, platform_type, source, status,"
            + " ordered_at, recipient_key, content_hash, created_at, updated_at, facts_schema, facts, store,"
            + " platform_order_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String UPDATE = "UPDATE gwms_order SET version = ?, kind = ?, number = ?, platform_type = ?,"
            + " source = ?, status = ?, ordered_at = ?, recipient_key = ?, content_hash = ?, created_at = ?,"
            + " updated_at = ?, facts_schema = ?, facts = ? WHERE store = ? AND platform_order_id = ?";

    private final Connection connection;

    BareBatch(DataSource source) throws SQLException {
        this.connection = source.getConnection();
        if (connection.getMetaData().getDatabaseProductName().equals("SQLite")) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("PRAGMA journal_mode = WAL");
                statement.execute("PRAGMA synchronous = FULL");
            }
        }
        connection.setAutoCommit(false);
    }

    double insert(List<Order> orders, int batch) throws SQLException {
        return run(INSERT, orders, batch);
    }

    double update(List<Order> orders, int batch) throws SQLException {
        return run(UPDATE, orders, batch);
    }

    private double run(String sql, List<Order> orders, int batch) throws SQLException {
        List<Object[]> rows = orders.stream().map(BareBatch::row).toList();
        long from = System.nanoTime();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int at = 0; at < rows.size(); at++) {
                Object[] row = rows.get(at);
                for (int column = 0; column < row.length; column++) {
                    if (row[column] instanceof Long number) {
                        statement.setLong(column + 1, number);
                    } else {
                        statement.setString(column + 1, (String) row[column]);
                    }
                }
                statement.addBatch();
                if ((at + 1) % batch == 0 || at + 1 == rows.size()) {
                    statement.executeBatch();
                    connection.commit();
                }
            }
        }
        return (System.nanoTime() - from) / 1e9;
    }

    private static Object[] row(Order order) {
        return new Object[] {
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
            order.id().store().value(),
            order.id().platformOrderId()
        };
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
