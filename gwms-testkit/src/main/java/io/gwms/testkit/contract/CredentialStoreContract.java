package io.gwms.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.credential.Credential;
import io.gwms.credential.CredentialOwner;
import io.gwms.credential.CredentialStore;
import io.gwms.proxy.ProxySystem;
import io.gwms.redact.Secret;
import io.gwms.store.StoreId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The rules of {@link CredentialStore}, each as a test. */
public abstract class CredentialStoreContract {
    /** The store that the samples of this contract belong to. */
    protected static final CredentialOwner OWNER = CredentialOwner.store(new StoreId("acme-za"));

    protected CredentialStoreContract() {}

    /** The store of credentials, empty before each test and the same throughout it. */
    protected abstract CredentialStore credentials();

    /** The same credentials as another node sees them; the same store unless overridden. */
    protected CredentialStore otherNode() {
        return credentials();
    }

    /** A credential of {@link #OWNER} that has that token and stands at that version. */
    protected static Credential sample(long version, String token) {
        return new Credential(
                OWNER,
                version,
                Map.of("accessToken", Secret.of(token), "appSecret", Secret.of("s\u00e9cret \ud83d\udd11")),
                Map.of("appKey", "k-1"),
                Instant.parse("2026-06-01T08:00:00.123Z"));
    }

    private static Credential at(long version, Credential credential) {
        return credential.withVersion(version);
    }

    @Test
    @DisplayName("gives back what was saved, one version on, to every node (rules 1 and 2)")
    public void keepsWhatWasSaved() {
        assertThat(credentials().find(OWNER)).isEmpty();

        assertThat(credentials().save(sample(0, "token-1"))).isTrue();

        assertThat(otherNode().find(OWNER)).contains(at(1, sample(0, "token-1")));
    }

    @Test
    @DisplayName("keeps credentials that never expire and hold no setting (rule 1)")
    public void keepsTheBareOne() {
        Credential bare = Credential.of(
                CredentialOwner.proxy(new ProxySystem("4PX"), "main"), Map.of("k", Secret.of("v")), Map.of());
        assertThat(credentials().save(bare)).isTrue();
        assertThat(credentials().find(bare.owner())).contains(at(1, bare));
        assertThat(credentials().find(OWNER)).isEmpty();
    }

    @Test
    @DisplayName("stores nothing over a version it was not read at (rule 1)")
    public void staleVersionLoses() {
        assertThat(credentials().save(sample(1, "never"))).isFalse();
        assertThat(credentials().save(sample(0, "first"))).isTrue();
        assertThat(credentials().save(sample(0, "again"))).isFalse();
        assertThat(credentials().save(sample(1, "second"))).isTrue();
        assertThat(credentials().save(sample(1, "late"))).isFalse();
        assertThat(credentials().find(OWNER)).contains(at(2, sample(0, "second")));
    }

    @Test
    @DisplayName("lets one of several savers of the same version win (rule 1)")
    public void oneSaverWins() {
        assertThat(credentials().save(sample(0, "first"))).isTrue();

        List<Boolean> saved = Race.of(4, i -> {
            CredentialStore store = i % 2 == 0 ? credentials() : otherNode();
            return () -> store.save(sample(1, "token of saver " + i));
        });

        assertThat(saved).containsOnlyOnce(true);
        assertThat(credentials().find(OWNER).orElseThrow().version()).isEqualTo(2);
    }

    @Test
    @DisplayName("replaces what is stored, whatever version it is made at (rule 1)")
    public void replacesWhatIsStored() {
        credentials().replace(sample(0, "first"));
        otherNode().replace(sample(0, "connected again"));

        assertThat(credentials().find(OWNER)).contains(sample(2, "connected again"));
    }

    @Test
    @DisplayName("prints no secret (rule 3)")
    public void printsNoSecret() {
        assertThat(credentials().save(sample(0, "do-not-print-me"))).isTrue();
        assertThat(credentials().find(OWNER).toString()).doesNotContain("do-not-print-me");
        assertThat(credentials().toString()).doesNotContain("do-not-print-me");
    }
}
