package io.gwms.testkit.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gwms.GwmsException;
import io.gwms.credential.AesGcmCipher;
import io.gwms.credential.Credential;
import io.gwms.credential.CredentialOwner;
import io.gwms.credential.CredentialStore;
import io.gwms.credential.jdbc.JdbcCredentials;
import io.gwms.internal.jdbc.Database;
import io.gwms.redact.Secret;
import io.gwms.store.StoreId;
import io.gwms.testkit.contract.CredentialStoreContract;
import io.gwms.testkit.db.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Credentials in a database, with two nodes on it. */
abstract class JdbcCredentialsContract extends CredentialStoreContract {
    private final byte[] key = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.UTF_8);
    private TestDatabase test;
    private JdbcCredentials first;
    private JdbcCredentials second;

    @BeforeEach
    void open(TestDatabase test) {
        this.test = test;
        first = JdbcCredentials.open(test.dataSource(), AesGcmCipher.withKey(key));
        second = JdbcCredentials.open(test.dataSource(), AesGcmCipher.withKey(key));
    }

    @AfterEach
    void close() {
        first.close();
        second.close();
    }

    @Override
    protected CredentialStore credentials() {
        return first;
    }

    private static Credential sample(String token) {
        return Credential.of(
                CredentialOwner.store(new StoreId("acme")), Map.of("accessToken", Secret.of(token)), Map.of());
    }

    @Test
    void otherNodesSeeWhatWasSavedAndNeverOverwriteIt() {
        assertThat(first.save(sample("first \ud83d\udd11"))).isTrue();
        assertThat(second.save(sample("second"))).isFalse();
        assertThat(second.find(sample("x").owner()).orElseThrow().secret("accessToken"))
                .isEqualTo(Secret.of("first \ud83d\udd11"));
    }

    @Test
    void nothingSecretIsReadableInTheDatabase() {
        assertThat(first.save(sample("do-not-store-me"))).isTrue();
        try (Database database = Database.over(test.dataSource())) {
            List<byte[]> stored =
                    database.read(tx -> tx.query("SELECT sealed FROM gwms_credential", row -> row.bytes("sealed")));
            assertThat(stored).hasSize(1);
            assertThat(new String(stored.get(0), StandardCharsets.ISO_8859_1))
                    .doesNotContain("do-not-store-me")
                    .doesNotContain("accessToken");
        }
    }

    @Test
    void anotherKeyIsRefusedWhenTheDatabaseIsOpened() {
        assertThat(first.save(sample("token"))).isTrue();
        byte[] other = key.clone();
        other[0]++;
        assertThatThrownBy(() -> JdbcCredentials.open(test.dataSource(), AesGcmCipher.withKey(other)))
                .isInstanceOfSatisfying(GwmsException.class, e -> {
                    assertThat(e.code()).isEqualTo("GWMS-1120");
                    assertThat(e.remedy()).contains("the key it was stored with");
                });
    }

    @Test
    void credentialCopiedToAnotherOwnerDoesNotOpen() {
        assertThat(first.save(sample("token"))).isTrue();
        try (Database database = Database.over(test.dataSource())) {
            database.run(tx -> assertThat(tx.update("UPDATE gwms_credential SET owner_name = 'somebody-else'"))
                    .isEqualTo(1));
        }
        assertThatThrownBy(() -> first.find(CredentialOwner.store(new StoreId("somebody-else"))))
                .hasMessageContaining("GWMS-1120");
    }
}
