package io.gwms.samples.benchmarks.reconcile;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/** DuckDB's FULL OUTER JOIN over the five parts of the key. Compiled with the profile {@code benchmarks} only. */
final class DuckDb implements Join {
    private static final String JOIN =
            """
            SELECT count(*) FILTER (WHERE r.sku IS NOT NULL AND l.sku IS NOT NULL AND r.pieces = l.pieces),
                   count(*) FILTER (WHERE r.sku IS NOT NULL AND l.sku IS NOT NULL AND r.pieces <> l.pieces),
                   count(*) FILTER (WHERE l.sku IS NULL),
                   count(*) FILTER (WHERE r.sku IS NULL)
              FROM r FULL OUTER JOIN l
                ON r.sku = l.sku AND r.quality = l.quality AND r.inbound_no = l.inbound_no AND r.inbound_at = l.inbound_at
            """;

    private final Connection connection;
    private final double loadSeconds;

    DuckDb(Goods goods) throws SQLException {
        connection = DriverManager.getConnection("jdbc:duckdb:");
        double before = Cpu.seconds();
        for (String table : new String[] {"r", "l"}) {
            execute("CREATE TABLE " + table + " (sku VARCHAR, quality INTEGER, inbound_no VARCHAR, inbound_at BIGINT,"
                    + " pieces BIGINT)");
        }
        try (DuckDBAppender rows = appender("r");
                DuckDBAppender batches = appender("l")) {
            goods.there(batch -> add(
                    rows,
                    Goods.localSku(batch.proxySku()),
                    batch.quality().name().length(),
                    batch.inboundNo(),
                    Objects.requireNonNull(batch.inboundAt(), "inboundAt").toEpochMilli(),
                    batch.available() + batch.locked()));
            goods.here(batch -> add(
                    batches,
                    batch.key().sku().value(),
                    batch.key().quality().name().length(),
                    batch.key().inboundNo(),
                    Objects.requireNonNull(batch.key().inboundAt(), "inboundAt").toEpochMilli(),
                    batch.quantity()));
        }
        loadSeconds = Cpu.seconds() - before;
    }

    private DuckDBAppender appender(String table) throws SQLException {
        return connection.unwrap(DuckDBConnection.class).createAppender(DuckDBConnection.DEFAULT_SCHEMA, table);
    }

    private static void add(DuckDBAppender to, String sku, int quality, String inboundNo, long at, long pieces) {
        try {
            to.beginRow();
            to.append(sku);
            to.append(quality);
            to.append(inboundNo);
            to.append(at);
            to.append(pieces);
            to.endRow();
        } catch (SQLException e) {
            throw new IllegalStateException("DuckDB takes no row", e);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public Joined join(int threads) throws SQLException {
        execute("SET threads TO " + threads);
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(JOIN)) {
            rows.next();
            return new Joined(rows.getLong(1), rows.getLong(2), rows.getLong(3), rows.getLong(4));
        }
    }

    @Override
    public double loadSeconds() {
        return loadSeconds;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
