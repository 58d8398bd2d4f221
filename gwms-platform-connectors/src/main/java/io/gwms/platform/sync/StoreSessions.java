package io.gwms.platform.sync;

import io.gwms.ModuleSetup;
import io.gwms.credential.CredentialOwner;
import io.gwms.order.OrderId;
import io.gwms.platform.PlatformConnector;
import io.gwms.platform.StoreSession;
import io.gwms.store.Authorization;
import io.gwms.store.PlatformType;
import io.gwms.store.Store;
import io.gwms.store.StoreId;
import io.gwms.task.SyncTask;
import io.gwms.transport.CallAction;
import io.gwms.transport.CallContext;
import java.util.Map;
import java.util.Optional;

/** Opens sessions with stores, or says why there can be none. */
final class StoreSessions {
    private final ModuleSetup setup;
    private final Map<PlatformType, PlatformConnector> connectors;

    StoreSessions(ModuleSetup setup, Map<PlatformType, PlatformConnector> connectors) {
        this.setup = setup;
        this.connectors = connectors;
    }

    Optional<Store> store(StoreId id) {
        return setup.state().stores().find(id);
    }

    Optional<PlatformConnector> connector(Store store) {
        return Optional.ofNullable(connectors.get(store.platform()));
    }

    /** Why that store cannot be called; empty when it can. */
    Optional<String> whyNot(Store store) {
        if (!store.enabled()) {
            return Optional.of("the store " + store.id() + " is disabled");
        }
        if (store.authorization() != Authorization.AUTHORIZED) {
            return Optional.of("the store " + store.id() + " is not authorized (" + store.authorization() + ")");
        }
        if (setup.credentials().find(CredentialOwner.store(store.id())).isEmpty()) {
            return Optional.of("the store " + store.id() + " has no credential");
        }
        return Optional.empty();
    }

    /** A session on behalf of a task; only for a store that can be called. */
    StoreSession open(Store store, SyncTask task, CallAction action, String sourceType, String sourceId) {
        return open(store, task, CallContext.forStore(action, store.id()).about(sourceType, sourceId));
    }

    /** The same, for an order. */
    StoreSession open(Store store, SyncTask task, CallAction action, OrderId order) {
        return open(
                store,
                task,
                CallContext.forStore(action, store.id())
                        .about("order", order.toString())
                        .forOrder(order));
    }

    private StoreSession open(Store store, SyncTask task, CallContext context) {
        return new StoreSession(
                store,
                setup.credentials()
                        .find(CredentialOwner.store(store.id()))
                        .orElseThrow(() -> new IllegalStateException("the store " + store.id() + " has no credential")),
                setup.transport(),
                setup.clock(),
                setup.redactor(),
                context.correlated(task.correlation()));
    }
}
