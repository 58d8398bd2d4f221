package io.gwms.platform.sync;

import io.gwms.ModuleSetup;
import io.gwms.order.OrderKind;
import io.gwms.ordersync.TimeWindow;
import io.gwms.outcome.Outcome;
import io.gwms.outcome.Refusal;
import io.gwms.platform.FetchOrders;
import io.gwms.platform.OrderPage;
import io.gwms.platform.PlatformConnector;
import io.gwms.platform.StoreSession;
import io.gwms.platform.account.AccountNotice;
import io.gwms.store.Authorization;
import io.gwms.store.Store;
import io.gwms.store.StoreId;
import io.gwms.task.TaskHandler;
import io.gwms.task.TaskResult;
import io.gwms.task.TaskRun;
import io.gwms.transport.CallAction;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after grants: brings back a store whose credential was replaced, asks a platform once an hour whether it takes the
 * grant of a paused store again, and tells of what a person must see to.
 */
final class AccountUpkeep implements TaskHandler {
    private static final Logger LOG = LoggerFactory.getLogger(AccountUpkeep.class);
    private static final Duration NOTICES_EVERY = Duration.ofMinutes(5);
    /** One page of little: what a probe asks for. */
    private static final Duration PROBED = Duration.ofMinutes(1);

    private final ModuleSetup setup;
    private final StoreSessions sessions;
    private final Accounts accounts;
    private final Consumer<AccountNotice> listener;
    private final Set<AccountNotice> told = new HashSet<>();
    private @Nullable Instant lastLook;
    private volatile List<AccountNotice> current = List.of();

    AccountUpkeep(ModuleSetup setup, StoreSessions sessions, Consumer<AccountNotice> listener) {
        this.setup = setup;
        this.sessions = sessions;
        this.accounts = sessions.accounts();
        this.listener = listener;
    }

    /** Brings back what was replaced, and tells of what is new. */
    synchronized void look(Instant now) {
        boolean revived = false;
        for (Store store : setup.state().stores().all()) {
            revived |= store.enabled() && accounts.reviveIfReplaced(store);
        }
        if (!revived && lastLook != null && now.isBefore(lastLook.plus(NOTICES_EVERY))) {
            return;
        }
        lastLook = now;
        current = accounts.notices();
        told.retainAll(current);
        current.stream().filter(told::add).forEach(this::tell);
        // A process may have died between pausing a store and asking for its probe.
        current.stream()
                .filter(notice -> notice.kind() == AccountNotice.Kind.AUTHORIZE_AGAIN)
                .forEach(notice -> accounts.probeLater(notice.store()));
    }

    private void tell(AccountNotice notice) {
        LOG.atWarn()
                .addKeyValue("store", notice.store())
                .addKeyValue("kind", notice.kind())
                .addKeyValue("at", notice.at())
                .log("The authorization of a store needs a person");
        try {
            listener.accept(notice);
        } catch (RuntimeException e) {
            LOG.atError().setCause(setup.redactor().forLog(e)).log("The host's listener for notices failed");
        }
    }

    String health() {
        List<AccountNotice> notices = current;
        return notices.isEmpty()
                ? "no grant needs a person"
                : notices.stream()
                        .map(notice -> notice.store() + " " + notice.kind() + " " + notice.at())
                        .collect(Collectors.joining("; ", "grants that need a person: ", ""));
    }

    @Override
    public TaskResult run(TaskRun run) {
        Optional<Store> found =
                setup.state().stores().find(new StoreId(run.task().businessNo()));
        if (found.isEmpty() || found.get().authorization() != Authorization.EXPIRED) {
            found.filter(store -> store.authorization() == Authorization.AUTHORIZED)
                    .ifPresent(accounts::revive);
            return TaskResult.done("the store is not paused any more");
        }
        Store store = found.get();
        if (accounts.reviveIfReplaced(store)) {
            return TaskResult.done("the store has another credential");
        }
        Optional<PlatformConnector> connector = sessions.connector(store);
        if (!store.enabled()
                || connector.isEmpty()
                || !sessions.hasCredential(store)
                || accounts.pausedFor(store).isEmpty()) {
            return TaskResult.againAfter(Accounts.PROBE_EVERY, "the store is paused and cannot be asked");
        }
        return probed(run, store, connector.get());
    }

    private TaskResult probed(TaskRun run, Store store, PlatformConnector connector) {
        Instant now = setup.clock().instant();
        OrderKind kind = connector.capabilities().kinds().contains(OrderKind.B2C) ? OrderKind.B2C : OrderKind.B2B;
        StoreSession session = sessions.open(
                store, run.task(), CallAction.ORDER_FETCH, "store", store.id().value());
        Outcome<OrderPage> answer =
                connector.fetchOrders(new FetchOrders(session, kind, new TimeWindow(now.minus(PROBED), now), null));
        return answer.fold(new Outcome.Cases<OrderPage, TaskResult>() {
            @Override
            public TaskResult done(OrderPage page) {
                accounts.revive(store);
                return TaskResult.done("the platform accepts the grant again");
            }

            @Override
            public TaskResult refused(Refusal refusal) {
                return TaskResult.againAfter(Accounts.PROBE_EVERY, "still paused: " + refusal);
            }

            @Override
            public TaskResult unknown(String cause) {
                return TaskResult.againAfter(Accounts.PROBE_EVERY, "still paused: " + cause);
            }
        });
    }
}
