package io.gwms.platform.sync;

import io.gwms.ModuleSetup;
import io.gwms.credential.CredentialOwner;
import io.gwms.order.OrderId;
import io.gwms.ordersync.SyncTrigger;
import io.gwms.platform.PlatformConnector;
import io.gwms.platform.StoreSession;
import io.gwms.store.Authorization;
import io.gwms.store.PlatformType;
import io.gwms.store.Store;
import io.gwms.store.StoreId;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskType;
import io.gwms.transport.CallAction;
import io.gwms.transport.CallContext;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Opens sessions with stores, or says why there can be none. */
final class StoreSessions {
    private static final Set<TaskType> BACKGROUND = Set.of(Accounts.PROBE);

    private final ModuleSetup setup;
    private final Map<PlatformType, PlatformConnector> connectors;
    private final Accounts accounts;

    StoreSessions(ModuleSetup setup, Map<PlatformType, PlatformConnector> connectors) {
        this.setup = setup;
        this.connectors = connectors;
        this.accounts = new Accounts(setup, store -> Optional.ofNullable(connectors.get(store.platform())));
    }

    /** How the stores stand with their platforms. */
    Accounts accounts() {
        return accounts;
    }

    Optional<Store> store(StoreId id) {
        return setup.state().stores().find(id);
    }

    /** The connector to its platform, through which the credential is kept alive and a read-only store is not written to. */
    Optional<PlatformConnector> connector(Store store) {
        return Optional.ofNullable(connectors.get(store.platform()))
                .map(connector -> new AuthorizedConnector(connector, accounts));
    }

    /** Why nothing may be written to the platform of that store; empty when it may. */
    Optional<String> whyNotWrite(Store store) {
        return store.readOnly()
                ? Optional.of("the store " + store.id() + " is read-only, so nothing is written to it")
                : whyNot(store);
    }

    /** Why that store cannot be called; empty when it can. */
    Optional<String> whyNot(Store store) {
        if (!store.enabled()) {
            return Optional.of("the store " + store.id() + " is disabled");
        }
        if (store.authorization() != Authorization.AUTHORIZED) {
            return Optional.of("the store " + store.id() + " is not authorized (" + store.authorization() + ")");
        }
        if (!hasCredential(store)) {
            return Optional.of("the store " + store.id() + " has no credential");
        }
        return Optional.empty();
    }

    boolean hasCredential(Store store) {
        return setup.credentials().find(CredentialOwner.store(store.id())).isPresent();
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
                accounts.transport(store, isBackground(task)),
                setup.clock(),
                setup.redactor(),
                context.correlated(task.correlation()));
    }

    /** Whether neither a person nor an order waits for that task. */
    private static boolean isBackground(SyncTask task) {
        return task.type().equals(TaskType.ORDER_SYNC)
                ? SyncJob.parse(task.payload()).trigger() == SyncTrigger.AUTOMATIC
                : BACKGROUND.contains(task.type());
    }
}
