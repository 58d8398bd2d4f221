package io.gwms.platform.sync;

import io.gwms.ModuleSetup;
import io.gwms.catalogue.WarehouseCode;
import io.gwms.platform.PlatformConnector;
import io.gwms.sku.SkuMapping;
import io.gwms.sku.SkuPieces;
import io.gwms.store.Store;
import io.gwms.store.StoreId;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/** How many pieces of a platform SKU a store may show now, by what the host's ledger says. */
final class StockLevels {
    private final ModuleSetup setup;
    private final StoreSessions sessions;
    private final Function<StoreId, Optional<StockPolicy>> policies;

    StockLevels(ModuleSetup setup, StoreSessions sessions, Function<StoreId, Optional<StockPolicy>> policies) {
        this.setup = setup;
        this.sessions = sessions;
        this.policies = policies;
    }

    /** The policy of a store that stock is pushed to; empty when none is. */
    Optional<StockPolicy> policy(Store store) {
        boolean can = sessions.connector(store)
                .map(PlatformConnector::capabilities)
                .filter(capabilities -> capabilities.canPushStock())
                .isPresent();
        return store.enabled() && store.pushStock() && can ? policies.apply(store.id()) : Optional.empty();
    }

    /** Empty when stock is not pushed for that SKU. */
    OptionalLong sellable(Store store, String platformSku) {
        Optional<StockPolicy> policy = policy(store);
        Optional<SkuMapping> mapping = setup.state().mappings().find(store.id(), platformSku);
        if (policy.isEmpty() || mapping.isEmpty() || mapping.get().goods().isEmpty()) {
            return OptionalLong.empty();
        }
        long available = 0;
        for (WarehouseCode warehouse : policy.get().warehouses()) {
            available += whole(warehouse, mapping.get());
        }
        return OptionalLong.of(policy.get().sellable(available));
    }

    /** A kit is only as many as each of its parts allows, in one warehouse. */
    private long whole(WarehouseCode warehouse, SkuMapping mapping) {
        long whole = Long.MAX_VALUE;
        for (SkuPieces part : mapping.goods()) {
            long available = Math.max(0, setup.stock().available(warehouse, part.sku()));
            whole = Math.min(whole, available / part.each());
        }
        return whole;
    }
}
