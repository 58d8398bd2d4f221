package io.gwms.testkit.credential;

import io.gwms.credential.Credential;
import io.gwms.credential.CredentialOwner;
import io.gwms.credential.CredentialStore;
import io.gwms.internal.StoredForm;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Credentials in memory, unencrypted and gone with the process. Shared by threads. */
public final class InMemoryCredentials implements CredentialStore {
    private final Map<CredentialOwner, Credential> credentials = new HashMap<>();

    private InMemoryCredentials() {}

    /** A store without a credential. */
    public static InMemoryCredentials empty() {
        return new InMemoryCredentials();
    }

    @Override
    public synchronized Optional<Credential> find(CredentialOwner owner) {
        return Optional.ofNullable(credentials.get(owner));
    }

    @Override
    public synchronized boolean save(Credential credential) {
        Credential before = credentials.get(credential.owner());
        if (credential.version() != (before == null ? 0 : before.version())) {
            return false;
        }
        Credential stored = StoredForm.of(credential);
        credentials.put(
                stored.owner(),
                new Credential(
                        stored.owner(), stored.version() + 1, stored.secrets(), stored.settings(), stored.expiresAt()));
        return true;
    }
}
