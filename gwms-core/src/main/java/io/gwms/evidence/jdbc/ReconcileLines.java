package io.gwms.evidence.jdbc;

import io.gwms.catalogue.WarehouseCode;
import io.gwms.evidence.ReconcileLine;
import io.gwms.internal.Require;
import io.gwms.internal.StoredForm;
import io.gwms.internal.jdbc.Database;
import io.gwms.internal.jdbc.Row;
import io.gwms.internal.jdbc.Tx;
import io.gwms.sku.WarehouseSku;
import io.gwms.stock.BatchKey;
import io.gwms.stock.StockQuality;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What comparing a snapshot with the host's stock came to, line by line. Shared by threads. */
final class ReconcileLines {
    private static final int BLOCK = 500;

    private static final String ADD_LINE = """
            INSERT INTO gwms_reconcile_line
                   (snapshot, seq, warehouse, sku, quality, inbound_no, inbound_at, proxy_sku, remote, local,
                    in_flight, delta, rule, result, reason, adjustment_id, reserved, mapping)
            """;

    private static final String LINE_TYPES = "tnttttntnnnnttttnt";

    private final Database database;

    ReconcileLines(Database database) {
        this.database = database;
    }

    /** Replaces the lines of a snapshot, which counts as compared from then on if there are any. */
    void save(String snapshotId, List<ReconcileLine> lines) {
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

    /** All of a snapshot, in their order. */
    List<ReconcileLine> of(String snapshotId) {
        return database.read(tx -> tx.query(
                "SELECT * FROM gwms_reconcile_line WHERE snapshot = ? ORDER BY seq", ReconcileLines::line, snapshotId));
    }

    /** Those of one SKU. */
    List<ReconcileLine> of(String snapshotId, WarehouseSku sku) {
        return database.read(tx -> tx.query(
                "SELECT * FROM gwms_reconcile_line WHERE snapshot = ? AND sku = ? ORDER BY seq",
                ReconcileLines::line,
                snapshotId,
                sku.value()));
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
