package io.gwms.evidence.jdbc;

import io.gwms.evidence.InventorySnapshot;
import io.gwms.evidence.SnapshotRow;
import io.gwms.internal.Require;
import io.gwms.internal.StoredForm;
import io.gwms.internal.jdbc.Database;
import io.gwms.internal.jdbc.Tx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot on its way in. Its rows are written a block at a time, each block a transaction of its own, so that slow
 * pages of a warehouse hold no lock; it is shown once the last block is there. What a crash leaves behind is removed by
 * the next snapshot of the same task. One thread.
 */
final class SnapshotArrival implements Consumer<SnapshotRow> {
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

    private final Database database;
    private final InventorySnapshot snapshot;
    private final String id;
    private final String writer = UUID.randomUUID().toString();
    private final List<@Nullable Object[]> block = new ArrayList<>();
    private final List<@Nullable Object[]> newSources = new ArrayList<>();
    private final Map<List<String>, Long> sources = new HashMap<>(Map.of(List.of(), 0L));
    private long count;
    private long bytes;

    SnapshotArrival(Database database, InventorySnapshot snapshot) {
        this.database = database;
        this.snapshot = StoredForm.of(snapshot);
        this.id = this.snapshot.id();
    }

    /** Stores the snapshot with all the rows it is given, or nothing of it. */
    void take(Consumer<Consumer<SnapshotRow>> rows) {
        database.run(this::begin);
        try {
            rows.accept(this);
            flush();
            Require.that(count == snapshot.rows(), "rows", count, snapshot.rows() + ", as the snapshot says");
            database.run(this::finish);
        } catch (RuntimeException | Error e) {
            discard(e);
            throw e;
        }
    }

    private void begin(Tx tx) {
        List<String> abandoned = tx.query(
                "SELECT id FROM gwms_snapshot WHERE finished = 0 AND (id = ? OR task = ?)",
                row -> row.string("id"),
                id,
                snapshot.task().value());
        abandoned.forEach(left -> {
            tx.update("DELETE FROM gwms_snapshot WHERE id = ? AND finished = 0", left);
            SnapshotTables.forgetRows(tx, left);
        });
        boolean added = tx.insertIgnoring(
                """
                INSERT INTO gwms_snapshot
                       (id, finished, writer, task, warehouse, proxy_system, proxy_warehouse, started_at, ended_at, complete,
                        incomplete_because, row_count, sha256, scope, compared, bytes)
                VALUES (?, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0)
                """,
                id,
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
            throw new IllegalStateException("snapshot '" + id + "' is stored already and never changes; use a new id");
        }
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

    private void flush() {
        database.run(tx -> {
            // An update, for its lock: nobody takes the snapshot over between this look and the end of the block.
            if (tx.update(
                            "UPDATE gwms_snapshot SET finished = 0 WHERE id = ? AND finished = 0 AND writer = ?",
                            id,
                            writer)
                    == 0) {
                throw takenOver();
            }
            tx.insertAll(ADD_ROW, ROW_TYPES, block);
            tx.insertAll(ADD_SOURCE, "tnt", newSources);
        });
        block.clear();
        newSources.clear();
    }

    private void finish(Tx tx) {
        if (tx.update(
                        "UPDATE gwms_snapshot SET finished = 1, bytes = ? WHERE id = ? AND finished = 0 AND writer = ?",
                        bytes,
                        id,
                        writer)
                == 0) {
            throw takenOver();
        }
    }

    private void discard(Throwable reason) {
        try {
            database.run(tx -> {
                if (tx.update("DELETE FROM gwms_snapshot WHERE id = ? AND finished = 0 AND writer = ?", id, writer)
                        > 0) {
                    SnapshotTables.forgetRows(tx, id);
                }
            });
        } catch (RuntimeException e) {
            reason.addSuppressed(e);
        }
    }

    private IllegalStateException takenOver() {
        return new IllegalStateException(
                "snapshot '" + id + "' was removed while its rows arrived: its task has begun another one");
    }
}
