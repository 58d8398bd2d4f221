package io.gwms.testkit.credential;

import io.gwms.credential.CredentialStore;
import io.gwms.testkit.contract.CredentialStoreContract;

class InMemoryCredentialsTest extends CredentialStoreContract {
    private final InMemoryCredentials credentials = InMemoryCredentials.empty();

    @Override
    protected CredentialStore credentials() {
        return credentials;
    }
}
