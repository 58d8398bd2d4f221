package io.gwms.evidence;

import static java.util.Objects.requireNonNull;

import io.gwms.catalogue.WarehouseCode;
import io.gwms.internal.Require;
import io.gwms.proxy.ProxySystem;
import io.gwms.stock.StockQuality;
import io.gwms.task.TaskId;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;

/**
 * What a proxy warehouse said it holds, at one moment (sync-tasks, section 2.6). Its rows are read
 * apart.
 *
 * @param id unique
 * @param task the inventory task that read it
 * @param warehouse the GWMS warehouse
 * @param proxySystem whose system was asked
 * @param proxyWarehouse the code of the warehouse over there
 * @param startedAt when the first page was asked for
 * @param endedAt when the last page had come
 * @param complete whether everything came, each row once and none of them impossible; only then may a missing batch mean
 *     anything
 * @param incompleteBecause why it is not complete; empty when it is
 * @param rows how many rows there are
 * @param sha256 digest over all rows in lower-case hex
 * @param scope which inventory types were asked for, of every SKU of the warehouse; of another type it says nothing
 */
public record InventorySnapshot(
        String id,
        TaskId task,
        WarehouseCode warehouse,
        ProxySystem proxySystem,
        String proxyWarehouse,
        Instant startedAt,
        Instant endedAt,
        boolean complete,
        String incompleteBecause,
        long rows,
        String sha256,
        Set<StockQuality> scope) {
    public InventorySnapshot {
        Require.text(id, "id");
        requireNonNull(task, "task");
        requireNonNull(warehouse, "warehouse");
        requireNonNull(proxySystem, "proxySystem");
        Require.text(proxyWarehouse, "proxyWarehouse");
        requireNonNull(startedAt, "startedAt");
        requireNonNull(endedAt, "endedAt");
        Require.that(
                complete == incompleteBecause.isEmpty(),
                "incompleteBecause",
                "'" + incompleteBecause + "'",
                "empty exactly when the snapshot is complete");
        Require.zeroOrMore(rows, "rows");
        requireNonNull(sha256, "sha256");
        scope = Set.copyOf(scope);
    }

    /** A snapshot of both inventory types. */
    public InventorySnapshot(
            String id,
            TaskId task,
            WarehouseCode warehouse,
            ProxySystem proxySystem,
            String proxyWarehouse,
            Instant startedAt,
            Instant endedAt,
            boolean complete,
            String incompleteBecause,
            long rows,
            String sha256) {
        this(
                id,
                task,
                warehouse,
                proxySystem,
                proxyWarehouse,
                startedAt,
                endedAt,
                complete,
                incompleteBecause,
                rows,
                sha256,
                EnumSet.allOf(StockQuality.class));
    }
}
