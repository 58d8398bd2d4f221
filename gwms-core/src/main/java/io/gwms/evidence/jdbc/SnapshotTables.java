package io.gwms.evidence.jdbc;

import io.gwms.catalogue.WarehouseCode;
import io.gwms.evidence.InventorySnapshot;
import io.gwms.evidence.ReconcileLine;
import io.gwms.evidence.SnapshotRepository;
import io.gwms.evidence.SnapshotRetention;
import io.gwms.evidence.SnapshotRow;
import io.gwms.internal.Require;
import io.gwms.internal.StoredForm;
import io.gwms.internal.jdbc.Database;
import io.gwms.internal.jdbc.Row;
import io.gwms.internal.jdbc.Tx;
import io.gwms.proxy.ProxySystem;
import io.gwms.sku.WarehouseSku;
import io.gwms.stock.BatchKey;
import io.gwms.stock.StockQuality;
import io.gwms.task.TaskId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Inventory snapshots with their rows, and the lines of their reconciliations.
 *
 * <p>Rows are written a block at a time, each block a transaction of its own, so that slow pages of a warehouse hold no
 * lock; the snapshot is shown once the last block is there. What a crash leaves behind is removed by the next snapshot
 * of the same task.
 */
final class SnapshotTables implements SnapshotRepository {
    private static final int BLOCK = 500;
    /** What a row takes beside its own texts: numbers, times, codes of warehouses, and its line. */
    private static final int BYTES_BESIDE_TEXT = 200;

    private static final String ADD_ROW = """
            INSERT INTO gwms_snapshot_row
                   (snapshot, seq, proxy_sku, gsku, local_sku, available, locked, quality, proxy_inbound_no,
                    local_inbound_no, inbound_at, snapshot_at, proxy_warehouse, warehouse, source)
            """;

    private static final String ROW_TYPES = "tntttnntttnnttn";

    private static final String ADD_SOURCE = "INSERT INTO gwms_snapshot_source (snapshot, source, calls)";

    private static final String ADD_LINE = """
            INSERT INTO gwms_reconcile_line
                   (snapshot, seq, warehouse, sku, quality, inbound_no, inbound_at, proxy_sku, remote, local,
                    in_flight, delta, rule, result, reason, adjustment_id, reserved, mapping)
            """;

    private static final String LINE_TYPES = "tnttttntnnnnttttnt";

    private final Database database;

    SnapshotTables(Database database) {
        this.database = database;
    }

    @Override
    public void save(InventorySnapshot snapshot, Consumer<Consumer<SnapshotRow>> rows) {
        InventorySnapshot stored = StoredForm.of(snapshot);
        String writer = UUID.randomUUID().toString();
        database.run(tx -> begin(tx, stored, writer));
        try {
            Arrival arrival = new Arrival(stored.id(), writer);
            rows.accept(arrival);
            arrival.flush();
            Require.that(
                    arrival.count == stored.rows(), "rows", arrival.count, stored.rows() + ", as the snapshot says");
            database.run(tx -> finish(tx, stored.id(), writer, arrival.bytes));
        } catch (RuntimeException | Error e) {
            discard(stored.id(), writer, e);
            throw e;
        }
    }

    private static void begin(Tx tx, InventorySnapshot snapshot, String writer) {
        List<String> abandoned = tx.query(
                "SELECT id FROM gwms_snapshot WHERE finished = 0 AND (id = ? OR task = ?)",
                row -> row.string("id"),
                snapshot.id(),
                snapshot.task().value());
        abandoned.forEach(id -> {
            tx.update("DELETE FROM gwms_snapshot WHERE id = ? AND finished = 0", id);
            forgetRows(tx, id);
        });
        boolean added = tx.insertIgnoring(
                """
                INSERT INTO gwms_snapshot
                       (id, finished, writer, task, warehouse, proxy_system, proxy_warehouse, started_at, ended_at, complete,
                        incomplete_because, row_count, sha256, scope, compared, bytes)
                VALUES (?, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0)
                """,
                snapshot.id(),
                writer,
                snapshot.task().value(),
                snapshot.warehouse().value(),
                snapshot.proxySystem().value(),
                snapshot.proxyWarehouse(),
                snapshot.startedAt(),
                snapshot.endedAt(),
                snapshot.complete(),
                snapshot.incompleteBecause(),
                snapshot.rows(),
                snapshot.sha256(),
                snapshot.scope().stream().map(Enum::name).sorted().collect(Collectors.joining(" ")));
        if (!added) {
            throw new IllegalStateException(
                    "snapshot '" + snapshot.id() + "' is stored already and never changes; use a new id");
        }
    }

    private static void finish(Tx tx, String id, String writer, long bytes) {
        if (tx.update(
                        "UPDATE gwms_snapshot SET finished = 1, bytes = ? WHERE id = ? AND finished = 0 AND writer = ?",
                        bytes,
                        id,
                        writer)
                == 0) {
            throw takenOver(id);
        }
    }

    private static IllegalStateException takenOver(String id) {
        return new IllegalStateException(
                "snapshot '" + id + "' was removed while its rows arrived: its task has begun another one");
    }

    private void discard(String id, String writer, Throwable reason) {
        try {
            database.run(tx -> {
                if (tx.update("DELETE FROM gwms_snapshot WHERE id = ? AND finished = 0 AND writer = ?", id, writer)
                        > 0) {
                    forgetRows(tx, id);
                }
            });
        } catch (RuntimeException e) {
            reason.addSuppressed(e);
        }
    }

    /** Takes rows as they come and writes them block by block. */
    private final class Arrival implements Consumer<SnapshotRow> {
        private final String id;
        private final String writer;
        private final List<@Nullable Object[]> block = new ArrayList<>();
        private final List<@Nullable Object[]> newSources = new ArrayList<>();
        private final Map<List<String>, Long> sources = new HashMap<>(Map.of(List.of(), 0L));
        private long count;
        private long bytes;

        Arrival(String id, String writer) {
            this.id = id;
            this.writer = writer;
        }

        @Override
        public void accept(SnapshotRow arrived) {
            SnapshotRow row = StoredForm.of(arrived);
            bytes += BYTES_BESIDE_TEXT
                    + row.proxySku().length()
                    + row.gsku().length()
                    + row.localSku().length()
                    + row.proxyInboundNo().length()
                    + row.localInboundNo().length();
            block.add(Tx.values(
                    id,
                    count,
                    row.proxySku(),
                    row.gsku(),
                    row.localSku(),
                    row.available(),
                    row.locked(),
                    row.quality(),
                    row.proxyInboundNo(),
                    row.localInboundNo(),
                    row.inboundAt(),
                    row.snapshotAt(),
                    row.proxyWarehouse(),
                    row.warehouse().value(),
                    source(row.calls())));
            count++;
            if (block.size() == BLOCK) {
                flush();
            }
        }

        private long source(List<String> calls) {
            Long known = sources.get(calls);
            if (known != null) {
                return known;
            }
            long source = sources.size();
            sources.put(calls, source);
            newSources.add(Tx.values(id, source, String.join(" ", calls)));
            return source;
        }

        void flush() {
            database.run(tx -> {
                // An update, for its lock: nobody takes the snapshot over between this look and the end of the block.
                if (tx.update(
                                "UPDATE gwms_snapshot SET finished = 0 WHERE id = ? AND finished = 0 AND writer = ?",
                                id,
                                writer)
                        == 0) {
                    throw takenOver(id);
                }
                tx.insertAll(ADD_ROW, ROW_TYPES, block);
                tx.insertAll(ADD_SOURCE, "tnt", newSources);
            });
            block.clear();
            newSources.clear();
        }
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
    public void saveLines(String snapshotId, List<ReconcileLine> lines) {
        database.run(tx -> {
            int known = tx.update(
                    "UPDATE gwms_snapshot SET compared = ? WHERE id = ? AND finished = 1",
                    lines.isEmpty() ? 0 : 1,
                    snapshotId);
            Require.that(known == 1, "snapshotId", "'" + snapshotId + "'", "the id of a stored snapshot");
            tx.update("DELETE FROM gwms_reconcile_line WHERE snapshot = ?", snapshotId);
            List<@Nullable Object[]> rows = new ArrayList<>();
            long seq = 0;
            for (ReconcileLine line : lines) {
                rows.add(values(snapshotId, seq++, StoredForm.of(line)));
                if (rows.size() == BLOCK) {
                    tx.insertAll(ADD_LINE, LINE_TYPES, rows);
                    rows.clear();
                }
            }
            tx.insertAll(ADD_LINE, LINE_TYPES, rows);
        });
    }

    @Override
    public List<ReconcileLine> lines(String snapshotId) {
        return database.read(tx -> tx.query(
                "SELECT * FROM gwms_reconcile_line WHERE snapshot = ? ORDER BY seq", SnapshotTables::line, snapshotId));
    }

    @Override
    public List<ReconcileLine> lines(String snapshotId, WarehouseSku sku) {
        return database.read(tx -> tx.query(
                "SELECT * FROM gwms_reconcile_line WHERE snapshot = ? AND sku = ? ORDER BY seq",
                SnapshotTables::line,
                snapshotId,
                sku.value()));
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

    private static void forgetRows(Tx tx, String id) {
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

    private static @Nullable Object[] values(String snapshotId, long seq, ReconcileLine line) {
        BatchKey key = line.key();
        return Tx.values(
                snapshotId,
                seq,
                key == null ? null : key.warehouse().value(),
                key == null ? null : key.sku().value(),
                key == null ? null : key.quality(),
                key == null ? null : key.inboundNo(),
                key == null ? null : key.inboundAt(),
                line.proxySku(),
                line.remote(),
                line.local(),
                line.inFlight(),
                line.delta(),
                line.rule(),
                line.result(),
                line.reason(),
                line.adjustmentId(),
                line.reserved(),
                line.mapping());
    }

    private static ReconcileLine line(Row row) {
        String warehouse = row.stringOrNull("warehouse");
        BatchKey key = warehouse == null
                ? null
                : new BatchKey(
                        new WarehouseCode(warehouse),
                        new WarehouseSku(row.string("sku")),
                        row.enumValue("quality", StockQuality.class),
                        row.string("inbound_no"),
                        row.instantOrNull("inbound_at"));
        return new ReconcileLine(
                key,
                row.string("proxy_sku"),
                row.longValue("remote"),
                row.longValue("local"),
                row.longValue("in_flight"),
                row.longValue("delta"),
                row.string("rule"),
                row.string("result"),
                row.string("reason"),
                row.string("adjustment_id"),
                row.longValue("reserved"),
                row.string("mapping"));
    }
}
