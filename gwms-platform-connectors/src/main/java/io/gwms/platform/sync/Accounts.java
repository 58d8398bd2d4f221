package io.gwms.platform.sync;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import io.gwms.ModuleSetup;
import io.gwms.credential.Credential;
import io.gwms.credential.CredentialOwner;
import io.gwms.credential.Grant;
import io.gwms.credential.Grants;
import io.gwms.outcome.Outcome;
import io.gwms.outcome.Refusal;
import io.gwms.outcome.RefusalCode;
import io.gwms.platform.PlatformConnector;
import io.gwms.platform.StoreSession;
import io.gwms.platform.account.AccountNotice;
import io.gwms.platform.account.StoreAccounts;
import io.gwms.resilience.QuotaGuard;
import io.gwms.resilience.QuotaUsage;
import io.gwms.state.Change;
import io.gwms.store.Authorization;
import io.gwms.store.Store;
import io.gwms.store.StoreId;
import io.gwms.task.BusinessType;
import io.gwms.task.NewTask;
import io.gwms.task.TaskType;
import io.gwms.transport.CallAction;
import io.gwms.transport.Transport;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the grants of stores alive and says which of them are not. Shared. */
final class Accounts implements StoreAccounts {
    static final TaskType PROBE = new TaskType("STORE_PROBE");
    static final Duration PROBE_EVERY = Duration.ofHours(1);

    private static final Logger LOG = LoggerFactory.getLogger(Accounts.class);
    /** A credential is refreshed that long before it ends. */
    private static final Duration MARGIN = Duration.ofMinutes(2);

    private static final String JUST_REFRESHED =
            "; it gave this credential a moment ago, so the grant itself lives: look"
                    + " whether the app is allowed what it asks for before you connect the store again";

    private final ModuleSetup setup;
    private final Function<Store, Optional<PlatformConnector>> connectors;
    private final Grants grants;
    private final QuotaGuard quotas;
    private final YoungCredentials young = new YoungCredentials();
    private final Permissions permissions;
    private volatile Consumer<Store> authorizedAgain = store -> {};

    Accounts(ModuleSetup setup, Function<Store, Optional<PlatformConnector>> connectors) {
        this.setup = setup;
        this.connectors = connectors;
        this.grants = Grants.over(setup.credentials(), setup.clock());
        this.quotas = QuotaGuard.of(setup.clock());
        this.permissions = new Permissions(setup.clock(), setup.redactor());
    }

    /** Sets what is done for a store whose grant came back to life. */
    void onAuthorizedAgain(Consumer<Store> told) {
        authorizedAgain = told;
    }

    /** The way to a store's platform. */
    Transport transport(Store store, boolean background) {
        return quotas.over(
                setup.transport(),
                account(store.id()),
                background,
                reply -> connectors.apply(store).flatMap(connector -> connector.quota(reply)));
    }

    /** The session with a credential that does not end at any moment; refused when there is none. */
    Outcome<StoreSession> ready(StoreSession session, PlatformConnector connector) {
        Instant now = setup.clock().instant();
        Instant end = session.credential().expiresAt();
        if (end == null || now.isBefore(end.minus(MARGIN)) || !canRefresh(connector)) {
            return Outcome.done(session);
        }
        Outcome<Credential> newer = newerThan(session, connector);
        if (newer instanceof Outcome.Refused<Credential> refused) {
            Refusal refusal = refused.refusal();
            if (!refusal.isTemporary()) {
                died(session, refusal);
                return Outcome.refused(RefusalCode.NOT_AUTHORIZED, refusal.text());
            }
            return now.isBefore(end) ? Outcome.done(session) : Outcome.refused(refusal);
        }
        return newer.then(credential -> Outcome.done(session.withCredential(credential)));
    }

    boolean canRefresh(PlatformConnector connector) {
        return connector.capabilities().canRefreshCredential();
    }

    /** What apps may not do although their grants live. */
    Permissions permissions() {
        return permissions;
    }

    /** Whether the platform would be asked for a newer credential, and so would tell whether the grant lives. */
    boolean wouldRefresh(StoreSession session, PlatformConnector connector) {
        return canRefresh(connector)
                && !young.isYoung(session.credential().owner(), setup.clock().instant());
    }

    /** A credential newer than the session's; refused permanently when there is none and none can be had. */
    Outcome<Credential> newerThan(StoreSession session, PlatformConnector connector) {
        Credential used = session.credential();
        boolean wouldRefresh = wouldRefresh(session, connector); // asked first: what others refreshed is stored by then
        Optional<Credential> stored = grants.stored(used);
        if (stored.isPresent()) {
            return Outcome.done(stored.get());
        }
        if (!wouldRefresh) {
            return Outcome.refused(patience(session)
                    .orElseGet(() -> Refusal.permanent(RefusalCode.NOT_AUTHORIZED, "there is no newer credential")));
        }
        AtomicBoolean refreshed = new AtomicBoolean();
        Outcome<Credential> newer = grants.newerThan(used, from -> {
            Outcome<Credential> fresh = connector.refreshCredential(
                    session.withCredential(from).withContext(session.context().withAction(CallAction.TOKEN_REFRESH)));
            refreshed.set(fresh.asDone().isPresent());
            return fresh;
        });
        if (refreshed.get()) {
            young.refreshed(used.owner(), setup.clock().instant());
        }
        return newer;
    }

    /** How long to wait for a credential that was refreshed a moment ago before its store is paused; empty once it is. */
    Optional<Refusal> patience(StoreSession refused) {
        return refused.store().authorization() == Authorization.AUTHORIZED
                ? young.patience(refused.credential().owner(), setup.clock().instant())
                : Optional.empty();
    }

    /** The platform does not accept the session's credential, and no other can be had: the store is paused. */
    void died(StoreSession session, Refusal words) {
        StoreId id = session.store().id();
        boolean justRefreshed =
                young.isYoung(session.credential().owner(), setup.clock().instant());
        grants.died(session.credential(), setup.redactor().text(words.text()) + (justRefreshed ? JUST_REFRESHED : ""));
        Optional<Store> store = setup.state().stores().find(id);
        if (store.isPresent() && store.get().authorization() == Authorization.AUTHORIZED) {
            setup.state().stores().save(store.get().withAuthorization(Authorization.EXPIRED));
            LOG.atWarn()
                    .addKeyValue("store", id)
                    .log("The platform does not accept the grant of a store any more; it is paused until a person"
                            + " authorizes it again");
        }
        probeLater(id);
        setup.state().stores().find(id).ifPresent(this::reviveIfReplaced);
    }

    /** Has a paused store probed; harmless when it is going to be. */
    void probeLater(StoreId id) {
        Instant now = setup.clock().instant();
        NewTask probe = NewTask.of(PROBE, "store-probe:" + id, BusinessType.STORE, id.value(), now)
                .dueAt(now.plus(PROBE_EVERY));
        setup.state().commit(List.of(new Change.AddTask(probe)));
    }

    /** Authorizes a store again whose credential was replaced since its grant died; says whether it did. */
    boolean reviveIfReplaced(Store store) {
        if (store.authorization() != Authorization.EXPIRED) {
            return false;
        }
        CredentialOwner owner = CredentialOwner.store(store.id());
        Optional<Grant> dead = grants.dead(owner);
        boolean replaced = dead.isPresent()
                && readable(owner)
                        .filter(credential -> credential.version() > dead.get().version())
                        .isPresent();
        if (replaced) {
            revive(store);
        }
        return replaced;
    }

    /** The platform accepts the grant of that store again. */
    void revive(Store paused) {
        Store store = setup.state().stores().find(paused.id()).orElse(paused);
        grants.lives(CredentialOwner.store(store.id()));
        if (store.authorization() != Authorization.EXPIRED) {
            return;
        }
        Store authorized = store.withAuthorization(Authorization.AUTHORIZED);
        setup.state().stores().save(authorized);
        LOG.atInfo().addKeyValue("store", store.id()).log("A store is authorized again and goes on where it stopped");
        authorizedAgain.accept(authorized);
    }

    /** The grant of that store that was found dead, while the store is paused for it. */
    Optional<Grant> pausedFor(Store store) {
        return store.authorization() == Authorization.EXPIRED
                ? grants.dead(CredentialOwner.store(store.id()))
                : Optional.empty();
    }

    @Override
    public List<AccountNotice> notices() {
        List<AccountNotice> notices = new ArrayList<>(permissions.notices());
        for (Store store : setup.state().stores().all()) {
            if (store.enabled() && store.authorization() == Authorization.AUTHORIZED) {
                ending(store).ifPresent(notices::add);
            } else if (store.enabled()) {
                pausedFor(store)
                        .ifPresent(grant -> notices.add(new AccountNotice(
                                store.id(),
                                AccountNotice.Kind.AUTHORIZE_AGAIN,
                                requireNonNullElse(grant.diedAt(), grant.knownSince()),
                                "the platform does not accept the grant of the store " + store.id() + " any more: "
                                        + grant.deathCause(),
                                "connect the store again and store its credential with gwms.credentials().replace(…);"
                                        + " orders are then pulled from where they are missing")));
            }
        }
        return notices;
    }

    /** A notice for a grant that nothing here can prolong. */
    private Optional<AccountNotice> ending(Store store) {
        Optional<Credential> credential = readable(CredentialOwner.store(store.id()));
        boolean refreshed = connectors.apply(store).filter(this::canRefresh).isPresent();
        Optional<Instant> end = credential.flatMap(one ->
                refreshed ? one.grantExpiry() : one.grantExpiry().or(() -> Optional.ofNullable(one.expiresAt())));
        return end.filter(at -> !setup.clock()
                        .instant()
                        .isBefore(grants.grant(credential.get()).warnFrom(at)))
                .map(at -> new AccountNotice(
                        store.id(),
                        AccountNotice.Kind.GRANT_ENDS,
                        at,
                        "the grant of the store " + store.id() + " ends at " + at,
                        "connect the store again before then and store its credential with"
                                + " gwms.credentials().replace(…)"));
    }

    /** One that does not open is no reason to leave the other stores alone; whoever needs it is told. */
    private Optional<Credential> readable(CredentialOwner owner) {
        try {
            return setup.credentials().find(owner);
        } catch (RuntimeException e) {
            LOG.atDebug().setCause(setup.redactor().forLog(e)).log("A credential cannot be read");
            return Optional.empty();
        }
    }

    @Override
    public QuotaUsage quota(StoreId store) {
        requireNonNull(store, "store");
        return quotas.usage(account(store));
    }

    private static String account(StoreId store) {
        return "store " + store;
    }
}
