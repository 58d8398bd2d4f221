package io.gwms.platform.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.Gwms;
import io.gwms.GwmsModule;
import io.gwms.ModuleSetup;
import io.gwms.credential.Credential;
import io.gwms.credential.CredentialOwner;
import io.gwms.credential.CredentialStore;
import io.gwms.outcome.Outcome;
import io.gwms.platform.StoreSession;
import io.gwms.redact.Redactor;
import io.gwms.store.Store;
import io.gwms.testkit.catalogue.FixedCatalogue;
import io.gwms.testkit.credential.InMemoryCredentials;
import io.gwms.testkit.evidence.InMemorySnapshots;
import io.gwms.testkit.evidence.InMemorySyncLog;
import io.gwms.testkit.platform.ScriptedPlatform;
import io.gwms.testkit.state.InMemoryState;
import io.gwms.testkit.stock.InMemoryStockLedger;
import io.gwms.testkit.time.VirtualClock;
import io.gwms.transport.CallAction;
import io.gwms.transport.CallContext;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two callers meet the same dead token, and the second looks for another one just while the first refreshes it. */
class RefreshedMeanwhileTest {
    private static final Store STORE = ScriptedPlatform.store("acme");
    private static final CredentialOwner OWNER = CredentialOwner.store(STORE.id());

    private final VirtualClock clock = VirtualClock.startingAt(Instant.parse("2026-03-10T12:00:00Z"));
    private final RotatingTokens desk = new RotatingTokens(ScriptedPlatform.standard(), clock);
    private final SlowToRead credentials = new SlowToRead();
    private final Module module = new Module();
    private final Gwms gwms = Gwms.builder()
            .state(InMemoryState.empty())
            .syncLog(InMemorySyncLog.empty())
            .snapshots(InMemorySnapshots.empty())
            .credentials(credentials)
            .catalogue(FixedCatalogue.builder().build())
            .stock(InMemoryStockLedger.builder().build())
            .clock(clock)
            .transport(desk.transport())
            .module(module)
            .build();

    /** Does something between reading the store's credential and handing it out, once. */
    private static final class SlowToRead implements CredentialStore {
        private final CredentialStore stored = InMemoryCredentials.empty();
        private @Nullable Runnable meanwhile;

        @Override
        public Optional<Credential> find(CredentialOwner owner) {
            Optional<Credential> read = stored.find(owner);
            Runnable now = meanwhile;
            if (owner.equals(OWNER) && now != null) {
                meanwhile = null;
                now.run();
            }
            return read;
        }

        @Override
        public boolean save(Credential credential) {
            return stored.save(credential);
        }
    }

    private final class Module implements GwmsModule {
        private @Nullable Accounts accounts;

        @Override
        public String name() {
            return "accounts";
        }

        @Override
        public void install(ModuleSetup setup) {
            this.accounts = new Accounts(setup, store -> Optional.of(desk.connector()));
        }

        Outcome<Credential> newerThan(StoreSession session) {
            return Objects.requireNonNull(accounts).newerThan(session, desk.connector());
        }
    }

    private StoreSession session() {
        return new StoreSession(
                STORE,
                credentials.find(OWNER).orElseThrow(),
                desk.transport(),
                clock,
                Redactor.standard(),
                CallContext.forStore(CallAction.ORDER_FETCH, STORE.id()));
    }

    @AfterEach
    void stop() {
        gwms.close();
    }

    @Test
    void whoLooksJustBeforeTheRefreshIsStoredGetsItsCredentialAndIsNotToldToWait() {
        credentials.save(desk.authorized(STORE.id(), 0));
        StoreSession first = session();
        StoreSession second = session();
        credentials.meanwhile =
                () -> assertThat(module.newerThan(first).asDone()).isPresent();

        Outcome<Credential> newer = module.newerThan(second);

        assertThat(newer.asDone()).isEqualTo(credentials.find(OWNER)).isNotEqualTo(Optional.of(second.credential()));
        assertThat(desk.refreshes()).isEqualTo(1);
    }
}
