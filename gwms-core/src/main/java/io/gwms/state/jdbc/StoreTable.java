package io.gwms.state.jdbc;

import static java.util.Objects.requireNonNull;

import io.gwms.internal.StoredForm;
import io.gwms.internal.jdbc.Row;
import io.gwms.internal.jdbc.Transactions;
import io.gwms.store.Authorization;
import io.gwms.store.PlatformType;
import io.gwms.store.Store;
import io.gwms.store.StoreId;
import io.gwms.store.StoreRegistry;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** The sales stores. */
final class StoreTable implements StoreRegistry {
    private static final String BY_ID = "SELECT * FROM gwms_store WHERE id = ?";

    private final Transactions transactions;

    StoreTable(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public Optional<Store> find(StoreId id) {
        requireNonNull(id, "id");
        return transactions.read(tx -> tx.queryOne(BY_ID, StoreTable::store, id.value()));
    }

    @Override
    public List<Store> all() {
        return transactions.read(tx -> tx.query("SELECT * FROM gwms_store ORDER BY id", StoreTable::store));
    }

    @Override
    public void save(Store store) {
        requireNonNull(store, "store");
        Store stored = StoredForm.of(store);
        transactions.run(tx -> {
            tx.upsert(
                    """
                    INSERT INTO gwms_store
                           (id, name, platform_type, endpoint, authorization_state, enabled, fetch_orders, push_stock,
                            read_only)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                    ON CONFLICT (id) DO UPDATE
                       SET name = excluded.name,
                           endpoint = excluded.endpoint,
                           authorization_state = excluded.authorization_state,
                           enabled = excluded.enabled,
                           fetch_orders = excluded.fetch_orders,
                           push_stock = excluded.push_stock,
                           read_only = excluded.read_only
                    """,
                    stored.id().value(),
                    stored.name(),
                    stored.platform().value(),
                    stored.endpoint().toString(),
                    stored.authorization(),
                    stored.enabled(),
                    stored.fetchOrders(),
                    stored.pushStock(),
                    stored.readOnly());
            tx.queryOne(BY_ID, StoreTable::store, stored.id().value()).ifPresent(stored::inPlaceOf);
        });
    }

    private static Store store(Row row) {
        return new Store(
                new StoreId(row.string("id")),
                row.string("name"),
                new PlatformType(row.string("platform_type")),
                URI.create(row.string("endpoint")),
                row.enumValue("authorization_state", Authorization.class),
                row.bool("enabled"),
                row.bool("fetch_orders"),
                row.bool("push_stock"),
                row.bool("read_only"));
    }
}
