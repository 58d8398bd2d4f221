package io.gwms.platform.sync;

import io.gwms.ModuleSetup;
import io.gwms.credential.CredentialOwner;
import io.gwms.internal.IncompleteCredential;
import io.gwms.order.OrderId;
import io.gwms.ordersync.SyncTrigger;
import io.gwms.platform.PlatformConnector;
import io.gwms.platform.StoreSession;
import io.gwms.store.Authorization;
import io.gwms.store.PlatformType;
import io.gwms.store.Store;
import io.gwms.store.StoreId;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskStatus;
import io.gwms.task.TaskType;
import io.gwms.transport.CallAction;
import io.gwms.transport.CallContext;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Opens sessions with stores, or says why there can be none. */
final class StoreSessions {
    private static final Set<TaskType> BACKGROUND =
            Set.of(Accounts.PROBE, Pushes.TYPE, LostPushes.TYPE, StoreCensus.TYPE, TaskType.STOCK_PUSH);

    private static final TaskStatus[] WAITING = {TaskStatus.PENDING, TaskStatus.WAITING};

    private final ModuleSetup setup;
    private final Map<PlatformType, PlatformConnector> connectors;
    private final SyncTasks tasks;
    private final Accounts accounts;

    StoreSessions(ModuleSetup setup, Map<PlatformType, PlatformConnector> connectors) {
        this.setup = setup;
        this.connectors = connectors;
        this.tasks = new SyncTasks(setup.state());
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
            return Optional.of("the store " + store.id() + " is not authorized (" + store.authorization()
                    + "): connect it and store its credential " + IncompleteCredential.REMEDY + "replace(…)");
        }
        if (!hasCredential(store)) {
            return Optional.of("the store " + store.id() + " has no credential; store one "
                    + IncompleteCredential.REMEDY + "save(…)");
        }
        return Optional.empty();
    }

    /** The same for whoever goes from store to store: one whose credential does not open stands in the way of no other. */
    Optional<String> obstacle(Store store) {
        try {
            return whyNot(store);
        } catch (RuntimeException e) {
            return Optional.of("the credential of the store " + store.id() + " cannot be read: "
                    + setup.redactor().text(e));
        }
    }

    boolean hasCredential(Store store) {
        return setup.credentials().find(CredentialOwner.store(store.id())).isPresent();
    }

    /** Whether that account is the store's: the host of its endpoint, or a setting of its credential. */
    boolean isOf(Store store, String account) {
        return account.isEmpty()
                || account.equalsIgnoreCase(store.endpoint().getHost())
                || setup.credentials()
                        .find(CredentialOwner.store(store.id()))
                        .filter(credential -> credential.settings().containsValue(account))
                        .isPresent();
    }

    /** The store of an account that a store of the same platform was told of. */
    Optional<Store> ofAccount(Store told, String account) {
        if (isOf(told, account)) {
            return Optional.of(told);
        }
        RuntimeException unread = null;
        for (Store store : setup.state().stores().all()) {
            try {
                if (store.platform().equals(told.platform()) && isOf(store, account)) {
                    return Optional.of(store);
                }
            } catch (RuntimeException e) {
                unread = e; // it may be this one's, unless it is another's
            }
        }
        if (unread != null) {
            throw unread;
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
                accounts.transport(store, isBackground(task)),
                setup.clock(),
                setup.redactor(),
                context.correlated(task.correlation()));
    }

    /** Whether neither a person nor an order waits for that task; a run that a person's run waits behind is awaited too. */
    private boolean isBackground(SyncTask task) {
        return task.type().equals(TaskType.ORDER_SYNC)
                ? isAutomatic(task)
                        && tasks.live(task.businessNo(), WAITING).stream().allMatch(StoreSessions::isAutomatic)
                : BACKGROUND.contains(task.type());
    }

    private static boolean isAutomatic(SyncTask run) {
        return SyncJob.parse(run.payload()).trigger() == SyncTrigger.AUTOMATIC;
    }
}
