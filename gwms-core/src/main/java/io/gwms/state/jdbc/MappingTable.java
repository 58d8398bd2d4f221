package io.gwms.state.jdbc;

import io.gwms.internal.jdbc.Row;
import io.gwms.internal.jdbc.Transactions;
import io.gwms.internal.jdbc.Tx;
import io.gwms.internal.json.SkuPiecesDocument;
import io.gwms.sku.MappingChange;
import io.gwms.sku.SkuMapping;
import io.gwms.sku.SkuPieces;
import io.gwms.state.MappingReads;
import io.gwms.store.StoreId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** SKU mappings. */
final class MappingTable implements MappingReads {
    private static final int SKUS_PER_QUERY = 500;

    private final Transactions transactions;

    MappingTable(Transactions transactions) {
        this.transactions = transactions;
    }

    static void bind(Tx tx, SkuMapping mapping) {
        tx.upsert(
                """
                INSERT INTO gwms_sku_mapping (store, platform_sku, goods_schema, goods, changed_at)
                VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (store, platform_sku) DO UPDATE
                   SET goods_schema = excluded.goods_schema,
                       goods = excluded.goods,
                       changed_at = excluded.changed_at
                """,
                mapping.store().value(),
                mapping.platformSku(),
                SkuPiecesDocument.SCHEMA,
                SkuPiecesDocument.write(mapping.goods()),
                mapping.changedAt());
    }

    static void unbind(Tx tx, StoreId store, String platformSku) {
        tx.update("DELETE FROM gwms_sku_mapping WHERE store = ? AND platform_sku = ?", store.value(), platformSku);
    }

    static void journal(Tx tx, MappingChange change) {
        tx.update(
                """
                INSERT INTO gwms_sku_mapping_change
                       (store, platform_sku, goods_schema, goods_before, goods_after, at, actor)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
                change.store().value(),
                change.platformSku(),
                SkuPiecesDocument.SCHEMA,
                SkuPiecesDocument.write(change.before()),
                SkuPiecesDocument.write(change.after()),
                change.at(),
                change.actor());
    }

    @Override
    public List<MappingChange> journal(StoreId store, String platformSku) {
        return transactions.read(tx -> tx.query(
                "SELECT * FROM gwms_sku_mapping_change WHERE store = ? AND platform_sku = ? ORDER BY seq",
                row -> new MappingChange(
                        store,
                        platformSku,
                        goods(row, "goods_before"),
                        goods(row, "goods_after"),
                        row.instant("at"),
                        row.string("actor")),
                store.value(),
                platformSku));
    }

    private static List<SkuPieces> goods(Row row, String column) {
        return SkuPiecesDocument.read(
                "the mapping of " + row.string("platform_sku"), row.intValue("goods_schema"), row.string(column));
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
    public List<SkuMapping> findAll(StoreId store, Collection<String> platformSkus) {
        List<String> skus = platformSkus.stream().distinct().toList();
        return skus.isEmpty()
                ? List.of()
                : transactions.read(tx -> {
                    List<SkuMapping> found = new ArrayList<>();
                    for (int from = 0; from < skus.size(); from += SKUS_PER_QUERY) {
                        List<@Nullable Object> values = new ArrayList<>();
                        values.add(store.value());
                        values.addAll(skus.subList(from, Math.min(skus.size(), from + SKUS_PER_QUERY)));
                        String places = String.join(", ", Collections.nCopies(values.size() - 1, "?"));
                        found.addAll(tx.query(
                                "SELECT * FROM gwms_sku_mapping WHERE store = ? AND platform_sku IN (" + places + ")",
                                MappingTable::mapping,
                                values.toArray()));
                    }
                    return found;
                });
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
                goods(row, "goods"),
                row.instant("changed_at"));
    }
}
