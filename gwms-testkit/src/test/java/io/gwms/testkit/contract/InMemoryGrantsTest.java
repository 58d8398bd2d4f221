package io.gwms.testkit.contract;

import io.gwms.credential.CredentialStore;
import io.gwms.testkit.credential.InMemoryCredentials;

class InMemoryGrantsTest extends GrantsRules {
    private final InMemoryCredentials credentials = InMemoryCredentials.empty();

    @Override
    CredentialStore credentials() {
        return credentials;
    }

    @Override
    CredentialStore otherNode() {
        return credentials;
    }
}
