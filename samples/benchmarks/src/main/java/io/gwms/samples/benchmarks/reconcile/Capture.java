package io.gwms.samples.benchmarks.reconcile;

import io.gwms.evidence.InventorySnapshot;
import io.gwms.evidence.SnapshotRow;
import io.gwms.evidence.jdbc.JdbcEvidence;
import io.gwms.proxy.ProxySystem;
import io.gwms.samples.benchmarks.HostDatabase;
import io.gwms.samples.benchmarks.Rounds;
import io.gwms.task.TaskId;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;

/** A snapshot written down, beside the bare batch insert of the same rows into a table like it, in wall time. */
final class Capture {
    private static final int BATCH = 500;
    private static final int ROUNDS = 3;
    /** How much smaller the first round is, which is not counted. */
    private static final int WARM_UP = 10;

    private final int rows;
    private final PrintStream out;

    Capture(int rows, PrintStream out) {
        this.rows = rows;
        this.out = out;
    }

    void compare(String name, HostDatabase database, HostDatabase other) throws SQLException {
        Rounds ours = new Rounds();
        Rounds bare = new Rounds();
        Rounds ratio = new Rounds();
        try (JdbcEvidence evidence = JdbcEvidence.open(database.source());
                Connection connection = other.source().getConnection()) {
            likeTheirs(connection, name.equals("SQLite"));
            for (int round = -1; round < ROUNDS; round++) {
                int some = round < 0 ? rows / WARM_UP : rows;
                double our = ours(evidence, round, some);
                double its = bare(connection, round, some);
                if (round >= 0) {
                    ours.add(our);
                    bare.add(its);
                    ratio.add(its / our);
                }
            }
        }
        out.printf(
                Locale.ROOT,
                "%s: snapshot of %,d rows %.0f rows/s, bare batch %.0f rows/s, ours / bare %.2f (spread %.0f %%; goal"
                        + " 0.60)%n",
                name,
                rows,
                rows / ours.median(),
                rows / bare.median(),
                ratio.median(),
                ratio.spread());
    }

    private static void rows(int some, Consumer<SnapshotRow> sink) {
        // One missing of a hundred: so many rows are there after all.
        int[] left = {some};
        new Goods(some + some / 50 + 100).there(batch -> {
            if (left[0]-- > 0) {
                sink.accept(new SnapshotRow(
                        batch.proxySku(),
                        batch.proxySku(),
                        Goods.localSku(batch.proxySku()),
                        batch.available(),
                        batch.locked(),
                        batch.quality(),
                        batch.inboundNo(),
                        "",
                        batch.inboundAt(),
                        Goods.NOW,
                        "USLAXA",
                        Goods.WAREHOUSE));
            }
        });
    }

    private static double ours(JdbcEvidence evidence, int round, int some) {
        var snapshot = new InventorySnapshot(
                "s-" + round,
                new TaskId(round + 10),
                Goods.WAREHOUSE,
                new ProxySystem("4PX"),
                "USLAXA",
                Goods.NOW,
                Goods.NOW,
                true,
                "",
                some,
                "");
        long from = System.nanoTime();
        evidence.snapshots().save(snapshot, sink -> rows(some, sink));
        return (System.nanoTime() - from) / 1e9;
    }

    private static void likeTheirs(Connection connection, boolean sqlite) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (sqlite) {
                statement.execute("PRAGMA journal_mode = WAL");
                statement.execute("PRAGMA synchronous = FULL");
            }
            statement.execute(
                    "CREATE TABLE bare_row (snapshot text NOT NULL, seq bigint NOT NULL, proxy_sku text NOT NULL, gsku"
                            + " text NOT NULL, local_sku text NOT NULL, available bigint NOT NULL, locked bigint NOT NULL,"
                            + " quality text NOT NULL, proxy_inbound_no text NOT NULL, local_inbound_no text NOT NULL,"
                            + " inbound_at bigint, snapshot_at bigint NOT NULL, proxy_warehouse text NOT NULL, warehouse"
                            + " text NOT NULL, PRIMARY KEY (snapshot, seq))"
                            + (sqlite ? " WITHOUT ROWID" : ""));
        }
        connection.setAutoCommit(false);
    }

    private static double bare(Connection connection, int round, int some) throws SQLException {
        long from = System.nanoTime();
        try (PreparedStatement statement =
                connection.prepareStatement("INSERT INTO bare_row VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            long[] seq = {0};
            rows(some, row -> {
                try {
                    statement.setString(1, "s-" + round);
                    statement.setLong(2, seq[0]++);
                    statement.setString(3, row.proxySku());
                    statement.setString(4, row.gsku());
                    statement.setString(5, row.localSku());
                    statement.setLong(6, row.available());
                    statement.setLong(7, row.locked());
                    statement.setString(8, row.quality().name());
                    statement.setString(9, row.proxyInboundNo());
                    statement.setString(10, row.localInboundNo());
                    statement.setLong(
                            11,
                            Objects.requireNonNull(row.inboundAt(), "inboundAt").toEpochMilli());
                    statement.setLong(12, row.snapshotAt().toEpochMilli());
                    statement.setString(13, row.proxyWarehouse());
                    statement.setString(14, row.warehouse().value());
                    statement.addBatch();
                    if (seq[0] % BATCH == 0 || seq[0] == some) {
                        statement.executeBatch();
                        connection.commit();
                    }
                } catch (SQLException e) {
                    throw new IllegalStateException("the bare batch failed", e);
                }
            });
        }
        return (System.nanoTime() - from) / 1e9;
    }
}
