package io.gwms.evidence.jdbc;

import io.gwms.catalogue.WarehouseCode;
import io.gwms.evidence.InventorySnapshot;
import io.gwms.evidence.ReconcileLine;
import io.gwms.evidence.SnapshotRepository;
import io.gwms.evidence.SnapshotRetention;
import io.gwms.evidence.SnapshotRow;
import io.gwms.internal.jdbc.Database;
import io.gwms.internal.jdbc.Row;
import io.gwms.internal.jdbc.Tx;
import io.gwms.proxy.ProxySystem;
import io.gwms.sku.WarehouseSku;
import io.gwms.stock.StockQuality;
import io.gwms.task.TaskId;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Inventory snapshots with their rows, and the lines of their reconciliations. */
final class SnapshotTables implements SnapshotRepository {
    private final Database database;
    private final ReconcileLines lines;

    SnapshotTables(Database database) {
        this.database = database;
        this.lines = new ReconcileLines(database);
    }

    @Override
    public void save(InventorySnapshot snapshot, Consumer<Consumer<SnapshotRow>> rows) {
        new SnapshotArrival(database, snapshot).take(rows);
    }

    @Override
    public Optional<InventorySnapshot> latest(TaskId task) {
        return database.read(tx -> tx.queryOne("""
                SELECT * FROM gwms_snapshot
                 WHERE task = ?
                   AND finished = 1
                 ORDER BY ended_at DESC, id DESC
                 LIMIT 1
                """, SnapshotTables::snapshot, task.value()));
    }

    @Override
    public void rows(String snapshotId, Consumer<? super SnapshotRow> sink) {
        database.<@Nullable Object>read(tx -> {
            Map<Long, List<String>> sources = new HashMap<>(Map.of(0L, List.of()));
            tx.forEach(
                    "SELECT source, calls FROM gwms_snapshot_source WHERE snapshot = ?",
                    row -> sources.put(
                            row.longValue("source"), List.of(row.string("calls").split(" "))),
                    snapshotId);
            tx.forEach("""
                    SELECT r.*
                      FROM gwms_snapshot_row r
                      JOIN gwms_snapshot s ON s.id = r.snapshot AND s.finished = 1
                     WHERE r.snapshot = ?
                     ORDER BY r.seq
                    """, row -> sink.accept(row(row, sources)), snapshotId);
            return null;
        });
    }

    @Override
    public Optional<InventorySnapshot> newestCompared(WarehouseCode warehouse, String butFor) {
        return database.read(tx -> tx.queryOne("""
                SELECT * FROM gwms_snapshot
                 WHERE warehouse = ?
                   AND compared = 1
                   AND complete = 1
                   AND id <> ?
                 ORDER BY started_at DESC, id DESC
                 LIMIT 1
                """, SnapshotTables::snapshot, warehouse.value(), butFor));
    }

    @Override
    public void saveLines(String snapshotId, List<ReconcileLine> lines) {
        this.lines.save(snapshotId, lines);
    }

    @Override
    public List<ReconcileLine> lines(String snapshotId) {
        return lines.of(snapshotId);
    }

    @Override
    public List<ReconcileLine> lines(String snapshotId, WarehouseSku sku) {
        return lines.of(snapshotId, sku);
    }

    /** What is known of a snapshot that may be forgotten. */
    private record Old(String id, long endedAt, long bytes) {}

    @Override
    public int prune(SnapshotRetention retention, Instant now) {
        long bytes = database.read(tx -> tx.queryOne(
                        "SELECT COALESCE(SUM(bytes), 0) AS bytes FROM gwms_snapshot", row -> row.longValue("bytes"))
                .orElse(0L));
        List<Old> old = database.read(tx -> tx.query(
                """
                SELECT s.id, s.ended_at, s.bytes FROM gwms_snapshot s
                 WHERE s.ended_at < ?
                   AND s.finished = 1
                   AND (s.compared = 0 OR s.complete = 0 OR EXISTS (
                           SELECT 1 FROM gwms_snapshot later
                            WHERE later.warehouse = s.warehouse
                              AND later.compared = 1
                              AND later.complete = 1
                              AND later.started_at > s.started_at))
                 ORDER BY s.ended_at, s.id
                """,
                row -> new Old(row.string("id"), row.longValue("ended_at"), row.longValue("bytes")),
                now.minus(SnapshotRetention.LEAST)));
        int forgotten = 0;
        for (Old one : old) {
            boolean tooOld = one.endedAt < now.minus(retention.age()).toEpochMilli();
            if (tooOld || bytes > retention.bytes()) {
                forget(one.id);
                bytes -= one.bytes;
                forgotten++;
            }
        }
        return forgotten;
    }

    private void forget(String id) {
        database.run(tx -> {
            tx.update("DELETE FROM gwms_reconcile_line WHERE snapshot = ?", id);
            forgetRows(tx, id);
            tx.update("DELETE FROM gwms_snapshot WHERE id = ?", id);
        });
    }

    static void forgetRows(Tx tx, String id) {
        tx.update("DELETE FROM gwms_snapshot_row WHERE snapshot = ?", id);
        tx.update("DELETE FROM gwms_snapshot_source WHERE snapshot = ?", id);
    }

    private static InventorySnapshot snapshot(Row row) {
        return new InventorySnapshot(
                row.string("id"),
                new TaskId(row.longValue("task")),
                new WarehouseCode(row.string("warehouse")),
                new ProxySystem(row.string("proxy_system")),
                row.string("proxy_warehouse"),
                row.instant("started_at"),
                row.instant("ended_at"),
                row.bool("complete"),
                row.string("incomplete_because"),
                row.longValue("row_count"),
                row.string("sha256"),
                Arrays.stream(row.string("scope").split(" "))
                        .filter(type -> !type.isEmpty())
                        .map(StockQuality::valueOf)
                        .collect(Collectors.toSet()));
    }

    private static SnapshotRow row(Row row, Map<Long, List<String>> sources) {
        return new SnapshotRow(
                row.string("proxy_sku"),
                row.string("gsku"),
                row.string("local_sku"),
                row.longValue("available"),
                row.longValue("locked"),
                row.enumValue("quality", StockQuality.class),
                row.string("proxy_inbound_no"),
                row.string("local_inbound_no"),
                row.instantOrNull("inbound_at"),
                row.instant("snapshot_at"),
                row.string("proxy_warehouse"),
                new WarehouseCode(row.string("warehouse")),
                sources.getOrDefault(row.longValue("source"), List.of()));
    }
}
