package io.gwms.testkit.contract;

import static io.gwms.testkit.data.SampleOrder.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.credential.Credential;
import io.gwms.credential.CredentialOwner;
import io.gwms.credential.CredentialStore;
import io.gwms.redact.Secret;
import io.gwms.store.StoreId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * The rules of {@link CredentialStore} that can be seen from outside. What is written down, and survives a crash, each
 * store proves for itself.
 */
public abstract class CredentialStoreContract {
    private static final CredentialOwner OWNER = CredentialOwner.store(new StoreId("acme"));

    protected CredentialStoreContract() {}

    /** The store under test: the same throughout a test, empty at its start. */
    protected abstract CredentialStore credentials();

    private static Credential credential(long version, String token) {
        return new Credential(
                OWNER,
                version,
                Map.of("accessToken", Secret.of(token), "refreshToken", Secret.of("r-" + token)),
                Map.of("appKey", "12345"),
                NOON.plusSeconds(3600));
    }

    @Test
    @DisplayName("stores a credential as its version plus one (rule 1)")
    public void countsVersions() {
        assertThat(credentials().find(OWNER)).isEmpty();

        assertThat(credentials().save(credential(0, "first"))).isTrue();
        assertThat(credentials().find(OWNER)).contains(credential(1, "first"));
        assertThat(credentials().save(credential(1, "second"))).isTrue();

        assertThat(credentials().find(OWNER)).contains(credential(2, "second"));
        assertThat(credentials().find(CredentialOwner.store(new StoreId("beta"))))
                .isEmpty();
    }

    @Test
    @DisplayName("refuses a credential of another version than the stored one (rule 1)")
    public void refusesAnotherVersion() {
        assertThat(credentials().save(credential(1, "too early"))).isFalse();
        credentials().save(credential(0, "first"));

        assertThat(credentials().save(credential(0, "late"))).isFalse();
        assertThat(credentials().save(credential(2, "ahead"))).isFalse();
        assertThat(credentials().find(OWNER)).contains(credential(1, "first"));
    }

    @Test
    @DisplayName("lets one of eight savers with the same version win (rule 1)")
    public void oneOfEightSaversWins() {
        credentials().save(credential(0, "first"));

        List<Boolean> saved = Race.of(8, saver -> () -> credentials().save(credential(1, "token-" + saver)));

        assertThat(saved).filteredOn(won -> won).hasSize(1);
        assertThat(credentials().find(OWNER).orElseThrow().version()).isEqualTo(2);
    }

    @Test
    @DisplayName("keeps a credential that does not expire and has no secret yet (rule 2)")
    public void keepsAnEmptyCredential() {
        credentials().save(Credential.of(OWNER, Map.of(), Map.of("appKey", "1")));

        assertThat(credentials().find(OWNER)).get().satisfies(stored -> {
            assertThat(stored.expiry()).isEmpty();
            assertThat(stored.settings()).containsEntry("appKey", "1");
        });
    }

    @Test
    @DisplayName("prints no secret (rule 3)")
    public void printsNoSecret() {
        credentials().save(credential(0, "shpat_0123"));

        assertThat(credentials().find(OWNER).toString() + credentials()).doesNotContain("shpat_0123");
    }
}
