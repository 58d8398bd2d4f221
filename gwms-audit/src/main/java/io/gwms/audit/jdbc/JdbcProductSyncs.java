package io.gwms.audit.jdbc;

import static java.util.Objects.requireNonNull;

import io.gwms.evidence.ProductSync;
import io.gwms.evidence.ProductSyncQuery;
import io.gwms.evidence.ProductSyncRepository;
import io.gwms.internal.Require;
import io.gwms.internal.StoredForm;
import io.gwms.internal.jdbc.Row;
import io.gwms.internal.jdbc.Transactions;
import io.gwms.internal.jdbc.Tx;
import io.gwms.store.PlatformType;
import io.gwms.store.StoreId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The product sync history in one table. */
final class JdbcProductSyncs implements ProductSyncRepository {
    private static final String TABLE = "gwms_audit_product_sync";

    private final Transactions database;

    JdbcProductSyncs(Transactions database) {
        this.database = database;
    }

    @Override
    public boolean save(ProductSync record) {
        ProductSync stored = StoredForm.of(record);
        // An insert that met the row keeps it locked for reading on MariaDB, where two who then update it would wait
        // for
        // each other: so the update comes first, and that of a row which came meanwhile in a transaction of its own.
        return database.<Boolean>write(tx -> end(tx, stored) || add(tx, stored))
                || database.<Boolean>write(tx -> end(tx, stored));
    }

    @Override
    public Optional<ProductSync> find(String id) {
        requireNonNull(id, "id");
        return database.read(
                tx -> tx.queryOne("SELECT * FROM " + TABLE + " WHERE id = ?", JdbcProductSyncs::record, id));
    }

    @Override
    public List<ProductSync> list(ProductSyncQuery query) {
        requireNonNull(query, "query");
        return database.read(tx -> {
            Filter filter = new Filter()
                    .between("synced_at", query.from(), query.to())
                    .equal("store", query.store() == null ? null : query.store().value())
                    .equal(
                            "platform",
                            query.platform() == null ? null : query.platform().value());
            String before = query.before();
            if (before != null) {
                filter.after("synced_at", syncedAt(tx, before), before);
            }
            return tx.query(
                    "SELECT * FROM " + TABLE + filter.where() + " ORDER BY synced_at DESC, id DESC LIMIT ?",
                    JdbcProductSyncs::record,
                    filter.valuesAnd(query.limit()));
        });
    }

    @Override
    public void alive(Collection<String> ids, Instant at) {
        List<Object[]> rows = ids.stream().map(id -> Tx.values(at, id, at)).toList();
        database.run(tx -> tx.batch(
                "UPDATE " + TABLE + " SET alive_at = ? WHERE id = ? AND status = 'PENDING' AND alive_at < ?", rows));
    }

    @Override
    public List<ProductSync> pending(Instant aliveBefore, int limit) {
        return database.read(tx -> tx.query(
                "SELECT * FROM " + TABLE + " WHERE status = 'PENDING' AND alive_at < ? ORDER BY alive_at LIMIT ?",
                JdbcProductSyncs::record,
                aliveBefore,
                limit));
    }

    private static boolean add(Tx tx, ProductSync record) {
        return tx.insertIgnoring(
                "INSERT INTO " + TABLE
                        + " (id, direction, platform, synced_at, alive_at, status, draft_id, category_id, store,"
                        + " product_id, changes, reason, retry_of) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                record.id(),
                record.direction(),
                record.platform().value(),
                record.syncedAt(),
                record.syncedAt(),
                record.status(),
                record.draftId(),
                record.categoryId(),
                record.store().value(),
                record.productId(),
                record.change(),
                record.reason(),
                record.retryOf());
    }

    private static boolean end(Tx tx, ProductSync record) {
        return record.status() != ProductSync.Status.PENDING
                && tx.update(
                                "UPDATE " + TABLE
                                        + " SET direction = ?, platform = ?, synced_at = ?, status = ?, draft_id = ?,"
                                        + " category_id = ?, store = ?, product_id = ?, changes = ?, reason = ?,"
                                        + " retry_of = ? WHERE id = ? AND status = 'PENDING'",
                                record.direction(),
                                record.platform().value(),
                                record.syncedAt(),
                                record.status(),
                                record.draftId(),
                                record.categoryId(),
                                record.store().value(),
                                record.productId(),
                                record.change(),
                                record.reason(),
                                record.retryOf(),
                                record.id())
                        == 1;
    }

    private static long syncedAt(Tx tx, String id) {
        Optional<Long> at =
                tx.queryOne("SELECT synced_at FROM " + TABLE + " WHERE id = ?", row -> row.longValue("synced_at"), id);
        Require.that(at.isPresent(), "before", id, "a record that is stored");
        return at.orElseThrow();
    }

    private static ProductSync record(Row row) {
        return new ProductSync(
                row.string("id"),
                row.enumValue("direction", ProductSync.Direction.class),
                new PlatformType(row.string("platform")),
                row.instant("synced_at"),
                row.enumValue("status", ProductSync.Status.class),
                row.string("draft_id"),
                row.string("category_id"),
                new StoreId(row.string("store")),
                row.string("product_id"),
                row.string("changes"),
                row.string("reason"),
                row.string("retry_of"));
    }
}
