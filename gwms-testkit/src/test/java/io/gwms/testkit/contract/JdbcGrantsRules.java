package io.gwms.testkit.contract;

import io.gwms.credential.AesGcmCipher;
import io.gwms.credential.CredentialStore;
import io.gwms.credential.jdbc.JdbcCredentials;
import io.gwms.testkit.db.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The same on a database, each node with connections of its own. */
abstract class JdbcGrantsRules extends GrantsRules {
    private JdbcCredentials first;
    private JdbcCredentials second;

    @BeforeEach
    void open(TestDatabase test) {
        AesGcmCipher cipher = AesGcmCipher.withKey(new byte[32]);
        first = JdbcCredentials.open(test.dataSource(), cipher);
        second = JdbcCredentials.open(test.otherNodesDataSource(), cipher);
        super.begin();
    }

    @Override
    void begin() {}

    @AfterEach
    void close() {
        first.close();
        second.close();
    }

    @Override
    CredentialStore credentials() {
        return first;
    }

    @Override
    CredentialStore otherNode() {
        return second;
    }
}
