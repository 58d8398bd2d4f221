package io.gwms.testkit.stock;

import static java.util.Objects.requireNonNull;

import io.gwms.catalogue.WarehouseCode;
import io.gwms.sku.WarehouseSku;
import io.gwms.stock.AdjustmentVerdict;
import io.gwms.stock.BatchKey;
import io.gwms.stock.StockAdjustment;
import io.gwms.stock.StockBatch;
import io.gwms.stock.StockLedger;
import io.gwms.stock.StockQuality;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import javax.sql.DataSource;

/**
 * A stock ledger in a database of its host, SQLite or PostgreSQL, for tests and as a pattern: the change, its guard and the
 * id of the adjustment are one transaction. Both managed locations of some warehouses, named {@code VIRTUAL-PUTAWAY} and
 * {@code DEFECTIVE}, and other locations out of reach.
 *
 * <p><b>Threads:</b> shared.
 */
public final class JdbcStockLedger implements StockLedger {
    private static final long NO_TIME = Long.MIN_VALUE;
    private static final String KEY =
            "warehouse = ? AND sku = ? AND location = ? AND inbound_no = ? AND inbound_at = ?";

    private final DataSource source;
    private final Set<WarehouseCode> managed;

    private JdbcStockLedger(DataSource source, Set<WarehouseCode> managed) {
        this.source = source;
        this.managed = Set.copyOf(managed);
    }

    /**
     * The ledger in that database; its two tables are made when they are missing.
     *
     * @param managed the warehouses that have both managed locations
     */
    public static JdbcStockLedger open(DataSource source, Set<WarehouseCode> managed) {
        var ledger = new JdbcStockLedger(requireNonNull(source, "source"), managed);
        ledger.inTransaction(connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute("CREATE TABLE IF NOT EXISTS host_stock (warehouse varchar(100) NOT NULL,"
                        + " sku varchar(200) NOT NULL, location varchar(50) NOT NULL, inbound_no varchar(200) NOT NULL,"
                        + " inbound_at bigint NOT NULL, quantity bigint NOT NULL, reserved bigint NOT NULL,"
                        + " PRIMARY KEY (warehouse, sku, location, inbound_no, inbound_at))");
                statement.execute("CREATE TABLE IF NOT EXISTS host_adjustment (id varchar(200) NOT NULL PRIMARY KEY)");
            }
            return true;
        });
        return ledger;
    }

    @FunctionalInterface
    private interface Work<T> {
        T in(Connection connection) throws SQLException;
    }

    private <T> T inTransaction(Work<T> work) {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            try {
                T done = work.in(connection);
                connection.commit();
                return done;
            } catch (SQLException | RuntimeException | Error e) {
                connection.rollback();
                throw e;
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the host's stock cannot be reached: " + e.getMessage(), e);
        }
    }

    @Override
    public void read(WarehouseCode warehouse, Consumer<? super StockBatch> sink) {
        List<StockBatch> rows = inTransaction(connection -> {
            List<StockBatch> read = new ArrayList<>();
            try (PreparedStatement statement = connection.prepareStatement(
                    "SELECT sku, location, inbound_no, inbound_at, quantity, reserved FROM host_stock"
                            + " WHERE warehouse = ? AND location IN ('VIRTUAL-PUTAWAY', 'DEFECTIVE')"
                            + " ORDER BY sku, location, inbound_no, inbound_at")) {
                statement.setString(1, warehouse.value());
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        read.add(batch(warehouse, row));
                    }
                }
            }
            return read;
        });
        rows.forEach(sink);
    }

    private static StockBatch batch(WarehouseCode warehouse, ResultSet row) throws SQLException {
        long at = row.getLong(4);
        return new StockBatch(
                new BatchKey(
                        warehouse,
                        new WarehouseSku(row.getString(1)),
                        row.getString(2).equals("DEFECTIVE") ? StockQuality.DEFECTIVE : StockQuality.QUALIFIED,
                        row.getString(3),
                        at == NO_TIME ? null : Instant.ofEpochMilli(at)),
                row.getLong(5),
                row.getLong(6));
    }

    @Override
    public List<AdjustmentVerdict> adjust(List<StockAdjustment> adjustments) {
        return inTransaction(connection -> {
            List<AdjustmentVerdict> verdicts = new ArrayList<>();
            for (StockAdjustment adjustment : adjustments) {
                Savepoint before = connection.setSavepoint();
                AdjustmentVerdict verdict = adjust(connection, adjustment);
                if (verdict != AdjustmentVerdict.APPLIED) {
                    connection.rollback(before);
                }
                connection.releaseSavepoint(before);
                verdicts.add(verdict);
            }
            return verdicts;
        });
    }

    /** What is not {@code APPLIED} is undone by the caller. */
    private AdjustmentVerdict adjust(Connection connection, StockAdjustment adjustment) throws SQLException {
        if (update(connection, "INSERT INTO host_adjustment (id) VALUES (?) ON CONFLICT DO NOTHING", adjustment.id())
                == 0) {
            return AdjustmentVerdict.ALREADY_APPLIED;
        }
        if (!managed.contains(adjustment.key().warehouse())) {
            return AdjustmentVerdict.NO_MANAGED_LOCATION;
        }
        if (!add(connection, adjustment.key(), adjustment.delta(), adjustment.expected())) {
            return AdjustmentVerdict.CONFLICT;
        }
        StockAdjustment.Regrade regrade = adjustment.regrade();
        return regrade == null || add(connection, regrade.to(), -adjustment.delta(), regrade.expected())
                ? AdjustmentVerdict.APPLIED
                : AdjustmentVerdict.CONFLICT;
    }

    private static boolean add(Connection connection, BatchKey key, long delta, long expected) throws SQLException {
        ensure(connection, key);
        return update(
                        connection,
                        "UPDATE host_stock SET quantity = quantity + ? WHERE " + KEY + " AND quantity = ?",
                        delta,
                        key.warehouse().value(),
                        key.sku().value(),
                        location(key.quality()),
                        key.inboundNo(),
                        time(key),
                        expected)
                == 1;
    }

    private static void ensure(Connection connection, BatchKey key) throws SQLException {
        update(
                connection,
                "INSERT INTO host_stock (warehouse, sku, location, inbound_no, inbound_at, quantity, reserved)"
                        + " VALUES (?, ?, ?, ?, ?, 0, 0) ON CONFLICT DO NOTHING",
                key.warehouse().value(),
                key.sku().value(),
                location(key.quality()),
                key.inboundNo(),
                time(key));
    }

    private static int update(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            return statement.executeUpdate();
        }
    }

    private static String location(StockQuality quality) {
        return quality == StockQuality.DEFECTIVE ? "DEFECTIVE" : "VIRTUAL-PUTAWAY";
    }

    private static long time(BatchKey key) {
        return key.inboundAt() == null ? NO_TIME : key.inboundAt().toEpochMilli();
    }

    @Override
    public long available(WarehouseCode warehouse, WarehouseSku sku) {
        return sum(
                "quantity - reserved",
                "warehouse = ? AND sku = ? AND location = 'VIRTUAL-PUTAWAY'",
                warehouse.value(),
                sku.value());
    }

    /** Moves pieces as the host itself would, and reserves some; negative numbers take away. */
    public void move(BatchKey key, long delta, long reserved) {
        inTransaction(connection -> {
            ensure(connection, key);
            return update(
                    connection,
                    "UPDATE host_stock SET quantity = quantity + ?, reserved = reserved + ? WHERE " + KEY,
                    delta,
                    reserved,
                    key.warehouse().value(),
                    key.sku().value(),
                    location(key.quality()),
                    key.inboundNo(),
                    time(key));
        });
    }

    /** Puts pieces into another location of the host, out of the ledger's reach. */
    public void elsewhere(WarehouseCode warehouse, WarehouseSku sku, String location, long quantity) {
        inTransaction(connection -> update(
                connection,
                "INSERT INTO host_stock (warehouse, sku, location, inbound_no, inbound_at, quantity, reserved)"
                        + " VALUES (?, ?, ?, '', 0, ?, 0)",
                warehouse.value(),
                sku.value(),
                location,
                quantity));
    }

    /** What the managed location holds of that batch. */
    public long quantity(BatchKey key) {
        return sum(
                "quantity",
                KEY,
                key.warehouse().value(),
                key.sku().value(),
                location(key.quality()),
                key.inboundNo(),
                time(key));
    }

    /** Every piece in the managed locations of that warehouse. */
    public long managedTotal(WarehouseCode warehouse) {
        return sum("quantity", "warehouse = ? AND location IN ('VIRTUAL-PUTAWAY', 'DEFECTIVE')", warehouse.value());
    }

    /** Every piece in all other locations: no adjustment changes it. */
    public long elsewhereTotal() {
        return sum("quantity", "location NOT IN ('VIRTUAL-PUTAWAY', 'DEFECTIVE')");
    }

    private long sum(String what, String where, Object... values) {
        return inTransaction(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(
                    "SELECT COALESCE(SUM(" + what + "), 0) FROM host_stock WHERE " + where)) {
                for (int i = 0; i < values.length; i++) {
                    statement.setObject(i + 1, values[i]);
                }
                try (ResultSet row = statement.executeQuery()) {
                    row.next();
                    return row.getLong(1);
                }
            }
        });
    }
}
