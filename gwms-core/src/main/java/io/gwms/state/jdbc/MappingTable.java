package io.gwms.state.jdbc;

import io.gwms.internal.jdbc.Row;
import io.gwms.internal.jdbc.Transactions;
import io.gwms.internal.jdbc.Tx;
import io.gwms.sku.SkuMapping;
import io.gwms.sku.WarehouseSku;
import io.gwms.state.MappingReads;
import io.gwms.store.StoreId;
import java.util.List;
import java.util.Optional;

/** SKU mappings. */
final class MappingTable implements MappingReads {
    private final Transactions transactions;

    MappingTable(Transactions transactions) {
        this.transactions = transactions;
    }

    static void bind(Tx tx, SkuMapping mapping) {
        tx.upsert(
                """
                INSERT INTO gwms_sku_mapping (store, platform_sku, warehouse_sku, units_each, changed_at)
                VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (store, platform_sku) DO UPDATE
                   SET warehouse_sku = excluded.warehouse_sku,
                       units_each = excluded.units_each,
                       changed_at = excluded.changed_at
                """,
                mapping.store().value(),
                mapping.platformSku(),
                mapping.warehouseSku().value(),
                mapping.unitsEach(),
                mapping.changedAt());
    }

    static void unbind(Tx tx, StoreId store, String platformSku) {
        tx.update("DELETE FROM gwms_sku_mapping WHERE store = ? AND platform_sku = ?", store.value(), platformSku);
    }

    @Override
    public Optional<SkuMapping> find(StoreId store, String platformSku) {
        return transactions.read(tx -> tx.queryOne(
                "SELECT * FROM gwms_sku_mapping WHERE store = ? AND platform_sku = ?",
                MappingTable::mapping,
                store.value(),
                platformSku));
    }

    @Override
    public List<SkuMapping> list(StoreId store) {
        return transactions.read(tx -> tx.query(
                "SELECT * FROM gwms_sku_mapping WHERE store = ? ORDER BY platform_sku",
                MappingTable::mapping,
                store.value()));
    }

    @Override
    public List<String> unmapped(StoreId store) {
        return transactions.read(tx -> tx.query("""
                SELECT DISTINCT s.platform_sku
                  FROM gwms_order_sku s
                 WHERE s.store = ?
                   AND NOT EXISTS (SELECT 1 FROM gwms_sku_mapping m
                                    WHERE m.store = s.store AND m.platform_sku = s.platform_sku)
                 ORDER BY s.platform_sku
                """, row -> row.string("platform_sku"), store.value()));
    }

    private static SkuMapping mapping(Row row) {
        return new SkuMapping(
                new StoreId(row.string("store")),
                row.string("platform_sku"),
                new WarehouseSku(row.string("warehouse_sku")),
                row.intValue("units_each"),
                row.instant("changed_at"));
    }
}
